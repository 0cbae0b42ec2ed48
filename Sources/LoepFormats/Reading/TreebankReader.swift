// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// A treebank with gold words: CoNLL-U read as one tokenised document.
///
/// The text is rebuilt with one space between tokens and a line end between sentences, as in `ConllReader`.
public struct Treebank: Sendable {
    /// What the treebank says of one word.
    public struct GoldWord: Hashable, Sendable {
        /// The lemma as it stands in the file.
        public var lemma: String
        /// Universal part of speech.
        public var upos: UPOS
        /// Language-specific tag.
        public var xpos: String
        /// Features, `_` when none.
        public var feats: String
    }

    /// Text, tokens and sentences.
    public let document: Document
    /// One word a token.
    public let words: [GoldWord]

    /// Reads a whole file. Words count, not range lines and empty nodes.
    ///
    /// - Throws: `format.malformed` with the line number, `text.invalid-utf8` or `text.too-large`.
    public init(conllu bytes: [UInt8], name: String) throws(LoepError) {
        var text: [UInt8] = []
        var tokens: [Token] = []
        var sentences: [Sentence] = []
        var words: [GoldWord] = []
        var first = 0
        var number = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            if line.allSatisfy({ $0 <= 0x20 }) {
                if tokens.count > first {
                    sentences.append(Sentence(tokens: TokenRange(first..<tokens.count), paragraph: 0))
                }
                first = tokens.count
                continue
            }
            guard let digit = line.first, digit &- 0x30 < 10 else { continue }
            let fields = line.split(separator: 0x09, maxSplits: 6, omittingEmptySubsequences: false)
            if fields[0].contains(where: { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }) { continue }
            guard fields.count >= 6, !fields[1].isEmpty,
                let upos = UPOS(label: String(decoding: fields[3], as: UTF8.self))
            else { throw LoepError(.malformedInput, "\(name), line \(number): no word of CoNLL-U") }
            if !tokens.isEmpty { text.append(tokens.count == first ? UInt8(ascii: "\n") : UInt8(ascii: " ")) }
            let start = text.count
            text += fields[1]
            tokens.append(
                Token(start: UInt32(start), end: UInt32(text.count), kind: TokenKind(form: fields[1])))
            words.append(
                GoldWord(
                    lemma: String(decoding: fields[2], as: UTF8.self), upos: upos,
                    xpos: String(decoding: fields[4], as: UTF8.self), feats: String(decoding: fields[5], as: UTF8.self))
            )
        }
        if tokens.count > first { sentences.append(Sentence(tokens: TokenRange(first..<tokens.count), paragraph: 0)) }
        var document = Document(id: name, text: try Text(validating: text))
        document.tokens = tokens
        document.sentences = sentences
        document.layers = [.tokens, .sentences]
        self.document = document
        self.words = words
    }
}
