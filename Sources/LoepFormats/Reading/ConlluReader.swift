// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Reads CoNLL-U (https://universaldependencies.org/format.html): tokens, sentences and paragraphs are taken over.
///
/// `# newdoc` starts a document and may name it, `# newpar` a paragraph; `# title`, `# date` and `# source` before the
/// first word are the document's metadata. A surface token of several words (`1-2`) is one token, empty nodes (`1.1`)
/// are none. The text is rebuilt by `SpaceAfter=No`.
public struct ConlluReader: MarkedRecordReader, Sendable {
    /// Makes a reader.
    public init() {}

    static let documentMark = Array("# newdoc".utf8)

    static func isContent(_ line: ArraySlice<UInt8>) -> Bool { line.first != UInt8(ascii: "#") }

    func forEachDocument(
        in bytes: [UInt8], source: String, at position: StreamPosition, isWhole: Bool,
        _ body: (Result<Document, LoepError>) -> Bool
    ) {
        let isAlone = isWhole && documentCount(in: bytes) <= 1
        var builder = TokenizedTextBuilder()
        var number = position.document
        var line = position.line - 1
        /// Last number of the words that the surface token just read stands for.
        var covered = 0
        func finish() -> Bool {
            defer { builder = TokenizedTextBuilder() }
            if builder.isEmpty { return true }
            defer { number += 1 }
            return body(builder.result(id: isAlone ? source : "\(source):\(number)"))
        }
        for row in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            line += 1
            let row = row.last == 0x0D ? row.dropLast() : row
            if row.allSatisfy({ $0 <= 0x20 }) {
                builder.endSentence()
                covered = 0
            } else if row.first == UInt8(ascii: "#") {
                if row.starts(with: ConlluReader.documentMark) {
                    if !finish() { return }
                    covered = 0
                }
                comment(row, &builder)
            } else {
                word(row, "\(source), line \(line)", &covered, &builder)
            }
        }
        _ = finish()
    }

    private func comment(_ row: ArraySlice<UInt8>, _ builder: inout TokenizedTextBuilder) {
        let parts = String(decoding: row.dropFirst(), as: UTF8.self).split(separator: "=", maxSplits: 1)
        let key = parts.first.map { $0.filter { $0 != " " } } ?? ""
        let value = parts.count == 2 ? String(parts[1].drop { $0 == " " }) : nil
        switch key {
        case "newdocid": builder.id = value
        case "newpar", "newparid": builder.startParagraph()
        case "title" where builder.metadata.title == nil: builder.metadata.title = value
        case "date" where builder.metadata.date == nil: builder.metadata.date = value
        case "source" where builder.metadata.source == nil: builder.metadata.source = value
        default: break
        }
    }

    private func word(
        _ row: ArraySlice<UInt8>, _ place: String, _ covered: inout Int, _ builder: inout TokenizedTextBuilder
    ) {
        let fields = row.split(separator: 0x09, maxSplits: 9, omittingEmptySubsequences: false)
        guard fields.count >= 2, !fields[1].isEmpty, fields[1].contains(where: { $0 > 0x20 }) else {
            return builder.fail("\(place): a word has at least a number and a form, parted by a tab")
        }
        let numbers = String(decoding: fields[0], as: UTF8.self)
        if numbers.contains(".") { return }
        let range = numbers.split(separator: "-").compactMap { Int($0) }
        guard let first = range.first, range.count <= 2, numbers.utf8.first != UInt8(ascii: "-") else {
            return builder.fail("\(place): \(numbers) is no number of a word")
        }
        // The words of a surface token have no text of their own.
        if range.count == 1, first <= covered { return }
        if range.count == 2 { covered = range[1] }
        let isFollowed = fields.count < 10 || !ConlluReader.lacksSpace(fields[9])
        builder.add(fields[1], spaceAfter: isFollowed)
    }

    private static let noSpace = Array("SpaceAfter=No".utf8)

    private static func lacksSpace(_ misc: ArraySlice<UInt8>) -> Bool {
        misc.split(separator: UInt8(ascii: "|")).contains { $0.elementsEqual(noSpace) }
    }
}
