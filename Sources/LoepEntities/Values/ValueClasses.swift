// SPDX-License-Identifier: Apache-2.0
/// What a word can be in a value expression; a word may be several things.
struct ValueClasses: OptionSet, Sendable {
    let rawValue: UInt64

    private static func bit(_ number: UInt64) -> ValueClasses { ValueClasses(rawValue: 1 << number) }

    /// A token that starts with a figure, a sign and a figure, a short year's apostrophe or a fraction.
    static let digits = bit(0)
    /// A number word: `tweeëntwintig`.
    static let numeral = bit(1)
    /// `een`, a number only before a unit.
    static let article = bit(2)
    /// A scale that multiplies the number before it: `miljoen`.
    static let scale = bit(3)
    /// `honderd` and `duizend`, which multiply only when written apart.
    static let multiplier = bit(4)
    /// A number in halves: `anderhalf`, `tweeënhalf`.
    static let halves = bit(5)
    /// `half`
    static let half = bit(6)
    /// `derde`, `twintigste`
    static let ordinal = bit(7)
    /// The base of a decade: `zestig` in `de jaren zestig`.
    static let ten = bit(8)

    static let month = bit(10)
    static let monthShort = bit(11)
    static let weekday = bit(12)
    static let weekdayShort = bit(13)
    static let daypart = bit(14)
    static let daypartSuffix = bit(15)
    /// `ochtends`, after `’s`.
    static let daypartSet = bit(16)
    /// `zomers`, after `’s`.
    static let seasonSet = bit(17)
    /// `maandags`, after `’s`.
    static let weekdaySet = bit(18)
    /// `’s`
    static let genitive = bit(19)
    static let season = bit(20)
    /// A day told from today: `gisteren`.
    static let day = bit(21)
    /// `vanavond`
    static let thisDaypart = bit(22)
    /// `begin`, `eind`
    static let part = bit(23)
    /// `vorige`, `deze`, `komende`
    static let shift = bit(24)
    /// `jongstleden`
    static let shiftAfter = bit(25)
    /// A unit of time.
    static let period = bit(26)
    static let halfYear = bit(27)
    static let ago = bit(28)
    static let long = bit(29)
    static let midnight = bit(30)
    static let quarter = bit(31)
    /// What may stand before a bare year.
    static let yearCue = bit(32)
    /// What may stand before a clock time.
    static let clockCue = bit(33)
    static let range = bit(34)
    static let and = bit(35)
    static let through = bit(36)
    static let of = bit(37)
    static let definite = bit(38)
    static let past = bit(39)
    static let to = bit(40)
    static let beforeChrist = bit(41)
    static let before = bit(42)
    static let christ = bit(43)
    static let yearVerb = bit(44)
    static let on = bit(45)
    static let greeting = bit(46)
    /// A weekday or relative day joined with a part of the day: `zondagavond`.
    static let dayWithPart = bit(47)
    static let currencySign = bit(48)

    /// Words that can open an expression; all others are passed by.
    static let openers: ValueClasses = [
        .digits, .numeral, .article, .halves, .half, .ordinal, .month, .monthShort, .weekday, .weekdayShort,
        .genitive, .season, .day, .thisDaypart, .part, .shift, .period, .midnight, .quarter, .dayWithPart,
        .currencySign, .scale,
    ]

    /// The form a word's value has in its table.
    enum Payload: Sendable {
        case none
        case number(ClosedRange<Int>)
        case letter, pair, part
    }

    /// The classes of values-calendar.tsv.
    static let labels: [String: (classes: ValueClasses, payload: Payload)] = [
        "month": (.month, .number(1...12)), "month-short": (.monthShort, .number(1...12)),
        "weekday": (.weekday, .number(1...7)), "weekday-short": (.weekdayShort, .number(1...7)),
        "daypart": (.daypart, .pair), "daypart-suffix": (.daypartSuffix, .pair), "daypart-set": (.daypartSet, .pair),
        "season-set": (.seasonSet, .pair), "season": (.season, .pair), "this-daypart": (.thisDaypart, .pair),
        "genitive": (.genitive, .none), "day": (.day, .number(-9...9)), "part": (.part, .part),
        "shift": (.shift, .number(-1...1)), "shift-after": (.shiftAfter, .number(-1...1)), "period": (.period, .letter),
        "half-year": (.halfYear, .none), "ago": (.ago, .none), "long": (.long, .none), "midnight": (.midnight, .none),
        "quarter": (.quarter, .none), "year-cue": (.yearCue, .none), "clock-cue": (.clockCue, .none),
        "range": (.range, .none), "and": (.and, .none), "through": (.through, .none), "of": (.of, .none),
        "the": (.definite, .none), "past": (.past, .none), "to": (.to, .none),
        "before-christ": (.beforeChrist, .none), "before": (.before, .none), "christ": (.christ, .none),
        "year-verb": (.yearVerb, .none), "on": (.on, .none), "greeting": (.greeting, .none),
    ]
}

/// What the tables say about one word.
struct ValueWord: Sendable {
    var classes: ValueClasses = []
    /// The value of a word of the calendar: a number, or one or two ASCII letters (the first one highest).
    var value: Int32 = 0
    /// A second value: the part of the day in `zondagavond`.
    var second: Int32 = 0
    /// The value of a number word, of `halves` in tenths.
    var number = 0
}

/// What a unit measures and its code.
struct ValueUnit: Sendable {
    enum Kind: String, Sendable { case money, cent, sign, percent, quantity }
    var kind: Kind
    var code: String
}
