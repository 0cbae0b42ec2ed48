// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// A number or range read from one or more tokens.
struct NumberPhrase {
    /// How much it takes to be a number: `een` and `half` only count before a unit.
    enum Strength { case article, half, full }
    /// Index of the token after it.
    var end: Int
    var value: ExactDecimal
    /// The other end of a range.
    var upper: ExactDecimal?
    var strength = Strength.full
    /// What its scale word multiplied it with; 1 without one.
    var factor = 1
    /// Bytes glued to its last figure: `km` in `80km`.
    var suffix: Range<Int>?
}

extension ValueWorker {
    /// The parts of a token of figures.
    func figures(_ index: Int) -> NumberToken? {
        guard has(index, .digits) else { return nil }
        let bytes = bytes
        return NumberToken(bytes.span, tokens[index].bytes.range)
    }

    /// The value of a plain whole number in figures or words; nil for anything else.
    func wholeNumber(_ index: Int) -> Int? {
        if has(index, .digits) { return figures(index).flatMap { $0.isPlain ? $0.values[0] : nil } }
        return has(index, .numeral) ? cells[index].number : nil
    }

    /// The number that starts at a token, scale words and `en een half` included.
    func number(at index: Int) -> NumberPhrase? {
        guard var phrase = simpleNumber(at: index) else { return nil }
        guard phrase.suffix == nil else { return phrase }
        // drie en een half
        if has(phrase.end, .and), has(phrase.end + 1, .article), has(phrase.end + 2, .half), phrase.upper == nil,
            phrase.strength == .full, let sum = phrase.value.plus(ExactDecimal(5, scale: 1))
        {
            phrase.value = sum
            phrase.end += 3
        }
        if has(phrase.end, .multiplier), phrase.value.digits < 1000, !has(index, .multiplier) {
            guard scale(&phrase) else { return nil }
        }
        if has(phrase.end, .scale) {
            guard scale(&phrase) else { return nil }
            // twee miljoen driehonderdduizend
            if has(phrase.end, .numeral), has(index, [.numeral, .article]), phrase.upper == nil,
                cells[phrase.end].number < phrase.factor,
                let sum = phrase.value.plus(ExactDecimal(cells[phrase.end].number))
            {
                phrase.value = sum
                phrase.end += 1
            }
        }
        return phrase
    }

    /// Multiplies with the scale word after the phrase.
    private func scale(_ phrase: inout NumberPhrase) -> Bool {
        let factor = cells[phrase.end].number
        guard let value = phrase.value.times(factor) else { return false }
        phrase.value = value
        if let upper = phrase.upper {
            guard let scaled = upper.times(factor) else { return false }
            phrase.upper = scaled
        }
        phrase.factor = factor
        phrase.strength = .full
        phrase.end += 1
        return true
    }

    private func simpleNumber(at index: Int) -> NumberPhrase? {
        if has(index, .digits) {
            guard let token = figures(index), let amounts = token.amounts() else { return nil }
            return NumberPhrase(
                end: index + 1, value: amounts.lower, upper: amounts.upper,
                suffix: token.suffix.isEmpty ? nil : token.suffix)
        }
        if has(index, .numeral) { return NumberPhrase(end: index + 1, value: ExactDecimal(cells[index].number)) }
        if has(index, .article) {
            if has(index + 1, .half) {
                return NumberPhrase(end: index + 2, value: ExactDecimal(5, scale: 1), strength: .half)
            }
            return NumberPhrase(end: index + 1, value: ExactDecimal(1), strength: .article)
        }
        if has(index, .halves) || has(index, .half) {
            return NumberPhrase(end: index + 1, value: ExactDecimal(cells[index].number, scale: 1), strength: .half)
        }
        return nil
    }

    /// The number at a token with a second one after `à`, `tot`, `of` or a dash: `drie à vier`.
    private func range(from phrase: NumberPhrase) -> NumberPhrase? {
        guard phrase.upper == nil, phrase.suffix == nil, phrase.strength == .full, has(phrase.end, .range),
            let second = number(at: phrase.end + 1), second.strength == .full, second.upper == nil
        else { return nil }
        var whole = phrase
        // In `3 à 4 miljoen` both are millions.
        if phrase.factor == 1, second.factor > 1, let scaled = phrase.value.times(second.factor) {
            whole.value = scaled
        }
        guard ExactDecimal.isAscending(whole.value, second.value) else { return nil }
        whole.upper = second.value
        whole.end = second.end
        whole.suffix = second.suffix
        return whole
    }

