// SPDX-License-Identifier: Apache-2.0
import LoepCore

extension ValueWorker {
    /// A date that starts at a token.
    func date(at index: Int) -> ValueMatch? {
        if has(index, .part), let inner = partOfDate(at: index) { return inner }
        if has(index, .dayWithPart) { return dayWithPart(at: index) }
        if has(index, [.weekday, .weekdayShort]), let match = weekday(at: index) { return match }
        if has(index, .digits), let match = figuredDate(at: index) { return match }
        if let match = dayAndMonth(at: index) { return match }
        if has(index, .month), let match = month(at: index) { return match }
        if has(index, .monthShort), let (end, year) = year(at: index + 1) {
            return ValueMatch(end: end, type: "DATE", value: "\(padded(year, 4))-\(padded(Int(cells[index].value), 2))")
        }
        if has(index, .season), let match = season(at: index, shift: nil) { return match }
        if has(index, .day) { return relativeDay(at: index) }
        if has(index, .shift) { return shifted(at: index) }
        if let match = numberedPeriod(at: index) { return match }
        if has(index, .period) { return decade(at: index) }
        if has(index, .genitive), has(index + 1, .seasonSet) {
            return ValueMatch(
                end: index + 2, type: "DATE", value: "\(Self.unknown)-\(Self.letters(cells[index + 1].value))")
        }
        if has(index, .genitive), has(index + 1, .weekdaySet) {
            return ValueMatch(end: index + 2, type: "DATE", value: Self.unknownWeek + "-\(cells[index + 1].value)")
        }
        return bareYear(at: index)
    }

    /// Figures of a year, month or day that nobody told.
    static func unknown(_ width: Int) -> String { String(repeating: "X", count: width) }
    static let unknown = unknown(4)
    static let unknownWeek = unknown(4) + "-W" + unknown(2)

    /// `2022-10` with the year unknown when nil.
    private func monthText(_ year: Int?, _ month: Int) -> String {
        (year.map { padded($0, 4) } ?? Self.unknown) + "-" + padded(month, 2)
    }

    /// The year that brings a day nearest to the reference date; without a day the middle of the month counts.
    private func nearestYear(_ month: Int, _ day: Int?) -> Int? {
        guard let reference else { return nil }
        let candidates = (reference.year - 1...reference.year + 1).compactMap {
            CalendarDate(year: $0, month: month, day: day ?? 15)
        }
        return candidates.min { abs($0.ordinal - reference.ordinal) < abs($1.ordinal - reference.ordinal) }?.year
    }

    /// A full date; nil when the calendar has no such day.
    private func dayText(_ year: Int?, _ month: Int, _ day: Int) -> String? {
        if let year = year ?? nearestYear(month, day) {
            return CalendarDate(year: year, month: month, day: day)?.text
        }
        // A leap year accepts every day that exists.
        guard CalendarDate(year: 2000, month: month, day: day) != nil else { return nil }
        return monthText(nil, month) + "-" + padded(day, 2)
    }

    // MARK: Years

    /// The year a token of figures tells: four figures from 1000 to 2199, or `’80`.
    func yearNumber(_ index: Int) -> Int? {
        guard let token = figures(index), token.count == 1, token.suffix.isEmpty, token.fraction == 0, !token.isNegative
        else { return nil }
        if token.isShort {
            return token.widths[0] == 2 ? token.values[0] + (token.values[0] < 30 ? 2000 : 1900) : nil
        }
        return token.widths[0] == 4 && (1000...2199).contains(token.values[0]) ? token.values[0] : nil
    }

    /// The year that completes a month, season or quarter: `2022`, `van 2022`, `van dit jaar`, `vorig jaar`.
    private func year(at index: Int) -> (end: Int, year: Int)? {
        let start = has(index, .of) ? index + 1 : index
        if let year = yearNumber(start) { return (start + 1, year) }
        if let reference, has(start, .shift), has(start + 1, .period),
            cells[start + 1].value == Int32(UInt8(ascii: "Y"))
        {
            return (start + 2, reference.year + Int(cells[start].value))
        }
        return nil
    }

