// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// JSON Lines: one object a document, schema `loep/1`; README.md describes the keys.
///
/// Keys stand in a fixed order, absent layers are absent keys, and a document that failed is an
/// object with `error` in its place.
public struct JSONLinesWriter: DocumentWriter {
    private let options: WriterOptions

    /// Makes a writer.
    public init(options: WriterOptions = WriterOptions()) { self.options = options }

    public var fileExtension: String { "jsonl" }

    public func append(_ document: Document, to bytes: inout [UInt8]) {
        // A token object has about 40 bytes beside its text.
        bytes.reserveCapacity(bytes.count + document.text.count * 3 + document.tokens.count * 48 + 256)
        let map = OffsetMap(document.text, unit: options.offsets)
        // Each layer walks the text from its start.
        func offsets() -> OffsetCursor { OffsetCursor(map) }
        bytes.append("{\"schema\":\"loep/1\",\"id\":")
        bytes.append(json: document.id)
        bytes.append(",\"text\":")
        bytes.append(json: document.text.bytes[...])
        if document.layers.contains(.sentences) { append(sentencesOf: document, offsets(), to: &bytes) }
        if document.layers.contains(.tokens) { append(tokensOf: document, offsets(), to: &bytes) }
        if options.showsNames, document.layers.contains(.names) { append(namesOf: document, offsets(), to: &bytes) }
        if document.layers.contains(.entities) { append(entitiesOf: document, offsets(), to: &bytes) }
        if document.layers.contains(.values) { append(valuesOf: document, offsets(), to: &bytes) }
        if document.layers.contains(.summary) { append(summaryOf: document, offsets(), to: &bytes) }
        if document.layers.contains(.keyphrases) { append(keyphrasesOf: document, to: &bytes) }
        append(document.metadata, to: &bytes)
        bytes.append("}\n")
    }

    public func append(failure: LoepError, id: String, to bytes: inout [UInt8]) {
        bytes.append("{\"schema\":\"loep/1\",\"id\":")
        bytes.append(json: id)
        bytes.append(",\"error\":{\"code\":")
        bytes.append(json: failure.code.rawValue)
        bytes.append(",\"message\":")
        bytes.append(json: failure.message)
        bytes.append("}}\n")
    }

    private func append(_ range: ByteRange, _ offsets: inout OffsetCursor, to bytes: inout [UInt8]) {
        bytes.append("{\"start\":")
        bytes.append(decimal: offsets(range.start))
        bytes.append(",\"end\":")
        bytes.append(decimal: offsets(range.end))
    }

    /// Opens an object with the place and text of a run of tokens.
    private func open(_ range: TokenRange, _ document: Document, _ offsets: inout OffsetCursor, to bytes: inout [UInt8])
    {
        let place = document.bytes(of: range)
        append(place, &offsets, to: &bytes)
        bytes.append(",\"text\":")
        bytes.append(json: document.text.bytes[place.range])
    }

    private func append(_ range: TokenRange, to bytes: inout [UInt8]) {
        bytes.append(",\"tokens\":[")
        bytes.append(decimal: range.start)
        bytes.append(UInt8(ascii: ","))
        bytes.append(decimal: range.end)
        bytes.append("]")
    }

    /// Appends `,"key":[…]` with one item an element.
    private func append<Element>(
        _ key: StaticString, _ elements: [Element], to bytes: inout [UInt8], item: (Element, inout [UInt8]) -> Void
    ) {
        bytes.append(",\"")
        bytes.append(key)
        bytes.append("\":[")
        var isFirst = true
        for element in elements {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            item(element, &bytes)
        }
        bytes.append("]")
    }

    private func append(sentencesOf document: Document, _ cursor: OffsetCursor, to bytes: inout [UInt8]) {
        var offsets = cursor
        append("sentences", document.sentences, to: &bytes) { sentence, bytes in
            append(document.bytes(of: sentence.tokens), &offsets, to: &bytes)
            append(sentence.tokens, to: &bytes)
            bytes.append("}")
        }
    }

