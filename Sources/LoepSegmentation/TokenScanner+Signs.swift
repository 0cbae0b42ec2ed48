// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepUnicode

/// Tokens that begin with a sign: punctuation, quotation marks, dashes, brackets, emoji.
extension TokenScanner {
    /// Full stops, commas and every sign without a rule of its own.
    mutating func scanSign(_ start: Int, _ first: UInt8, _ kind: ScalarClass, _ length: Int) -> Int {
        switch first {
        case UInt8(ascii: "."):
            var end = start
            while byte(end) == first { end += 1 }
            if end - start > 1 { return finish(start, end, .punctuation, .ellipsis) }
            return finish(start, end, .punctuation, .fullStop)
        case UInt8(ascii: "!"), UInt8(ascii: "?"):
            var end = start
            while byte(end) == UInt8(ascii: "!") || byte(end) == UInt8(ascii: "?") { end += 1 }
            return finish(start, end, .punctuation, end - start > 1 ? .exclamation : .punctuation)
        case UInt8(ascii: ","):
            if byte(start + 1) == first, byte(start + 2) != first, opensAsCommas(start) {
                return finish(start, start + 2, .punctuation, .doubledQuote)
            }
        case UInt8(ascii: "@"), UInt8(ascii: "#"):
            if let end = handleEnd(start) {
                emit(start, end, .handle, first == UInt8(ascii: "@") ? .handle : .hashtag)
                return end
            }
        case UInt8(ascii: "+"):
            if isDigit(start + 1), kindBefore(start).isBlank || kindBefore(start) == .open {
                return scanWord(from: start, at: start + 1, rule: .signedNumber)
            }
        case UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "<"), UInt8(ascii: "="):
            if let end = emoticonEnd(start) { return finish(start, end, .emoji, .emoticon) }
        default: break
        }
        if kind == .symbol, let end = degreeEnd(start) { return finish(start, end, .symbol, .degreeUnit) }
        if first >= 0x80, UTF8Scalars.decode(bytes, at: start).scalar == 0x2026 {
            var end = start + length
            while byte(end) == 0xE2, byte(end + 1) == 0x80, byte(end + 2) == 0xA6 { end += 3 }
            return finish(start, end, .punctuation, .ellipsis)
        }
        if isRunSign(first), byte(start + 1) == first { return scanRun(start) }
        let isPunctuation = kind == .punctuation || kind == .connector
        let isSign = first == UInt8(ascii: "%") || first == UInt8(ascii: "&")
        return finish(
            start, start + length, isPunctuation && !isSign ? .punctuation : .symbol,
            isPunctuation && !isSign ? .punctuation : .symbol)
    }

    /// Signs that people repeat: stars, rules, tildes.
    private func isRunSign(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "*"), UInt8(ascii: "="), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "#"),
            UInt8(ascii: "+"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "|"), UInt8(ascii: "/"):
            true
        default: false
        }
    }

    /// A run of one sign, or of black and white stars: `****`, `====`, `★★★☆☆`.
    mutating func scanRun(_ start: Int) -> Int {
        let first = bytes[start]
        if first < 0x80 {
            var end = start
            while byte(end) == first { end += 1 }
            return finish(start, end, .symbol, .signRun)
        }
        var end = start
        while byte(end) == 0xE2, byte(end + 1) == 0x98, byte(end + 2) == 0x85 || byte(end + 2) == 0x86 { end += 3 }
        return finish(start, end, .symbol, .signRun)
    }

    /// Whether two commas stand for a low quotation mark: text follows at once, or a blank, colon or comma is before.
    private func opensAsCommas(_ start: Int) -> Bool {
        let before = byte(start - 1)
        return opensAfterBefore(start) || before == UInt8(ascii: ":") || before == UInt8(ascii: ",")
            || isAlphanumeric(start + 2)
    }

    /// `°C`, `°F`, `°K` on its own.
    func degreeEnd(_ start: Int) -> Int? {
        guard byte(start) == 0xC2, byte(start + 1) == 0xB0 else { return nil }
        let scale = byte(start + 2)
        guard scale == UInt8(ascii: "C") || scale == UInt8(ascii: "F") || scale == UInt8(ascii: "K") else { return nil }
        return isAlphanumeric(start + 3) ? nil : start + 3
    }

    // MARK: Quotation marks

    /// An apostrophe at the start of a token: elision, year, doubled quotation mark, or a single one.
    mutating func scanApostrophe(_ start: Int, _ length: Int) -> Int {
        let next = start + length
        if byte(start) < 0x80, byte(next) == byte(start), byte(next + 1) != byte(start) {
            if elisionEnd(next) == nil { return finish(start, next + 1, .punctuation, .doubledQuote) }
        }
        if let end = elisionEnd(start) { return scanWord(from: start, at: end, rule: .elision) }
        if let end = shortYearEnd(start, next) { return scanWord(from: start, at: end, rule: .shortYear) }
        let opens = !isBlank(next) && (opensAfterBefore(start) || !singleOpen) && isOpeningContext(next)
        if opens {
            if let end = quotedCompoundEnd(start, length) {
                return scanWord(from: start, at: end, rule: .quotedCompound)
            }
            singleOpen = true
            return finish(start, next, .punctuation, .openingQuote)
        }
        singleOpen = false
        return finish(start, next, .punctuation, .closingQuote)
    }

    /// Whether a quotation can begin at `index`: a letter, digit, or another opening sign stands there.
    private func isOpeningContext(_ index: Int) -> Bool {
        switch kind(index) {
        case .lower, .upper, .letter, .digit, .open, .quote, .apostrophe, .currency, .pictograph, .dash, .number: true
        case .punctuation:
            byte(index) == UInt8(ascii: ".") && byte(index + 1) == UInt8(ascii: ".") || byte(index) == 0xE2
                || byte(index) == UInt8(ascii: "#") || byte(index) == UInt8(ascii: "@")
        default: false
        }
    }

    /// The end of a clipped word such as `’s`, `'t`, `'n'` at an apostrophe; nil when there is none.
    func elisionEnd(_ start: Int) -> Int? {
        let length = scalar(start).length
        guard kind(start) == .apostrophe else { return nil }
        var end = start + length
        let first = end
        while end - first < 5, (byte(end) | 0x20) &- 0x61 < 26 { end += 1 }
        if byte(end) == UInt8(ascii: "."), isLetter(end + 1) { return nil }
        guard end > first, !isAlphanumeric(end), lexicon.word(bytes, first..<end).contains(.elision) else { return nil }
        // rock ’n’ roll
        if end == first + 1, byte(first) | 0x20 == UInt8(ascii: "n"), kind(end) == .apostrophe,
            isBlank(end + scalar(end).length)
        {
            return end + scalar(end).length
        }
        return end
    }

    /// The end of a year of two digits at an apostrophe; nil when it rather opens a quotation.
    private func shortYearEnd(_ start: Int, _ digits: Int) -> Int? {
        guard isDigit(digits), isDigit(digits + 1), !isDigit(digits + 2) else { return nil }
        let end = digits + 2
        if byte(end) == UInt8(ascii: ","), isDigit(end + 1) { return nil }
        if byte(end) == UInt8(ascii: "."), isDigit(end + 1) { return nil }
        if byte(end) == UInt8(ascii: "%") { return nil }
        if let last = tokens.last, Int(last.end) < start,
            lexicon.word(bytes, Int(last.start)..<Int(last.end)).contains(.decade)
        {
            return end
        }
        return closingSingleFollows(end) ? nil : end
    }

    /// Whether a single quotation mark that can close follows on this line, within reach, before one that can open.
    func closingSingleFollows(_ start: Int) -> Bool {
        var index = start
        let limit = min(count, start + TokenScanner.reach)
        while index < limit {
            let byte = bytes[index]
            if byte == 0x0A { return false }
            if byte == 0x27 || byte == 0x60 || byte == 0xE2 || byte == 0xC2 {
                let (kind, length) = scalar(index)
                if kind == .apostrophe {
                    let before = kindBefore(index)
                    let after = self.kind(index + length)
                    if !before.isBlank, !after.isLetter, after != .digit { return true }
                    if before.isBlank, after.isLetter, elisionEnd(index) == nil { return false }
                }
                index += length
            } else {
                index += 1
            }
        }
        return false
    }

    /// A double quotation mark of any style.
    mutating func scanQuote(_ start: Int, _ length: Int) -> Int {
        let next = start + length
        let opens = opensQuotation(start, next)
        if opens, let end = quotedCompoundEnd(start, length) {
            return scanWord(from: start, at: end, rule: .quotedCompound)
        }
        if !isGuillemet(start) { doubleOpen = opens }
        return finish(start, next, .punctuation, opens ? .openingQuote : .closingQuote)
    }

    /// Whether the quotation mark is one whose shape tells its side: « » ‹ ›.
    private func isGuillemet(_ start: Int) -> Bool {
        byte(start) == 0xC2 || byte(start) == 0xE2 && byte(start + 2) >= 0xB9
    }

    /// Whether a double quotation mark opens: by the blank beside it; with blanks on both sides by its shape, or by
    /// whether a quotation is open.
    private func opensQuotation(_ start: Int, _ next: Int) -> Bool {
        if !isBlank(next) { return opensAfterBefore(start) || !doubleOpen && isAlphanumeric(next) }
        switch UTF8Scalars.decode(bytes, at: start).scalar {
        case 0xAB, 0x201E, 0x2039: return true
        case 0xBB, 0x203A: return false
        default: return kindBefore(start).isBlank && !doubleOpen && kind(nextOnLine(next)) != .open && !endsLine(next)
        }
    }

    /// Whether nothing but spaces follows on the line.
    func endsLine(_ index: Int) -> Bool {
        let next = byte(nextOnLine(index))
        return next == 0x0A || next == 0x0D
    }

    /// The end of `"x"` when a hyphen and a letter or the end of a word follow: the head of a compound.
    func quotedCompoundEnd(_ start: Int, _ length: Int) -> Int? {
        let opening = scalar(start).kind
        var index = start + length
        let limit = min(count, start + 64)
        while index < limit {
            let (kind, length) = scalar(index)
            if kind == opening {
                let after = index + length
                guard index > start + scalar(start).length, self.kind(after) == .dash else { return nil }
                let hyphen = scalar(after).length
                return isLetter(after + hyphen) || isBlank(after + hyphen) && byte(after) == 0x2D ? after : nil
            }
            guard
                kind.isLetter || kind == .digit || kind == .dash || kind == .mark || byte(index) == UInt8(ascii: ".")
                    || byte(index) == UInt8(ascii: "&")
            else { return nil }
            index += length
        }
        return nil
    }

    // MARK: Dashes

    /// A hyphen or dash at the start of a token: a sign, a clipped compound, or a dash of its own.
    mutating func scanDash(_ start: Int, _ length: Int) -> Int {
        let before = kindBefore(start)
        let next = start + length
        let isHyphen =
            byte(start) == 0x2D || UTF8Scalars.decode(bytes, at: start).scalar == 0x2010
            || UTF8Scalars.decode(bytes, at: start).scalar == 0x2011
        let isMinus = isHyphen || UTF8Scalars.decode(bytes, at: start).scalar == 0x2212
        let opens = before.isBlank || before == .open || before == .quote || before == .apostrophe
        if opens, isMinus, isDigit(next) { return scanWord(from: start, at: next, rule: .signedNumber) }
        let isDialogue = kind(next) == .upper && endsSentenceBefore()
        if opens, isHyphen, !atLineStart, !isDialogue, isLetter(next) {
            return scanWord(from: start, at: next, rule: .leadingHyphen)
        }
        var end = next
        while kind(end) == .dash, byte(end) == byte(start), scalar(end).length == length,
            UTF8Scalars.decode(bytes, at: end).scalar == UTF8Scalars.decode(bytes, at: start).scalar
        {
            end += length
        }
        return finish(start, end, .punctuation, .dash)
    }

    /// Whether the token before is a full stop, question or exclamation mark.
    private func endsSentenceBefore() -> Bool {
        guard let last = tokens.last, last.kind == .punctuation else { return false }
        let byte = byte(Int(last.start))
        return byte == UInt8(ascii: ".") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "!")
    }

    // MARK: Brackets

    /// A bracket: part of a word such as `(oud-)leerling`, or a token of its own.
    mutating func scanBracket(_ start: Int, _ length: Int, opens: Bool) -> Int {
        if opens, let end = bracketEnd(start) {
            let after = kind(end)
            let joins =
                after.isLetter || (after == .math || byte(end) == UInt8(ascii: "^")) && isAlphanumeric(end + 1)
                || after == .math && kind(end + 1) == .open
            if joins, bracketHoldsWord(start, end) { return scanWord(from: start, at: end, rule: .bracketInWord) }
        }
        return finish(start, start + length, .punctuation, .bracket)
    }

    /// One past the bracket that closes the one at `start`, when no blank lies between; bounded by 48 bytes.
    func bracketEnd(_ start: Int) -> Int? {
        let open = byte(start)
        guard open == UInt8(ascii: "(") || open == UInt8(ascii: "[") else { return nil }
        let close = open == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "]")
        var depth = 0
        var index = start
        let limit = min(count, start + 48)
        while index < limit {
            let byte = bytes[index]
            if byte <= 0x20 { return nil }
            if byte == open { depth += 1 }
            if byte == close {
                depth -= 1
                if depth == 0 { return index + 1 }
            }
            index += 1
        }
        return nil
    }

    /// Whether a bracket holds letters, hyphens and the like only: `(oud-)`, `(mede)`, `(a+b)`.
    private func bracketHoldsWord(_ start: Int, _ end: Int) -> Bool {
        var letters = false
        for index in start + 1..<end - 1 {
            let byte = bytes[index]
            if (byte | 0x20) &- 0x61 < 26 || byte >= 0xC3 {
                letters = true
            } else if byte != 0x2D, byte != 0x2E, byte != 0x2F, byte != 0x2B, byte != 0x27, byte &- 0x30 >= 10 {
                return false
            }
        }
        return letters
    }
}
