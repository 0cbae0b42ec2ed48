// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepUnicode

/// How a block ends.
enum BlockEnding {
    /// Without any mark.
    case none
    /// With a comma, colon, semicolon or dash: more is to come.
    case open
    /// With a full stop or ellipsis.
    case full
    /// With a question or exclamation mark.
    case question
}

/// Looks at the tokens of one text; shared by the block finder and the splitter.
struct TokenView: ~Escapable {
    let bytes: Span<UInt8>
    let tokens: Span<Token>
    let lexicon: SegmentationLexicon
    let table: ScalarTable

    @_lifetime(copy bytes, copy tokens)
    init(_ bytes: Span<UInt8>, _ tokens: Span<Token>, _ lexicon: SegmentationLexicon) {
        self.bytes = bytes
        self.tokens = tokens
        self.lexicon = lexicon
        self.table = ScalarTable.shared
    }

    @inline(__always)
    func firstByte(_ index: Int) -> UInt8 { bytes[Int(tokens[index].start)] }

    func firstKind(_ index: Int) -> ScalarClass {
        table[UTF8Scalars.decode(bytes, at: Int(tokens[index].start)).scalar]
    }

    func firstScalar(_ index: Int) -> UInt32 { UTF8Scalars.decode(bytes, at: Int(tokens[index].start)).scalar }

    func range(_ index: Int) -> Range<Int> { tokens[index].bytes.range }

    /// Whether nothing lies between a token and the one before it.
    func isGlued(_ index: Int) -> Bool { index > 0 && tokens[index].start == tokens[index - 1].end }

    func word(_ index: Int) -> WordClass { lexicon.word(bytes, range(index)) }

    func hasRule(_ index: Int, _ rule: TokenRule) -> Bool { tokens[index].rule == rule.rawValue }

    /// Whether a token is a function word in small letters.
    func isFunctionWord(_ index: Int) -> Bool {
        firstKind(index) == .lower && !word(index).isDisjoint(with: [.starter, .particle])
    }

    /// Whether two tokens are the same bytes.
    func isSameWord(_ left: Int, _ right: Int) -> Bool {
        guard tokens[left].count == tokens[right].count else { return false }
        for offset in 0..<tokens[left].count
        where bytes[Int(tokens[left].start) + offset] != bytes[Int(tokens[right].start) + offset] { return false }
        return true
    }

    // MARK: Marks

