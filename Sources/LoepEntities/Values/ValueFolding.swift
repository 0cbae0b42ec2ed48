// SPDX-License-Identifier: Apache-2.0
import LoepModel

/// The key under which a word of a value expression is looked up: lower case, straight apostrophes, no trema.
///
/// The acute accent stays, since `één` is a number and `een` an article; composed and decomposed forms agree.
enum ValueFolding {
    /// Replaces the contents of `scratch` with the key of `bytes[range]`.
    @inline(__always)
    static func fold(_ bytes: Span<UInt8>, _ range: Range<Int>, into scratch: inout [UInt8]) {
        scratch.removeAll(keepingCapacity: true)
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte < 0x80 {
                scratch.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
                index += 1
            } else {
                index += foldScalar(bytes, index, range.upperBound, &scratch)
            }
        }
    }

    /// Folds the scalar at `index`, which is not ASCII, and tells its length in bytes.
    private static func foldScalar(_ bytes: Span<UInt8>, _ index: Int, _ end: Int, _ scratch: inout [UInt8]) -> Int {
        let byte = bytes[index]
        let second = index + 1 < end ? bytes[index + 1] : 0
        if byte == 0xC3 {
            let lower = second >= 0x80 && second <= 0x9E ? second | 0x20 : second
            if lower == 0xAB {
                scratch.append(UInt8(ascii: "e"))
            } else if lower == 0xAF {
                scratch.append(UInt8(ascii: "i"))
            } else {
                scratch.append(byte)
                scratch.append(lower)
            }
            return 2
        }
        if byte == 0xCC {
            if second == 0x88 { return 2 }
            if second == 0x81, scratch.last == UInt8(ascii: "e") {
                scratch[scratch.count - 1] = 0xC3
                scratch.append(0xA9)
                return 2
            }
            if second == 0x80, scratch.last == UInt8(ascii: "a") {
                scratch[scratch.count - 1] = 0xC3
                scratch.append(0xA0)
                return 2
            }
        }
        if byte == 0xE2, second == 0x80, index + 2 < end, bytes[index + 2] == 0x98 || bytes[index + 2] == 0x99 {
            scratch.append(UInt8(ascii: "'"))
            return 3
        }
        scratch.append(byte)
        var length = 1
        while index + length < end, bytes[index + length] & 0xC0 == 0x80 {
            scratch.append(bytes[index + length])
            length += 1
        }
        return length
    }

    /// The hash of a word's key.
    static func hash(_ word: String) -> UInt64 {
        var scratch: [UInt8] = []
        let bytes = Array(word.utf8)
        fold(bytes.span, 0..<bytes.count, into: &scratch)
        return Hash64.hash(scratch)
    }
}
