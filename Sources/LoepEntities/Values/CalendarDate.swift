// SPDX-License-Identifier: Apache-2.0
/// A day of the Gregorian calendar, with the arithmetic that relative dates need.
struct CalendarDate: Hashable {
    let year: Int
    let month: Int
    let day: Int

    /// Makes a date; nil when the calendar has no such day.
    init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= CalendarDate.length(ofMonth: month, year: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads an ISO 8601 date, what follows the day (a clock time) left aside; nil when it is none.
    init?(_ text: String) {
        let fields = text.utf8.prefix(10).split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard fields.map(\.count) == [4, 2, 2] else { return nil }
        let numbers = fields.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
        guard numbers.count == 3 else { return nil }
        self.init(year: numbers[0], month: numbers[1], day: numbers[2])
    }

    /// The day `ordinal` days after 1 January 1970.
    ///
    /// Both ways by eras of 400 years (Hinnant 2013, "chrono-compatible low-level date algorithms").
    init?(ordinal: Int) {
        let shifted = ordinal + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// Days since 1 January 1970.
    var ordinal: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// ISO day of the week, 1 Monday to 7 Sunday.
    var weekday: Int {
        let rest = (ordinal + 3) % 7
        return (rest < 0 ? rest + 7 : rest) + 1
    }

    /// Year and number of the ISO 8601 week: that of its Thursday.
    var week: (year: Int, number: Int) {
        guard let thursday = CalendarDate(ordinal: ordinal + 4 - weekday),
            let first = CalendarDate(year: thursday.year, month: 1, day: 1)
        else { return (year, 1) }
        return (thursday.year, (thursday.ordinal - first.ordinal) / 7 + 1)
    }

    /// The date moved by days; nil outside the years 1 to 9999.
    func adding(days: Int) -> CalendarDate? { CalendarDate(ordinal: ordinal + days) }

    /// Year and month, moved by months.
    func adding(months: Int) -> (year: Int, month: Int) {
        let count = year * 12 + month - 1 + months
        return (count / 12, count % 12 + 1)
    }

    /// `2022-10-16`
    var text: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// The number in decimal figures with zeros in front up to `width`.
func padded(_ number: Int, _ width: Int) -> String {
    let figures = "\(number)"
    return String(repeating: "0", count: max(0, width - figures.utf8.count)) + figures
}
