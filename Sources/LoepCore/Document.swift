// SPDX-License-Identifier: Apache-2.0
/// What is known about a document beside its text.
public struct Metadata: Hashable, Sendable {
    /// Title, when the source gives one apart from the text.
    public var title: String?
    /// Date of publication, ISO 8601 (`2022-10-24`).
    public var date: String?
    /// Where it came from: a path, a URL, a publication.
    public var source: String?
    /// The charset the bytes were in, by its IANA name; nil when they were taken as UTF-8 unasked.
    public var encoding: String?

    /// Makes metadata from what is known.
    public init(title: String? = nil, date: String? = nil, source: String? = nil, encoding: String? = nil) {
        self.title = title
        self.date = date
        self.source = source
        self.encoding = encoding
    }
}

/// A text and the layers of annotation stages have laid over it.
///
/// A layer is valid only when `layers` contains it; stages set the bit when they fill the array.
public struct Document: Sendable {
    /// Identifier in the batch: a relative path, or what the input named it.
    public var id: String
    /// The text; never changed.
    public let text: Text
    /// What is known beside the text.
    public var metadata: Metadata
    /// The layers that are filled.
    public var layers: Layers = []

    /// Tokens in text order, disjoint, everything between them white space or control (I2).
    public var tokens: [Token] = []
    /// Sentences in text order; they partition the tokens (I3).
    public var sentences: [Sentence] = []
    /// Part of speech, morphology and lemma of each token.
    public var words = WordLayer()
    /// Proposals of the name normaliser.
    public var names: [NameMention] = []
    /// The identities that `names` and `entities` refer to; each id once.
    public var identities: [Identity] = []
    /// Named entities in text order, disjoint (I4).
    public var entities: [Entity] = []
    /// Value expressions in text order, disjoint.
    public var values: [ValueExpression] = []
    /// The summary in text order (I5).
    public var summary: [SummarySentence] = []
    /// Keyphrases, best first.
    public var keyphrases: [Keyphrase] = []

    /// Makes a document without any layer.
    public init(id: String, text: Text, metadata: Metadata = Metadata()) {
        self.id = id
        self.text = text
        self.metadata = metadata
    }

    /// The bytes a run of tokens covers; the run must not be empty.
    public func bytes(of range: TokenRange) -> ByteRange {
        ByteRange(tokens[Int(range.start)].start, tokens[Int(range.end) - 1].end)
    }

    /// The text a run of tokens covers, white space inside included.
    public func string(of range: TokenRange) -> String { text[bytes(of: range)] }

    /// The identity of an entity; nil when it has none.
    public func identity(of entity: Entity) -> Identity? {
        entity.identity.map { identities[Int($0)] }
    }
}
