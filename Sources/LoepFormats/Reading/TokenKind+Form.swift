// SPDX-License-Identifier: Apache-2.0
import LoepCore

extension TokenKind {
    /// The kind of a token somebody else has cut, by its form alone.
    init(form: ArraySlice<UInt8>) {
        let scalars = String(decoding: form, as: UTF8.self).unicodeScalars
        guard let first = scalars.first else {
            self = .symbol
            return
        }
        let hasLetter = scalars.contains { $0.properties.isAlphabetic }
        let hasDigit = scalars.contains { $0.properties.numericType != nil }
        if scalars.count > 1, first == "@" || first == "#", hasLetter {
            self = .handle
        } else if form.starts(with: "http".utf8) || form.starts(with: "www.".utf8)
            || (hasLetter && scalars.contains("@"))
        {
            self = .address
        } else if hasLetter, scalars.last == "." {
            self = .abbreviation
        } else if hasLetter, first.properties.numericType == nil {
            self = .word
        } else if hasDigit {
            self = .number
        } else if hasLetter {
            self = .word
        } else if first.properties.isEmojiPresentation {
            self = .emoji
        } else {
            switch first.properties.generalCategory {
            case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: self = .symbol
            default: self = .punctuation
            }
        }
    }
}
