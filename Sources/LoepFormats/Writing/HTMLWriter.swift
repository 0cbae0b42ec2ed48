// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// A self-contained page: the article with its names highlighted, the summary marked, the names listed.
///
/// Nothing is loaded from elsewhere. The page works without its script, which only lights up all
/// mentions of a name together.
public struct HTMLWriter: DocumentWriter {
    /// Makes a writer.
    public init() {}

    public var fileExtension: String { "html" }

    /// The headings of the lists of names, for Dutch readers, in the order they are shown.
    static let headings: [(EntityType, String)] = [
        (.person, "Personen"), (.location, "Plaatsen"), (.organisation, "Organisaties"),
        (.event, "Gebeurtenissen"), (.product, "Producten en werken"), (.miscellaneous, "Afgeleide namen"),
    ]

    public func begin(title: String) -> [UInt8] { HTMLWriter.opening(title: title, pageClass: "article") }

    public func end() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append("<script>")
        bytes.append(string: HTMLStyle.script)
        bytes.append("</script>\n</body>\n</html>\n")
        return bytes
    }

    /// Everything up to the page's own content.
    static func opening(title: String, pageClass: StaticString) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append("<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n")
        bytes.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
        bytes.append(markup: title)
        bytes.append("</title>\n<style>")
        bytes.append(string: HTMLStyle.sheet)
        bytes.append("</style>\n</head>\n<body class=\"")
        bytes.append(pageClass)
        bytes.append("\">\n")
        return bytes
    }

    public func append(_ document: Document, to bytes: inout [UInt8]) {
        let groups = EntityGroup.groups(of: document)
        bytes.append("<main>\n<article>\n<header>\n<p class=\"kicker\">")
        bytes.append(markup: document.id)
        if let date = document.metadata.date {
            bytes.append(" · <time>")
            bytes.append(markup: date)
            bytes.append("</time>")
        }
        bytes.append("</p>\n<h1>")
        if document.opensWithHeadline {
            var entities = EntityWalk(document)
            entities.append(document.sentences[0].tokens, to: &bytes)
        } else {
            bytes.append(markup: document.headline)
        }
        bytes.append("</h1>\n</header>\n")
        appendSummary(of: document, to: &bytes)
        appendText(of: document, to: &bytes)
        bytes.append("</article>\n")
        appendNames(groups, to: &bytes)
        bytes.append("</main>\n")
    }

    public func append(failure: LoepError, id: String, to bytes: inout [UInt8]) {
        bytes.append("<main>\n<article class=\"failed\"><p class=\"kicker\">")
        bytes.append(markup: id)
        bytes.append("</p><p>")
        bytes.append(markup: "\(failure.code.rawValue): \(failure.message)")
        bytes.append("</p></article>\n</main>\n")
    }

    private func appendSummary(of document: Document, to bytes: inout [UInt8]) {
        if document.summary.isEmpty { return }
        bytes.append("<section class=\"summary\">\n<h2>In het kort</h2>\n")
        for choice in document.summary {
            bytes.append("<p><a href=\"#s")
            bytes.append(decimal: choice.sentence)
            bytes.append("\">")
            bytes.append(markup: document.singleLine(of: document.sentences[Int(choice.sentence)].tokens))
            bytes.append("</a></p>\n")
        }
        bytes.append("</section>\n")
    }

    /// The blocks of the text, each in the element its role asks for.
    private func appendText(of document: Document, to bytes: inout [UInt8]) {
        var entities = EntityWalk(document)
        let chosen = Set(document.summary.map(\.sentence))
        var index = document.opensWithHeadline ? 1 : 0
        bytes.append("<div class=\"text\">\n")
        while index < document.sentences.count {
            let first = document.sentences[index]
            let (open, close) = HTMLWriter.element(for: first.role)
            bytes.append(open)
            var end = index
            while end < document.sentences.count, document.sentences[end].paragraph == first.paragraph,
                document.sentences[end].role == first.role
            {
                if end > index { bytes.append(" ") }
                bytes.append("<span id=\"s")
                bytes.append(decimal: end)
                bytes.append(chosen.contains(UInt32(end)) ? "\" class=\"chosen\">" : "\">")
                entities.append(document.sentences[end].tokens, to: &bytes)
                bytes.append("</span>")
                end += 1
            }
            bytes.append(close)
            index = end
        }
        bytes.append("</div>\n")
    }

    private static func element(for role: BlockRole) -> (open: StaticString, close: StaticString) {
        switch role {
        case .body: ("<p>", "</p>\n")
        case .heading: ("<h3>", "</h3>\n")
        case .listItem: ("<p class=\"item\">", "</p>\n")
        case .caption: ("<p class=\"caption\">", "</p>\n")
        case .tableRow: ("<p class=\"row\">", "</p>\n")
        }
    }

    /// The side column: every name once, by type, with its count and a link to its first mention.
    private func appendNames(_ groups: [EntityGroup], to bytes: inout [UInt8]) {
        if groups.isEmpty { return }
        bytes.append("<aside>\n")
        var types = HTMLWriter.headings
        for group in groups where !types.contains(where: { $0.0 == group.type }) {
            types.append((group.type, group.type.rawValue))
        }
        for (type, heading) in types {
            let names = groups.filter { $0.type == type }
            if names.isEmpty { continue }
            bytes.append("<section class=\"")
            bytes.append(string: HTMLWriter.styleClass(type))
            bytes.append("\"><h2>")
            bytes.append(markup: heading)
            bytes.append("</h2><ul>\n")
            for group in names {
                bytes.append("<li><a href=\"#e")
                bytes.append(decimal: group.first)
                bytes.append("\"")
                bytes.append(attribute: "data-key", group.key)
                bytes.append(">")
                bytes.append(markup: group.name)
                bytes.append("</a><span class=\"count\">")
                bytes.append(decimal: group.count)
                bytes.append("</span>")
                if let original = group.identity?.original {
                    bytes.append("<span class=\"original\">")
                    bytes.append(markup: original)
                    bytes.append("</span>")
                }
                bytes.append("</li>\n")
            }
            bytes.append("</ul></section>\n")
        }
        bytes.append("</aside>\n")
    }

    /// The class that colours a type; types of a user's own share one.
    static func styleClass(_ type: EntityType) -> String {
        EntityType.all.contains(type) ? type.rawValue.lowercased() : "other"
    }
}

