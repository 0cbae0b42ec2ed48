// SPDX-License-Identifier: Apache-2.0
import LoepModel

/// The columns of the attribute matrix from which entity features are made.
///
/// Templates in the model refer to them by name, so a case may be added or moved without touching
/// models that do not use it.
enum EntityAttribute: Int, CaseIterable {
    // The form itself.
    case form, lower, shape, shortShape
    case prefix1, prefix2, prefix3, prefix4
    case suffix1, suffix2, suffix3, suffix4, suffix5
    /// The part after the last hyphen, the case of both parts, and what lists say of each.
    case hyphenTail, hyphenShape, hyphenHead, hyphenTailLists

    // What large text collections know of the form.
    case brown4, brown6, brown10, brown, means100, means300, means1000
    /// Share of lower-case use and magnitude of the count.
    case casing

    // Where the token stands.
    /// First word of its sentence, written with a capital.
    case opening
    /// Block role and whether the whole sentence is in capitals.
    case block
    /// Inside quotation marks, and how long the quotation is.
    case quoted
    /// Inside round brackets.
    case bracketed

    // The run of capitalised words around the token, its neighbours and its head.
    /// Position in the run (B, I, E, S) and its length.
    case run
    /// Lower-case word before the run; the two words before it; the word after it.
    case runBefore, runBefore2, runAfter
    /// First and last word of the run in lower case; suffix and cluster of the last.
    case runFirst, runHead, runHeadSuffix, runHeadBrown
    /// Word before the quotation the token stands in.
    case quoteBefore

    // Common nouns that tell the type of the name beside them (`de musical X`); see `TypeNouns`.
    /// The noun before the run; the noun and preposition before it (`trainer van X`); the noun of an apposition after it.
    case nounBefore, nounBefore2, nounAfter
    /// What the first and the last word of the run say as nouns; what the part after the last hyphen says.
    case nounFirst, nounLast, hyphenNoun

    // Lists of names; the value joins the position in the match (B, I, E, S) with what the list says.
    case listPerson, listPlace, listOrganisation, listOther, listTitle, listKind, listNews
    case givenName, surname
    /// All lists in which the form alone stands.
    case alone

    /// In which kinds of names the first and the last word of the run occur; the token itself.
    case runFirstKind, runHeadKind, wordKind
    /// In which kinds of names the ends and the beginning of the token occur.
    case ending3Kind, ending4Kind, ending5Kind, beginning4Kind
    /// The two clusters of words that stand out in the document.
    case topic, topic2

    // What the name normaliser proposes.
    case nameKind

    // What a first pass over the document decided elsewhere.
    /// Type most often given to this form in the document.
    case documentForm
    /// Type of a longer mention in the document that holds this form.
    case documentLonger
    /// Type of the mention before or after in the sentence, with the words between when they are few.
    case typeBefore, typeAfter
    /// Label the first pass gave to this token.
    case firstPass

    /// Column names in order.
    static let names = allCases.map { String(describing: $0) }

    /// The columns that follow from the form alone, whose scores are remembered from one token to the next.
    static let ofForm = FormAttributes(
        key: EntityAttribute.form.rawValue,
        columns: Set(
            [
                form, lower, shape, shortShape, prefix1, prefix2, prefix3, prefix4, suffix1, suffix2, suffix3, suffix4,
                suffix5, hyphenTail, hyphenShape, hyphenHead, hyphenTailLists, brown4, brown6, brown10, brown, means100,
                means300, means1000, casing, givenName, surname, alone, wordKind, ending3Kind, ending4Kind, ending5Kind,
                beginning4Kind,
                hyphenNoun,
            ].map(\.rawValue)))
}
