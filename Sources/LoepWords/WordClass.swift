// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// What a lemma is made from: words of one class share their endings.
package enum WordClass: UInt8, CaseIterable, Sendable {
    // The lemma is the form itself, in its own case.
    case name
    // The lemma is the form in lower case or another word altogether.
    case other
    case noun, nounPlural, diminutive, diminutivePlural, nounGenitive
    case adjective, adjectiveInflected, comparative, superlative, adjectiveNominal, adjectiveGenitive
    case infinitive, presentStem, presentT, past, pastPlural, participle, participleInflected, presentParticiple
    case nameGenitive, namePlural
    /// Values are genders of nouns and not scripts.
    case nounGender

    /// Whether the lemma follows from the form as written and not from the form in lower case.
    package var keepsItsCase: Bool { self == .name || self == .namePlural || self == .nameGenitive }

    /// Whether the form is one of a common noun.
    package var isNoun: Bool {
        switch self {
        case .noun, .nounPlural, .diminutive, .diminutivePlural, .nounGenitive: true
        default: false
        }
    }

    /// Whether the form is one of an adjective.
    package var isAdjective: Bool {
        switch self {
        case .adjective, .adjectiveInflected, .comparative, .superlative, .adjectiveNominal, .adjectiveGenitive: true
        default: false
        }
    }

    /// Whether the form is one of a verb that stands apart from its particle.
    package var isSeparable: Bool {
        switch self {
        case .infinitive, .presentStem, .presentT, .past, .pastPlural: true
        default: false
        }
    }

    /// The class of a CGN tag (Van Eynde 2004, "Part of speech tagging en lemmatisering van het CGN").
    package init(upos: UPOS, xpos: String) {
        let fields = xpos.split(separator: "|")
        func has(_ field: Substring) -> Bool { fields.contains(field) }
        switch fields.first ?? "" {
        case "N" where has("eigen"):
            self = has("mv") || has("dim") ? .namePlural : has("gen") ? .nameGenitive : .name
        case "N":
            if has("dim") {
                self = has("mv") ? .diminutivePlural : .diminutive
            } else {
                self = has("mv") ? .nounPlural : has("gen") || has("dat") ? .nounGenitive : .noun
            }
        case "ADJ":
            if has("comp") {
                self = .comparative
            } else if has("sup") {
                self = .superlative
            } else if has("nom") {
                self = .adjectiveNominal
            } else if has("postnom") {
                self = .adjectiveGenitive
            } else {
                self = has("met-e") ? .adjectiveInflected : .adjective
            }
        case "WW":
            if has("inf") || (has("tgw") && has("mv")) {
                self = .infinitive
            } else if has("tgw") || has("conj") {
                self = has("met-t") ? .presentT : .presentStem
            } else if has("verl") {
                self = has("mv") ? .pastPlural : .past
            } else if has("vd") {
                self = has("met-e") ? .participleInflected : .participle
            } else {
                self = .presentParticiple
            }
        case "SPEC", "LET": self = .name
        default: self = upos == .propn || upos == .x ? .name : .other
        }
    }
}
