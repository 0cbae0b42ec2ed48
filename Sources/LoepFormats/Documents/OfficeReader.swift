// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Reads documents of word processors: Office Open XML (`.docx`, ISO/IEC 29500) and OpenDocument (`.odt`, ISO/IEC
/// 26300).
///
/// The text is that of the paragraphs, headings, list items and table rows, a blank line between each two; cells are
/// parted by tabs. Deleted text, comments, notes, headers and footers are left out. Title and day come from the
/// document's own properties.
enum OfficeReader {
    /// What one of the two formats calls things.
    private struct Grammar {
        /// The file with the text, and the one with the properties.
        var content: String
        var properties: String
        /// Elements that are a block of text.
        var blocks: Set<String>
        /// Elements whose text counts; nil when all text in a block does.
        var texts: Set<String>?
        /// Elements that are left out with all they hold.
        var skipped: Set<String>
        var row: String
        var cell: String
        /// Elements that stand for characters.
        var characters: [String: [UInt8]]
        /// Names of the day's property, best first.
        var dates: [String]
    }

    private static let docx = Grammar(
        content: "word/document.xml", properties: "docProps/core.xml", blocks: ["p"], texts: ["t"],
        // Choices of newer features come with a fallback that says the same again.
        skipped: ["del", "moveFrom", "instrText", "delText", "Fallback", "tabs"], row: "tr", cell: "tc",
        characters: ["tab": [0x09], "br": [0x0A], "cr": [0x0A], "noBreakHyphen": [0x2D]],
        dates: ["modified", "created"])

    private static let odt = Grammar(
        content: "content.xml", properties: "meta.xml", blocks: ["p", "h"], texts: nil,
        skipped: ["tracked-changes", "annotation", "note", "forms", "automatic-styles", "font-face-decls", "scripts"],
        row: "table-row", cell: "table-cell", characters: ["tab": [0x09], "line-break": [0x0A], "s": [0x20]],
        dates: ["date", "creation-date"])

    /// Makes a document of a file.
    ///
    /// - Throws: `format.malformed` when it is no such file, `text.too-large`, `text.empty`.
    static func document(
        _ bytes: [UInt8], id: String, isOpenDocument: Bool, limit: Int
    ) throws(LoepError) -> Document {
        if bytes.isEmpty { throw LoepError(.emptyText, "there is nothing in it") }
        let grammar = isOpenDocument ? odt : docx
        let zip = try ZipContainer(bytes, name: id, limit: limit) { $0 == grammar.content || $0 == grammar.properties }
        guard let content = zip.files[grammar.content] else {
            throw LoepError(.malformedInput, "\(id) holds no \(grammar.content): it is no text document")
        }
        let text = try text(of: content, name: "\(id), \(grammar.content)", isOpenDocument: isOpenDocument)
        let validated = try Text(validating: text)
        try TextReader.requireContent(validated)
        var metadata = Metadata()
        if let properties = zip.files[grammar.properties] {
            // What the properties say is a help; a broken file of them is no reason to refuse the text.
            let facts = (try? XMLFacts(properties, name: id)) ?? XMLFacts()
            metadata.title = facts["title"]
            metadata.date = grammar.dates.lazy.compactMap { facts[$0] }.first.map { String($0.prefix(10)) }
        }
        return Document(id: id, text: validated, metadata: metadata)
    }

    /// The text of the file inside the container that holds it.
    ///
    /// - Throws: `format.malformed`, `text.too-large`.
    static func text(of content: [UInt8], name: String, isOpenDocument: Bool) throws(LoepError) -> [UInt8] {
        var collector = Collector(isOpenDocument ? odt : docx)
        try XMLEvents.read(content, name: name) { (event, attributes) throws(LoepError) in
            collector.take(event, attributes)
        }
        collector.close()
        var text = Array(collector.blocks.joined(separator: [0x0A, 0x0A]))
        if !text.isEmpty { text.append(0x0A) }
        return text
    }

