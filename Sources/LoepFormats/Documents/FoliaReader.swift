// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Reads FoLiA (van Gompel & Reynaert 2013, "FoLiA: A practical XML format for linguistic annotation").
///
/// Words and sentences that are there are taken over; a document that has only text on its paragraphs or sentences
/// comes without tokens. The current text class counts; originals of corrections, suggestions and other classes, such
/// as the output of a scanner, are left out.
enum FoliaReader {
    /// Elements that are left out with all they hold.
    private static let skipped: Set<String> = [
        "original", "suggestion", "morphology", "phonology", "entities", "chunking", "dependencies", "syntax",
        "semroles", "coreferences", "timing", "sentiments", "statements", "observations", "spanrelations",
        "alternative",
        "altlayers", "submetadata", "annotations", "provenance", "foreign-data", "comment", "desc", "gap",
    ]
    /// Elements that hold text of their own, outermost first.
    private static let blocks: Set<String> = [
        "p", "head", "caption", "item", "label", "note", "quote", "cell", "ref", "entry", "def", "ex", "event", "div",
        "text", "speech", "utt",
    ]

    /// Makes a document of a file.
    ///
    /// - Throws: `format.malformed` when it is no FoLiA, `text.empty`, `text.too-large`.
    static func document(_ bytes: [UInt8], id: String) throws(LoepError) -> Document {
        if bytes.allSatisfy({ $0 <= 0x20 }) { throw LoepError(.emptyText, "there is no text in it") }
        var state = State()
        try XMLEvents.read(bytes, name: id) { (event, attributes) throws(LoepError) in
            switch event {
            case .open(let name): try state.open(name, attributes, id)
            case .close(let name): state.close(name)
            case .text(let text): state.take(text)
            }
        }
        let identifier = state.id ?? id
        if !state.builder.isEmpty {
            state.builder.metadata = state.metadata
            return try state.builder.document(id: identifier)
        }
        let text = try Text(validating: Array(state.paragraphs.joined(separator: [0x0A, 0x0A])))
        try TextReader.requireContent(text)
        return Document(id: identifier, text: text, metadata: state.metadata)
    }

    /// What has been read so far.
    private struct State {
        var builder = TokenizedTextBuilder()
        /// Text of blocks without words.
        var paragraphs: [[UInt8]] = []
        var metadata = Metadata()
        var id: String?
        private var isRoot = true
        private var skipDepth = 0
        /// The open elements that hold text, innermost last.
        private var holders: [String] = []
        private var isText = false
        private var text: [UInt8] = []
        /// The word that is open: whether a space follows it, and its text.
        private var spaceFollows = true
        private var wordText: [UInt8]?
        private var metaKey: String?
        private var sentences: [[UInt8]] = []
        private var paragraphText: [UInt8]?

        mutating func open(_ name: String, _ attributes: XMLEvents.Attributes, _ source: String) throws(LoepError) {
            if isRoot {
                isRoot = false
                guard name == "FoLiA" else {
                    throw LoepError(.malformedInput, "\(source) is XML, but no FoLiA: it starts with <\(name)>")
                }
                id = attributes["xml:id"]
                return
            }
            if skipDepth > 0 || FoliaReader.skipped.contains(name) {
                skipDepth += 1
                return
            }
            switch name {
            case "meta": metaKey = attributes["id"]
            case "t":
                let kind = attributes["class"] ?? "current"
                if kind == "current" { isText = true } else { skipDepth += 1 }
                text.removeAll(keepingCapacity: true)
            case "w":
                holders.append(name)
                spaceFollows = attributes["space"] != "no"
                wordText = nil
            case "s": holders.append(name)
            case "br", "whitespace":
                if isText { text.append(0x0A) }
            default:
                guard FoliaReader.blocks.contains(name) else { return }
                // A quotation or note inside a sentence starts no paragraph.
                if name != "div", name != "text", !holders.contains("s") {
                    builder.startParagraph()
                    finishParagraph()
                }
                holders.append(name)
            }
        }

        mutating func close(_ name: String) {
            if skipDepth > 0 {
                skipDepth -= 1
                return
            }
            switch name {
            case "meta": metaKey = nil
            case "t":
                isText = false
                switch holders.last {
                case "w": wordText = text
                case "s": sentences.append(text)
                case .some: paragraphText = text
                case nil: break
                }
            case "w":
                _ = holders.popLast()
                if let word = wordText, word.contains(where: { $0 > 0x20 }) {
                    builder.add(word, spaceAfter: spaceFollows)
                }
            case "s":
                _ = holders.popLast()
                builder.endSentence()
            default:
                guard FoliaReader.blocks.contains(name) else { return }
                _ = holders.popLast()
                if !holders.contains("s") { finishParagraph() }
            }
        }

        mutating func take(_ characters: UnsafePointer<CChar>) {
            if skipDepth > 0 { return }
            if isText { return text.append(cString: characters) }
            guard let metaKey else { return }
            let value = String(cString: characters)
            switch metaKey {
            case "title": metadata.title = value
            case "date": metadata.date = value
            case "source", "url": metadata.source = value
            default: break
            }
        }

        /// Text of a paragraph itself counts before that of its sentences: it has the spaces as they were.
        private mutating func finishParagraph() {
            defer {
                sentences.removeAll()
                paragraphText = nil
            }
            let content = paragraphText ?? Array(sentences.joined(separator: [0x20]))
            if content.contains(where: { $0 > 0x20 }) { paragraphs.append(content) }
        }
    }
}
