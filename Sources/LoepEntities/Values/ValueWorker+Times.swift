// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// A time of the clock; hours and minutes as they are said.
private struct ClockTime {
    var hour: Int
    var minute: Int

    /// `T14:30`; half past nothing and hours above 24 are no times.
    var text: String { "T\(padded(hour == 24 ? 0 : hour, 2)):\(padded(minute, 2))" }
}

extension ValueWorker {
    /// A time of the day that starts at a token.
    func time(at index: Int) -> ValueMatch? {
        if has(index, .thisDaypart) {
            return ValueMatch(
                end: index + 1, type: "TIME", value: "\(dayText(shiftedBy: 0))T\(Self.letters(cells[index].value))")
        }
        if has(index, .midnight) { return ValueMatch(end: index + 1, type: "TIME", value: "T00:00") }
        if has(index, .genitive), has(index + 1, .daypartSet) {
            return ValueMatch(end: index + 2, type: "TIME", value: "T\(Self.letters(cells[index + 1].value))")
        }
        if let match = clockRange(at: index) { return match }
        guard let (end, clock) = figuredClock(at: index) ?? spokenClock(at: index) ?? fullHour(at: index) else {
            return nil
        }
        return completed(clock, end)
    }

    /// The time with the part of the day that follows or precedes it: `drie uur ’s middags`.
    private func completed(_ clock: ClockTime, _ end: Int) -> ValueMatch {
        guard has(end, .genitive), has(end + 1, .daypartSet) else {
            return ValueMatch(end: end, type: "TIME", value: clock.text)
        }
        var clock = clock
        let part = Self.letters(cells[end + 1].value)
        if clock.hour < 12, part == "AF" || part == "EV" || (part == "NI" && clock.hour >= 9) { clock.hour += 12 }
        if clock.hour == 12, part == "NI" || (part == "EV" && clock.minute == 0) { clock.hour = 0 }
        return ValueMatch(end: end + 2, type: "TIME", value: clock.text)
    }

    /// Whether the token is `uur` or its like.
    private func isHour(_ index: Int) -> Bool {
        has(index, .period) && cells[index].value == Int32(UInt8(ascii: "H"))
    }

    /// `14u30`, `14u`, `17.30 uur`, `20:00`, `9.05 u.`; a full stop only with `uur` or after `om` and its like.
    private func figuredClock(at index: Int) -> (end: Int, clock: ClockTime)? {
        guard let token = figures(index), token.count >= 1, token.count <= 3, token.values[0] <= 24,
            token.widths[0] <= 2, !token.isNegative, !token.isShort, token.fraction == 0
        else { return nil }
        var end = index + 1
        let endsWithHour = isHourSuffix(token.suffix)
        guard token.suffix.isEmpty || endsWithHour else { return nil }
        let hasHour = endsWithHour || isHour(end)
        if token.count == 1 {
            // 14u
            guard endsWithHour, !has(end, .ago) else { return nil }
            return (end, ClockTime(hour: token.values[0], minute: 0))
        }
        guard token.widths[1] == 2, token.values[1] < 60 else { return nil }
        let sign = token.signs[1]
        let isClock =
            switch sign {
            case UInt8(ascii: ":"): token.count == 2 || token.signs[2] == UInt8(ascii: ":")
            case UInt8(ascii: "u"): token.count == 2
            case UInt8(ascii: "."): token.count == 2 && (hasHour || hasClockCue(index))
            default: false
            }
        guard isClock, token.values[0] < 24 || token.values[1] == 0 else { return nil }
        if isHour(end), !endsWithHour, sign != UInt8(ascii: "u") { end += 1 }
        return (end, ClockTime(hour: token.values[0], minute: token.values[1]))
    }

    private func isHourSuffix(_ range: Range<Int>) -> Bool {
        guard range.count == 1 || (range.count == 2 && bytes[range.lowerBound + 1] == UInt8(ascii: ".")) else {
            return range.count == 3 && bytes[range].elementsEqual("uur".utf8)
        }
        return bytes[range.lowerBound] == UInt8(ascii: "u") || bytes[range.lowerBound] == UInt8(ascii: "h")
    }

    /// Whether a word before the token tells that a time comes: `om`, or `en` and `tot` after one that does.
    private func hasClockCue(_ index: Int) -> Bool { has(index - 1, .clockCue) }

