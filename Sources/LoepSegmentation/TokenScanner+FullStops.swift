// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepUnicode

/// Full stops inside and after words: numbers, addresses, abbreviations, initials, or the end of a sentence.
extension TokenScanner {
    /// What the full stop at `dot` does in the word that began at `start`; `segment` is where its last part began.
    func fullStop(_ start: Int, _ segment: Int, _ dot: Int) -> WordStep {
        let next = kind(dot + 1)
        if isAlphanumeric(dot + 1) { return innerStop(start, segment, dot, next) }
        if byte(dot + 1) == UInt8(ascii: ".") {
            // enz.. closes the sentence with a full stop of its own; three make an ellipsis.
            let isDouble = byte(dot + 2) != UInt8(ascii: ".")
            guard isDouble, let rule = abbreviation(start, segment, dot) else { return .stop }
            return .end(dot + 1, rule)
        }
        if next == .dash, byte(dot + 1) == 0x2D, isLetter(dot + 2), isShort(segment, dot) {
            return .run(dot + 2, .dottedAbbreviation)
        }
        if byte(dot + 1) == UInt8(ascii: "/"), isLetter(dot + 2), isShort(segment, dot) {
            return .run(dot + 2, .joinedSign)
        }
        if next == .apostrophe, isLetter(dot + 1 + scalar(dot + 1).length), isDotted(start, dot) {
            return .run(dot + 1 + scalar(dot + 1).length, .dottedAbbreviation)
        }
        if let rule = abbreviation(start, segment, dot) { return .end(dot + 1, rule) }
        return .stop
    }

    /// A full stop between two letters or digits.
    private func innerStop(_ start: Int, _ segment: Int, _ dot: Int, _ next: ScalarClass) -> WordStep {
        let digitBefore = isDigit(dot - 1)
        if digitBefore, next == .digit { return .run(dot + 1, .number) }
        if let address = dottedAddress(start, segment, dot) { return .end(address.end, address.rule) }
        let width = dot - segment
        let classes = lexicon.abbreviation(bytes, start..<dot)
        let nextEnd = letterRunEnd(dot + 1)
        // o.a.de: a space is missing after the abbreviation.
        if segment != start, next == .lower, nextEnd - dot > 2, byte(nextEnd) != UInt8(ascii: "."),
            !classes.isDisjoint(with: .always)
        {
            return .end(dot + 1, .listedAbbreviation)
        }
        if segment == start, classes.contains(.number), next == .digit { return .end(dot + 1, .listedAbbreviation) }
        if scalarCount(segment, dot) == 1, !digitBefore { return .run(dot + 1, .dottedAbbreviation) }
        let nextIsOne = scalarCount(dot + 1, nextEnd) == 1
        if nextIsOne, byte(nextEnd) == UInt8(ascii: "."), width <= 3, !digitBefore {
            return .run(dot + 1, .dottedAbbreviation)
        }
        if segment == start, lexicon.abbreviation(bytes, start..<nextEnd).contains(.bare) {
            return .run(dot + 1, .word)
        }
        if !classes.isDisjoint(with: .always) || classes.contains(.number) && next == .digit {
            return .end(dot + 1, .listedAbbreviation)
        }
        if digitBefore, next == .lower, nextIsOne { return .run(dot + 1, .number) }
        if !digitBefore, next == .digit, width <= 2 { return .run(dot + 1, .joinedSign) }
        if next == .lower, nextIsOne, width <= 3, !isAlphanumeric(nextEnd) { return .run(dot + 1, .dottedAbbreviation) }
        return .stop
    }

    /// One past the letters from `index` on, within 32 bytes.
    private func letterRunEnd(_ index: Int) -> Int {
        var end = index
        while end - index < 32, isLetter(end) { end += scalar(end).length }
        return end
    }

    /// Number of scalars in a range, counted up to three.
    private func scalarCount(_ start: Int, _ end: Int) -> Int {
        var index = start
        var found = 0
        while index < end, found < 3 {
            index += scalar(index).length
            found += 1
        }
        return found
    }

    private func isShort(_ start: Int, _ end: Int) -> Bool {
        end - start <= 5 && kind(start).isLetter
    }

    /// Whether a word is letters parted by full stops, no part longer than three: a.u.b, N.V, v.Chr.
    func isDotted(_ start: Int, _ end: Int) -> Bool {
        guard end - start <= 48 else { return false }
        var letters = 0
        var parts = 1
        var index = start
        while index < end {
            let (kind, length) = scalar(index)
            if byte(index) == UInt8(ascii: ".") {
                guard letters > 0 else { return false }
                letters = 0
                parts += 1
            } else if kind.isLetter {
                letters += 1
                if letters > 3 { return false }
            } else if kind == .dash, letters == 0 {
                parts += 0
            } else {
                return false
            }
            index += length
        }
        return parts > 1 && letters > 0
    }

