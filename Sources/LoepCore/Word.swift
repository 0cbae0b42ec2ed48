// SPDX-License-Identifier: Apache-2.0
/// Universal part-of-speech tags (https://universaldependencies.org/u/pos/).
public enum UPOS: UInt8, Sendable, CaseIterable {
    /// Adjective.
    case adj
    /// Adposition.
    case adp
    /// Adverb.
    case adv
    /// Auxiliary verb.
    case aux
    /// Coordinating conjunction.
    case cconj
    /// Determiner.
    case det
    /// Interjection.
    case intj
    /// Noun.
    case noun
    /// Numeral.
    case num
    /// Particle.
    case part
    /// Pronoun.
    case pron
    /// Proper noun.
    case propn
    /// Punctuation mark.
    case punct
    /// Subordinating conjunction.
    case sconj
    /// Symbol.
    case sym
    /// Verb.
    case verb
    /// Anything else, such as a foreign word.
    case x

    /// The tag as CoNLL-U writes it, such as `PROPN`.
    public var label: String { UPOS.labels[Int(rawValue)] }

    /// Reads a CoNLL-U label; nil when it is no UPOS tag.
    public init?(label: String) {
        guard let index = UPOS.labels.firstIndex(of: label) else { return nil }
        self.init(rawValue: UInt8(index))
    }

    private static let labels = [
        "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
        "SCONJ", "SYM", "VERB", "X",
    ]
}

/// What the words layer knows of one token.
///
/// Strings are indices into the tables of the `WordLayer`, so the struct holds no reference.
public struct Word: Hashable, Sendable {
    /// Universal part of speech.
    public var upos: UPOS
    /// Index into `WordLayer.xpos` (CGN tag).
    public var xpos: UInt16
    /// Index into `WordLayer.feats` (UD features, `_` when none).
    public var feats: UInt16
    /// Bytes of the lemma in `WordLayer.lemmas`.
    public var lemma: ByteRange
    /// Bytes in `WordLayer.lemmas` of the lemmas of a compound's parts, a bar between each two (`beleid|analist`);
    /// empty for other words.
    public var compound: ByteRange

    /// Makes a word from its parts.
    @inlinable
    public init(upos: UPOS, xpos: UInt16, feats: UInt16, lemma: ByteRange, compound: ByteRange = ByteRange(0, 0)) {
        self.upos = upos
        self.xpos = xpos
        self.feats = feats
        self.lemma = lemma
        self.compound = compound
    }
}

/// The words layer of a document: one `Word` a token, and the tables its indices point into.
public struct WordLayer: Sendable {
    /// One entry for each token, in token order.
    public var words: [Word] = []
    /// CGN tags by number; shared by all documents of one model.
    public var xpos: [String] = []
    /// UD feature bundles by number, such as `Degree=Pos`; shared by all documents of one model.
    public var feats: [String] = []
    /// UTF-8 of all lemmas and parts of compounds of the document.
    public var lemmas: [UInt8] = []

    /// Makes an empty layer.
    public init() {}

    /// The parts of the compound at token `index`, the head last; empty for other words.
    public func compound(of index: Int) -> [String] {
        lemmas[words[index].compound.range].split(separator: UInt8(ascii: "|")).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// The lemma of token `index`.
    public func lemma(of index: Int) -> String {
        String(decoding: lemmas[words[index].lemma.range], as: UTF8.self)
    }
}
