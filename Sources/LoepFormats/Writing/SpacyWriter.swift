// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// The JSON that spaCy loads with `Doc(vocab).from_json(…)`, one document a line.
///
/// White space beyond a single space between words is a token of its own, as spaCy has it, so that its text equals the
/// input. Offsets are code points always. Identities are in the span group `loep` as `kb_id`, since spaCy does not load
/// those of `ents`; `cats` is left out. Identifier and metadata are in keys spaCy passes over.
public struct SpacyWriter: DocumentWriter {
    /// Makes a writer.
    public init() {}

    public var fileExtension: String { "spacy.jsonl" }

    /// A token as spaCy counts them; `index` is that in the document, or nil for white space.
    private struct Piece {
        var bytes: ByteRange
        var index: Int?
    }

    public func append(_ document: Document, to bytes: inout [UInt8]) {
        let map = OffsetMap(document.text, unit: .scalar)
        let pieces = SpacyWriter.pieces(of: document)
        bytes.append("{\"text\":")
        bytes.append(json: document.text.bytes[...])
        bytes.append(",\"ents\":[")
        append(entitiesOf: document, OffsetCursor(map), withIdentities: false, to: &bytes)
        bytes.append("],\"spans\":{\"loep\":[")
        append(entitiesOf: document, OffsetCursor(map), withIdentities: true, to: &bytes)
        bytes.append("]},\"sents\":[")
        append(sentencesOf: document, OffsetCursor(map), to: &bytes)
        bytes.append("],\"tokens\":[")
        var offsets = OffsetCursor(map)
        for (number, piece) in pieces.enumerated() {
            if number > 0 { bytes.append(",") }
            bytes.append("{\"id\":")
            bytes.append(decimal: number)
            append(piece.bytes, &offsets, to: &bytes)
            append(wordOf: piece, document, to: &bytes)
            bytes.append("}")
        }
        bytes.append("],\"id\":")
        bytes.append(json: document.id)
        bytes.append(",\"meta\":{")
        let facts = [
            ("title", document.metadata.title), ("date", document.metadata.date), ("source", document.metadata.source),
        ].compactMap { name, value in value.map { (name, $0) } }
        for (number, fact) in facts.enumerated() {
            if number > 0 { bytes.append(",") }
            bytes.append(json: fact.0)
            bytes.append(":")
            bytes.append(json: fact.1)
        }
        bytes.append("}}\n")
    }

    private func append(_ range: ByteRange, _ offsets: inout OffsetCursor, to bytes: inout [UInt8]) {
        bytes.append(",\"start\":")
        bytes.append(decimal: offsets(range.start))
        bytes.append(",\"end\":")
        bytes.append(decimal: offsets(range.end))
    }

    private func append(
        entitiesOf document: Document, _ cursor: OffsetCursor, withIdentities: Bool, to bytes: inout [UInt8]
    ) {
        var offsets = cursor
        var isFirst = true
        for entity in document.entities {
            let identity = document.identity(of: entity)
            if withIdentities, identity == nil { continue }
            if !isFirst { bytes.append(",") }
            isFirst = false
            bytes.append("{\"label\":")
            bytes.append(json: entity.type.rawValue)
            append(document.bytes(of: entity.tokens), &offsets, to: &bytes)
            if withIdentities, let identity {
                bytes.append(",\"kb_id\":")
                bytes.append(json: identity.id)
            }
            bytes.append("}")
        }
    }

    /// Sentences reach to the start of the next one: in spaCy they partition all tokens, those of white space too.
    private func append(sentencesOf document: Document, _ cursor: OffsetCursor, to bytes: inout [UInt8]) {
        var offsets = cursor
        for (number, sentence) in document.sentences.enumerated() {
            if number > 0 { bytes.append(",") }
            let next = number + 1
            let start = number == 0 ? 0 : document.bytes(of: sentence.tokens).start
            let own = document.bytes(of: sentence.tokens).end
            var end =
                next < document.sentences.count
                ? document.bytes(of: document.sentences[next].tokens).start : UInt32(document.text.count)
            // A single space belongs to the word before it and not to any sentence's characters.
            if end == own + 1, document.text.bytes[Int(own)] == 0x20 { end = own }
            bytes.append("{\"start\":")
            bytes.append(decimal: offsets(start))
            bytes.append(",\"end\":")
            bytes.append(decimal: offsets(end))
            bytes.append("}")
        }
    }

    private func append(wordOf piece: Piece, _ document: Document, to bytes: inout [UInt8]) {
        guard document.layers.contains(.words) else { return }
        guard let index = piece.index else {
            // What spaCy's own tokeniser gives white space.
            bytes.append(",\"lemma\":")
            bytes.append(json: document.text.bytes[piece.bytes.range])
            bytes.append(",\"pos\":\"SPACE\",\"tag\":\"_SP\",\"morph\":\"\"")
            return
        }
        let word = document.words.words[index]
        bytes.append(",\"lemma\":")
        bytes.append(json: document.words.lemmas[word.lemma.range])
        bytes.append(",\"pos\":\"")
        bytes.append(string: word.upos.label)
        bytes.append("\",\"tag\":")
        bytes.append(json: document.words.xpos[Int(word.xpos)])
        let features = document.words.feats[Int(word.feats)]
        bytes.append(",\"morph\":")
        bytes.append(json: features == "_" ? "" : features)
    }

    /// The tokens with what lies between them, as spaCy cuts it: one space belongs to the token before it.
    private static func pieces(of document: Document) -> [Piece] {
        var pieces: [Piece] = []
        pieces.reserveCapacity(document.tokens.count + document.sentences.count)
        let text = document.text.bytes
        var position: UInt32 = 0
        func addGap(upTo end: UInt32) {
            var start = position
            if start < end, !pieces.isEmpty, text[Int(start)] == 0x20 { start += 1 }
            if start < end { pieces.append(Piece(bytes: ByteRange(start, end), index: nil)) }
        }
        for (index, token) in document.tokens.enumerated() {
            addGap(upTo: token.start)
            pieces.append(Piece(bytes: token.bytes, index: index))
            position = token.end
        }
        addGap(upTo: UInt32(text.count))
        return pieces
    }
}
