// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Reads CoNLL columns with entity tags: the first column of a line is a token and the last its tag.
///
/// IOB1, IOB2 (Ramshaw & Marcus 1995; Tjong Kim Sang & Veenstra 1999), BIOES and BILOU are read by one rule,
/// so that nobody has to say which it is: `B`, `S` and `U` always open an entity, any other tag does when it
/// does not continue one of its own type, and `E`, `L`, `S` and `U` close it.
enum AnnotatedConll {
    /// Reads the documents of a file of two or more columns, parted by `-DOCSTART-` lines.
    ///
    /// - Throws: `format.malformed` with the number of the first line that has no tag, or `text.invalid-utf8`.
    static func documents(_ bytes: [UInt8], name: String) throws(LoepError) -> [AnnotatedDocument] {
        var documents: [AnnotatedDocument] = []
        var reader = Reader()
        var number = 0
        for row in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            let columns = row.split(whereSeparator: { $0 <= 0x20 })
            if row.starts(with: ConllReader.documentMark) {
                if let document = try reader.document(id: "\(name):\(documents.count + 1)") {
                    documents.append(document)
                }
                reader = Reader()
            } else if columns.isEmpty {
                reader.endSentence()
            } else {
                guard columns.count > 1, let tag = Tag(columns[columns.count - 1]) else {
                    throw LoepError(
                        .malformedInput,
                        "\(name), line \(number): expected a token and, in the last column, a tag such as O or B-PER")
                }
                reader.add(columns[0], tag)
            }
        }
        if let document = try reader.document(id: "\(name):\(documents.count + 1)") { documents.append(document) }
        return documents
    }

    /// What stands in the last column.
    private struct Tag {
        /// Empty outside entities.
        var type = ""
        var opens = false
        var closes = false

        init?(_ column: ArraySlice<UInt8>) {
            if column.elementsEqual("O".utf8) { return }
            guard column.count > 2, column[column.startIndex + 1] == UInt8(ascii: "-") else { return nil }
            type = String(decoding: column.dropFirst(2), as: UTF8.self)
            switch column[column.startIndex] {
            case UInt8(ascii: "B"): opens = true
            case UInt8(ascii: "I"), UInt8(ascii: "M"): break
            case UInt8(ascii: "E"), UInt8(ascii: "L"): closes = true
            case UInt8(ascii: "S"), UInt8(ascii: "U"): (opens, closes) = (true, true)
            default: return nil
            }
        }
    }

    /// Collects one document.
    private struct Reader {
        private var builder = TokenizedTextBuilder()
        private var spans: [(tokens: Range<Int>, type: String)] = []
        private var isOpen = false

        mutating func add(_ form: ArraySlice<UInt8>, _ tag: Tag) {
            let index = builder.tokens.count
            builder.add(form)
            if tag.type.isEmpty {
                isOpen = false
                return
            }
            if isOpen, !tag.opens, let last = spans.last, last.type == tag.type {
                spans[spans.count - 1].tokens = last.tokens.lowerBound..<index + 1
            } else {
                spans.append((index..<index + 1, tag.type))
            }
            isOpen = !tag.closes
        }

        mutating func endSentence() {
            builder.endSentence()
            isOpen = false
        }

        mutating func document(id: String) throws(LoepError) -> AnnotatedDocument? {
            if builder.isEmpty { return nil }
            let document = try builder.document(id: id)
            let mentions = spans.map { span in
                GoldMention(
                    bytes: document.bytes(of: TokenRange(span.tokens)), type: EntityType(rawValue: span.type),
                    canonical: nil)
            }
            return AnnotatedDocument(document: document, mentions: mentions)
        }
    }
}