    /// Gathers the text of blocks from the events.
    private struct Collector {
        private(set) var blocks: [[UInt8]] = []
        private let grammar: Grammar
        private var block: [UInt8] = []
        private var skipDepth = 0
        private var textDepth = 0
        private var blockDepth = 0
        private var rowDepth = 0
        private var cells = 0

        init(_ grammar: Grammar) { self.grammar = grammar }

        mutating func take(_ event: XMLEvents.Event, _ attributes: XMLEvents.Attributes) {
            switch event {
            case .open(let name):
                if skipDepth > 0 || grammar.skipped.contains(name) {
                    skipDepth += 1
                } else {
                    open(name, attributes)
                }
            case .close(let name):
                if skipDepth > 0 { skipDepth -= 1 } else { leave(name) }
            case .text(let text):
                guard skipDepth == 0, grammar.texts == nil ? blockDepth > 0 : textDepth > 0 else { return }
                append(text)
            }
        }

        private mutating func open(_ name: String, _ attributes: XMLEvents.Attributes) {
            if grammar.blocks.contains(name) {
                if rowDepth == 0 { close() } else { separate() }
                blockDepth += 1
            } else if grammar.texts?.contains(name) == true {
                textDepth += 1
            } else if name == grammar.row {
                close()
                rowDepth += 1
                cells = 0
            } else if name == grammar.cell {
                if cells > 0 { block.append(0x09) }
                cells += 1
            } else if blockDepth > 0, let characters = grammar.characters[name] {
                let count = name == "s" ? attributes["text:c"].flatMap { Int($0) } ?? 1 : 1
                for _ in 0..<min(max(count, 1), 100) { block += characters }
            }
        }

        private mutating func leave(_ name: String) {
            if grammar.blocks.contains(name) {
                blockDepth -= 1
                if rowDepth == 0 { close() }
            } else if grammar.texts?.contains(name) == true {
                textDepth -= 1
            } else if name == grammar.row {
                rowDepth -= 1
                if rowDepth == 0 { close() }
            }
        }

        /// Two paragraphs of one cell stand on one line.
        private mutating func separate() {
            if let last = block.last, last > 0x20 { block.append(0x20) }
        }

        private mutating func append(_ text: UnsafePointer<CChar>) {
            if grammar.texts != nil { return block.append(cString: text) }
            // OpenDocument collapses white space (ODF 1.3, part 3, section 6.1.2).
            var raw: [UInt8] = []
            raw.append(cString: text)
            for byte in raw {
                if byte != 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D {
                    block.append(byte)
                } else if let last = block.last, last > 0x20 {
                    block.append(0x20)
                }
            }
        }

        mutating func close() {
            while let last = block.last, last <= 0x20 { block.removeLast() }
            let content = block.drop { $0 <= 0x20 }
            if !content.isEmpty { blocks.append(Array(content)) }
            block.removeAll(keepingCapacity: true)
        }
    }
}

/// The text of the elements of a small XML file, by local name; the first of a name counts.
struct XMLFacts {
    private var values: [String: String] = [:]

    init() {}

    /// Reads the file.
    ///
    /// - Throws: `format.malformed`.
    init(_ bytes: [UInt8], name: String) throws(LoepError) {
        var texts: [[UInt8]] = []
        var values: [String: String] = [:]
        try XMLEvents.read(bytes, name: name) { (event, _) throws(LoepError) in
            switch event {
            case .open: texts.append([])
            case .text(let text): if !texts.isEmpty { texts[texts.count - 1].append(cString: text) }
            case .close(let element):
                let text = String(decoding: texts.popLast() ?? [], as: UTF8.self)
                    .split { $0 == " " || $0.isNewline || $0 == "\t" }.joined(separator: " ")
                if !text.isEmpty, values[element] == nil { values[element] = text }
            }
        }
        self.values = values
    }

    /// The text of the first element of this name.
    subscript(_ name: String) -> String? { values[name] }
}
