// SPDX-License-Identifier: Apache-2.0
/// One sentence chosen for the summary.
public struct SummarySentence: Hashable, Sendable {
    /// Index into `Document.sentences`; the list ascends (invariant I5).
    public var sentence: UInt32
    /// How much it says about the document, 0 to 1; comparable inside one document only.
    public var score: Float

    /// Makes a choice from its parts.
    @inlinable
    public init(sentence: UInt32, score: Float) {
        self.sentence = sentence
        self.score = score
    }
}

/// One keyphrase, best first in `Document.keyphrases`.
public struct Keyphrase: Hashable, Sendable {
    /// The phrase; entities by their canonical name.
    public var text: String
    /// Its weight, 0 to 1; comparable inside one document only.
    public var score: Float

    /// Makes a keyphrase from its parts.
    public init(text: String, score: Float) {
        self.text = text
        self.score = score
    }
}