    private func append(tokensOf document: Document, _ cursor: OffsetCursor, to bytes: inout [UInt8]) {
        var offsets = cursor
        let layer = document.words
        let hasWords = document.layers.contains(.words)
        bytes.append(",\"tokens\":[")
        for index in document.tokens.indices {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            let place = document.tokens[index].bytes
            append(place, &offsets, to: &bytes)
            bytes.append(",\"text\":")
            bytes.append(json: document.text.bytes[place.range])
            if hasWords {
                let word = layer.words[index]
                bytes.append(",\"lemma\":")
                bytes.append(json: layer.lemmas[word.lemma.range])
                bytes.append(",\"upos\":\"")
                bytes.append(string: word.upos.label)
                bytes.append("\",\"xpos\":")
                bytes.append(json: layer.xpos[Int(word.xpos)])
                bytes.append(",\"feats\":")
                bytes.append(json: layer.feats[Int(word.feats)])
            }
            bytes.append("}")
        }
        bytes.append("]")
    }

    private func append(_ identity: Identity, to bytes: inout [UInt8]) {
        bytes.append(",\"id\":")
        bytes.append(json: identity.id)
        bytes.append(",\"canonical\":")
        bytes.append(json: identity.canonical)
        bytes.append(",\"dutch\":")
        bytes.append(json: identity.dutch)
        if let original = identity.original {
            bytes.append(",\"original\":")
            bytes.append(json: original)
        }
    }

    private func append(entitiesOf document: Document, _ cursor: OffsetCursor, to bytes: inout [UInt8]) {
        var offsets = cursor
        append("entities", document.entities, to: &bytes) { entity, bytes in
            open(entity.tokens, document, &offsets, to: &bytes)
            bytes.append(",\"type\":")
            bytes.append(json: entity.type.rawValue)
            append(entity.tokens, to: &bytes)
            if let identity = document.identity(of: entity) { append(identity, to: &bytes) }
            bytes.append("}")
        }
    }

    private func append(namesOf document: Document, _ cursor: OffsetCursor, to bytes: inout [UInt8]) {
        var offsets = cursor
        append("names", document.names, to: &bytes) { mention, bytes in
            open(mention.tokens, document, &offsets, to: &bytes)
            bytes.append(",\"form\":\"")
            bytes.append(string: "\(mention.form)")
            bytes.append("\"")
            append(mention.tokens, to: &bytes)
            append(document.identities[Int(mention.identity)], to: &bytes)
            bytes.append(",\"score\":")
            bytes.append(score: mention.score)
            bytes.append("}")
        }
    }

    private func append(valuesOf document: Document, _ cursor: OffsetCursor, to bytes: inout [UInt8]) {
        var offsets = cursor
        append("values", document.values, to: &bytes) { value, bytes in
            append(document.bytes(of: value.tokens), &offsets, to: &bytes)
            bytes.append(",\"type\":")
            bytes.append(json: value.type)
            bytes.append(",\"value\":")
            bytes.append(json: value.value)
            if let modifier = value.modifier {
                bytes.append(",\"mod\":")
                bytes.append(json: modifier)
            }
            bytes.append("}")
        }
    }

    private func append(summaryOf document: Document, _ cursor: OffsetCursor, to bytes: inout [UInt8]) {
        var offsets = cursor
        append("summary", document.summary, to: &bytes) { choice, bytes in
            let place = document.bytes(of: document.sentences[Int(choice.sentence)].tokens)
            bytes.append("{\"sentence\":")
            bytes.append(decimal: choice.sentence)
            bytes.append(",\"start\":")
            bytes.append(decimal: offsets(place.start))
            bytes.append(",\"end\":")
            bytes.append(decimal: offsets(place.end))
            bytes.append(",\"text\":")
            bytes.append(json: document.text.bytes[place.range])
            bytes.append(",\"score\":")
            bytes.append(score: choice.score)
            bytes.append("}")
        }
    }

    private func append(keyphrasesOf document: Document, to bytes: inout [UInt8]) {
        append("keyphrases", document.keyphrases, to: &bytes) { phrase, bytes in
            bytes.append("{\"text\":")
            bytes.append(json: phrase.text)
            bytes.append(",\"score\":")
            bytes.append(score: phrase.score)
            bytes.append("}")
        }
    }

    /// What the input told beside the text, in a last key `meta`; absent when it told nothing.
    private func append(_ metadata: Metadata, to bytes: inout [UInt8]) {
        let fields: [(StaticString, String)] = [
            ("title", metadata.title), ("date", metadata.date), ("source", metadata.source),
            ("encoding", metadata.encoding),
        ].compactMap { name, value in value.map { (name, $0) } }
        if fields.isEmpty { return }
        bytes.append(",\"meta\":{")
        for (index, (name, value)) in fields.enumerated() {
            bytes.append(index == 0 ? "\"" : ",\"")
            bytes.append(name)
            bytes.append("\":")
            bytes.append(json: value)
        }
        bytes.append("}")
    }
}
