// SPDX-License-Identifier: Apache-2.0
/// What an identity is.
public enum IdentityKind: UInt8, Sendable, CaseIterable {
    /// A human being, real or invented.
    case person
    /// A country, region, town, water or street.
    case place
    /// A party, firm, authority, club or paper.
    case organisation
    /// Anything else that has a name.
    case other

    /// The word used in tables and JSON.
    public var label: String {
        switch self {
        case .person: "person"
        case .place: "place"
        case .organisation: "organisation"
        case .other: "other"
        }
    }

    /// Reads the word used in tables; nil when it is none of them.
    public init?(label: String) {
        guard let kind = IdentityKind.allCases.first(where: { $0.label == label }) else { return nil }
        self = kind
    }
}

/// One person, place or organisation, whatever the spelling of a mention.
public struct Identity: Hashable, Sendable {
    /// Stable identifier in lower-case ASCII, such as `alexander-lukashenko`.
    public var id: String
    /// What it is.
    public var kind: IdentityKind
    /// Canonical English name, such as `Alexander Lukashenko`.
    public var canonical: String
    /// Main Dutch form, such as `Aleksandr Loekasjenko`.
    public var dutch: String
    /// The name in its original script; nil when not known.
    public var original: String?
    /// ISO 639-1 code of the name's language; nil when not known.
    public var language: String?
    /// True when it stands in a names table, false when it was worked out from the spelling alone.
    public var isKnown: Bool

    /// Makes an identity from its parts.
    public init(
        id: String, kind: IdentityKind, canonical: String, dutch: String, original: String? = nil,
        language: String? = nil, isKnown: Bool = true
    ) {
        self.id = id
        self.kind = kind
        self.canonical = canonical
        self.dutch = dutch
        self.original = original
        self.language = language
        self.isKnown = isKnown
    }
}

/// How the form of a mention relates to the name it stands for.
public enum NameForm: UInt8, Sendable, CaseIterable {
    /// The name itself, in any spelling.
    case base
    /// A possessive or plural: `Poetins`, `Loekasjenko’s`, `de Gorbatsjovs`.
    case possessive
    /// An adjective or inhabitant: `Belarussische`, `Oekraïners`.
    case derived
    /// A hyphen compound with the name as its first part: `Poetin-getrouwen`.
    case compound
    /// Only the surname of a person.
    case surname
    /// Only the given name of a person.
    case givenName
}

/// A proposal of the name normaliser: these tokens may name this identity.
///
/// Mentions are sorted by first token, then by falling score; several may cover the same tokens.
public struct NameMention: Hashable, Sendable {
    /// The tokens of the mention.
    public var tokens: TokenRange
    /// Index into `Document.identities`.
    public var identity: UInt32
    /// How the form relates to the name.
    public var form: NameForm
    /// Certainty that the form is a spelling of this name, 0 to 1.
    public var score: Float

    /// Makes a mention from its parts.
    @inlinable
    public init(tokens: TokenRange, identity: UInt32, form: NameForm, score: Float) {
        self.tokens = tokens
        self.identity = identity
        self.form = form
        self.score = score
    }
}
