// SPDX-License-Identifier: Apache-2.0
/// What a summary shall look like.
public struct SummaryOptions: Hashable, Sendable {
    /// How long a summary may be.
    public enum Length: Hashable, Sendable {
        /// At most this many sentences.
        case sentences(Int)
        /// At most this many words (runs of letters and digits).
        case words(Int)
        /// At most this share of the document's sentences, 0 to 1; at least one sentence.
        case ratio(Double)
    }

    /// Who judges the sentences.
    public enum Scorer: String, Hashable, Sendable, CaseIterable {
        /// The model of `models/summary.loep`, learnt from reference summaries.
        case trained
        /// Fixed weights over centrality, position and title, for texts unlike news.
        case untrained
    }

    /// How long the summary may be; three sentences unless told.
    public var length: Length
    /// Names or words the summary shall be about; empty for the article as a whole. A name finds every
    /// mention of its identity, whatever the spelling, when the document has the names layer.
    public var focus: [String]
    /// Who judges the sentences.
    public var scorer: Scorer

    /// Makes options; every one has a sensible value of its own.
    public init(length: Length = .sentences(3), focus: [String] = [], scorer: Scorer = .trained) {
        self.length = length
        self.focus = focus
        self.scorer = scorer
    }
}
