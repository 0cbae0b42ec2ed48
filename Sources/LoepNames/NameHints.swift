// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// What a name's surroundings tell of its language: the given name, the ending of the surname and the
/// other names of the document.
package enum NameHints {
    /// Code of Georgian in a hint.
    private static let georgian: UInt8 = 7
    private static let georgianEndings = ["sjvili", "shvili", "dze"].map { Array($0.utf8) }

    /// The language code of a hint (place in `GivenNameTable.languages` plus 1) for the languages a given
    /// name belongs to and the language of the document; 0 when nothing tells.
    ///
    /// A given name of several languages follows the document when it can; else one that is also Russian
    /// counts as Russian.
    package static func language(bits: UInt8, document: UInt8 = 0) -> UInt8 {
        if bits == 0 { return document }
        if document != 0, bits & (1 << (document - 1)) != 0 { return document }
        return UInt8(bits.trailingZeroBitCount) + 1
    }

    /// The same for a whole name, whose folded surname may point to a language by its ending.
    package static func language(bits: UInt8, surname: [UInt8], document: UInt8 = 0) -> UInt8 {
        for ending in georgianEndings where surname.count > ending.count + 1 {
            if surname.suffix(ending.count).elementsEqual(ending) { return georgian }
        }
        return language(bits: bits, document: document)
    }

    /// The language code of a hint for the language of an identity, an ISO 639-1 code as in `IdentityRecord`:
    /// its first letter in the low byte. Central Asian languages and Azerbaijani share one code.
    @inline(__always)
    static func code(_ letters: UInt16) -> UInt8 {
        switch letters {
        case 0x7572: 1
        case 0x6B75: 2
        case 0x6562: 3
        case 0x6762: 4
        case 0x7273: 5
        case 0x6B6D: 6
        case 0x616B: 7
        case 0x6B6B, 0x796B, 0x7A75, 0x6774, 0x6B74, 0x7A61: 8
        default: 0
        }
    }

    /// The language code of a hint for an ISO 639-1 code; 0 for other languages.
    package static func code(of language: String) -> UInt8 {
        let letters = Array(language.utf8)
        return letters.count == 2 ? code(UInt16(letters[0]) | UInt16(letters[1]) << 8) : 0
    }

    /// The folded key of one word, as a string.
    package static func folded(_ word: String) -> String { NameFolding.folded(word) }
}
