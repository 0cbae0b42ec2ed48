// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// CoNLL-U (https://universaldependencies.org/format.html) with entities in MISC.
///
/// Heads and relations are `_`: Loep does not parse. MISC holds `Compound=beleid|analist`, `NER=B-PER`, the identity's canonical
/// name as `Name=…` on the first token of an entity, and `SpaceAfter=No`.
public struct ConlluWriter: DocumentWriter {
    /// Makes a writer.
    public init() {}

    public var fileExtension: String { "conllu" }

    public func append(_ document: Document, to bytes: inout [UInt8]) {
        bytes.reserveCapacity(bytes.count + document.text.count * 3 + document.tokens.count * 32)
        var tags = EntityTags(document)
        bytes.append("# newdoc id = ")
        bytes.append(field: document.id)
        bytes.append("\n")
        var paragraph: UInt32?
        for (number, sentence) in document.sentences.enumerated() {
            if sentence.paragraph != paragraph {
                paragraph = sentence.paragraph
                bytes.append("# newpar\n")
            }
            bytes.append("# sent_id = ")
            bytes.append(field: document.id)
            bytes.append("-")
            bytes.append(decimal: number + 1)
            bytes.append("\n# text = ")
            document.append(sentence.tokens, singleLineTo: &bytes)
            bytes.append("\n")
            for index in sentence.tokens.range {
                append(index, of: document, in: sentence, &tags, to: &bytes)
            }
            bytes.append("\n")
        }
    }

    private func append(
        _ index: Int, of document: Document, in sentence: Sentence, _ tags: inout EntityTags, to bytes: inout [UInt8]
    ) {
        let form = document.text.bytes[document.tokens[index].bytes.range]
        bytes.append(decimal: index - Int(sentence.tokens.start) + 1)
        bytes.append("\t")
        bytes.append(field: form)
        if document.layers.contains(.words) {
            let word = document.words.words[index]
            bytes.append("\t")
            bytes.append(field: document.words.lemmas[word.lemma.range])
            bytes.append("\t")
            bytes.append(string: word.upos.label)
            bytes.append("\t")
            bytes.append(field: document.words.xpos[Int(word.xpos)])
            bytes.append("\t")
            bytes.append(field: document.words.feats[Int(word.feats)])
        } else {
            bytes.append("\t_\t_\t_\t_")
        }
        bytes.append("\t_\t_\t_\t")
        appendMisc(of: index, document, &tags, to: &bytes)
        bytes.append("\n")
    }

    private func appendMisc(
        of index: Int, _ document: Document, _ tags: inout EntityTags, to bytes: inout [UInt8]
    ) {
        let start = bytes.count
        if document.layers.contains(.words), !document.words.words[index].compound.range.isEmpty {
            bytes.append("Compound=")
            bytes.append(field: document.words.lemmas[document.words.words[index].compound.range])
        }
        if let (entity, isFirst) = tags.entity(at: index) {
            if bytes.count > start { bytes.append("|") }
            bytes.append(isFirst ? "NER=B-" : "NER=I-")
            bytes.append(string: entity.type.rawValue)
            if isFirst, let identity = document.identity(of: entity) {
                bytes.append("|Name=")
                // The bar parts the attributes of MISC.
                bytes.append(Array(identity.canonical.utf8)[...]) { byte in
                    switch byte {
                    case UInt8(ascii: "|"), 0x09, 0x0A, 0x0D: " "
                    default: nil
                    }
                }
            }
        }
        if index + 1 < document.tokens.count, document.tokens[index + 1].start == document.tokens[index].end {
            if bytes.count > start { bytes.append("|") }
            bytes.append("SpaceAfter=No")
        }
        if bytes.count == start { bytes.append("_") }
    }
}
