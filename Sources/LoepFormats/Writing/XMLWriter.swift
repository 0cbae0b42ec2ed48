// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Inline XML: the whole text, white space included, with `<s>` around sentences and `<name>` around entities.
///
/// Dropping all tags gives the text back; only control characters XML cannot hold are lost (U+FFFD).
public struct XMLWriter: DocumentWriter {
    /// Makes a writer.
    public init() {}

    public var fileExtension: String { "xml" }

    public func begin(title: String) -> [UInt8] {
        Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<loep schema=\"loep/1\">\n".utf8)
    }

    public func end() -> [UInt8] { Array("</loep>\n".utf8) }

    public func append(_ document: Document, to bytes: inout [UInt8]) {
        bytes.append("<document")
        bytes.append(attribute: "id", document.id)
        if let title = document.metadata.title { bytes.append(attribute: "title", title) }
        if let date = document.metadata.date { bytes.append(attribute: "date", date) }
        if let source = document.metadata.source { bytes.append(attribute: "source", source) }
        bytes.append(" xml:space=\"preserve\">")
        var tags = EntityTags(document)
        var summary = document.summary[...]
        var written = 0
        for (number, sentence) in document.sentences.enumerated() {
            let place = document.bytes(of: sentence.tokens)
            bytes.append(markup: document.text.bytes[written..<Int(place.start)])
            written = Int(place.start)
            bytes.append("<s n=\"")
            bytes.append(decimal: number)
            bytes.append("\"")
            if let choice = summary.first, Int(choice.sentence) == number {
                summary.removeFirst()
                bytes.append(" summary=\"")
                bytes.append(score: choice.score)
                bytes.append("\"")
            }
            bytes.append(">")
            for index in sentence.tokens.range {
                guard let (entity, isFirst) = tags.entity(at: index), isFirst else { continue }
                let span = document.bytes(of: entity.tokens)
                bytes.append(markup: document.text.bytes[written..<Int(span.start)])
                append(entity, document, to: &bytes)
                written = Int(span.end)
            }
            bytes.append(markup: document.text.bytes[written..<Int(place.end)])
            written = Int(place.end)
            bytes.append("</s>")
        }
        bytes.append(markup: document.text.bytes[written...])
        bytes.append("</document>\n")
    }

    private func append(_ entity: Entity, _ document: Document, to bytes: inout [UInt8]) {
        bytes.append("<name")
        bytes.append(attribute: "type", entity.type.rawValue)
        if let identity = document.identity(of: entity) {
            bytes.append(attribute: "id", identity.id)
            bytes.append(attribute: "canonical", identity.canonical)
            bytes.append(attribute: "dutch", identity.dutch)
            if let original = identity.original { bytes.append(attribute: "original", original) }
        }
        bytes.append(">")
        bytes.append(markup: document.text.bytes[document.bytes(of: entity.tokens).range])
        bytes.append("</name>")
    }

    public func append(failure: LoepError, id: String, to bytes: inout [UInt8]) {
        bytes.append("<document")
        bytes.append(attribute: "id", id)
        bytes.append("><error")
        bytes.append(attribute: "code", failure.code.rawValue)
        bytes.append(">")
        bytes.append(markup: failure.message)
        bytes.append("</error></document>\n")
    }
}