    /// The unit at a token, of up to three words.
    private func unit(at index: Int) -> (end: Int, unit: ValueUnit)? {
        guard index < limit else { return nil }
        let token = tokens[index]
        var best: (end: Int, unit: ValueUnit)?
        if let unit = lexicon.units[exactHash(token.bytes.range)] { best = (index + 1, unit) }
        var hash: UInt64 = 0
        for end in index..<min(index + 3, limit) {
            guard cells[end].hash != 0 else { break }
            hash = Lexicon.join(hash, cells[end].hash)
            if let unit = lexicon.units[hash] { best = (end + 1, unit) }
        }
        return best
    }

    /// The unit glued to a number.
    private func unit(in range: Range<Int>) -> ValueUnit? {
        lexicon.units[exactHash(range)] ?? lexicon.units[foldedHash(range)]
    }

    private func exactHash(_ range: Range<Int>) -> UInt64 {
        let bytes = bytes
        return Hash64.hash(bytes.span, range, seed: ValueLexicon.exactSeed)
    }

    private func foldedHash(_ range: Range<Int>) -> UInt64 {
        let bytes = bytes
        var folded: [UInt8] = []
        ValueFolding.fold(bytes.span, range, into: &folded)
        return Hash64.hash(folded)
    }

    /// A sum of money, a share, a quantity, a duration or a number.
    func amount(at index: Int) -> ValueMatch? {
        if has(index, .currencySign) { return signedMoney(at: index) }
        guard let single = number(at: index) else { return nil }
        if let range = range(from: single), let match = measured(range) { return match }
        if let match = measured(single) { return match }
        if let range = range(from: single), isEither(single.end), range.suffix == nil {
            return ValueMatch(end: range.end, type: "NUMBER", value: text(range) { $0.text })
        }
        guard single.strength == .full, single.suffix == nil else { return openMoney(single) }
        if single.upper != nil { return nil }
        if isCapital(index), index > first, !has(index, .digits), isCapital(single.end) { return nil }
        return ValueMatch(end: single.end, type: "NUMBER", value: single.value.text)
    }

    /// Whether the token joins two guesses at one number: `à`.
    private func isEither(_ index: Int) -> Bool {
        let start = Int(tokens[index].start)
        return tokens[index].count <= 3 && (bytes[start] == 0xC3 || bytes[start] == UInt8(ascii: "a"))
    }

    /// `130,-`, a sum in euros.
    private func openMoney(_ phrase: NumberPhrase) -> ValueMatch? {
        guard let suffix = phrase.suffix, phrase.upper == nil, isOpenEnd(suffix) else { return nil }
        return ValueMatch(end: phrase.end, type: "MONEY", value: "\(phrase.value.text) EUR")
    }

    /// Whether the bytes are `,-` or its like.
    private func isOpenEnd(_ range: Range<Int>) -> Bool {
        guard range.count > 1,
            bytes[range.lowerBound] == UInt8(ascii: ",") || bytes[range.lowerBound] == UInt8(ascii: ".")
        else { return false }
        let rest = range.dropFirst()
        return rest.allSatisfy { bytes[$0] == UInt8(ascii: "-") || bytes[$0] == UInt8(ascii: "=") }
            || (rest.count == 3 && bytes[rest.lowerBound] == 0xE2 && bytes[rest.lowerBound + 1] == 0x80)
    }

    /// A sum after a currency sign: `€ 12,50`, `$ 3 miljoen`.
    private func signedMoney(at index: Int) -> ValueMatch? {
        guard let unit = lexicon.units[cells[index].hash], unit.kind == .sign, var phrase = number(at: index + 1),
            phrase.strength == .full
        else { return nil }
        if let suffix = phrase.suffix {
            guard isOpenEnd(suffix) else { return nil }
        } else if let range = range(from: phrase), range.suffix == nil {
            phrase = range
        }
        return ValueMatch(end: phrase.end, type: "MONEY", value: text(phrase) { "\($0.text) \(unit.code)" })
    }

    /// The value, or both ends of a range with a slash between them.
    private func text(_ phrase: NumberPhrase, _ write: (ExactDecimal) -> String) -> String {
        guard let upper = phrase.upper else { return write(phrase.value) }
        return "\(write(phrase.value))/\(write(upper))"
    }

    /// The number with the unit that follows it; nil when none does.
    private func measured(_ phrase: NumberPhrase) -> ValueMatch? {
        if let suffix = phrase.suffix {
            if let unit = unit(in: suffix) { return measured(phrase, unit, end: phrase.end) }
            guard let word = lexicon.words[foldedHash(suffix)], word.classes.contains(.period)
            else { return nil }
            return duration(phrase, UInt8(word.value), end: phrase.end)
        }
        if has(phrase.end, .period) { return duration(phrase, UInt8(cells[phrase.end].value), end: phrase.end + 1) }
        guard let (end, unit) = unit(at: phrase.end) else { return nil }
        return measured(phrase, unit, end: end)
    }

