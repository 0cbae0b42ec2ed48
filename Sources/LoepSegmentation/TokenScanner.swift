// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepUnicode

/// Cuts one text into tokens, left to right, in linear time; every look ahead is bounded.
///
/// The text is read as bytes; a scalar is decoded only outside ASCII. What a token is follows Universal
/// Dependencies for Dutch (Alpino, LassySmall); `TokenRule` lists the rules.
struct TokenScanner: ~Escapable {
    let bytes: Span<UInt8>
    let count: Int
    let lexicon: SegmentationLexicon
    let table: ScalarTable
    var tokens: [Token] = []
    /// Whether a single quotation mark has been opened in this paragraph and not closed.
    var singleOpen = false
    /// Whether a double quotation mark has been opened in this paragraph and not closed.
    var doubleOpen = false
    /// Whether no token has been made on this line yet.
    var atLineStart = true

    /// How far the scanner looks ahead, in bytes, where a decision hangs on what follows.
    static let reach = 256

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, lexicon: SegmentationLexicon) {
        self.bytes = bytes
        self.count = bytes.count
        self.lexicon = lexicon
        self.table = ScalarTable.shared
    }

    // MARK: Reading

    /// The byte at `index`; a line end outside the text.
    @inline(__always)
    func byte(_ index: Int) -> UInt8 { index >= 0 && index < count ? bytes[index] : 0x0A }

    /// Class and length in bytes of the scalar at `index`; a line end of length 0 outside the text, and one byte of
    /// class `other` inside a scalar, so that a look at a fixed distance is always safe.
    @inline(__always)
    func scalar(_ index: Int) -> (kind: ScalarClass, length: Int) {
        guard index >= 0, index < count else { return (.newline, 0) }
        if bytes[index] & 0xC0 == 0x80 { return (.other, 1) }
        let (value, length) = UTF8Scalars.decode(bytes, at: index)
        return (table[value], length)
    }

    @inline(__always)
    func kind(_ index: Int) -> ScalarClass { scalar(index).kind }

    /// Class of the scalar that ends before `index`; a line end at the start of the text.
    func kindBefore(_ index: Int) -> ScalarClass {
        index <= 0 ? .newline : kind(UTF8Scalars.start(bytes, before: index))
    }

    /// Whether a letter or digit stands at `index` that a word can run on with.
    func isAlphanumeric(_ index: Int) -> Bool {
        let kind = kind(index)
        return kind.isLetter && (kind != .letter || eastAsianEnd(index) == nil) || kind == .digit
    }

    func isDigit(_ index: Int) -> Bool { byte(index) &- 0x30 < 10 }

    func isLetter(_ index: Int) -> Bool { kind(index).isLetter }

    /// Whether white space or the end of the text is at `index`.
    func isBlank(_ index: Int) -> Bool { index >= count || kind(index).isBlank }

    /// Whether what stands before `index` lets a token open: a blank, an opening bracket, quote, dash or slash.
    func opensAfterBefore(_ index: Int) -> Bool {
        let before = kindBefore(index)
        return before.isBlank || before == .open || before == .quote || before == .apostrophe || before == .dash
            || before == .math || byte(index - 1) == UInt8(ascii: "/")
    }

    // MARK: Writing

    @inline(__always)
    mutating func emit(_ start: Int, _ end: Int, _ kind: TokenKind, _ rule: TokenRule) {
        tokens.append(
            Token(
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end), kind: kind,
                rule: rule.rawValue))
    }

    // MARK: The loop

    /// Cuts the whole text.
    mutating func run() {
        var index = 0
        while index < count {
            let first = bytes[index]
            if first == 0x20 {
                index += 1
            } else if (first | 0x20) &- 0x61 < 26 {
                index = scanFromLetter(index)
                atLineStart = false
            } else if first < 0x20 || first == 0x7F {
                index = skipControl(index)
            } else {
                let next = scanFromOther(index)
                if next.made { atLineStart = false }
                index = next.end
            }
        }
    }

    /// Steps over a control; a line end starts a line, a second one a paragraph.
    private mutating func skipControl(_ index: Int) -> Int {
        let byte = bytes[index]
        if byte == 0x0A || byte == 0x0D || byte == 0x0B || byte == 0x0C { startLine(index) }
        return index + 1
    }

    /// Notes a line end; after a blank line quotation marks start afresh.
    mutating func startLine(_ index: Int) {
        if atLineStart {
            singleOpen = false
            doubleOpen = false
        }
        atLineStart = true
    }

    /// The way of most tokens: ASCII letters up to a space or a comma with a space.
    @inline(__always)
    private mutating func scanFromLetter(_ start: Int) -> Int {
        let end = letterEnd(start + 1)
        if end == count || bytes[end] == 0x20 || bytes[end] == 0x0A {
            emit(start, end, .word, .word)
            return end
        }
        if bytes[end] == 0x2C, byte(end + 1) == 0x20 {
            emit(start, end, .word, .word)
            emit(end, end + 1, .punctuation, .punctuation)
            return end + 1
        }
        return scanWord(from: start, at: end)
    }

    /// One past the ASCII letters from `index` on: eight bytes at a step, without a branch a byte.
    @inline(__always)
    private func letterEnd(_ index: Int) -> Int {
        var end = index
        while end + 8 <= count {
            let word = bytes.bytes.unsafeLoadUnaligned(fromByteOffset: end, as: UInt64.self).littleEndian
            // In each byte the high bit of `folded + (0x80 - c)` tells whether the low seven bits are c or more.
            let folded = (word | 0x2020_2020_2020_2020) & 0x7F7F_7F7F_7F7F_7F7F
            let fromA = folded &+ 0x1F1F_1F1F_1F1F_1F1F
            let pastZ = folded &+ 0x0505_0505_0505_0505
            let others = (fromA & ~pastZ & ~word & 0x8080_8080_8080_8080) ^ 0x8080_8080_8080_8080
            if others != 0 { return end + others.trailingZeroBitCount >> 3 }
            end += 8
        }
        while end < count, (bytes[end] | 0x20) &- 0x61 < 26 { end += 1 }
        return end
    }

    /// Tokens that begin with anything but an ASCII letter; tells where they end and whether there is one.
    private mutating func scanFromOther(_ start: Int) -> (end: Int, made: Bool) {
        let first = bytes[start]
        let (kind, length) = scalar(start)
        switch kind {
        case .lower, .upper, .letter:
            if let end = eastAsianEnd(start) {
                emit(start, end, .word, .ideograph)
                return (end, true)
            }
            return (scanWord(from: start, at: start + length), true)
        case .digit, .number:
            return (scanWord(from: start, at: start + length), true)
        case .space, .control, .format, .joiner:
            return (start + length, false)
        case .newline:
            startLine(start)
            return (start + length, false)
        case .apostrophe: return (scanApostrophe(start, length), true)
        case .quote: return (scanQuote(start, length), true)
        case .dash: return (scanDash(start, length), true)
        case .open, .close: return (scanBracket(start, length, opens: kind == .open), true)
        case .pictograph, .regional, .modifier: return (scanEmoji(start, kind), true)
        case .currency:
            return (finish(start, start + length, .symbol, .currency), true)
        case .mark:
            var end = start + length
            while self.kind(end) == .mark { end += scalar(end).length }
            emit(start, end, .symbol, .mark)
            return (end, true)
        case .other:
            return (finish(start, start + length, .symbol, .otherScalar), true)
        case .math, .symbol, .connector, .punctuation:
            return (scanSign(start, first, kind, length), true)
        }
    }

    /// Emits a sign together with the marks that follow it.
    mutating func finish(_ start: Int, _ end: Int, _ kind: TokenKind, _ rule: TokenRule) -> Int {
        var end = end
        while byte(end) >= 0xCC {
            let next = scalar(end)
            guard next.kind == .mark || next.kind == .joiner else { break }
            end += next.length
        }
        emit(start, end, kind, rule)
        return end
    }

    /// The end of an ideograph or hiragana, which stands alone, or of a run of katakana, which stays together (UAX #29,
    /// WB13 and WB999); nil for other letters.
    func eastAsianEnd(_ start: Int) -> Int? {
        guard bytes[start] >= 0xE3 else { return nil }
        let (value, length) = UTF8Scalars.decode(bytes, at: start)
        var end = start + length
        switch value {
        case 0x3041...0x3096, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFD: break
        case 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0x3031...0x3035, 0xFF66...0xFF9D:
            while isKatakana(end) || byte(end) >= 0xCC && kind(end) == .mark { end += scalar(end).length }
        default: return nil
        }
        while byte(end) >= 0xCC, kind(end) == .mark { end += scalar(end).length }
        return end
    }

    private func isKatakana(_ index: Int) -> Bool {
        guard byte(index) >= 0xE3, kind(index).isLetter else { return false }
        switch UTF8Scalars.decode(bytes, at: index).scalar {
        case 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0x3031...0x3035, 0xFF66...0xFF9D: return true
        default: return false
        }
    }

    /// Whether a Hebrew letter stands at `index`.
    func isHebrew(_ index: Int) -> Bool {
        byte(index) == 0xD7 && byte(index + 1) >= 0x90
    }
}
