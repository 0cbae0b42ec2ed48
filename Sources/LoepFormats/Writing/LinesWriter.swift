// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// One layer as plain lines for the shell: what `tokenize`, `sentences`, `words`, `names`, `entities` and
/// `summarize` print. Fields of a line are parted by tabs.
public struct LinesWriter: DocumentWriter {
    /// The layer a line stands for.
    public enum Layer: Sendable, CaseIterable {
        /// One token a line, a blank line after each sentence.
        case tokens
        /// One sentence a line, a blank line after each document.
        case sentences
        /// Token, lemma, UPOS, CGN tag and features; a blank line after each sentence.
        case words
        /// Form, identity, canonical name, Dutch form, original script and score.
        case names
        /// Form, type, canonical name and original script.
        case entities
        /// One sentence of the summary a line, a blank line after each document.
        case summary
    }

    private let layer: Layer

    /// Makes a writer of one layer.
    public init(_ layer: Layer) { self.layer = layer }

    public var fileExtension: String { layer == .names || layer == .entities || layer == .words ? "tsv" : "txt" }

    public func append(_ document: Document, to bytes: inout [UInt8]) {
        switch layer {
        case .tokens, .words: appendTokens(of: document, to: &bytes)
        case .sentences:
            for sentence in document.sentences {
                document.append(sentence.tokens, singleLineTo: &bytes)
                bytes.append("\n")
            }
            bytes.append("\n")
        case .names:
            for mention in document.names {
                let identity = document.identities[Int(mention.identity)]
                let place = document.bytes(of: mention.tokens)
                bytes.append(field: document.text.bytes[place.range])
                for field in [identity.id, identity.canonical, identity.dutch, identity.original ?? ""] {
                    bytes.append("\t")
                    bytes.append(field: field)
                }
                bytes.append("\t")
                bytes.append(score: mention.score)
                bytes.append("\n")
            }
        case .entities:
            for entity in document.entities {
                let identity = document.identity(of: entity)
                bytes.append(field: document.text.bytes[document.bytes(of: entity.tokens).range])
                for field in [entity.type.rawValue, identity?.canonical ?? "", identity?.original ?? ""] {
                    bytes.append("\t")
                    bytes.append(field: field)
                }
                bytes.append("\n")
            }
        case .summary:
            for choice in document.summary {
                document.append(document.sentences[Int(choice.sentence)].tokens, singleLineTo: &bytes)
                bytes.append("\n")
            }
            bytes.append("\n")
        }
    }

    private func appendTokens(of document: Document, to bytes: inout [UInt8]) {
        for sentence in document.sentences {
            for index in sentence.tokens.range {
                bytes.append(field: document.text.bytes[document.tokens[index].bytes.range])
                if layer == .words, document.layers.contains(.words) {
                    let word = document.words.words[index]
                    bytes.append("\t")
                    bytes.append(field: document.words.lemmas[word.lemma.range])
                    bytes.append("\t")
                    bytes.append(string: word.upos.label)
                    bytes.append("\t")
                    bytes.append(field: document.words.xpos[Int(word.xpos)])
                    bytes.append("\t")
                    bytes.append(field: document.words.feats[Int(word.feats)])
                }
                bytes.append("\n")
            }
            bytes.append("\n")
        }
    }
}
