// SPDX-License-Identifier: Apache-2.0
/// Beginnings and ends of words as hashes: 3 and 4 scalars in front, 3, 4 and 5 behind.
public enum WordAffix {
    /// Seed of the hash of an ending of `length` scalars; beginnings use the length itself.
    @inlinable
    public static func endingSeed(_ length: Int) -> UInt64 { UInt64(length) + 16 }

    /// The affixes of a word that the lexicon counts; shorter words have fewer.
    public static func hashes(_ word: [UInt8]) -> [UInt64] {
        let starts = word.indices.filter { word[$0] & 0xC0 != 0x80 }
        var hashes: [UInt64] = []
        for length in [3, 4] where starts.count > length {
            hashes.append(Hash64.hash(word.span, 0..<starts[length], seed: UInt64(length)))
        }
        for length in [3, 4, 5] where starts.count > length {
            hashes.append(Hash64.hash(word.span, starts[starts.count - length]..<word.count, seed: endingSeed(length)))
        }
        return hashes
    }
}
