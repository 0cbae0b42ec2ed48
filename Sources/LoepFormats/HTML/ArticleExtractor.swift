// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Finds the article in a page: its text without navigation, its title, date and address.
///
/// The body is the `<article>` with most running text, or else the element that running text speaks for:
/// every paragraph votes for its parent and, by half, its grandparent, by its length less what is linked
/// (after Kohlschütter, Fankhauser & Nejdl 2010, "Boilerplate detection using shallow text features").
struct ArticleExtractor {
    private let nodes: [HTMLTree.Node]
    /// Bytes of visible text below each node.
    private var textLength: [Int] = []
    /// Those inside links.
    private var linkLength: [Int] = []
    /// Whether the node or one above it is never part of an article.
    private var isOutside: [Bool] = []

    /// Elements whose content no reader of an article sees as its text.
    private static let outside: Set<String> = [
        "script", "style", "noscript", "template", "nav", "aside", "footer", "form", "button", "select", "svg",
        "iframe",
        "object", "video", "audio", "canvas", "menu", "dialog", "head", "input", "textarea",
    ]
    /// Elements that make a block of text of their own.
    private static let blocks: Set<String> = [
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "figcaption", "dt", "dd", "td", "th", "pre", "div",
        "section", "article", "main", "header", "figure", "ul", "ol", "dl", "table", "tr", "tbody", "body", "center",
        "hr",
    ]
    /// Words in a class or identifier that tell furniture from text.
    private static let furniture: Set<String> = [
        "nav", "navigation", "menu", "share", "sharing", "social", "related", "comment", "comments", "reactions", "ad",
        "ads",
        "advert", "advertisement", "banner", "cookie", "cookies", "consent", "newsletter", "promo", "breadcrumb",
        "breadcrumbs", "footer", "sidebar", "subscribe", "paywall", "tags", "toolbar", "pagination", "teaser",
        "teasers",
        "skip", "hidden", "popup", "modal", "login", "gerelateerd", "reacties", "nieuwsbrief", "delen",
    ]

    /// Whether everything in the body counts, not only what looks like the article.
    private let takesWholeBody: Bool

    init(_ tree: HTMLTree, takesWholeBody: Bool = false) {
        nodes = tree.nodes
        self.takesWholeBody = takesWholeBody
        measure()
    }

    /// The title: what the page gives to be shared under, or else its heading, or else the `<title>`.
    var title: String? {
        let candidates = [meta("og:title"), firstText(of: "h1"), meta("twitter:title"), firstText(of: "title")]
        return candidates.compactMap { $0 }.first { !$0.isEmpty }
    }

    /// The first heading of the highest level there is; nil without one.
    var heading: String? {
        ["h1", "h2", "h3"].lazy.compactMap { firstText(of: $0) }.first { !$0.isEmpty }
    }

    /// The day of publication as ISO 8601, `2022-10-24`.
    var date: String? {
        let named = [
            "article:published_time", "datePublished", "date", "dc.date", "DC.date.issued", "pubdate", "og:pubdate",
        ]
        for name in named { if let day = meta(name).flatMap(ArticleExtractor.day) { return day } }
        for index in nodes.indices where nodes[index].name == "script" && nodes[index]["type"] == "application/ld+json"
        {
            if let day = ArticleExtractor.linkedDataDay(text(of: index)) { return day }
        }
        return nodes.first { $0.name == "time" && $0["datetime"] != nil }?["datetime"].flatMap(ArticleExtractor.day)
    }

    /// The page's own address.
    var address: String? {
        nodes.first { $0.name == "link" && $0["rel"] == "canonical" }?["href"] ?? meta("og:url")
    }

    /// The text: title first, then the blocks of the body, a blank line between each two.
    var text: [UInt8] {
        var blocks = bodyBlocks()
        if let title, !title.isEmpty, !takesWholeBody {
            blocks.removeAll { $0.elementsEqual(title.utf8) }
            blocks.insert(Array(title.utf8), at: 0)
        }
        return Array(blocks.joined(separator: [0x0A, 0x0A])) + (blocks.isEmpty ? [] : [0x0A])
    }

    // MARK: Measures

    private mutating func measure() {
        textLength = [Int](repeating: 0, count: nodes.count)
        linkLength = textLength
        isOutside = [Bool](repeating: false, count: nodes.count)
        var isLinked = isOutside
        for (index, node) in nodes.enumerated() {
            let above = node.parent >= 0 && isOutside[node.parent]
            isOutside[index] =
                above
                || (takesWholeBody
                    ? ArticleExtractor.outside.contains(node.name) : ArticleExtractor.isOutside(node))
            isLinked[index] = node.name == "a" || (node.parent >= 0 && isLinked[node.parent])
            guard node.name.isEmpty, !isOutside[index] else { continue }
            textLength[index] = node.text.count { $0 > 0x20 }
            if isLinked[index] { linkLength[index] = textLength[index] }
        }
        for index in nodes.indices.reversed() where nodes[index].parent >= 0 {
            textLength[nodes[index].parent] += textLength[index]
            linkLength[nodes[index].parent] += linkLength[index]
        }
    }

    private static func isOutside(_ node: HTMLTree.Node) -> Bool {
        if outside.contains(node.name) { return true }
        if node["hidden"] != nil || node["aria-hidden"] == "true" { return true }
        if let style = node["style"]?.filter({ $0 != " " }), style.contains("display:none") { return true }
        if ["navigation", "complementary", "contentinfo", "search", "dialog"].contains(node["role"] ?? "") {
            return true
        }
        if node.name == "body" || node.name == "html" || node.name == "article" || node.name == "main" { return false }
        return [node["class"], node["id"]].contains { value in
            value.map { ArticleExtractor.words(of: $0).contains { furniture.contains($0) } } ?? false
        }
    }