/// Writes runs of tokens with the entities in them marked up; runs must ascend.
private struct EntityWalk {
    private let document: Document
    private var next = 0

    init(_ document: Document) { self.document = document }

    mutating func append(_ range: TokenRange, to bytes: inout [UInt8]) {
        let place = document.bytes(of: range)
        var written = Int(place.start)
        while next < document.entities.count, document.entities[next].tokens.start < range.end {
            defer { next += 1 }
            let entity = document.entities[next]
            guard entity.tokens.start >= range.start else { continue }
            let span = document.bytes(of: entity.tokens)
            bytes.append(markup: document.text.bytes[written..<Int(span.start)])
            append(entity, span, to: &bytes)
            written = Int(span.end)
        }
        bytes.append(markup: document.text.bytes[written..<Int(place.end)])
    }

    private func append(_ entity: Entity, _ span: ByteRange, to bytes: inout [UInt8]) {
        let identity = document.identity(of: entity)
        let form = document.singleLine(of: entity.tokens)
        bytes.append("<mark id=\"e")
        bytes.append(decimal: next)
        bytes.append("\" class=\"")
        bytes.append(string: HTMLWriter.styleClass(entity.type))
        bytes.append("\" tabindex=\"0\"")
        bytes.append(attribute: "data-key", EntityGroup.key(entity.type, identity, form: form))
        bytes.append(">")
        bytes.append(markup: document.text.bytes[span.range])
        bytes.append("<span class=\"tip\"><b>")
        bytes.append(markup: identity?.canonical ?? form)
        bytes.append("</b>")
        if let original = identity?.original {
            bytes.append("<i>")
            bytes.append(markup: original)
            bytes.append("</i>")
        }
        if let identity, identity.dutch != identity.canonical {
            bytes.append("<span>")
            bytes.append(markup: identity.dutch)
            bytes.append("</span>")
        }
        bytes.append("<small>")
        bytes.append(markup: entity.type.rawValue)
        bytes.append("</small></span></mark>")
    }
}
