// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepUnicode

/// What a sign inside a word does.
enum WordStep {
    /// The word ends before the sign.
    case stop
    /// The word runs on at this byte.
    case run(Int, TokenRule)
    /// The word ends at this byte, sign included.
    case end(Int, TokenRule)
}

/// Words and numbers: letters and digits with the signs that Dutch writes inside them.
extension TokenScanner {
    /// Scans a word that began at `start` and has been read up to `index`; emits it and tells where it ends.
    mutating func scanWord(from start: Int, at index: Int, rule: TokenRule = .word) -> Int {
        var index = index
        var rule = rule
        var segment = start
        scan: while index < count {
            let byte = bytes[index]
            if (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 {
                index += 1
                continue
            }
            let step: WordStep
            if byte < 0x80 {
                if byte <= 0x20 { break }
                step = sign(byte, start, segment, index)
            } else {
                let (kind, length) = scalar(index)
                switch kind {
                case .lower, .upper, .digit, .mark:
                    index += length
                    continue
                case .letter, .number:
                    if eastAsianEnd(index) != nil { break scan }
                    index += length
                    continue
                case .joiner, .format:
                    step = invisible(index, length)
                case .apostrophe: step = apostrophe(start, index, length)
                case .dash: step = dash(start, index, length)
                default: step = otherSign(start, index, length)
                }
            }
            switch step {
            case .stop: break scan
            case .run(let next, let applied):
                rule = stronger(rule, applied)
                segment = next
                index = next
            case .end(let next, let applied):
                rule = stronger(rule, applied)
                index = next
                break scan
            }
        }
        while self.byte(index) >= 0xCC, kind(index) == .mark { index += scalar(index).length }
        emitWord(start, index, rule)
        return index
    }

    /// The rule a token is reported under when two applied: the one that says more.
    private func stronger(_ old: TokenRule, _ new: TokenRule) -> TokenRule {
        if old == .word || new != .word && old == .hyphenCompound && new != .innerApostrophe { return new }
        switch new {
        case .suspendedHyphen, .openMoney, .openRange, .listedAbbreviation, .dottedAbbreviation, .initial, .listNumber,
            .webAddress, .mailAddress, .domain, .fileName, .vowellessAbbreviation, .contextAbbreviation, .numberAffix:
            return new
        default: return old
        }
    }

    /// Emits a word, number or abbreviation: the kind follows from the rule, or from the first bytes.
    private mutating func emitWord(_ start: Int, _ end: Int, _ rule: TokenRule) {
        var rule = rule
        let kind: TokenKind
        switch rule {
        case .webAddress, .mailAddress, .domain, .fileName: kind = .address
        case .listedAbbreviation, .dottedAbbreviation, .initial, .vowellessAbbreviation, .contextAbbreviation:
            kind = .abbreviation
        case .quotedCompound, .bracketInWord, .elision, .leadingHyphen: kind = .word
        default:
            kind = isNumber(start, end) ? .number : .word
            if kind == .number {
                if rule == .word { rule = hasLetters(start, end) ? .numberAffix : .number }
                if rule == .joinedSign || rule == .innerApostrophe { rule = .number }
            }
            if byte(end - 1) == 0xA3, byte(end - 2) == 0x83 {
                emit(start, end, .emoji, .emoji)
                return
            }
        }
        emit(start, end, kind, rule)
    }

    /// Whether a token that has digits is a number: it begins with one, and at most three letters are written on
    /// to it (16u30, 19e, 500cc, 20ste), none after a hyphen (24-jarige).
    private func isNumber(_ start: Int, _ end: Int) -> Bool {
        var index = start
        while index < end, !isDigit(index) {
            let kind = kind(index)
            if kind.isLetter { return false }
            index += scalar(index).length
        }
        guard index < end else { return kind(start) == .number }
        var letters = 0
        while index < end {
            let (kind, length) = scalar(index)
            if kind.isLetter {
                letters += 1
                if letters > 3 || kindBefore(index) == .dash { return false }
            }
            index += length
        }
        return true
    }

    private func hasLetters(_ start: Int, _ end: Int) -> Bool {
        for index in start..<end where (bytes[index] | 0x20) &- 0x61 < 26 || bytes[index] >= 0xC3 { return true }
        return false
    }

    // MARK: Signs inside a word

    /// What an ASCII sign at `index` does in the word that began at `start`.
    private func sign(_ byte: UInt8, _ start: Int, _ segment: Int, _ index: Int) -> WordStep {
        switch byte {
        case UInt8(ascii: "."): return fullStop(start, segment, index)
        case 0x27, 0x60: return apostrophe(start, index, 1)
        case UInt8(ascii: "-"): return dash(start, index, 1)
        case UInt8(ascii: ","):
            if isDigit(index - 1), isDigit(index + 1) { return .run(index + 1, .number) }
            if isDigit(index - 1), let end = centsDashEnd(index + 1) { return .end(end, .openMoney) }
            return .stop
        case UInt8(ascii: ":"):
            if isDigit(index - 1), isDigit(index + 1) { return .run(index + 1, .number) }
            if let end = schemeEnd(start, index) { return .end(end, .webAddress) }
            return .stop
        case UInt8(ascii: "/"):
            if isAlphanumeric(index + 1) { return .run(index + 1, .joinedSign) }
            if self.byte(index + 1) == 0x2D, isLetter(index + 2) { return .run(index + 2, .joinedSign) }
            // 2021/’22
            let inner = index + 1 + scalar(index + 1).length
            if kind(index + 1) == .apostrophe, isDigit(index - 1), isDigit(inner) { return .run(inner, .joinedSign) }
            return .stop
        case UInt8(ascii: "&"), UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: "^"), UInt8(ascii: "*"):
            if isAlphanumeric(index + 1) { return .run(index + 1, .joinedSign) }
            if byte == UInt8(ascii: "^") || byte == UInt8(ascii: "="), let end = bracketEnd(index + 1) {
                return .run(end, .joinedSign)
            }
            return .stop
        case UInt8(ascii: "+"):
            if isAlphanumeric(index + 1) { return .run(index + 1, .joinedSign) }
            if let end = bracketEnd(index + 1) { return .run(end, .joinedSign) }
            if self.byte(index + 1) == 0x2D, isLetter(index + 2) { return .run(index + 2, .joinedSign) }
            // 50+’ers
            let inner = index + 1 + scalar(index + 1).length
            if kind(index + 1) == .apostrophe, isLetter(inner) { return .run(inner, .joinedSign) }
            let end = self.byte(index + 1) == byte ? index + 2 : index + 1
            return .end(end, isDigit(index - 1) ? .numberAffix : .joinedSign)
        case UInt8(ascii: "%"):
            guard isDigit(index - 1) else { return .stop }
            return .run(index + 1, .numberAffix)
        case UInt8(ascii: "@"):
            if let end = mailEnd(index) { return .end(end, .mailAddress) }
            return isAlphanumeric(index + 1) ? .run(index + 1, .joinedSign) : .stop
        case UInt8(ascii: "("), UInt8(ascii: "["): return bracket(index)
        case 0x22:
            // Hebrew writes abbreviations with a double mark inside (UAX #29, WB7b).
            return isHebrew(index - 2) && isHebrew(index + 1) ? .run(index + 1, .innerApostrophe) : .stop
        case UInt8(ascii: "#"):
            let isNote = index == start + 1 && bytes[start] &- 0x41 < 26 && !isAlphanumeric(index + 1)
            return isNote ? .end(index + 1, .joinedSign) : .stop
        case UInt8(ascii: "$"):
            for place in start..<index where bytes[place] &- 0x41 >= 26 { return .stop }
            return index - start <= 3 ? .end(index + 1, .joinedSign) : .stop
        default: return .stop
        }
    }

