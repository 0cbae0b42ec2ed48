// SPDX-License-Identifier: Apache-2.0
/// Follows quotation marks and brackets through the sentences of one paragraph, so that no half quotation is chosen.
///
/// Dutch typography uses `‘ ’`, `“ ”`, `„ ”`, `« »` and the straight marks, and the closing single mark
/// is also the apostrophe of `foto’s`, `’s avonds` and `Hans’ fiets`.
struct QuoteTracker {
    /// What one sentence does with quotation.
    struct Finding {
        /// A quotation or bracket was open before the first byte.
        var openAtStart = false
        /// One is still open after the last byte.
        var openAtEnd = false
        /// A closing mark had nothing to close.
        var hasStrayClose = false
        /// Bytes inside quotation marks.
        var quotedBytes = 0
    }

    private var double = false
    private var single = false
    private var brackets = 0

    /// Whether anything is open now.
    var isOpen: Bool { double || single || brackets > 0 }

    /// Starts a new paragraph.
    mutating func reset() { self = QuoteTracker() }

    /// Reads the bytes of one sentence, valid UTF-8, cut on scalars.
    mutating func scan(_ bytes: [UInt8], in range: Range<Int>) -> Finding {
        let span = bytes.span
        var finding = Finding()
        finding.openAtStart = isOpen
        var position = range.lowerBound
        while position < range.upperBound {
            let byte = span[position]
            var length = 1
            switch byte {
            case UInt8(ascii: "\""): double.toggle()
            case UInt8(ascii: "("), UInt8(ascii: "["): brackets += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): closeBracket(span, position, range, &finding)
            case UInt8(ascii: "'"): straightSingle(span, position, range, &finding)
            case 0xE2 where position + 2 < range.upperBound && span[position + 1] == 0x80:
                length = 3
                curly(span, position, range, &finding)
            case 0xC2 where position + 1 < range.upperBound:
                length = 2
                if span[position + 1] == 0xAB { double = true }
                if span[position + 1] == 0xBB {
                    if !double { finding.hasStrayClose = true }
                    double = false
                }
            default: break
            }
            if double || single { finding.quotedBytes += length }
            position += length
        }
        finding.openAtEnd = isOpen
        return finding
    }

    private mutating func closeBracket(
        _ span: Span<UInt8>, _ position: Int, _ range: Range<Int>, _ finding: inout Finding
    ) {
        if brackets > 0 {
            brackets -= 1
        } else if !(position > range.lowerBound && isAlphanumeric(span[position - 1])
            && position - range.lowerBound < 3)
        {
            // `a)` and `1)` at the start of an item close nothing.
            finding.hasStrayClose = true
        }
    }

    private mutating func curly(_ span: Span<UInt8>, _ position: Int, _ range: Range<Int>, _ finding: inout Finding) {
        let after = position + 3 < range.upperBound ? span[position + 3] : 0x20
        let before = position > range.lowerBound ? span[position - 1] : 0x20
        switch span[position + 2] {
        case 0x9C, 0x9E: double = true
        case 0x9D:
            if double {
                double = false
            } else if before <= 0x20, isAlphanumeric(after) {
                double = true
            } else {
                finding.hasStrayClose = true
            }
        case 0x98, 0x9A:
            if !isClitic(span, position + 3, range) { single = true }
        case 0x99: closeSingle(before: before, after: after, span, position + 3, range, &finding)
        default: break
        }
    }

    private mutating func straightSingle(
        _ span: Span<UInt8>, _ position: Int, _ range: Range<Int>, _ finding: inout Finding
    ) {
        let after = position + 1 < range.upperBound ? span[position + 1] : 0x20
        let before = position > range.lowerBound ? span[position - 1] : 0x20
        if !isAlphanumeric(before), isAlphanumeric(after), !single {
            if !isClitic(span, position + 1, range) { single = true }
        } else {
            closeSingle(before: before, after: after, span, position + 1, range, &finding)
        }
    }

    private mutating func closeSingle(
        before: UInt8, after: UInt8, _ span: Span<UInt8>, _ next: Int, _ range: Range<Int>, _ finding: inout Finding
    ) {
        if isAlphanumeric(after) {
            // Inside a word, or before a clitic or a year: an apostrophe, unless it hugs a word nobody opened.
            return
        }
        if single {
            single = false
        } else if !isAlphanumeric(before), before > 0x20 {
            finding.hasStrayClose = true
        }
    }

    /// Whether a clitic such as `s`, `t` or `n` stands alone at `position`: `’s avonds`, `’t`, `’n`.
    private func isClitic(_ span: Span<UInt8>, _ position: Int, _ range: Range<Int>) -> Bool {
        guard position < range.upperBound else { return false }
        let letter = span[position] | 0x20
        let isOne =
            letter == 0x73 || letter == 0x74 || letter == 0x6E || letter == 0x6D || letter == 0x6B || letter == 0x72
        return isOne && (position + 1 >= range.upperBound || !isAlphanumeric(span[position + 1]))
    }

    /// ASCII letters and digits, and any byte of a longer scalar but the punctuation block's lead.
    private func isAlphanumeric(_ byte: UInt8) -> Bool {
        (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || (byte >= 0x80 && byte != 0xE2)
    }
}
