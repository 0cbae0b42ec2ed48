// SPDX-License-Identifier: Apache-2.0
import LoepModel

/// The columns of the attribute matrix from which word features are made.
///
/// Templates in the model refer to them by name, so a case may be added or moved without touching
/// models that do not use it.
enum WordAttribute: Int, CaseIterable {
    // The form itself.
    case form, lower, shape
    case prefix1, prefix2, prefix3
    case suffix1, suffix2, suffix3, suffix4, suffix5

    // What large text collections know of the form.
    case brown4, brown6, brown10, brown, means100, means300
    /// Share of lower-case use and magnitude of the count.
    case casing

    // What the lexicon knows of it.
    /// Kinds of word the form can be; for a form that is not listed, those of its longest listed ending.
    case kinds
    /// Lists of names in which the form stands.
    case lists

    // Where the token stands.
    /// First word of its sentence.
    case opening

    // What limits the labels: the form in lower case and the kinds, each with how it is capitalised.
    case formCase, kindsCase

    /// All the others follow from this one: the form, and whether it opens its sentence.
    case token

    /// Column names in order.
    static let names = allCases.map { String(describing: $0) }

    /// The columns that limit the labels of a word, the form first.
    static let limits = [WordAttribute.formCase.rawValue, WordAttribute.kindsCase.rawValue]

    /// The columns whose scores may be remembered from one token to the next.
    static let ofForm = FormAttributes(key: WordAttribute.token.rawValue, columns: Set(allCases.map(\.rawValue)))
}