    // MARK: Abbreviations

    /// The rule by which the full stop at `dot` belongs to the word before it; nil when it does not.
    private func abbreviation(_ start: Int, _ segment: Int, _ dot: Int) -> TokenRule? {
        let classes = lexicon.abbreviation(bytes, start..<dot)
        if classes.contains(.bare) {
            return kind(nextOnLine(dot + 1)) == .lower || isContinued(start, dot) ? .listedAbbreviation : nil
        }
        if !classes.isDisjoint(with: .always), !isRatherWord(classes, start, dot) { return .listedAbbreviation }
        if start != segment, isDotted(start, dot) { return .dottedAbbreviation }
        if !classes.isEmpty, besideNumber(classes, start, dot) { return .listedAbbreviation }
        if start != segment, lexicon.abbreviation(bytes, segment..<dot).isDisjoint(with: .always) == false,
            byte(segment - 1) == UInt8(ascii: ".") || byte(segment - 1) == 0x2D
        {
            return .listedAbbreviation
        }
        if isDigit(start), isUnitRunningOn(start, dot) { return .listedAbbreviation }
        if isDigits(start, dot) { return isListNumber(dot) ? .listNumber : nil }
        if scalarCount(start, dot) == 1, kind(start).isLetter { return singleLetter(start, dot) }
        // Jean-P. van Rossem
        if segment > start + 2, byte(segment - 1) == 0x2D, kindBefore(segment - 1) == .lower,
            scalarCount(segment, dot) == 1, kind(start) == .upper,
            kind(segment) == .upper, isLetter(nextOnLine(dot + 1))
        {
            return .initial
        }
        if isListNumeral(start, dot) { return .listNumber }
        if dot - start > 3, isDigit(nextOnLine(dot + 1)), matches("str", dot - 3) { return .listedAbbreviation }
        if isVowelless(start, dot) { return .vowellessAbbreviation }
        if isContinued(start, dot) { return .contextAbbreviation }
        return nil
    }

    /// Whether a listed abbreviation is here rather the word or name that is written alike: an everyday word before a
    /// clear start (in dat gen. De arts), or capitals that their neighbours have not (bij ING. Zij).
    private func isRatherWord(_ classes: AbbreviationClass, _ start: Int, _ dot: Int) -> Bool {
        if classes.contains(.everyday) {
            let after = nextOnLine(dot + 1)
            if kind(after) == .newline || kind(after) == .upper && clearlyStarts(after) { return true }
        }
        guard dot - start >= 2, isCapitals(start, dot), !atLineStart, let last = tokens.last else { return false }
        return !isCapitals(Int(last.start), Int(last.end))
    }

    private func isCapitals(_ start: Int, _ end: Int) -> Bool {
        for index in start..<end where bytes[index] &- 0x41 >= 26 { return false }
        return end > start
    }

    /// A unit written on to its number, with the sentence running on: om 20.45u. en om 10min. voor acht.
    private func isUnitRunningOn(_ start: Int, _ dot: Int) -> Bool {
        var letters = dot
        while letters > start, bytes[letters - 1] &- 0x61 < 26 { letters -= 1 }
        return lexicon.abbreviation(bytes, letters..<dot).contains(.unit) && kind(nextOnLine(dot + 1)) == .lower
    }

    private func isDigits(_ start: Int, _ end: Int) -> Bool {
        guard end - start <= 4 else { return false }
        for index in start..<end where !isDigit(index) { return false }
        return true
    }

    /// `1.` at the start of a line with text after it.
    private func isListNumber(_ dot: Int) -> Bool {
        atLineStart && (byte(dot + 1) == 0x20 || byte(dot + 1) == 0x09)
    }

    /// `iv.` at the start of a line with text after it.
    private func isListNumeral(_ start: Int, _ dot: Int) -> Bool {
        guard atLineStart, dot - start <= 4, byte(dot + 1) == 0x20 || byte(dot + 1) == 0x09 else { return false }
        for index in start..<dot {
            switch bytes[index] | 0x20 {
            case UInt8(ascii: "i"), UInt8(ascii: "v"), UInt8(ascii: "x"): continue
            default: return false
            }
        }
        return true
    }

