// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Reads CoNLL columns: the first column of a line is a token, a blank line ends a sentence, a line
/// that starts with `-DOCSTART-` starts a document (Tjong Kim Sang 2002).
///
/// The text is rebuilt with one space between tokens and a line end between sentences; the document
/// carries tokens and sentences, so that no stage cuts them anew.
public struct ConllReader: MarkedRecordReader, Sendable {
    /// Makes a reader.
    public init() {}

    static let documentMark = Array("-DOCSTART-".utf8)

    /// Reads documents from whole lines.
    ///
    /// - Parameters:
    ///   - source: what to call the input.
    ///   - line: one-based number of the first line.
    ///   - number: one-based number of the first document, which is part of the identifiers; nil when
    ///     the input is one document and the source identifies it.
    public func documents(
        _ bytes: ArraySlice<UInt8>, source: String, line: Int = 1, number: Int? = nil
    ) -> [Result<Document, LoepError>] {
        var results: [Result<Document, LoepError>] = []
        var builder = TokenizedTextBuilder()
        var lineNumber = line - 1
        func finish() {
            defer { builder = TokenizedTextBuilder() }
            guard !builder.isEmpty else { return }
            let id = number.map { "\(source):\($0 + results.count)" } ?? source
            do throws(LoepError) {
                results.append(.success(try builder.document(id: id)))
            } catch {
                var failure = error
                failure.document = id
                results.append(.failure(failure))
            }
        }
        for row in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            lineNumber += 1
            if row.starts(with: ConllReader.documentMark) {
                finish()
            } else if row.allSatisfy({ $0 <= 0x20 }) {
                builder.endSentence()
            } else if let first = row.first, first == 0x20 || first == 0x09 {
                builder.fail("\(source), line \(lineNumber): the first column is empty")
            } else {
                builder.add(row.prefix { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D })
            }
        }
        finish()
        return results
    }

    static func isContent(_ line: ArraySlice<UInt8>) -> Bool { true }

    func forEachDocument(
        in bytes: [UInt8], source: String, at position: StreamPosition, isWhole: Bool,
        _ body: (Result<Document, LoepError>) -> Bool
    ) {
        // A single document is called after its input; several are numbered.
        let isAlone = isWhole && documentCount(in: bytes) <= 1
        let found = documents(
            bytes[...], source: source, line: position.line, number: isAlone ? nil : position.document)
        for document in found where !body(document) { return }
    }
}
