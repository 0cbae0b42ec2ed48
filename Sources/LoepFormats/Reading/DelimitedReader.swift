// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Reads comma-separated values (RFC 4180) and tab-separated values: one row a document.
///
/// The first row names the columns, unless the wanted columns are given by number. Comma-separated means parted by
/// whichever of comma, semicolon and tab stands most often in the first row, as spreadsheets differ by country.
struct DelimitedReader: RecordReader {
    private let separator: UInt8
    private let isQuoted: Bool
    /// Columns of id, text, title, date and source; -1 when there is none.
    private let columns: [Int]

    /// A reader and what is known of its header.
    struct Opening {
        var reader: DelimitedReader
        /// Bytes of the header row; 0 when the columns are given by number.
        var headerLength: Int
    }

    /// Looks at the first row of a file.
    ///
    /// - Throws: `format.malformed` when the header has no column of the name wanted.
    static func open(
        _ bytes: [UInt8], format: InputFormat, fields: RecordFields, source: String
    ) throws(LoepError) -> Opening {
        let isQuoted = format == .csv
        let firstLine = bytes.prefix { $0 != 0x0A }
        var separator = UInt8(ascii: "\t")
        if isQuoted {
            let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
            let counts = candidates.map { candidate in DelimitedReader.count(of: candidate, in: firstLine) }
            separator = counts.max() == 0 ? candidates[0] : candidates[counts.firstIndex(of: counts.max() ?? 0) ?? 0]
        }
        let names = [fields.id, fields.text, fields.title, fields.date, fields.source]
        if let number = Int(fields.text), number > 0 {
            let columns = names.map { name in Int(name).map { $0 - 1 } ?? -1 }
            return Opening(
                reader: DelimitedReader(separator: separator, isQuoted: isQuoted, columns: columns), headerLength: 0)
        }
        let plain = DelimitedReader(separator: separator, isQuoted: isQuoted, columns: [])
        var position = 0
        guard let header = plain.row(in: bytes, from: &position) else {
            throw LoepError(.malformedInput, "\(source), line 1: a quoted field is not closed")
        }
        let found = header.map { String(decoding: $0, as: UTF8.self) }
        let columns = names.map { name in
            found.firstIndex(of: name) ?? found.firstIndex { $0.lowercased() == name.lowercased() } ?? -1
        }
        if columns[1] < 0 {
            throw LoepError(
                .malformedInput,
                "\(source) has no column \(fields.text); name one of its columns (--column): \(found.joined(separator: ", "))"
            )
        }
        return Opening(
            reader: DelimitedReader(separator: separator, isQuoted: isQuoted, columns: columns),
            headerLength: position)
    }

    private static func count(of separator: UInt8, in line: ArraySlice<UInt8>) -> Int {
        var count = 0
        var isInside = false
        for byte in line {
            if byte == UInt8(ascii: "\"") { isInside.toggle() }
            if byte == separator, !isInside { count += 1 }
        }
        return count
    }

    // MARK: Rows

    func wholeLength(of bytes: [UInt8]) -> Int {
        if !isQuoted { return (bytes.lastIndex(of: 0x0A) ?? -1) + 1 }
        var length = 0
        var position = 0
        while let end = rowEnd(in: bytes, from: position) {
            length = end
            position = end
        }
        return length
    }

    func documentCount(in bytes: [UInt8]) -> Int { bytes.count { $0 == 0x0A } }

    func resumption(in bytes: [UInt8]) -> Int? { bytes.firstIndex(of: 0x0A).map { $0 + 1 } }

    /// One past the line end of the row that starts at `start`; nil when it does not end in the bytes.
    private func rowEnd(in bytes: [UInt8], from start: Int) -> Int? {
        var isFieldStart = true
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\""), isFieldStart, isQuoted {
                guard let end = DelimitedReader.quoteEnd(in: bytes, from: index) else { return nil }
                index = end
                isFieldStart = false
                continue
            }
            if byte == 0x0A { return index + 1 }
            isFieldStart = byte == separator
            index += 1
        }
        return nil
    }

    /// One past the quote that closes the one at `start`.
    private static func quoteEnd(in bytes: [UInt8], from start: Int) -> Int? {
        let quote = UInt8(ascii: "\"")
        var index = start + 1
        while let place = bytes[index...].firstIndex(of: quote) {
            if place + 1 < bytes.count, bytes[place + 1] == quote {
                index = place + 2
            } else {
                return place + 1
            }
        }
        return nil
    }

    /// The fields of the row at `position`, which moves past it; nil when a quote does not close.
    private func row(in bytes: [UInt8], from position: inout Int) -> [[UInt8]]? {
        var fields: [[UInt8]] = []
        var field: [UInt8] = []
        var isFieldStart = true
        var index = position
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\""), isFieldStart, isQuoted {
                guard let end = DelimitedReader.quoteEnd(in: bytes, from: index) else { return nil }
                DelimitedReader.appendUnquoted(bytes[(index + 1)..<(end - 1)], to: &field)
                index = end
                isFieldStart = false
                continue
            }
            index += 1
            if byte == 0x0A { break }
            if byte == separator {
                fields.append(field)
                field.removeAll()
                isFieldStart = true
            } else {
                field.append(byte)
                isFieldStart = false
            }
        }
        if field.last == 0x0D { field.removeLast() }
        fields.append(field)
        position = index
        return fields
    }

    private static func appendUnquoted(_ content: ArraySlice<UInt8>, to field: inout [UInt8]) {
        var wasQuote = false
        for byte in content {
            let isQuote = byte == UInt8(ascii: "\"")
            if isQuote, wasQuote {
                wasQuote = false
                continue
            }
            wasQuote = isQuote
            field.append(byte)
        }
    }

    // MARK: Documents

    func forEachDocument(
        in bytes: [UInt8], source: String, at position: StreamPosition, isWhole: Bool,
        _ body: (Result<Document, LoepError>) -> Bool
    ) {
        var index = 0
        var line = position.line
        while index < bytes.count {
            let start = index
            let place = line
            let id = "\(source):\(place)"
            guard let fields = row(in: bytes, from: &index) else {
                // Only this line is given up: the next ones may be whole.
                index = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
                line += 1
                let message = "\(source), line \(place): a quoted field is not closed"
                if !body(.failure(LoepError(.malformedInput, message, document: id))) { return }
                continue
            }
            line += bytes[start..<index].count { $0 == 0x0A }
            if fields.count == 1, fields[0].allSatisfy({ $0 <= 0x20 }) { continue }
            if !body(document(fields, id: id, place: "\(source), line \(place)")) { return }
        }
    }

    private func document(_ fields: [[UInt8]], id: String, place: String) -> Result<Document, LoepError> {
        var id = id
        do throws(LoepError) {
            if let given = try string(0, fields) { id = given }
            guard columns[1] < fields.count else {
                throw LoepError(
                    .malformedInput,
                    "\(place): the row has \(fields.count) fields, the text would be in field \(columns[1] + 1)")
            }
            let text = try Text(validating: fields[columns[1]])
            try TextReader.requireContent(text)
            let metadata = Metadata(
                title: try string(2, fields), date: try string(3, fields), source: try string(4, fields))
            return .success(Document(id: id, text: text, metadata: metadata))
        } catch {
            var failure = error
            failure.document = id
            return .failure(failure)
        }
    }

    private func string(_ index: Int, _ fields: [[UInt8]]) throws(LoepError) -> String? {
        let column = columns[index]
        guard column >= 0, column < fields.count, !fields[column].isEmpty else { return nil }
        return try Text(validating: fields[column]).string
    }
}