    /// `9.00-17.00 uur`, `9.00 tot 17.00 uur`, `14-16 uur`.
    private func clockRange(at index: Int) -> ValueMatch? {
        guard let token = figures(index), token.suffix.isEmpty || isHourSuffix(token.suffix), !token.isShort else {
            return nil
        }
        if token.count == 4, token.isJoined(by: ".-.") || token.isJoined(by: ":-:") || token.isJoined(by: "u-u") {
            let hours = [token.values[0], token.values[2]]
            let minutes = [token.values[1], token.values[3]]
            guard hours.allSatisfy({ $0 <= 24 }), minutes.allSatisfy({ $0 < 60 }), token.widths[1] == 2,
                token.widths[3] == 2, isHour(index + 1) || token.signs[1] != UInt8(ascii: ".")
            else { return nil }
            return ValueMatch(
                end: isHour(index + 1) ? index + 2 : index + 1, type: "TIME",
                value: ClockTime(hour: hours[0], minute: minutes[0]).text + "/"
                    + ClockTime(hour: hours[1], minute: minutes[1]).text)
        }
        // 9.00 tot 17.00 uur
        guard token.count == 2, token.widths[1] == 2, token.signs[1] == UInt8(ascii: "."), token.values[0] < 24,
            token.values[1] < 60, has(index + 1, .range), let (end, clock) = figuredClock(at: index + 2),
            isHour(end - 1)
        else { return nil }
        return ValueMatch(
            end: end, type: "TIME",
            value: ClockTime(hour: token.values[0], minute: token.values[1]).text + "/" + clock.text)
    }

    /// An hour of the twelve as it is said; `een` counts where no noun follows that it could belong to.
    private func spokenHour(_ index: Int, acceptsArticle: Bool) -> Int? {
        let hour: Int?
        if has(index, .article) {
            let isAlone = index + 1 >= limit || tokens[index + 1].kind == .punctuation || isHour(index + 1)
            hour = acceptsArticle || isAlone ? 1 : nil
        } else {
            hour = wholeNumber(index)
        }
        guard let hour, (1...12).contains(hour) else { return nil }
        return hour
    }

    /// `half elf`, `kwart over drie`, `tien voor half elf`, `vijf minuten over twaalf`.
    private func spokenClock(at index: Int) -> (end: Int, clock: ClockTime)? {
        if has(index, .half), !has(index - 1, [.article, .and]),
            let hour = spokenHour(index + 1, acceptsArticle: true), !isMeasured(index + 2)
        {
            return (endOfHour(index + 2), ClockTime(hour: hour == 1 ? 12 : hour - 1, minute: 30))
        }
        let minutes: Int
        var next = index + 1
        if has(index, .quarter) {
            minutes = 15
        } else if has(index, [.numeral, .digits]), let count = wholeNumber(index), (1...29).contains(count) {
            minutes = count
            if has(next, .period) {
                guard cells[next].value == Int32(UInt8(ascii: "I")) else { return nil }
                next += 1
            } else if ![5, 10, 20].contains(count), !has(next + 1, .half), !hasClockCue(index) {
                return nil
            }
        } else {
            return nil
        }
        guard has(next, [.past, .to]) else { return nil }
        let sign = has(next, .past) ? 1 : -1
        let isHalf = has(next + 1, .half)
        let place = isHalf ? next + 2 : next + 1
        guard let hour = spokenHour(place, acceptsArticle: isHalf || has(index, .quarter)), !isMeasured(place + 1)
        else { return nil }
        let total = (hour * 60 - (isHalf ? 30 : 0) + sign * minutes + 720) % 720
        let clock = ClockTime(hour: total / 60 == 0 ? 12 : total / 60, minute: total % 60)
        return (endOfHour(place + 1), clock)
    }

    /// Whether a scale or unit follows, so that the number before is an amount and no hour.
    private func isMeasured(_ index: Int) -> Bool {
        if has(index, .scale) || (has(index, .period) && !isHour(index)) || has(index, .month) { return true }
        return index < limit && lexicon.units[cells[index].hash] != nil
    }

    private func endOfHour(_ index: Int) -> Int { isHour(index) ? index + 1 : index }

    /// `drie uur`, a time only after `om` and its like or before `’s middags`; else a duration.
    private func fullHour(at index: Int) -> (end: Int, clock: ClockTime)? {
        guard has(index, [.digits, .numeral]), isHour(index + 1), let hour = wholeNumber(index), hour <= 24,
            hasClockCue(index) || (has(index + 2, .genitive) && has(index + 3, .daypartSet))
        else { return nil }
        return (index + 2, ClockTime(hour: hour, minute: 0))
    }
}