    /// Whether a token is an end mark: full stop, question or exclamation mark, a run of them, an ellipsis.
    func isEndMark(_ index: Int) -> Bool {
        guard tokens[index].kind == .punctuation else { return false }
        switch firstByte(index) {
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): return true
        case 0x00..<0x80: return false
        default: return firstScalar(index) == 0x2026 || isOtherTerminal(index)
        }
    }

    /// End marks of other scripts (Sentence_Terminal, UAX #29): 。 ！ ？ ؟ ۔ । ॥ ። ‼ ⁇ ⁈ ⁉
    func isOtherTerminal(_ index: Int) -> Bool {
        guard firstByte(index) >= 0x80 else { return false }
        switch firstScalar(index) {
        case 0x3002, 0xFF01, 0xFF0E, 0xFF1F, 0xFF61, 0x061F, 0x06D4, 0x0964, 0x0965, 0x0589, 0x1362, 0x203C, 0x203D,
            0x2047...0x2049:
            return true
        default: return false
        }
    }

    /// Whether a token closes what an end mark stands in: a closing quotation mark or bracket.
    func isCloser(_ index: Int) -> Bool {
        guard tokens[index].kind == .punctuation else { return false }
        if hasRule(index, .closingQuote) { return true }
        if hasRule(index, .bracket) { return firstKind(index) == .close }
        return hasRule(index, .doubledQuote) && firstByte(index) == 0x27
    }

    /// Whether a token opens something: an opening quotation mark or bracket.
    func isOpener(_ index: Int) -> Bool {
        guard tokens[index].kind == .punctuation else { return false }
        if hasRule(index, .openingQuote) { return true }
        if hasRule(index, .bracket) { return firstKind(index) == .open }
        return hasRule(index, .doubledQuote) && firstByte(index) != 0x27
    }

    /// How the run of tokens ends, closing marks apart.
    func ending(_ start: Int, _ end: Int) -> BlockEnding {
        var index = end - 1
        while index > start, isCloser(index) || tokens[index].kind == .emoji { index -= 1 }
        if isEndMark(index) {
            let byte = firstByte(index)
            return byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?") ? .question : .full
        }
        guard index == end - 1, tokens[index].kind == .punctuation else { return .none }
        switch firstByte(index) {
        case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "-"): return .open
        default: return .none
        }
    }

    /// Whether a full stop stands inside the run of tokens: more than a heading.
    func hasInnerStop(_ start: Int, _ end: Int) -> Bool {
        for index in start..<end - 1 where hasRule(index, .fullStop) && !isGlued(index + 1) { return true }
        return false
    }

    /// Whether the run of tokens ends with an end mark or an abbreviation that can end a sentence.
    func endsSentence(_ start: Int, _ end: Int) -> Bool {
        switch ending(start, end) {
        case .full, .question: true
        case .none, .open: false
        }
    }

    // MARK: Starts

    /// How many opening marks are stepped over in search of the first word.
    static let openingReach = 16

    /// Whether a run of tokens starts with a small letter.
    func startsLower(_ index: Int) -> Bool {
        let limit = min(tokens.count - 1, index + TokenView.openingReach)
        var index = index
        while index < limit, isOpener(index) { index += 1 }
        return tokens[index].kind == .word && firstKind(index) == .lower
    }

    /// Whether a line starts with a bullet, or a number or letter of a list.
    func startsListItem(_ start: Int, _ end: Int) -> Bool {
        guard end - start > 1 else { return false }
        let hasGap = !isGlued(start + 1)
        switch firstScalar(start) {
        case 0x2022, 0x2023, 0x25E6, 0x2043, 0x2219, 0x25AA, 0x25CF, 0x25CB, 0x25A0, 0x25A1, 0x25B6, 0x25BA, 0x2192,
            0x2713, 0x2714, 0x00B7, 0x204C, 0x27A4, 0x2794:
            return true
        case 0x2A, 0x2B: return hasGap && tokens[start].count == 1
        case 0x2D, 0x2013, 0x2014:
            return hasRule(start, .dash) && (hasGap || tokens[start + 1].kind != .punctuation)
        case 0x28:
            guard end - start > 3, tokens[start + 1].count <= 2, tokens[start + 1].kind != .punctuation else {
                return false
            }
            return firstByte(start + 2) == UInt8(ascii: ")") && !isGlued(start + 3)
        default: break
        }
        if hasRule(start, .listNumber) { return true }
        if hasRule(start, .initial), tokens[start].count == 2, firstKind(start) == .lower { return true }
        guard tokens[start].count <= 3, tokens[start].kind == .number || tokens[start].count == 1, end - start > 2
        else { return false }
        return firstByte(start + 1) == UInt8(ascii: ")") && isGlued(start + 1) && !isGlued(start + 2)
    }

    /// Whether a run starts with an en dash, an em dash or two hyphens, as dialogue does.
    func startsWithLongDash(_ index: Int) -> Bool {
        let scalar = firstScalar(index)
        return scalar == 0x2013 || scalar == 0x2014 || hasRule(index, .dash) && tokens[index].count > 1
    }

    // MARK: Captions

    /// Longest caption with a credit at its end, in tokens.
    private static let longestCaption = 80
    /// Longest credit, in tokens.
    private static let longestCredit = 12

    /// Whether a block is a caption or credit: `Foto: …`, `© …`, `Beeld Getty Images`, `… © AFP`, `… (Foto: ANP)`.
    func isCaption(_ start: Int, _ end: Int) -> Bool {
        if end - start > TokenView.longestCaption { return false }
        var first = start
        while first < end - 1, isOpener(first) { first += 1 }
        if firstScalar(first) == 0xA9 { return true }
        if word(first).contains(.credit), firstKind(first) == .upper || firstByte(first) == 0xA9 {
            if first + 1 < end, firstByte(first + 1) == UInt8(ascii: ":") { return true }
            if end - start <= 8, ending(start, end) == .none, first + 1 < end, isCredit(first + 1, end) { return true }
        }
        // A credit that closes the block.
        var index = max(start + 1, end - TokenView.longestCredit)
        while index < end - 1 {
            defer { index += 1 }
            if firstByte(index) &- 0x61 < 26 { continue }
            if firstScalar(index) == 0xA9 { return true }
            if tokens[index].kind != .word { continue }
            let credit = word(index).contains(.credit) && firstKind(index) == .upper
            if credit, index + 1 < end,
                isOpener(index - 1) || isEndMark(index - 1) || firstByte(index - 1) == UInt8(ascii: "|")
                    || hasRule(index - 1, .dash)
            {
                if firstByte(index + 1) == UInt8(ascii: ":") || isCredit(index + 1, end) { return true }
            }
        }
        return false
    }

    /// Whether what follows the word of a credit is names only.
    private func isCredit(_ start: Int, _ end: Int) -> Bool {
        for index in start..<end {
            let kind = firstKind(index)
            if tokens[index].kind == .punctuation || kind == .upper || tokens[index].kind == .handle { continue }
            let word = word(index)
            if word.contains(.particle) || firstByte(index) == UInt8(ascii: "/") { continue }
            if matches(index, "via") || matches(index, "door") || matches(index, "en") { continue }
            return false
        }
        return true
    }

    private func matches(_ index: Int, _ word: StaticString) -> Bool {
        guard tokens[index].count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { letters in
            for (offset, letter) in letters.enumerated()
            where bytes[Int(tokens[index].start) + offset] | 0x20 != letter { return false }
            return true
        }
    }
}