    /// A year that stands alone, where what is around it tells that it is one.
    private func bareYear(at index: Int) -> ValueMatch? {
        guard let token = figures(index) else { return nil }
        if token.count == 2, token.isJoined(by: "-") || token.isJoined(by: "/"), token.suffix.isEmpty {
            return yearRange(token, at: index)
        }
        guard token.count == 1, token.suffix.isEmpty, !token.isNegative, token.fraction == 0 else { return nil }
        let christ =
            has(index + 1, .beforeChrist)
            ? index + 2
            : has(index + 1, .before) && has(index + 2, .christ) ? index + 3 : 0
        if christ > 0, token.widths[0] <= 4, !token.isShort {
            return ValueMatch(end: christ, type: "DATE", value: "BC" + padded(token.values[0], 4))
        }
        guard let year = yearNumber(index), unitFollows(index) == false else { return nil }
        if token.isShort, !has(index - 1, [.yearCue, .and]) { return nil }
        let isRecent = (1900...2050).contains(year)
        let bracketed =
            isSign(index - 1, UInt8(ascii: "(")) && !has(index + 1, .scale)
            && (isSign(index + 1, UInt8(ascii: ")")) || isSign(index + 1, UInt8(ascii: ",")))
        // `van 1500 mensen`: a small word before tells less when a word follows that may be counted.
        let isCued = has(index - 1, .yearCue) && (isRecent || !isCounted(index + 1))
        let isListed = isRecent && has(index - 1, .and) && yearNumber(index - 2) != nil
        let isSubject = isRecent && has(index + 1, .yearVerb)
        let follows = isRecent && index > first && has(index - 1, [.month, .season])
        guard bracketed || isCued || isListed || isSubject || follows else { return nil }
        return ValueMatch(end: index + 1, type: "DATE", value: padded(year, 4))
    }

    /// Whether the token may be a noun that a number counts.
    private func isCounted(_ index: Int) -> Bool {
        guard index < limit, tokens[index].kind == .word, !isCapital(index) else { return false }
        return cells[index].classes.isEmpty && tokens[index].count > 3
    }

    private func unitFollows(_ index: Int) -> Bool {
        has(index + 1, [.scale, .multiplier]) || (has(index + 1, .period) && !has(index + 1, .yearCue))
            || (index + 1 < limit && lexicon.units[cells[index + 1].hash] != nil)
    }

    /// `2017-2019`, `2010-11`, `2021/’22`: years that follow each other.
    private func yearRange(_ token: NumberToken, at index: Int) -> ValueMatch? {
        let first = token.values[0]
        guard token.widths[0] == 4, (1000...2199).contains(first), !token.isShort else { return nil }
        var second = token.values[1]
        if token.widths[1] == 2 {
            second += first / 100 * 100
            if second < first { second += 100 }
        }
        guard token.widths[1] == 4 || token.widths[1] == 2, second > first, second - first < 300 else { return nil }
        return ValueMatch(end: index + 1, type: "DATE", value: "\(padded(first, 4))/\(padded(second, 4))")
    }

    // MARK: Days and months

    /// A date in figures: `2022-10-16`, `16/10/2022`, `12-05-2019`, `1.2.2003`.
    private func figuredDate(at index: Int) -> ValueMatch? {
        guard let token = figures(index), token.count == 3, token.suffix.isEmpty, !token.isNegative,
            token.isJoined(by: "--") || token.isJoined(by: "//") || token.isJoined(by: "..")
        else { return nil }
        let date: CalendarDate?
        if token.widths[0] == 4 {
            date = CalendarDate(year: token.values[0], month: token.values[1], day: token.values[2])
        } else if token.widths[2] == 4 {
            date = CalendarDate(year: token.values[2], month: token.values[1], day: token.values[0])
        } else if token.widths[2] == 2, token.signs[1] != UInt8(ascii: ".") {
            let year = token.values[2] + (token.values[2] < 30 ? 2000 : 1900)
            date = CalendarDate(year: year, month: token.values[1], day: token.values[0])
        } else {
            date = nil
        }
        return date.map { ValueMatch(end: index + 1, type: "DATE", value: $0.text) }
    }

    /// The day of a month a token tells: `16`, `1e`, `zestiende`, `vijf`.
    private func dayNumber(_ index: Int) -> Int? {
        guard let day = wholeNumber(index) ?? rank(index), (1...31).contains(day) else { return nil }
        return day
    }

    /// The month a token names; short ones count beside figures only.
    private func monthNumber(_ index: Int) -> Int? {
        has(index, .month) || has(index, .monthShort) && !isCapital(index) ? Int(cells[index].value) : nil
    }

