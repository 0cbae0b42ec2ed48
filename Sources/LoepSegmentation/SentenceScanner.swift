// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepUnicode

/// Cuts the tokens of a block into sentences.
struct SentenceScanner: ~Escapable {
    let view: TokenView
    /// Whether the text writes small letters after full stops, as chat does.
    let smallLetters: Bool

    @_lifetime(copy view)
    init(_ view: borrowing TokenView, smallLetters: Bool) {
        self.view = copy view
        self.smallLetters = smallLetters
    }

    /// Appends the sentences of a block; `lastRule` is what ends the last one.
    func append(_ block: TextBlock, lastRule: SentenceRule, to sentences: inout [Sentence]) {
        var start = block.start
        var index = block.start
        start = cutHeading(start, block, &sentences)
        // Before this token no sentence ends: a bracket or short quotation in mid-sentence is open.
        var closedAt = block.start
        while index < block.end {
            let token = view.tokens[index]
            guard token.kind == .punctuation || token.kind == .abbreviation || token.kind == .symbol else {
                index += 1
                continue
            }
            if index > start, index >= closedAt, view.isOpener(index) {
                closedAt = closing(index, start, block.end)
                index += 1
                continue
            }
            if index > start, block.role == .listItem, isInlineBullet(index, block) {
                emit(start, index, block, .inlineBullet, &sentences)
                start = index
                index += 1
                continue
            }
            guard index >= closedAt, let (next, rule) = end(index, start, block.end) else {
                index += 1
                continue
            }
            if let rule, next < block.end {
                emit(start, next, block, rule, &sentences)
                start = cutHeading(next, block, &sentences)
            }
            index = max(next, start)
        }
        if start < block.end { emit(start, block.end, block, lastRule, &sentences) }
    }

    private func emit(
        _ start: Int, _ end: Int, _ block: TextBlock, _ rule: SentenceRule, _ sentences: inout [Sentence]
    ) {
        sentences.append(
            Sentence(
                tokens: TokenRange(start..<end), paragraph: block.paragraph, role: block.role, rule: rule.rawValue))
    }

    // MARK: Headings run into their paragraph

    /// Longest heading that is told from the sentence it runs into, in tokens.
    private static let longestRunIn = 6
    /// Fewest tokens of a paragraph that a heading can run into.
    private static let shortestParagraph = 6

    /// Emits a heading that has been run into the sentence at `start`, and tells where that sentence starts then.
    private func cutHeading(_ start: Int, _ block: TextBlock, _ sentences: inout [Sentence]) -> Int {
        guard let end = runInHeadingEnd(start, block) else { return start }
        var heading = block
        heading.role = .heading
        emit(start, end, heading, .runInHeading, &sentences)
        return end
    }

    /// The end of a heading that text extraction has run into the first sentence of its paragraph: a few words without
    /// a mark, then a capitalised function word with a small letter after it, or the heading's own word again.
    private func runInHeadingEnd(_ start: Int, _ block: TextBlock) -> Int? {
        guard block.role == .body, block.end - start >= SentenceScanner.shortestParagraph,
            view.tokens[start].kind == .word, view.firstKind(start) == .upper
        else { return nil }
        let limit = min(start + SentenceScanner.longestRunIn, block.end - SentenceScanner.shortestParagraph + 1)
        var index = start + 1
        while index <= limit, index + 1 < block.end {
            let token = view.tokens[index]
            guard token.kind == .word, !view.isGlued(index) else { return nil }
            if view.firstByte(index) &- 0x61 >= 26, view.firstKind(index) == .upper {
                if opensAfterHeading(index, start, block.end) {
                    return view.word(start).contains(.starter) ? nil : index
                }
            }
            index += 1
        }
        return nil
    }

    /// Whether a capitalised function word at `index` begins a sentence behind a heading that began at `start`.
    private func opensAfterHeading(_ index: Int, _ start: Int, _ limit: Int) -> Bool {
        // No U, nor the capitals of a lead: PRATEN MET de schrijver.
        guard view.bytes[Int(view.tokens[index].start) + 1] &- 0x61 < 26, view.word(index).contains(.starter) else {
            return false
        }
        // Balkan De Balkan kwam
        if index == start + 1, view.isSameWord(index + 1, start) { return true }
        let next = view.tokens[index + 1]
        guard next.kind == .number || next.kind == .word && view.firstKind(index + 1) == .lower else { return false }
        // In names and titles a function word stands behind one: van De Morgen, de film Na de storm.
        return !view.isFunctionWord(index - 1) && !isSurname(index, limit)
    }