    private func measured(_ phrase: NumberPhrase, _ unit: ValueUnit, end: Int) -> ValueMatch? {
        switch unit.kind {
        case .percent:
            return ValueMatch(end: end, type: "PERCENT", value: text(phrase) { "\($0.text)\(unit.code)" })
        case .quantity:
            return ValueMatch(end: end, type: "QUANTITY", value: text(phrase) { "\($0.text) \(unit.code)" })
        case .cent:
            return ValueMatch(
                end: end, type: "MONEY",
                value: text(phrase) { "\(ExactDecimal($0.digits, scale: $0.scale + 2).text) \(unit.code)" })
        case .money, .sign:
            var end = end
            var phrase = phrase
            // 2 euro 50
            if phrase.upper == nil, let whole = phrase.value.integer, phrase.factor == 1, let cents = figures(end),
                cents.isPlain, cents.widths[0] == 2, !has(end + 1, [.period, .scale, .month]),
                self.unit(at: end + 1) == nil
            {
                phrase.value = ExactDecimal(whole * 100 + cents.values[0], scale: 2)
                end += 1
            }
            return ValueMatch(end: end, type: "MONEY", value: text(phrase) { "\($0.text) \(unit.code)" })
        }
    }

    /// A duration, with `lang` and a smaller part (`twee uur en tien minuten`), or the day that long ago.
    private func duration(_ phrase: NumberPhrase, _ period: UInt8, end: Int) -> ValueMatch? {
        guard period != UInt8(ascii: "X") else { return nil }
        if phrase.strength == .article, has(phrase.end - 2, .on) { return nil }
        guard var value = DurationText.make(phrase.value, period) else { return nil }
        var end = end
        if let upper = phrase.upper {
            guard let second = DurationText.make(upper, period) else { return nil }
            value += "/\(second)"
        } else if period == UInt8(ascii: "H") || period == UInt8(ascii: "I"), phrase.value.integer != nil,
            let (rest, next) = smallerPart(after: end, than: period)
        {
            value += rest
            end = next
        }
        if has(end, .ago), phrase.upper == nil, let count = phrase.value.integer,
            let date = dateAgo(count, period)
        {
            return ValueMatch(end: end + 1, type: "DATE", value: date)
        }
        if has(end, .long) { end += 1 }
        return ValueMatch(end: end, type: "DURATION", value: value)
    }

    /// The minutes after hours or the seconds after minutes, as ISO 8601 writes them.
    private func smallerPart(after index: Int, than period: UInt8) -> (text: String, end: Int)? {
        let start = has(index, .and) ? index + 1 : index
        guard let count = wholeNumber(start), (1...59).contains(count), has(start + 1, .period) else { return nil }
        switch (period, UInt8(cells[start + 1].value)) {
        case (UInt8(ascii: "H"), UInt8(ascii: "I")): return ("\(count)M", start + 2)
        case (UInt8(ascii: "I"), UInt8(ascii: "S")): return ("\(count)S", start + 2)
        default: return nil
        }
    }

    /// A rank: `derde`, `19e`, `100.000ste`.
    func ordinal(at index: Int) -> ValueMatch? {
        if has(index, .ordinal) {
            // Part of a name: Tweede Kamer, Eerste Wereldoorlog.
            if isCapital(index), isCapital(index + 1) { return nil }
            return ValueMatch(end: index + 1, type: "ORDINAL", value: "\(cells[index].number)")
        }
        guard let rank = rank(index) else { return nil }
        return ValueMatch(end: index + 1, type: "ORDINAL", value: "\(rank)")
    }

    /// The rank a token tells in figures or words.
    func rank(_ index: Int) -> Int? {
        if has(index, .ordinal) { return cells[index].number }
        guard let token = figures(index), let (value, upper) = token.amounts(), upper == nil, value.digits >= 0,
            let number = value.integer
        else { return nil }
        let suffix = token.suffix
        switch suffix.count {
        case 1: return bytes[suffix.lowerBound] == UInt8(ascii: "e") ? number : nil
        case 2: return bytes[suffix].elementsEqual("de".utf8) ? number : nil
        case 3: return bytes[suffix].elementsEqual("ste".utf8) ? number : nil
        default: return nil
        }
    }
}
