// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// A run of letters, digits and combining marks, lower-cased into a hash: the unit summaries count in.
///
/// These are the tokens of ROUGE, not those of the tokeniser: `Noord-Holland` is two terms.
package struct ScannedTerm {
    /// FNV-1a over the lower-cased UTF-8, mixed; equal words have equal hashes.
    package var hash: UInt64
    /// Offset of the first byte in the scanned bytes.
    package var start: UInt32
    /// Offset one past the last byte.
    package var end: UInt32
    /// Whether it begins with a capital.
    package var isCapitalised: Bool
    /// Whether it holds a digit.
    package var hasDigit: Bool
}

/// Finds the terms of a text.
package enum TermScanner {
    /// Start value of the hash.
    static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Adds one byte to a hash (FNV-1a, Fowler, Noll & Vo).
    @inline(__always)
    static func mix(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }

    /// Spreads the bits of a finished hash (finaliser of MurmurHash3, Appleby).
    @inline(__always)
    static func finish(_ hash: UInt64) -> UInt64 {
        var z = hash
        z = (z ^ (z >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        return z ^ (z >> 33)
    }

    /// The hash of a word of one term; of the last term when there are several.
    package static func hash(_ word: String) -> UInt64 {
        var result: UInt64 = 0
        let bytes = Array(word.utf8)
        scan(bytes, in: 0..<bytes.count) { result = $0.hash }
        return result
    }

    /// The hash of a piece of a word, ASCII letters lower-cased and all other bytes as they are.
    static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        let span = bytes.span
        var hash = seed
        for position in range {
            let byte = span[position]
            hash = mix(hash, byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
        }
        // The length keeps an ending apart from the word that is spelt like it.
        return finish(hash ^ 0x5851_F42D_4C95_7F2D)
    }

    /// The hashes of all terms of a string, in order.
    package static func hashes(_ text: String) -> [UInt64] {
        var result: [UInt64] = []
        let bytes = Array(text.utf8)
        scan(bytes, in: 0..<bytes.count) { result.append($0.hash) }
        return result
    }

    /// Calls `found` for every term in `range` of `bytes`, which must be valid UTF-8 and cut on scalars.
    @inline(__always)
    package static func scan(_ bytes: [UInt8], in range: Range<Int>, _ found: (ScannedTerm) -> Void) {
        let span = bytes.span
        var position = range.lowerBound
        while position < range.upperBound {
            var hash = seed
            let start = position
            var capital = false
            var digit = false
            while position < range.upperBound {
                let byte = span[position]
                if byte < 0x80 {
                    let lower = byte | 0x20
                    if lower >= 0x61 && lower <= 0x7A {
                        if position == start { capital = byte < 0x61 }
                        hash = mix(hash, lower)
                    } else if byte >= 0x30 && byte <= 0x39 {
                        digit = true
                        hash = mix(hash, byte)
                    } else {
                        break
                    }
                    position += 1
                } else if byte == 0xC3, position + 1 < range.upperBound {
                    // Latin-1 letters: the capitals are 0x20 below the small ones; × and ÷ are signs.
                    let second = span[position + 1]
                    if second == 0x97 || second == 0xB7 { break }
                    let upper = second < 0x9F
                    if position == start { capital = upper }
                    hash = mix(mix(hash, byte), upper ? second | 0x20 : second)
                    position += 2
                } else {
                    let (scalar, length) = decode(span, position)
                    if scalar == "\u{AD}" {
                        position += length
                        continue
                    }
                    guard isTermScalar(scalar) else { break }
                    if position == start { capital = scalar.properties.isUppercase }
                    for unit in scalar.properties.lowercaseMapping.utf8 { hash = mix(hash, unit) }
                    position += length
                }
            }
            if hash != seed {
                found(
                    ScannedTerm(
                        hash: finish(hash), start: UInt32(start), end: UInt32(position), isCapitalised: capital,
                        hasDigit: digit))
            }
            if position == start { position += decode(span, position).length }
        }
    }

    /// The scalar at `position` of valid UTF-8, and its length in bytes.
    @inline(__always)
    static func decode(_ span: Span<UInt8>, _ position: Int) -> (scalar: Unicode.Scalar, length: Int) {
        let first = UInt32(span[position])
        if first < 0x80 { return (Unicode.Scalar(UInt8(first)), 1) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        var value = first & (0x7F >> UInt32(length))
        for offset in 1..<length { value = value << 6 | UInt32(span[position + offset] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }

    private static func isTermScalar(_ scalar: Unicode.Scalar) -> Bool {
        // General punctuation is the common case in Dutch text: curly quotes, dashes, ellipsis.
        if (0x2000...0x206F).contains(scalar.value) { return false }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
            return true
        default:
            return false
        }
    }
}