    /// `16 oktober`, `16 oktober 2022`, `3 tot 5 mei`, `3-5 mei`.
    private func dayAndMonth(at index: Int) -> ValueMatch? {
        if let token = figures(index), token.count == 2, token.isJoined(by: "-"), token.suffix.isEmpty {
            return days(token.values[0], token.values[1], monthAt: index + 1)
        }
        guard let day = dayNumber(index) else { return nil }
        if let month = monthNumber(index + 1) {
            let named = year(at: index + 2)
            guard let value = dayText(named?.year, month, day) else { return nil }
            let end = named?.end ?? index + 2
            return ValueMatch(end: has(end, .shiftAfter) ? end + 1 : end, type: "DATE", value: value)
        }
        if has(index + 1, [.range, .through]), let second = dayNumber(index + 2) {
            return days(day, second, monthAt: index + 3)
        }
        if has(index + 1, .and), let second = dayNumber(index + 2), second == day + 1 {
            return days(day, second, monthAt: index + 3)
        }
        return nil
    }

    /// Two days of one month as a range.
    private func days(_ lower: Int, _ upper: Int, monthAt index: Int) -> ValueMatch? {
        guard lower < upper, let month = monthNumber(index) else { return nil }
        let named = year(at: index + 1)
        guard let from = dayText(named?.year, month, lower), let to = dayText(named?.year, month, upper) else {
            return nil
        }
        return ValueMatch(end: named?.end ?? index + 1, type: "DATE", value: "\(from)/\(to)")
    }

    /// A month with or without its year.
    private func month(at index: Int) -> ValueMatch? {
        let month = Int(cells[index].value)
        let named = year(at: index + 1)
        // In the middle of a sentence Dutch writes months small: a capital is a name.
        if named == nil, isCapital(index), index > first { return nil }
        let end = named?.end ?? index + 1
        return ValueMatch(end: end, type: "DATE", value: monthText(named?.year ?? nearestYear(month, nil), month))
    }

    /// `begin oktober`, `eind 2021`, `half mei`, `begin volgende week`, `begin jaren zestig`.
    private func partOfDate(at index: Int) -> ValueMatch? {
        let modifier =
            switch UInt8(cells[index].value) {
            case UInt8(ascii: "S"): "START"
            case UInt8(ascii: "M"): "MID"
            default: "END"
            }
        var start = index + 1
        if has(start, .of) { start += 1 }
        if has(start, .definite) { start += 1 }
        var inner: ValueMatch?
        if has(start, .month) { inner = month(at: start) }
        if inner == nil, has(start, .shift) { inner = shifted(at: start) }
        if inner == nil, has(start, .period) { inner = decade(at: start) }
        if inner == nil, has(start, .season) { inner = season(at: start, shift: nil) }
        if inner == nil, let match = numberedPeriod(at: start) { inner = match }
        if inner == nil, let year = yearNumber(start), !unitFollows(start) {
            inner = ValueMatch(end: start + 1, type: "DATE", value: padded(year, 4))
        }
        guard var match = inner, match.type == "DATE" else { return nil }
        match.modifier = modifier
        return match
    }

    // MARK: Weekdays and days told from today

    /// The date of a weekday: the last one up to the reference, or the next or the one before it.
    private func weekdayText(_ weekday: Int, shift: Int?) -> String {
        guard let reference else { return "\(Self.unknownWeek)-\(weekday)" }
        var days = weekday - reference.weekday
        switch shift {
        case .some(1): if days <= 0 { days += 7 }
        case .some(-1): if days >= 0 { days -= 7 }
        case .some: break
        case nil: if days > 0 { days -= 7 }
        }
        return reference.adding(days: days)?.text ?? "\(Self.unknownWeek)-\(weekday)"
    }

    /// `maandag`, `maandag 16 oktober 2022`, `zondag jl.`; `vrijdag aanstaande`.
    private func weekday(at index: Int) -> ValueMatch? {
        var next = index + 1
        if isSign(next, UInt8(ascii: ",")) { next += 1 }
        if let date = dayAndMonth(at: next) ?? figuredDate(at: next) { return date }
        guard has(index, .weekday), index == first || !isCapital(index) else { return nil }
        let weekday = Int(cells[index].value)
        if has(index + 1, .shiftAfter) {
            return ValueMatch(
                end: index + 2, type: "DATE", value: weekdayText(weekday, shift: Int(cells[index + 1].value)))
        }
        return ValueMatch(end: index + 1, type: "DATE", value: weekdayText(weekday, shift: nil))
    }

