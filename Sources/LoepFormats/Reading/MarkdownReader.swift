// SPDX-License-Identifier: Apache-2.0
import CMarkdown
import LoepCore

/// Reads a Markdown file as an article, by cmark-gfm.
///
/// The document's text is what a reader sees: blocks parted by a blank line, without markup, addresses and pictures.
/// Facts in the front matter that static site generators use (`title`, `date`, `url`) become metadata; a title that the
/// text does not open with is put first, as on the page that will be made of it.
public enum MarkdownReader {
    private static let registration: Void = cmarkdown_prepare()

    /// Makes a document of a file that is UTF-8.
    ///
    /// - Throws: `text.invalid-utf8`, `text.binary` or `text.empty`.
    static func document(_ article: Document) throws(LoepError) -> Document {
        var metadata = article.metadata
        let (facts, body) = FrontMatter.split(article.text.bytes)
        metadata.title = facts.title ?? metadata.title
        metadata.date = facts.date ?? metadata.date
        metadata.source = facts.source ?? metadata.source
        var blocks = blocks(of: body)
        if let title = facts.title, !title.isEmpty, blocks.first.map({ !$0.elementsEqual(title.utf8) }) ?? true {
            blocks.insert(Array(title.utf8), at: 0)
        }
        var bytes = Array(blocks.joined(separator: [0x0A, 0x0A]))
        if !bytes.isEmpty { bytes.append(0x0A) }
        let text = try Text(validating: bytes)
        try TextReader.requireContent(text)
        return Document(id: article.id, text: text, metadata: metadata)
    }

    /// The visible text of each block in order.
    private static func blocks(of bytes: ArraySlice<UInt8>) -> [[UInt8]] {
        _ = registration
        let root = bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { cmarkdown_parse($0.baseAddress, $0.count) }
        }
        guard let root, let iterator = cmark_iter_new(root) else { return [] }
        defer {
            cmark_iter_free(iterator)
            cmark_node_free(root)
        }
        var collector = BlockCollector()
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { break }
            guard let node = cmark_iter_get_node(iterator) else { continue }
            collector.visit(node, isEntered: event == CMARK_EVENT_ENTER)
        }
        collector.close()
        return collector.blocks
    }

    /// Gathers text while the tree is walked.
    private struct BlockCollector {
        private(set) var blocks: [[UInt8]] = []
        private var block: [UInt8] = []
        private var pictures = 0
        private var cells = 0

        mutating func visit(_ node: OpaquePointer, isEntered: Bool) {
            if cmarkdown_isTableRow(node) != 0 {
                close()
                cells = 0
                return
            }
            if cmarkdown_isTableCell(node) != 0 {
                if isEntered {
                    if cells > 0 { block.append(0x09) }
                    cells += 1
                }
                return
            }
            switch cmark_node_get_type(node) {
            case CMARK_NODE_IMAGE: pictures += isEntered ? 1 : -1
            case CMARK_NODE_TEXT, CMARK_NODE_CODE: append(node)
            case CMARK_NODE_SOFTBREAK: block.append(0x20)
            case CMARK_NODE_LINEBREAK: block.append(0x0A)
            case CMARK_NODE_CODE_BLOCK:
                close()
                append(node)
                close()
            case CMARK_NODE_HTML_BLOCK:
                close()
                if let content = cmark_node_get_literal(node) {
                    blocks += MarkdownReader.blocks(ofHTML: Array(String(cString: content).utf8))
                }
            case CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING, CMARK_NODE_ITEM, CMARK_NODE_BLOCK_QUOTE, CMARK_NODE_LIST,
                CMARK_NODE_THEMATIC_BREAK:
                close()
            default: break
            }
        }

        private mutating func append(_ node: OpaquePointer) {
            guard pictures == 0, let content = cmark_node_get_literal(node) else { return }
            block += UnsafeBufferPointer(start: content, count: String(cString: content).utf8.count).map {
                UInt8(bitPattern: $0)
            }
        }

        mutating func close() {
            while let last = block.last, last <= 0x20 { block.removeLast() }
            let content = block.drop { $0 == 0x20 || $0 == 0x0A }
            if !content.isEmpty { blocks.append(Array(content)) }
            block.removeAll()
        }
    }

    /// The visible text of a piece of HTML between the blocks; none when it is a comment.
    private static func blocks(ofHTML html: [UInt8]) -> [[UInt8]] {
        guard let tree = try? HTMLTree(html) else { return [] }
        let text = ArticleExtractor(tree, takesWholeBody: true).text
        return text.isEmpty ? [] : [Array(text.dropLast())]
    }
}

/// The block of facts that many Markdown files open with: YAML between `---` or TOML between `+++`.
///
/// Only flat `key: value` and `key = "value"` lines are read; what is nested is left out.
struct FrontMatter {
    var title: String?
    var date: String?
    var source: String?

    /// The facts, and the bytes after them.
    static func split(_ bytes: [UInt8]) -> (facts: FrontMatter, body: ArraySlice<UInt8>) {
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        let fence = content.prefix { $0 != 0x0A && $0 != 0x0D }
        let isTOML = fence.elementsEqual("+++".utf8)
        guard isTOML || fence.elementsEqual("---".utf8) else { return (FrontMatter(), content) }
        var facts = FrontMatter()
        var position = (content.firstIndex(of: 0x0A) ?? content.endIndex - 1) + 1
        while position < content.endIndex {
            let end = content[position...].firstIndex(of: 0x0A) ?? content.endIndex
            let line = String(decoding: content[position..<end], as: UTF8.self)
            position = min(end + 1, content.endIndex)
            let bare = line.last?.isWhitespace == true ? String(line.dropLast()) : line
            if bare == (isTOML ? "+++" : "---") || (!isTOML && bare == "...") {
                return (facts, content[position...])
            }
            facts.read(bare, separator: isTOML ? "=" : ":")
        }
        // Without an end it is a rule across the page, not front matter.
        return (FrontMatter(), content)
    }

    private mutating func read(_ line: String, separator: Character) {
        guard let mark = line.firstIndex(of: separator), line.first?.isWhitespace == false else { return }
        let key = line[..<mark].lowercased().filter { !$0.isWhitespace }
        var value = line[line.index(after: mark)...].drop { $0.isWhitespace }
        while value.last?.isWhitespace == true { value = value.dropLast() }
        if let quote = value.first, quote == "\"" || quote == "'", value.count > 1, value.last == quote {
            value = value.dropFirst().dropLast()
        }
        if value.isEmpty { return }
        switch key {
        case "title", "titel": title = String(value)
        case "date", "datum", "published": date = String(value)
        case "source", "bron", "url", "link", "canonical": source = String(value)
        default: break
        }
    }
}
