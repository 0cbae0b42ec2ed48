// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepSegmentation

/// Why a document was annotated as it was: for each token and sentence the rule that made it, for each
/// name and entity its evidence, for each sentence of the summary its score.
///
/// The rules and scores are those the stages left in the document, so an explanation cannot differ from the run.
public struct ExplanationWriter: DocumentWriter {
    /// Makes a writer.
    public init() {}

    public var fileExtension: String { "txt" }

    public func append(_ document: Document, to bytes: inout [UInt8]) {
        bytes.append(
            string: "\(document.id): \(document.tokens.count) tokens in \(document.sentences.count) sentences\n")
        var entities = document.entities[...]
        var names = document.names[...]
        var summary = document.summary[...]
        for (number, sentence) in document.sentences.enumerated() {
            let rule = SentenceRule(rawValue: sentence.rule)
            bytes.append(string: "\nsentence \(number), paragraph \(sentence.paragraph), \(sentence.role)\n")
            if let rule { bytes.append(string: "  ends by \(rule.name): \(rule.summary)\n") }
            if let choice = summary.first, Int(choice.sentence) == number {
                bytes.append("  in the summary, score ")
                bytes.append(score: choice.score)
                bytes.append("\n")
                summary.removeFirst()
            }
            for index in sentence.tokens.range { append(token: index, of: document, to: &bytes) }
            while let mention = names.first, mention.tokens.start < sentence.tokens.end {
                append(mention, of: document, to: &bytes)
                names.removeFirst()
            }
            while let entity = entities.first, entity.tokens.start < sentence.tokens.end {
                append(entity, of: document, to: &bytes)
                entities.removeFirst()
            }
        }
    }

    private func append(token index: Int, of document: Document, to bytes: inout [UInt8]) {
        let token = document.tokens[index]
        bytes.append("  token\t")
        bytes.append(field: document.text.bytes[token.bytes.range])
        bytes.append(string: "\tbytes \(token.start)-\(token.end)\t\(token.kind)")
        if let rule = TokenRule(rawValue: token.rule) { bytes.append(string: "\t\(rule.name): \(rule.summary)") }
        if document.layers.contains(.words) {
            let word = document.words.words[index]
            bytes.append("\t")
            bytes.append(field: document.words.lemmas[word.lemma.range])
            bytes.append(string: " \(word.upos.label) ")
            bytes.append(field: document.words.xpos[Int(word.xpos)])
        }
        bytes.append("\n")
    }

    private func append(_ mention: NameMention, of document: Document, to bytes: inout [UInt8]) {
        let identity = document.identities[Int(mention.identity)]
        bytes.append("  name\t")
        bytes.append(field: document.singleLine(of: mention.tokens))
        bytes.append(string: "\tmay be \(identity.canonical) (\(identity.id)), \(mention.form), certainty ")
        bytes.append(score: mention.score)
        bytes.append(string: identity.isKnown ? ", from the names table\n" : ", worked out from the spelling\n")
    }

    private func append(_ entity: Entity, of document: Document, to bytes: inout [UInt8]) {
        bytes.append("  entity\t")
        bytes.append(field: document.singleLine(of: entity.tokens))
        bytes.append("\t")
        bytes.append(field: entity.type.rawValue)
        bytes.append(", certainty ")
        bytes.append(score: entity.confidence)
        if let identity = document.identity(of: entity) {
            bytes.append(string: ", is \(identity.canonical) (\(identity.id))")
        }
        bytes.append("\n")
    }
}