    /// Whether a class that needs a number beside it has one.
    private func besideNumber(_ classes: AbbreviationClass, _ start: Int, _ dot: Int) -> Bool {
        if !classes.isDisjoint(with: [.number, .date]) {
            var next = dot + 1
            while byte(next) == 0x20 || byte(next) == 0xC2 && byte(next + 1) == 0xA0 {
                next += byte(next) == 0x20 ? 1 : 2
            }
            if isDigit(next) || kind(next) == .dash && isDigit(next + scalar(next).length) { return true }
            if classes.contains(.number), isNumeral(next) { return true }
        }
        // (ma.)
        if byte(dot + 1) == UInt8(ascii: ")"), byte(start - 1) == UInt8(ascii: "(") { return true }
        // Before a small letter no sentence ends: de min. prijs, op di. en wo.
        if kind(nextOnLine(dot + 1)) == .lower { return true }
        if !classes.isDisjoint(with: [.unit, .date]), let last = tokens.last, last.kind == .number,
            start - Int(last.end) <= 2
        {
            return true
        }
        return false
    }

    /// A Roman numeral or single letter of a series at `index`: nr. IV, art. a.
    private func isNumeral(_ index: Int) -> Bool {
        var end = index
        // p. A1
        if byte(index) &- 0x41 < 26, isDigit(index + 1) { return true }
        while end - index < 6, "IVXLCivx".utf8.contains(byte(end)) { end += 1 }
        return end > index && !isAlphanumeric(end)
    }

    /// A single letter before a full stop: an initial, a suspect's initial, a list letter, or the letter of a kind.
    private func singleLetter(_ start: Int, _ dot: Int) -> TokenRule? {
        if atLineStart, byte(dot + 1) == 0x20 { return .initial }
        let afterBlank = nextOnLine(dot + 1)
        let isCapital = kind(start) == .upper
        let next = kind(afterBlank)
        if !isCapital {
            // v. d. Berg, v. Chr.: an abbreviation beside it vouches for the letter.
            let isPair =
                next == .upper && tokens.last?.kind == .abbreviation
                || next == .upper
                    && !lexicon.abbreviation(bytes, afterBlank..<letterRunEnd(afterBlank)).isDisjoint(with: .always)
            return next == .lower || next == .digit || isPair ? .initial : nil
        }
        guard let last = tokens.last, Int(last.end) <= start else { return .initial }
        let lastRange = Int(last.start)..<Int(last.end)
        if lexicon.word(bytes, lastRange).contains(.letterhead) { return next == .lower ? .initial : nil }
        let lastIsSmall = last.kind == .word && kind(Int(last.start)) == .lower || last.kind == .symbol
        if lastIsSmall, next == .upper, clearlyStarts(afterBlank) { return nil }
        if next == .close { return .initial }
        if afterBlank > dot + 1, next.isLetter || next == .open || next == .apostrophe && elisionEnd(afterBlank) != nil
        {
            return .initial
        }
        // Ali B.
        return last.kind == .word && kind(Int(last.start)) == .upper ? .initial : nil
    }

    /// Whether a function word stands at `index` that begins sentences: no part of a surname, or one that a small
    /// letter follows (De arts, but De Gaulle).
    private func clearlyStarts(_ index: Int) -> Bool {
        let end = letterRunEnd(index)
        if end - index < 2 { return false }
        let classes = lexicon.word(bytes, index..<end)
        guard classes.contains(.starter) else { return false }
        return !classes.contains(.particle) || kind(nextOnLine(end)) == .lower
    }

    /// The next byte on the line that is no space; a line end when there is none.
    func nextOnLine(_ index: Int) -> Int {
        var index = index
        while byte(index) == 0x20 || byte(index) == 0xC2 && byte(index + 1) == 0xA0 {
            index += byte(index) == 0x20 ? 1 : 2
        }
        return index
    }

    /// A short word in small letters, first capital allowed, without a vowel.
    private func isVowelless(_ start: Int, _ dot: Int) -> Bool {
        guard dot - start >= 2, dot - start <= 6 else { return false }
        for index in start..<dot {
            let byte = bytes[index]
            guard byte &- 0x61 < 26 || index == start && byte &- 0x41 < 26 else { return false }
            switch byte | 0x20 {
            case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"),
                UInt8(ascii: "y"):
                return false
            default: continue
            }
        }
        // Hmm. and sst. end a sentence before a clear start or at the end of the line.
        let after = nextOnLine(dot + 1)
        return kind(after) != .newline && !(kind(after) == .upper && clearlyStarts(after))
    }

    /// Whether what follows shows that no sentence ends here: a comma or semicolon at once.
    private func isContinued(_ start: Int, _ dot: Int) -> Bool {
        let next = byte(dot + 1)
        guard next == UInt8(ascii: ",") || next == UInt8(ascii: ";") || next == UInt8(ascii: ":") else { return false }
        return kind(start).isLetter && byte(dot + 2) != next
    }
}
