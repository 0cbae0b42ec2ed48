// SPDX-License-Identifier: Apache-2.0
import LoepModel

/// Looks common nouns up that tell the type of the name beside them.
///
/// Dutch writes compounds as one word whose last part says what the thing is, so a noun the table does not
/// hold counts as its longest ending that the table holds: a `zorgrobot` is a `robot`.
struct TypeNouns {
    let lexicon: Lexicon
    /// Shortest first part of a compound and shortest ending, in bytes.
    private static let shortestFirst = 2
    private static let shortestEnding = 4

    /// The type of the noun with the bytes `range` of `bytes` and the hash `lower` of its lower-case form, shifted left once;
    /// the lowest bit tells that an ending matched. 0 when the table knows neither.
    func type(_ bytes: Span<UInt8>, _ range: Range<Int>, lower: UInt64) -> UInt64 {
        let whole = lexicon.typeNoun(lower)
        if whole != 0 { return UInt64(whole) << 1 }
        var start = range.lowerBound + TypeNouns.shortestFirst
        while start + TypeNouns.shortestEnding <= range.upperBound {
            // An ending in lower case only: the tail of `FC-supporter` counts, that of `McDonalds` does not.
            if bytes[start] >= 0x61, bytes[start] <= 0x7A {
                let ending = lexicon.typeNoun(Hash64.hash(bytes, start..<range.upperBound))
                if ending != 0 { return UInt64(ending) << 1 | 1 }
            }
            start += 1
        }
        return 0
    }
}
