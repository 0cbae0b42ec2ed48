// SPDX-License-Identifier: Apache-2.0
import Loep
import LoepCore
import LoepModel

/// An entity as a human annotated it.
public struct GoldMention: Hashable, Sendable {
    /// The bytes it covers in the article's text.
    public var bytes: ByteRange
    /// Its type.
    public var type: EntityType
    /// The canonical English name, where the guidelines ask for one.
    public var canonical: String?

    /// Makes a mention.
    public init(bytes: ByteRange, type: EntityType, canonical: String? = nil) {
        self.bytes = bytes
        self.type = type
        self.canonical = canonical
    }
}

/// One article of the Loep corpus with its gold annotation; the format is in Resources/corpus/GUIDELINES.md.
public struct CorpusArticle: Sendable {
    /// The header lines: id, date, region, genre.
    public var header: [String: String] = [:]
    /// The title without markup.
    public var title = ""
    /// The reference summary.
    public var summary = ""
    /// Title and paragraphs, a blank line between each two: what a reader of the plain article gets.
    public var text = ""
    /// Byte ranges of the blocks in `text`: the title first, then the paragraphs.
    public var blocks: [ByteRange] = []
    /// All entities in text order.
    public var mentions: [GoldMention] = []

    /// The identifier from the header.
    public var id: String { header["id"] ?? "" }

    /// Reads an article.
    ///
    /// - Throws: `format.malformed` with the line number.
    public init(parsing source: String, name: String) throws(LoepError) {
        var number = 0
        for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            if line.isEmpty { continue }
            if line.hasPrefix("# ") {
                let parts = line.dropFirst(2).split(separator: ":", maxSplits: 1)
                if parts.count == 2 { header[String(parts[0])] = String(parts[1].drop { $0 == " " }) }
                continue
            }
            let content = line.dropFirst(2).drop { $0 == " " }
            switch line.prefix(2) {
            case "S:": summary = String(content)
            case "T:", "P:":
                if !text.isEmpty { text += "\n\n" }
                let start = text.utf8.count
                try append(content, place: "\(name), line \(number)")
                blocks.append(ByteRange(start..<text.utf8.count))
                if line.hasPrefix("T:") { title = String(text.utf8.dropFirst(start)) ?? "" }
            default:
                throw LoepError(.malformedInput, "\(name), line \(number): expected T:, S: or P:")
            }
        }
    }

    /// Appends a block's text without its brackets, which become mentions.
    private mutating func append(_ block: Substring, place: String) throws(LoepError) {
        var rest = block
        while let open = rest.firstIndex(of: "[") {
            text += rest[..<open]
            guard let close = rest[open...].firstIndex(of: "]") else {
                throw LoepError(.malformedInput, "\(place): a bracket is not closed")
            }
            let fields = rest[rest.index(after: open)..<close].split(separator: "|", omittingEmptySubsequences: false)
            guard fields.count == 2 || fields.count == 3, !fields[0].isEmpty else {
                throw LoepError(.malformedInput, "\(place): expected [surface|TYPE] or [surface|TYPE|canonical]")
            }
            let start = text.utf8.count
            text += fields[0]
            mentions.append(
                GoldMention(
                    bytes: ByteRange(start..<text.utf8.count), type: EntityType(rawValue: String(fields[1])),
                    canonical: fields.count == 3 ? String(fields[2]) : nil))
            rest = rest[rest.index(after: close)...]
        }
        text += rest
    }

    /// The article as a document without layers; its title and date stand in the metadata.
    ///
    /// - Throws: `text.too-large`.
    public func document() throws(LoepError) -> Document {
        Document(id: id, text: try Text(text), metadata: Metadata(title: title, date: header["date"]))
    }

    /// Reads all `*.txt` articles of a folder in bytewise order of their names.
    ///
    /// - Throws: `io.not-found`, `io.unreadable` or `format.malformed`.
    public static func articles(in folder: String) throws(LoepError) -> [CorpusArticle] {
        var articles: [CorpusArticle] = []
        for name in try FileBytes.names(in: folder) where name.hasSuffix(".txt") {
            let path = "\(folder)/\(name)"
            let text = try Text(validating: FileBytes.read(path))
            articles.append(try CorpusArticle(parsing: text.string, name: path))
        }
        return articles
    }
}