    /// Whether a capitalised particle begins a surname: Kevin Op de Beeck.
    private func isSurname(_ index: Int, _ limit: Int) -> Bool {
        guard view.word(index).contains(.particle), view.firstKind(index - 1) == .upper, index + 2 < limit else {
            return false
        }
        return view.word(index + 1).contains(.particle) && view.firstKind(index + 2) == .upper
    }

    private func isInlineBullet(_ index: Int, _ block: TextBlock) -> Bool {
        guard view.firstByte(index) >= 0xC2, view.tokens[index].kind != .abbreviation else { return false }
        return view.firstScalar(index) == view.firstScalar(block.start) && !view.isGlued(index)
            && !view.hasRule(index, .dash)
    }

    /// The token after the mark at `index` and all that closes with it, and the rule by which a sentence ends there; no
    /// rule when none does, nil when there is no mark.
    private func end(_ index: Int, _ start: Int, _ limit: Int) -> (next: Int, rule: SentenceRule?)? {
        let token = view.tokens[index]
        if token.kind == .abbreviation {
            // An end mark of its own decides: ‘enz.’. Daarna
            var mark = index + 1
            while mark < limit, view.isCloser(mark) { mark += 1 }
            if mark < limit, view.isEndMark(mark) { return nil }
            let next = afterClosers(index + 1, limit)
            return (next, next < limit ? abbreviationEnds(index, start, next, limit) : nil)
        }
        guard view.isEndMark(index) else { return nil }
        let next = afterClosers(index + 1, limit)
        return (next, next < limit ? rule(index, start, next, limit) : nil)
    }

    /// The rule by which the end mark at `index` ends a sentence before `next`; nil when it does not.
    private func rule(_ index: Int, _ start: Int, _ next: Int, _ limit: Int) -> SentenceRule? {
        let isEllipsis = view.hasRule(index, .ellipsis)
        let isStop = view.hasRule(index, .fullStop)
        // (?) and [!] comment on the word before.
        let isAside = index > start && view.isOpener(index - 1) && next > index + 1
        if isAside, !isStop, !isEllipsis { return nil }
        // An ellipsis that opens the sentence.
        if isEllipsis, isOpening(start, index) { return nil }
        if view.isOtherTerminal(index) { return .otherScript }
        if view.isGlued(next) { return isGluedStart(index, next, limit) ? .missingSpace : nil }
        guard starts(next, limit) else {
            return smallLetters && !isEllipsis && view.tokens[next].kind == .word ? .smallLetters : nil
        }
        return isEllipsis ? .ellipsis : isStop ? .fullStop : .exclamation
    }

    /// Whether only opening marks stand between the start of the sentence and the token.
    private func isOpening(_ start: Int, _ index: Int) -> Bool {
        if index - start > TokenView.openingReach { return false }
        for place in start..<index where !view.isOpener(place) { return false }
        return true
    }

    /// Steps over what belongs to the end mark before it: more end marks, closing quotation marks and brackets, emoji.
    private func afterClosers(_ index: Int, _ limit: Int) -> Int {
        var index = index
        while index < limit {
            if view.isEndMark(index) {
                index += 1
            } else if view.isCloser(index) {
                index += 1
            } else if view.tokens[index].kind == .emoji, index + 1 == limit || starts(index + 1, limit) {
                index += 1
            } else {
                break
            }
        }
        return index
    }

    /// Whether a sentence can start at `index`.
    private func starts(_ index: Int, _ limit: Int) -> Bool {
        var index = index
        while index < limit {
            let token = view.tokens[index]
            switch token.kind {
            case .word, .abbreviation: return wordStarts(index, limit)
            case .number, .address, .handle, .emoji: return true
            case .symbol:
                return view.firstByte(index) != UInt8(ascii: "%") && view.firstByte(index) != UInt8(ascii: "&")
            case .punctuation:
                let passes =
                    view.isOpener(index) || view.hasRule(index, .dash) || view.hasRule(index, .ellipsis)
                    || view.firstByte(index) == UInt8(ascii: "*")
                    || view.isCloser(index) && view.hasRule(index - 1, .ellipsis)
                guard passes else { return false }
                index += 1
            }
        }
        return true
    }

    /// Whether a word can start a sentence: a capital, a clipped word before one (’s Avonds), a letter without case,
    /// or a small letter before a capital (iPhone).
    private func wordStarts(_ index: Int, _ limit: Int) -> Bool {
        switch view.firstKind(index) {
        case .upper, .letter: return true
        case .apostrophe:
            if view.hasRule(index, .elision) {
                let inside = view.range(index)
                let letter = UTF8Scalars.decode(
                    view.bytes,
                    at: inside.lowerBound
                        + UTF8Scalars.decode(
                            view.bytes, at: inside.lowerBound
                        ).length
                ).scalar
                if view.table[letter] == .upper { return true }
                return index + 1 < limit && view.firstKind(index + 1) == .upper
            }
            return true
        case .lower:
            let range = view.range(index)
            return range.count > 2 && view.bytes[range.lowerBound + 1] &- 0x41 < 26
        case .open, .quote: return !view.startsLower(index)
        default: return true
        }
    }