    /// `gisteren`, `morgen`, `gisteren avond`.
    private func relativeDay(at index: Int) -> ValueMatch? {
        let days = Int(cells[index].value)
        // The morning, a greeting, a newspaper.
        if days == 1, has(index - 1, [.definite, .greeting, .daypart]) || (isCapital(index) && index > first) {
            return nil
        }
        let date = dayText(shiftedBy: days)
        if has(index + 1, [.daypart, .daypartSuffix]) {
            return ValueMatch(end: index + 2, type: "TIME", value: "\(date)T\(Self.letters(cells[index + 1].value))")
        }
        return ValueMatch(end: index + 1, type: "DATE", value: date)
    }

    /// The date so many days from the reference.
    func dayText(shiftedBy days: Int) -> String {
        reference?.adding(days: days)?.text ?? "\(Self.unknown)-\(Self.unknown(2))-\(Self.unknown(2))"
    }

    /// `zondagavond`, `gisterochtend`
    private func dayWithPart(at index: Int) -> ValueMatch? {
        guard index == first || !isCapital(index) else { return nil }
        let date =
            has(index, .weekday)
            ? weekdayText(Int(cells[index].value), shift: has(index - 1, .shift) ? Int(cells[index - 1].value) : nil)
            : dayText(shiftedBy: Int(cells[index].value))
        return ValueMatch(end: index + 1, type: "TIME", value: "\(date)T\(Self.letters(cells[index].second))")
    }

    // MARK: Periods told from today

    /// `vorige week`, `dit jaar`, `volgende maand`, `afgelopen zaterdag`, `komende winter`.
    private func shifted(at index: Int) -> ValueMatch? {
        let shift = Int(cells[index].value)
        let next = index + 1
        if has(next, .dayWithPart), has(next, .weekday) {
            return ValueMatch(
                end: next + 1, type: "TIME",
                value: weekdayText(Int(cells[next].value), shift: shift) + "T" + Self.letters(cells[next].second))
        }
        if has(next, .weekday) {
            return ValueMatch(end: next + 1, type: "DATE", value: weekdayText(Int(cells[next].value), shift: shift))
        }
        if has(next, .month) {
            let month = Int(cells[next].value)
            var year: Int?
            if let reference {
                year = reference.year
                if shift < 0, month >= reference.month { year = reference.year - 1 }
                if shift > 0, month <= reference.month { year = reference.year + 1 }
            }
            return ValueMatch(end: next + 1, type: "DATE", value: monthText(year, month))
        }
        if has(next, .season) { return season(at: next, shift: shift) }
        if shift <= 0, has(next, [.daypart]), let part = has(next, .daypart) ? cells[next].value : nil {
            let days = part == ValueWorker.night && shift < 0 ? 0 : shift
            return ValueMatch(end: next + 1, type: "TIME", value: dayText(shiftedBy: days) + "T" + Self.letters(part))
        }
        guard has(next, .period), let value = periodText(shift, UInt8(cells[next].value)) else { return nil }
        return ValueMatch(end: next + 1, type: "DATE", value: value)
    }

    private static let night = Int32(UInt8(ascii: "N")) << 8 | Int32(UInt8(ascii: "I"))

    /// The week, weekend, month, quarter, year, decade or century so many from that of the reference.
    private func periodText(_ shift: Int, _ period: UInt8) -> String? {
        switch period {
        case UInt8(ascii: "D"): return dayText(shiftedBy: shift)
        case UInt8(ascii: "W"), UInt8(ascii: "X"):
            let tail = period == UInt8(ascii: "X") ? "-WE" : ""
            guard let week = reference?.adding(days: shift * 7)?.week else { return Self.unknownWeek + tail }
            return "\(padded(week.year, 4))-W\(padded(week.number, 2))\(tail)"
        case UInt8(ascii: "M"):
            guard let (year, month) = reference?.adding(months: shift) else {
                return "\(Self.unknown)-\(Self.unknown(2))"
            }
            return monthText(year, month)
        case UInt8(ascii: "Q"):
            guard let (year, month) = reference?.adding(months: shift * 3) else { return "\(Self.unknown)-QX" }
            return "\(padded(year, 4))-Q\((month + 2) / 3)"
        case UInt8(ascii: "Y"): return reference.map { padded($0.year + shift, 4) } ?? Self.unknown
        case UInt8(ascii: "E"): return reference.map { padded($0.year / 10 + shift, 3) } ?? Self.unknown(3)
        case UInt8(ascii: "C"): return reference.map { padded($0.year / 100 + shift, 2) } ?? Self.unknown(2)
        default: return nil
        }
    }

