// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// Hashes of the forms of a document's tokens: as written, in lower case, without a name ending.
///
/// Computed once a document; everything that looks a word up starts from them.
struct TokenForms {
    /// Hash of the token as written.
    private(set) var exact: [UInt64] = []
    /// Hash of the token in lower case.
    private(set) var lower: [UInt64] = []
    /// Hash of the token without a possessive ending (`’s`, `'s`, `s`, `’`); 0 when it has none.
    private(set) var stem: [UInt64] = []
    /// Hash with only the first letter kept in upper case, for words in capitals; 0 for all others.
    private(set) var title: [UInt64] = []
    private var scratch: [UInt8] = []

    mutating func fill(_ document: Document) {
        exact.removeAll(keepingCapacity: true)
        lower.removeAll(keepingCapacity: true)
        stem.removeAll(keepingCapacity: true)
        title.removeAll(keepingCapacity: true)
        let bytes = document.text.bytes.span
        for token in document.tokens {
            let range = Int(token.start)..<Int(token.end)
            exact.append(Hash64.hash(bytes, range))
            scratch.removeAll(keepingCapacity: true)
            var upper = 0
            var index = range.lowerBound
            while index < range.upperBound {
                var byte = bytes[index]
                if byte >= 0x41, byte <= 0x5A {
                    byte |= 0x20
                    upper += 1
                } else if byte == 0xC3, index + 1 < range.upperBound, bytes[index + 1] >= 0x80, bytes[index + 1] <= 0x9E
                {
                    scratch.append(byte)
                    index += 1
                    byte = bytes[index] | 0x20
                    upper += 1
                }
                scratch.append(byte)
                index += 1
            }
            lower.append(Hash64.hash(scratch.span, 0..<scratch.count))
            stem.append(TokenForms.stemHash(bytes, range))
            if upper > 2, upper == range.count, scratch[0] < 0x80 {
                scratch[0] = bytes[range.lowerBound]
                title.append(Hash64.hash(scratch.span, 0..<scratch.count))
            } else {
                title.append(0)
            }
        }
    }

    private static func stemHash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        let count = range.count
        let end = range.upperBound
        guard count > 3 else { return 0 }
        if bytes[end - 1] == UInt8(ascii: "s") {
            if bytes[end - 2] == UInt8(ascii: "'") { return Hash64.hash(bytes, range.lowerBound..<end - 2) }
            if isCurlyApostrophe(bytes, end - 1) {
                return Hash64.hash(bytes, range.lowerBound..<max(end - 4, range.lowerBound))
            }
            return Hash64.hash(bytes, range.lowerBound..<end - 1)
        }
        if bytes[end - 1] == UInt8(ascii: "'") { return Hash64.hash(bytes, range.lowerBound..<end - 1) }
        if isCurlyApostrophe(bytes, end) {
            return Hash64.hash(bytes, range.lowerBound..<max(end - 3, range.lowerBound))
        }
        return 0
    }

    /// Whether U+2019 (three bytes) ends at `end`.
    private static func isCurlyApostrophe(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        end >= 3 && bytes[end - 3] == 0xE2 && bytes[end - 2] == 0x80 && bytes[end - 1] == 0x99
    }
}
