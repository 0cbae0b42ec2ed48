// SPDX-License-Identifier: Apache-2.0
/// The type of an entity: an open set, so that a user's own gazetteer or model may bring its own.
///
/// The six constants are those of SoNaR-1 (Desmet & Hoste 2014, "Fine-grained Dutch named entity
/// recognition"); what each covers is written in Resources/corpus/GUIDELINES.md.
public struct EntityType: RawRepresentable, Hashable, Sendable {
    /// The label as written in JSON and IOB2, such as `PER`.
    public var rawValue: String

    /// Makes a type from its label.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// People, families and fictional characters.
    public static let person = EntityType(rawValue: "PER")
    /// Companies, institutions, clubs, parties.
    public static let organisation = EntityType(rawValue: "ORG")
    /// Countries, towns, waters, streets, buildings as a place.
    public static let location = EntityType(rawValue: "LOC")
    /// Products, works of art, laws, ships, software.
    public static let product = EntityType(rawValue: "PRO")
    /// Named events.
    public static let event = EntityType(rawValue: "EVE")
    /// Adjectives and nouns derived from names.
    public static let miscellaneous = EntityType(rawValue: "MISC")

    /// The six types in the order tables print them.
    public static let all: [EntityType] = [.person, .location, .organisation, .product, .event, .miscellaneous]
}

/// One named entity: a run of tokens inside one sentence, disjoint from all others (invariant I4).
public struct Entity: Hashable, Sendable {
    /// The tokens it consists of; never empty.
    public var tokens: TokenRange
    /// Its type.
    public var type: EntityType
    /// Probability that span and type are right, 0 to 1; 1 when a user's list says so.
    public var confidence: Float
    /// Index into `Document.identities`; nil when nobody known or derivable.
    public var identity: UInt32?

    /// Makes an entity from its parts.
    public init(tokens: TokenRange, type: EntityType, confidence: Float = 1, identity: UInt32? = nil) {
        self.tokens = tokens
        self.type = type
        self.confidence = confidence
        self.identity = identity
    }
}

/// A value expression beside the names: a date, an amount, a duration.
public struct ValueExpression: Hashable, Sendable {
    /// The tokens it consists of; never empty.
    public var tokens: TokenRange
    /// DATE, TIME, DURATION, MONEY, PERCENT, QUANTITY, NUMBER or ORDINAL.
    public var type: String
    /// The normalised value, ISO 8601 for dates, times and durations.
    public var value: String
    /// What TIMEX3 calls its modifier: START, MID or END of the period (`begin oktober`); nil for the whole of it.
    public var modifier: String?

    /// Makes a value expression from its parts.
    public init(tokens: TokenRange, type: String, value: String, modifier: String? = nil) {
        self.tokens = tokens
        self.type = type
        self.value = value
        self.modifier = modifier
    }
}