    /// The words of a class or identifier: `articleShare-bar` is article, share and bar.
    private static func words(of value: String) -> [String] {
        var words: [String] = []
        var word = ""
        for scalar in value.unicodeScalars {
            let isUpper = ("A"..."Z").contains(scalar)
            let isLetter = isUpper || ("a"..."z").contains(scalar)
            if isUpper || !isLetter, !word.isEmpty {
                words.append(word)
                word = ""
            }
            if isLetter { word += String(Character(scalar)).lowercased() }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    // MARK: The body

    /// The element that holds the article.
    private var body: Int? {
        if takesWholeBody { return nodes.firstIndex { $0.name == "body" } ?? nodes.indices.first }
        var score = [Int](repeating: 0, count: nodes.count)
        for (index, node) in nodes.enumerated() where !isOutside[index] {
            guard ["p", "blockquote", "pre"].contains(node.name), textLength[index] >= 20 else { continue }
            let weight = textLength[index] - 2 * linkLength[index]
            guard weight > 0, node.parent >= 0 else { continue }
            score[node.parent] += weight
            let above = nodes[node.parent].parent
            if above >= 0 { score[above] += weight / 2 }
        }
        var articles = nodes.indices.filter { nodes[$0].name == "article" && !isOutside[$0] }
        if articles.isEmpty { articles = nodes.indices.filter { nodes[$0].name == "main" && !isOutside[$0] } }
        let inArticle = articles.max { textLength[$0] - linkLength[$0] < textLength[$1] - linkLength[$1] }
        guard let best = score.indices.max(by: { score[$0] < score[$1] }), score[best] > 0 else {
            return inArticle ?? nodes.firstIndex { $0.name == "body" }
        }
        // The article element counts unless the running text stands elsewhere.
        if let inArticle, (inArticle..<nodes[inArticle].end).contains(best) { return inArticle }
        return best
    }

    /// The blocks of running text, headings, items and captions of the body, in order.
    private func bodyBlocks() -> [[UInt8]] {
        guard let body else { return [] }
        var blocks: [[UInt8]] = []
        var block: [UInt8] = []
        // Index one past the innermost open block.
        var ends: [Int] = []
        func close() {
            while block.last == 0x20 || block.last == 0x0A { block.removeLast() }
            if !block.isEmpty { blocks.append(block) }
            block.removeAll()
        }
        var index = body
        while index < nodes[body].end {
            defer { index += 1 }
            while let end = ends.last, index >= end {
                ends.removeLast()
                close()
            }
            if isOutside[index] { continue }
            let node = nodes[index]
            if node.name.isEmpty {
                append(node.text, to: &block, isPreformatted: node.parent >= 0 && nodes[node.parent].name == "pre")
            } else if node.name == "br" {
                while block.last == 0x20 { block.removeLast() }
                if !block.isEmpty { block.append(0x0A) }
            } else if ArticleExtractor.blocks.contains(node.name) {
                close()
                ends.append(node.end)
                // A list of links is furniture.
                if !takesWholeBody, ["li", "ul", "ol", "div", "p"].contains(node.name), textLength[index] > 0,
                    linkLength[index] * 10 > textLength[index] * 8, textLength[index] < 400
                {
                    index = node.end - 1
                }
            }
        }
        close()
        return blocks
    }

    /// Appends text with its white space collapsed (HTML Living Standard, CSS `white-space: normal`).
    private func append(_ text: [UInt8], to block: inout [UInt8], isPreformatted: Bool) {
        for byte in text {
            let isBlank = byte == 0x20 || (0x09...0x0D).contains(byte)
            if !isBlank {
                block.append(byte)
            } else if isPreformatted {
                block.append(byte)
            } else if let last = block.last, last != 0x20, last != 0x0A {
                block.append(0x20)
            }
        }
    }

    // MARK: Facts

    private func meta(_ name: String) -> String? {
        let node = nodes.first {
            $0.name == "meta" && ($0["property"] == name || $0["name"] == name || $0["itemprop"] == name)
        }
        return node?["content"].map(ArticleExtractor.collapsed)
    }

    private func firstText(of name: String) -> String? {
        nodes.firstIndex { $0.name == name }.map { ArticleExtractor.collapsed(text(of: $0)) }
    }

    private func text(of index: Int) -> String {
        String(decoding: nodes[index..<nodes[index].end].flatMap(\.text), as: UTF8.self)
    }

    private static func collapsed(_ text: String) -> String {
        text.split { $0 == " " || $0.isNewline || $0 == "\t" }.joined(separator: " ")
    }

    /// The day a timestamp opens with; nil when it does not open with one.
    private static func day(_ timestamp: String) -> String? {
        let bytes = Array(timestamp.utf8.prefix(10))
        guard bytes.count == 10 else { return nil }
        for (index, byte) in bytes.enumerated() {
            let isFit = index == 4 || index == 7 ? byte == UInt8(ascii: "-") : (0x30...0x39).contains(byte)
            if !isFit { return nil }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `datePublished` in linked data (schema.org), found without reading all of its JSON.
    private static func linkedDataDay(_ json: String) -> String? {
        let bytes = Array(json.utf8)
        let key = Array("\"datePublished\"".utf8)
        guard let place = bytes.indices.first(where: { bytes[$0...].starts(with: key) }) else { return nil }
        let value = bytes[(place + key.count)...].drop { $0 <= 0x20 || $0 == UInt8(ascii: ":") }
        guard value.first == UInt8(ascii: "\"") else { return nil }
        return day(String(decoding: value.dropFirst().prefix(10), as: UTF8.self))
    }
}
