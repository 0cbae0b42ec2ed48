// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepUnicode

/// The forms of a document's tokens in lower case, with the hashes that look-ups start from.
package struct WordForms {
    /// Hash of each token as written.
    package private(set) var exact: [UInt64] = []
    /// Hash of each token in lower case.
    package private(set) var lower: [UInt64] = []
    /// All tokens in lower case, one after the other.
    package private(set) var bytes: [UInt8] = []
    /// Where each token starts in `bytes`, and one closing offset.
    package private(set) var offsets: [Int] = [0]

    package init() {}

    /// Fills in one form a token.
    package mutating func fill(_ document: Document) {
        exact.removeAll(keepingCapacity: true)
        lower.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        offsets.append(0)
        let text = document.text.bytes.span
        for token in document.tokens {
            let range = Int(token.start)..<Int(token.end)
            exact.append(Hash64.hash(text, range))
            let start = bytes.count
            append(text, range)
            offsets.append(bytes.count)
            lower.append(Hash64.hash(bytes.span, start..<bytes.count))
        }
    }

    /// Appends a token in lower case; only letters beyond Latin-1 need libicu.
    private mutating func append(_ text: Span<UInt8>, _ range: Range<Int>) {
        let start = bytes.count
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = text[index]
            if byte < 0x80 {
                bytes.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
                index += 1
            } else if byte == 0xC3, index + 1 < range.upperBound {
                let next = text[index + 1]
                bytes.append(byte)
                bytes.append(next >= 0x80 && next <= 0x9E && next != 0x97 ? next | 0x20 : next)
                index += 2
            } else if byte == 0xE2 {
                // Quotation marks, dashes and other signs have no case.
                bytes.append(byte)
                index += 1
                while index < range.upperBound, text[index] & 0xC0 == 0x80 {
                    bytes.append(text[index])
                    index += 1
                }
            } else {
                bytes.removeLast(bytes.count - start)
                Casing.appendLowercased(text, range, to: &bytes)
                return
            }
        }
    }
}