    /// A dash for the cents of an amount: `-`, `--`, `–` or `—` that no letter or digit follows.
    private func centsDashEnd(_ index: Int) -> Int? {
        var end = index
        while kind(end) == .dash || byte(end) == UInt8(ascii: "="), end - index < 6 { end += scalar(end).length }
        return end > index && !isAlphanumeric(end) ? end : nil
    }

    /// A bracket inside a word: `huis(je)`, `dam(men)plan`, `f(x)`.
    private func bracket(_ index: Int) -> WordStep {
        guard let end = bracketEnd(index), end - index > 2 else { return .stop }
        var capitals = 0
        for place in index + 1..<end - 1 {
            let byte = bytes[place]
            if byte &- 0x41 < 26 { capitals += 1 }
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "!") || byte == 0x22 {
                return .stop
            }
        }
        // Rutte(VVD) lacks a space; f(X) and a(b+C) do not.
        if capitals > 1 || capitals == 1 && end - index > 3 { return .stop }
        return .run(end, .bracketInWord)
    }

    /// Soft hyphens, joiners and direction marks run on between letters and are left outside at the end.
    private func invisible(_ index: Int, _ length: Int) -> WordStep {
        let value = UTF8Scalars.decode(bytes, at: index).scalar
        if value == 0x200B { return .stop }
        var next = index + length
        while next < count, kind(next) == .format || kind(next) == .joiner { next += scalar(next).length }
        let after = kind(next)
        return after.isLetter || after == .digit || after == .mark ? .run(next, .word) : .stop
    }

    /// Signs outside ASCII: degree, per mille, middle dot, multiplication and superscripts.
    private func otherSign(_ start: Int, _ index: Int, _ length: Int) -> WordStep {
        switch UTF8Scalars.decode(bytes, at: index).scalar {
        case 0xB0:
            // 20°, and n° for a number
            let isNumero = index == start + 1 && byte(start) | 0x20 == UInt8(ascii: "n")
            guard isDigit(index - 1) || isNumero else { return .stop }
            return .run(index + length, .numberAffix)
        case 0x2030:
            return isDigit(index - 1) ? .run(index + length, .numberAffix) : .stop
        case 0xB7, 0x2027, 0xD7, 0x387, 0x30FB:
            return isAlphanumeric(index + length) ? .run(index + length, .joinedSign) : .stop
        case 0x2032, 0x2033:
            return isDigit(index - 1) ? .run(index + length, .numberAffix) : .stop
        default: return .stop
        }
    }

    // MARK: Apostrophes

    /// An apostrophe inside or after a word.
    private func apostrophe(_ start: Int, _ index: Int, _ length: Int) -> WordStep {
        let next = index + length
        let after = kind(next)
        if isAlphanumeric(next) { return .run(next, .innerApostrophe) }
        if isHebrew(index - 2) { return .end(next, .innerApostrophe) }
        if byte(index) < 0x80, byte(next) == byte(index) { return .stop }
        if singleOpen, !possessiveInQuotation(start, index, next) { return .stop }
        if isDigit(index - 1) {
            return byte(index) == 0x27 && after.isBlank && !singleOpen ? .end(next, .numberAffix) : .stop
        }
        if after == .dash, isLetter(next + scalar(next).length) { return .run(next, .innerApostrophe) }
        guard after.isBlank || after == .punctuation || after == .close || after == .quote else { return .stop }
        // l' Europe: a French article or preposition with a space after it.
        if index == start + 1, after.isBlank, isLetter(next + 1), "dlDL".utf8.contains(bytes[start]) {
            return .end(next, .innerApostrophe)
        }
        if endsInSibilant(index), kind(start) == .upper || after.isBlank && kind(next + 1) == .lower {
            return .end(next, .possessive)
        }
        // Livin' on: the clipped g of English titles.
        if index - start > 3, kind(start) == .upper, byte(index - 1) == UInt8(ascii: "n"),
            byte(index - 2) == UInt8(ascii: "i"),
            after.isBlank
        {
            return .end(next, .possessive)
        }
        return .stop
    }

    /// Inside a quotation in single marks, a genitive still shows when a noun follows and the quotation closes later.
    private func possessiveInQuotation(_ start: Int, _ index: Int, _ next: Int) -> Bool {
        kind(start) == .upper && endsInSibilant(index) && byte(next) == 0x20 && kind(next + 1) == .lower
            && closingSingleFollows(next + 1)
    }

    /// Whether the word before `index` ends in s, x, z, or another sibilant that takes a bare apostrophe.
    private func endsInSibilant(_ index: Int) -> Bool {
        switch byte(index - 1) | 0x20 {
        case UInt8(ascii: "s"), UInt8(ascii: "x"), UInt8(ascii: "z"): return true
        case UInt8(ascii: "h"): return byte(index - 2) == UInt8(ascii: "s") || byte(index - 2) == UInt8(ascii: "c")
        case UInt8(ascii: "e"): return byte(index - 2) == UInt8(ascii: "c")
        default:
            return byte(index - 1) & 0xC0 == 0x80
                && (byte(index - 1) == 0xA1 && byte(index - 2) == 0xC5
                    || byte(index - 1) == 0xBE && byte(index - 2) == 0xC5)
        }
    }

    // MARK: Hyphens

    /// A hyphen or dash inside or after a word.
    private func dash(_ start: Int, _ index: Int, _ length: Int) -> WordStep {
        let value = UTF8Scalars.decode(bytes, at: index).scalar
        let next = index + length
        let after = kind(next)
        if value > 0x2011 {
            // An en dash joins ranges and pairs; a long dash parts.
            return value == 0x2013 && isAlphanumeric(next) ? .run(next, .hyphenCompound) : .stop
        }
        if isAlphanumeric(next) { return .run(next, .hyphenCompound) }
        switch after {
        case .apostrophe:
            let inner = next + scalar(next).length
            if isAlphanumeric(inner) {
                if let end = quotedCompoundEnd(next, inner - next) { return .run(end, .quotedCompound) }
                return .run(inner, .hyphenCompound)
            }
        case .quote:
            if let end = quotedSegmentEnd(next) { return .run(end, .quotedCompound) }
        case .dash: return .stop
        case .open:
            if let end = bracketEnd(next), isAlphanumeric(next + 1) { return .run(end, .bracketInWord) }
            return .stop
        case .punctuation:
            if isDigit(index - 1), let end = dotsEnd(next) { return .end(end, .openRange) }
            if byte(next) == UInt8(ascii: "/"), isAlphanumeric(next + 1) { return .run(next + 1, .joinedSign) }
        case .digit, .lower, .upper, .letter, .mark: return .run(next, .hyphenCompound)
        default: break
        }
        return .end(next, .suspendedHyphen)
    }

    /// The end of an ellipsis at `index`.
    private func dotsEnd(_ index: Int) -> Int? {
        if byte(index) == 0xE2, byte(index + 1) == 0x80, byte(index + 2) == 0xA6 { return index + 3 }
        var end = index
        while byte(end) == UInt8(ascii: ".") { end += 1 }
        return end - index >= 2 ? end : nil
    }

    /// The end of a quoted part of a compound, closing mark included: `anti-"woke"-beweging`.
    private func quotedSegmentEnd(_ start: Int) -> Int? {
        var index = start + scalar(start).length
        let limit = min(count, start + 48)
        guard isLetter(index) else { return nil }
        while index < limit {
            let (kind, length) = scalar(index)
            if kind == .quote { return index + length }
            guard kind.isLetter || kind == .digit || kind == .mark || kind == .dash else { return nil }
            index += length
        }
        return nil
    }
}