    /// The day, week, month or year that lies so many periods back; nil for hours and shorter.
    func dateAgo(_ count: Int, _ period: UInt8) -> String? {
        guard (0...3000).contains(count) else { return nil }
        switch period {
        case UInt8(ascii: "D"), UInt8(ascii: "W"), UInt8(ascii: "M"): return periodText(-count, period)
        case UInt8(ascii: "Y"):
            guard let reference else { return Self.unknown }
            return reference.year > count ? padded(reference.year - count, 4) : nil
        case UInt8(ascii: "C"):
            guard let reference else { return Self.unknown(2) }
            return reference.year / 100 > count ? padded(reference.year / 100 - count, 2) : nil
        default: return nil
        }
    }

    /// A season with its year; bare only after an article.
    private func season(at index: Int, shift: Int?) -> ValueMatch? {
        let letters = Self.letters(cells[index].value)
        if let (end, year) = year(at: index + 1) {
            return ValueMatch(end: end, type: "DATE", value: "\(padded(year, 4))-\(letters)")
        }
        if let shift {
            return ValueMatch(end: index + 1, type: "DATE", value: "\(seasonYear(letters, shift))-\(letters)")
        }
        guard has(index - 1, .definite) else { return nil }
        return ValueMatch(end: index + 1, type: "DATE", value: "\(Self.unknown)-\(letters)")
    }

    /// The year of the last, this or next season, by the month it begins in.
    private func seasonYear(_ letters: String, _ shift: Int) -> String {
        guard let reference else { return Self.unknown }
        let start = ["SP": 3, "SU": 6, "FA": 9, "WI": 12][letters] ?? 3
        var year = reference.year
        // In January and February it is the winter that began the year before.
        if start == 12, reference.month < 3 { year -= 1 }
        if shift < 0, reference.month < start + 3, !(start == 12 && reference.month < 3) { year -= 1 }
        if shift > 0, reference.month >= start { year += 1 }
        return padded(year, 4)
    }

    /// `eerste kwartaal van 2021`, `tweede helft van 2020`, `19e eeuw`.
    private func numberedPeriod(at index: Int) -> ValueMatch? {
        guard has(index, [.ordinal, .digits]), let rank = rank(index), rank > 0 else { return nil }
        let next = index + 1
        if has(next, .halfYear), rank <= 2, let (end, year) = year(at: next + 1) {
            return ValueMatch(end: end, type: "DATE", value: "\(padded(year, 4))-H\(rank)")
        }
        guard has(next, .period) else { return nil }
        if cells[next].value == Int32(UInt8(ascii: "Q")), rank <= 4 {
            let named = year(at: next + 1)
            let year = (named?.year ?? reference?.year).map { padded($0, 4) } ?? Self.unknown
            return ValueMatch(end: named?.end ?? next + 1, type: "DATE", value: "\(year)-Q\(rank)")
        }
        if cells[next].value == Int32(UInt8(ascii: "C")), rank <= 30 {
            if has(next + 1, .beforeChrist) {
                return ValueMatch(end: next + 2, type: "DATE", value: "BC\(padded(rank, 2))")
            }
            return ValueMatch(end: next + 1, type: "DATE", value: padded(rank - 1, 2))
        }
        return nil
    }

    /// `jaren zestig`, `jaren ’80`, `jaren 1990`, `jaren tachtig van de vorige eeuw`.
    private func decade(at index: Int) -> ValueMatch? {
        guard cells[index].value == Int32(UInt8(ascii: "Y")) else { return nil }
        var decade: Int?
        if has(index + 1, .ten) {
            decade = 190 + cells[index + 1].number / 10
        } else if let token = figures(index + 1), token.count == 1, token.suffix.isEmpty, token.values[0] % 10 == 0 {
            if token.widths[0] == 4, (1000...2090).contains(token.values[0]) { decade = token.values[0] / 10 }
            if token.widths[0] == 2, token.values[0] >= 20 { decade = 190 + token.values[0] / 10 }
        }
        guard var decade else { return nil }
        var end = index + 2
        if has(end, .of), has(end + 1, .definite) {
            let place = end + 2
            if let rank = rank(place), has(place + 1, .period), cells[place + 1].value == Int32(UInt8(ascii: "C")) {
                decade = decade % 10 + (rank - 1) * 10
                end = place + 2
            } else if has(place, .shift), has(place + 1, .period), cells[place + 1].value == Int32(UInt8(ascii: "C")) {
                if let reference { decade = decade % 10 + (reference.year / 100 + Int(cells[place].value)) * 10 }
                end = place + 2
            }
        }
        guard decade >= 0 else { return nil }
        return ValueMatch(end: end, type: "DATE", value: padded(decade, 3))
    }
}