    /// Whether the token after a full stop that no space follows begins a sentence: `weg.Toen`.
    private func isGluedStart(_ index: Int, _ next: Int, _ limit: Int) -> Bool {
        if next > index + 1 {
            return starts(next, limit) && view.tokens[next].kind != .punctuation
                || view.isOpener(next) && starts(next, limit)
        }
        guard index > 0 else { return false }
        let before = view.tokens[index - 1]
        guard before.kind == .word || before.kind == .number || before.kind == .punctuation else { return false }
        if view.isOpener(next) { return starts(next, limit) }
        return view.tokens[next].kind == .word && view.firstKind(next) == .upper
    }

    /// The rule by which an abbreviation ends the sentence before `next`; nil when it does not.
    private func abbreviationEnds(_ index: Int, _ start: Int, _ next: Int, _ limit: Int) -> SentenceRule? {
        if view.hasRule(index, .listNumber) || view.isGlued(next) && next == index + 1 { return nil }
        guard starts(next, limit) else { return nil }
        if view.hasRule(index, .initial) { return initialEnds(index, start, next, limit) ? .initial : nil }
        let range = view.range(index)
        let classes = view.lexicon.abbreviation(view.bytes, range.lowerBound..<range.upperBound - 1)
        if isInitials(range) { return startsClearly(next, limit) ? .abbreviation : nil }
        if classes.contains(.end), !isNumberNext(next) { return .abbreviation }
        if !classes.isDisjoint(with: [.title, .before]) { return nil }
        // Zaal 3, 19.30 u. Spreker: …
        if range.count == 2, index > start + 1, view.firstByte(index) == UInt8(ascii: "u") { return .abbreviation }
        return startsClearly(next, limit) ? .abbreviation : nil
    }

    /// Whether an abbreviation is capitals and full stops only: initials, or a name such as N.V.
    private func isInitials(_ range: Range<Int>) -> Bool {
        if range.count < 4 { return false }
        for index in range where view.bytes[index] &- 0x41 >= 26 && view.bytes[index] != UInt8(ascii: ".") {
            return false
        }
        return true
    }

    private func isNumberNext(_ next: Int) -> Bool { view.tokens[next].kind == .number }

    /// Whether `next` begins with a capitalised function word, behind opening marks.
    private func startsClearly(_ next: Int, _ limit: Int) -> Bool {
        var next = next
        while next < limit - 1, view.isOpener(next) { next += 1 }
        return view.firstKind(next) == .upper && view.word(next).contains(.starter)
            || view.hasRule(next, .elision) && wordStarts(next, limit)
    }

    /// Whether an initial ends the sentence: it follows a name (Ali B.) and a function word follows it.
    private func initialEnds(_ index: Int, _ start: Int, _ next: Int, _ limit: Int) -> Bool {
        guard index > start, startsClearly(next, limit) else { return false }
        let before = view.tokens[index - 1]
        return before.kind == .word && view.firstKind(index - 1) == .upper && !view.word(index - 1).contains(.starter)
    }

    // MARK: Brackets and quotations in mid-sentence

    /// Furthest closing bracket, and closing quotation mark, that keep a sentence together, in tokens.
    private static let bracketReach = 64
    private static let quoteReach = 12

    /// The token before which a bracket or short quotation that opens at `index` keeps the sentence together.
    private func closing(_ index: Int, _ start: Int, _ limit: Int) -> Int {
        if view.isEndMark(index - 1) { return index }
        let isBracket = view.hasRule(index, .bracket)
        let first = view.firstByte(index - 1)
        if !isBracket, first == UInt8(ascii: ":") || first == UInt8(ascii: ",") { return index }
        var place = index + 1
        var depth = 1
        let end = min(limit, index + (isBracket ? SentenceScanner.bracketReach : SentenceScanner.quoteReach))
        while place < end {
            if isBracket
                ? view.hasRule(place, .bracket)
                : view.hasRule(place, .openingQuote) || view.hasRule(place, .closingQuote)
            {
                depth += view.isOpener(place) ? 1 : -1
                if depth == 0 { break }
            }
            place += 1
        }
        guard place < end, place + 1 < limit else { return index }
        let after = place + 1
        let runsOn =
            view.tokens[after].kind == .word && view.firstKind(after) == .lower
            || view.firstByte(after) == UInt8(ascii: ",")
        return isBracket || runsOn ? place : index
    }
}
