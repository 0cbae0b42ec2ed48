// SPDX-License-Identifier: Apache-2.0
/// The 64-bit hash behind every table and feature of a model: fixed for ever, no random seed.
///
/// Reads eight bytes a step and folds the 128-bit product of two words, the construction of wyhash
/// (Wang Yi 2019). Not meant to resist an attacker; a table compares 32 more bits of the hash, so a
/// false hit needs two forms that agree in well over 40 bits.
public enum Hash64 {
    @usableFromInline static let prime0: UInt64 = 0xA076_1D64_78BD_642F
    @usableFromInline static let prime1: UInt64 = 0xE703_7ED1_A0B4_28DB

    /// Mixes two words into one.
    @inlinable
    public static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = (a ^ prime0).multipliedFullWidth(by: b ^ prime1)
        return product.high ^ product.low
    }

    /// The hash of the bytes `range` of `bytes`; never 0, so that 0 can stand for "none".
    @inlinable
    public static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>, seed: UInt64 = 0) -> UInt64 {
        var state = seed ^ UInt64(truncatingIfNeeded: range.count) &* prime1
        var offset = range.lowerBound
        let raw = bytes.bytes
        while offset + 8 <= range.upperBound {
            state = mix(state, raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian)
            offset += 8
        }
        var tail: UInt64 = 0
        if offset + 8 <= bytes.count {
            let word = raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
            tail = word & (1 << UInt64(8 * (range.upperBound - offset)) &- 1)
        } else {
            var shift: UInt64 = 0
            while offset < range.upperBound {
                tail |= UInt64(bytes[offset]) << shift
                shift += 8
                offset += 1
            }
        }
        return mix(state, tail) | 1
    }

    /// The hash of a whole array of bytes.
    public static func hash(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
        hash(bytes.span, 0..<bytes.count, seed: seed)
    }

    /// The hash of a string's UTF-8.
    public static func hash(_ string: String, seed: UInt64 = 0) -> UInt64 {
        hash(Array(string.utf8), seed: seed)
    }
}
