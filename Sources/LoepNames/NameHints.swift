// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// What a given name tells of the language of the surname beside it.
package enum NameHints {
    /// The language code of a hint (place in `GivenNameTable.languages` plus 1) for the languages a given
    /// name belongs to; 0 when they tell nothing. A name that is also Russian counts as Russian.
    package static func language(bits: UInt8) -> UInt8 {
        bits == 0 ? 0 : UInt8(bits.trailingZeroBitCount) + 1
    }

    /// The folded key of one word, as a string.
    package static func folded(_ word: String) -> String { NameFolding.folded(word) }
}
