// SPDX-License-Identifier: Apache-2.0
/// A table read from tab-separated text: `#` comment lines, one header line, then rows.
///
/// All lists and tables in Resources/lexicon have this form. The first comment lines name the
/// source and the licence.
public struct Table: Sendable {
    /// Column names from the header line.
    public let columns: [String]
    /// Rows in file order, each with as many fields as there are columns.
    public let rows: [[String]]

    /// Reads a table.
    ///
    /// - Parameters:
    ///   - text: the whole file.
    ///   - name: what to call it in errors, normally its path.
    ///   - required: columns that must be there.
    /// - Throws: `table.malformed` with the line number.
    public init(_ text: Text, name: String, required: [String] = []) throws(LoepError) {
        var columns: [String] = []
        var rows: [[String]] = []
        var number = 0
        for line in text.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
            let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            if columns.isEmpty {
                columns = fields
                for column in required where !columns.contains(column) {
                    throw LoepError(.malformedTable, "\(name): no column \(column) in the header")
                }
            } else if fields.count != columns.count {
                throw LoepError(
                    .malformedTable, "\(name), line \(number): \(fields.count) fields, \(columns.count) expected")
            } else {
                rows.append(fields)
            }
        }
        if columns.isEmpty { throw LoepError(.malformedTable, "\(name): no header line") }
        self.columns = columns
        self.rows = rows
    }

    /// The position of a column; nil when there is none of that name.
    public func index(of column: String) -> Int? { columns.firstIndex(of: column) }
}
