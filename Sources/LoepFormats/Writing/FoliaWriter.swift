// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// FoLiA 2.5 (https://folia.readthedocs.io): paragraphs, sentences, words and entities; one `div` a document.
///
/// Parts of speech and lemmas are there when the words layer is. An identity is a feature of its entity: `identity`,
/// `canonical`, `dutch`, `original`.
public struct FoliaWriter: DocumentWriter {
    /// Makes a writer.
    public init() {}

    public var fileExtension: String { "folia.xml" }

    public func begin(title: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <FoLiA xmlns="http://ilk.uvt.nl/folia" version="2.5.3" xml:id="loep" generator="loep">
            <metadata type="native">
            <annotations>
            <text-annotation set="https://raw.githubusercontent.com/proycon/folia/master/setdefinitions/text.foliaset.ttl"/>
            <division-annotation set="loep-divisions"/>
            <paragraph-annotation/>
            <head-annotation/>
            <sentence-annotation/>
            <description-annotation/>
            <token-annotation><annotator processor="loep.tagger"/></token-annotation>
            <pos-annotation set="https://raw.githubusercontent.com/proycon/folia/master/setdefinitions/cgn.foliaset.ttl"><annotator processor="loep.tagger"/></pos-annotation>
            <lemma-annotation set="loep-lemmas"><annotator processor="loep.tagger"/></lemma-annotation>
            <entity-annotation set="loep-entities"><annotator processor="loep.tagger"/></entity-annotation>
            </annotations>
            <provenance><processor xml:id="loep.tagger" name="loep" type="auto"/></provenance>
            <meta id="title">
            """)
        bytes.append(markup: title)
        bytes.append("</meta>\n</metadata>\n<text xml:id=\"loep.text\">\n")
        return bytes
    }

    public func end() -> [UInt8] { Array("</text>\n</FoLiA>\n".utf8) }

    public func append(_ document: Document, to bytes: inout [UInt8]) {
        // Identifiers must be names in XML; the document's own stands in `n`.
        let name = "d" + String(Hash64.mix(Hash64.hash(document.id), Hash64.hash(document.text.bytes)), radix: 16)
        bytes.append("<div class=\"article\" xml:id=\"")
        bytes.append(string: name)
        bytes.append("\"")
        bytes.append(attribute: "n", document.id)
        bytes.append(">\n")
        if document.metadata.date != nil || document.metadata.source != nil || document.metadata.title != nil {
            bytes.append("<desc>")
            let facts = [document.metadata.title, document.metadata.date, document.metadata.source].compactMap { $0 }
            bytes.append(markup: facts.joined(separator: " | "))
            bytes.append("</desc>\n")
        }
        var entities = document.entities[...]
        var index = 0
        while index < document.sentences.count {
            let first = document.sentences[index]
            let isHead = first.role == .heading
            bytes.append(isHead ? "<head xml:id=\"" : "<p xml:id=\"")
            bytes.append(string: "\(name).p\(index)")
            bytes.append("\">\n")
            while index < document.sentences.count, document.sentences[index].paragraph == first.paragraph,
                document.sentences[index].role == first.role
            {
                append(sentence: index, of: document, name, &entities, to: &bytes)
                index += 1
            }
            bytes.append(isHead ? "</head>\n" : "</p>\n")
        }
        bytes.append("</div>\n")
    }

    private func append(
        sentence number: Int, of document: Document, _ name: String, _ entities: inout ArraySlice<Entity>,
        to bytes: inout [UInt8]
    ) {
        let sentence = document.sentences[number]
        bytes.append("<s xml:id=\"")
        bytes.append(string: "\(name).s\(number)")
        bytes.append("\">\n")
        for index in sentence.tokens.range { append(token: index, of: document, name, to: &bytes) }
        if let entity = entities.first, entity.tokens.start < sentence.tokens.end {
            bytes.append("<entities>\n")
            while let entity = entities.first, entity.tokens.start < sentence.tokens.end {
                entities.removeFirst()
                append(entity, document, name, to: &bytes)
            }
            bytes.append("</entities>\n")
        }
        bytes.append("</s>\n")
    }

    private func append(token index: Int, of document: Document, _ name: String, to bytes: inout [UInt8]) {
        let token = document.tokens[index]
        bytes.append("<w xml:id=\"")
        bytes.append(string: name)
        bytes.append(".w")
        bytes.append(decimal: index)
        bytes.append("\"")
        if index + 1 < document.tokens.count, document.tokens[index + 1].start == token.end {
            bytes.append(" space=\"no\"")
        }
        bytes.append("><t>")
        bytes.append(markup: document.text.bytes[token.bytes.range])
        bytes.append("</t>")
        if document.layers.contains(.words) {
            let word = document.words.words[index]
            bytes.append("<pos")
            bytes.append(attribute: "class", document.words.xpos[Int(word.xpos)])
            bytes.append("/><lemma class=\"")
            bytes.append(markup: document.words.lemmas[word.lemma.range])
            bytes.append("\"/>")
        }
        bytes.append("</w>\n")
    }

    private func append(_ entity: Entity, _ document: Document, _ name: String, to bytes: inout [UInt8]) {
        bytes.append("<entity")
        bytes.append(attribute: "class", entity.type.rawValue)
        bytes.append(" confidence=\"")
        bytes.append(score: entity.confidence)
        bytes.append("\">")
        if let identity = document.identity(of: entity) {
            let features = [
                ("identity", identity.id), ("canonical", identity.canonical), ("dutch", identity.dutch),
                ("original", identity.original ?? ""),
            ]
            for (subset, value) in features where !value.isEmpty {
                bytes.append("<feat")
                bytes.append(attribute: "subset", subset)
                bytes.append(attribute: "class", value)
                bytes.append("/>")
            }
        }
        for index in entity.tokens.range {
            bytes.append("<wref id=\"")
            bytes.append(string: name)
            bytes.append(".w")
            bytes.append(decimal: index)
            bytes.append("\" t=\"")
            bytes.append(markup: document.text.bytes[document.tokens[index].bytes.range])
            bytes.append("\"/>")
        }
        bytes.append("</entity>\n")
    }
}
