// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// The names of the fields or columns records keep things under; CSV and TSV also take one-based numbers of columns.
public struct RecordFields: Sendable {
    /// The document's identifier.
    public var id = "id"
    /// The text; the one field that must be there.
    public var text = "text"
    /// The title, when it is apart from the text.
    public var title = "title"
    /// The date of publication.
    public var date = "date"
    /// Where the document came from.
    public var source = "source"

    /// Makes the default names: `id`, `text`, `title`, `date`, `source`.
    public init() {}
}

/// Reads JSON Lines: one object a line, blank lines skipped.
public struct JSONLinesReader: LineRecordReader, Sendable {
    private let names: [[UInt8]]
    private let textField: String

    /// Makes a reader that looks for these fields.
    public init(fields: RecordFields = RecordFields()) {
        names = [fields.id, fields.text, fields.title, fields.date, fields.source].map { Array($0.utf8) }
        textField = fields.text
    }

    /// Reads the record of one line.
    ///
    /// - Parameters:
    ///   - source: what to call the input when the record has no identifier of its own.
    ///   - line: one-based number of the line.
    /// - Returns: the document, or the error with the identifier it is reported under.
    public func document(
        _ bytes: ArraySlice<UInt8>, source: String, line: Int
    ) -> Result<Document, LoepError> {
        var id = "\(source):\(line)"
        do throws(LoepError) {
            var scanner = JSONScanner(bytes)
            let fields = try scanner.fields(names)
            if let given = fields[0] { id = try Text(validating: given).string }
            guard let raw = fields[1] else {
                throw LoepError(.malformedInput, "the record has no field \(textField)")
            }
            let text = try Text(validating: raw)
            try TextReader.requireContent(text)
            var metadata = Metadata()
            metadata.title = try fields[2].map { (bytes) throws(LoepError) in try Text(validating: bytes).string }
            metadata.date = try fields[3].map { (bytes) throws(LoepError) in try Text(validating: bytes).string }
            metadata.source = try fields[4].map { (bytes) throws(LoepError) in try Text(validating: bytes).string }
            return .success(Document(id: id, text: text, metadata: metadata))
        } catch {
            var failure = error
            if failure.code == .malformedInput { failure.message = "\(source), line \(line), \(failure.message)" }
            failure.document = id
            return .failure(failure)
        }
    }

    func forEachDocument(
        in bytes: [UInt8], source: String, at position: StreamPosition, isWhole: Bool,
        _ body: (Result<Document, LoepError>) -> Bool
    ) {
        var line = position.line - 1
        for row in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            line += 1
            if row.allSatisfy({ $0 <= 0x20 }) { continue }
            if !body(document(row, source: source, line: line)) { return }
        }
    }
}
