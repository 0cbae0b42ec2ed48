// SPDX-License-Identifier: Apache-2.0
/// The rules that make tokens; `Token.rule` holds the number of the one that made it.
///
/// Numbers are stable: a rule keeps its number, a new one gets the next.
public enum TokenRule: UInt8, Sendable, CaseIterable {
    /// The token came with the input.
    case given = 0
    /// A run of letters with their marks and digits: huis, A4.
    case word = 1
    /// An apostrophe between letters stays inside: foto's, Loekasjenko’s, zo'n.
    case innerApostrophe = 2
    /// A hyphen between letters or digits stays inside: Noord-Holland, 24-jarige, 2-1.
    case hyphenCompound = 3
    /// A hyphen at the end of a word belongs to it: voor- en nadelen.
    case suspendedHyphen = 4
    /// A hyphen before a word in mid-line belongs to it: heeft -ie, lonen en -tarieven.
    case leadingHyphen = 5
    /// An apostrophe after a capitalised word in a sibilant is a genitive: Beatrix’ kroon.
    case possessive = 6
    /// An apostrophe with the rest of a clipped word is one token: ’s ochtends, ’t, rock ’n’ roll.
    case elision = 7
    /// An apostrophe with two digits is a year: de jaren ’80.
    case shortYear = 8
    /// A bracket without a space inside a word stays: (oud-)leerling, huis(je).
    case bracketInWord = 9
    /// A quotation with a hyphen and a word is one compound: "Cd"-nummerplaten.
    case quotedCompound = 10
    /// A slash, ampersand, plus or the like between letters stays: en/of, CD&V, km/u, a+b.
    case joinedSign = 11
    /// Digits with inner full stops, commas and colons: 10.000,50, 12:30.
    case number = 12
    /// A number with what is written on to it: 5%, 19e, 16u30, 180°, km².
    case numberAffix = 13
    /// An amount with a dash for the cents: 130.000,-.
    case openMoney = 14
    /// A range that is still open: 2004-...
    case openRange = 15
    /// A sign before a digit after a space: -5, +31.
    case signedNumber = 16
    /// A number with a full stop at the start of a line: 1. Begin.
    case listNumber = 17
    /// An abbreviation of the list, with its full stop: dhr., bijv., nr. 5.
    case listedAbbreviation = 18
    /// Letters parted by full stops: a.u.b., N.V., J.P.
    case dottedAbbreviation = 19
    /// A single letter with a full stop before or after a name: J. de Vries, Ali B.
    case initial = 20
    /// A word without vowels before a full stop: zgn., mgr.
    case vowellessAbbreviation = 21
    /// A full stop that no sentence can end on, a comma or small letter following: mij., dat.
    case contextAbbreviation = 22
    /// A web address with scheme or www: https://loep.nl/pad.
    case webAddress = 23
    /// An e-mail address: naam@krant.nl.
    case mailAddress = 24
    /// A bare web address with a known top-level domain: nos.nl.
    case domain = 25
    /// A file name with a known extension: verslag.docx.
    case fileName = 26
    /// A name on social media: @loep.
    case handle = 27
    /// A hashtag: #loep.
    case hashtag = 28
    /// An emoji with its modifiers and joiners, or a flag: 👩‍👩‍👧, 🇳🇱.
    case emoji = 29
    /// A face made of signs: :-).
    case emoticon = 30
    /// Two or more full stops, or the ellipsis sign.
    case ellipsis = 31
    /// A run of question and exclamation marks: ?!
    case exclamation = 32
    /// A hyphen or dash on its own, or a run of them.
    case dash = 33
    /// A quotation mark typed as two commas, apostrophes or accents: ,,Ja''.
    case doubledQuote = 34
    /// A quotation mark before a quotation.
    case openingQuote = 35
    /// A quotation mark after a quotation.
    case closingQuote = 36
    /// A bracket that is no part of a word.
    case bracket = 37
    /// Any other punctuation mark.
    case punctuation = 38
    /// A full stop that is no part of an abbreviation.
    case fullStop = 39
    /// A sign: +, %, ©.
    case symbol = 40
    /// A currency sign: €.
    case currency = 41
    /// An ideograph or kana of its own (UAX #29, WB999).
    case ideograph = 42
    /// A combining mark without a base.
    case mark = 43
    /// Private use or unassigned.
    case otherScalar = 44
    /// The degree sign with its scale: °C.
    case degreeUnit = 45
    /// A run of one sign: ****, ====, ★★★☆☆.
    case signRun = 46

    /// The rule's name, as `explain` prints it.
    public var name: String { "\(self)" }

    /// What the rule does, with an example.
    public var summary: String {
        switch self {
        case .given: "the token came with the input"
        case .word: "a run of letters with their marks and digits: huis, A4"
        case .innerApostrophe: "an apostrophe between letters stays inside: foto's, Loekasjenko’s, zo'n"
        case .hyphenCompound: "a hyphen between letters or digits stays inside: Noord-Holland, 24-jarige, 2-1"
        case .suspendedHyphen: "a hyphen at the end of a word belongs to it: voor- en nadelen"
        case .leadingHyphen: "a hyphen before a word in mid-line belongs to it: heeft -ie, lonen en -tarieven"
        case .possessive: "an apostrophe after a capitalised word in a sibilant is a genitive: Beatrix’ kroon"
        case .elision: "an apostrophe with the rest of a clipped word is one token: ’s ochtends, ’t, rock ’n’ roll"
        case .shortYear: "an apostrophe with two digits is a year: de jaren ’80"
        case .bracketInWord: "a bracket without a space inside a word stays: (oud-)leerling, huis(je)"
        case .quotedCompound: "a quotation with a hyphen and a word is one compound: \"Cd\"-nummerplaten"
        case .joinedSign: "a slash, ampersand, plus or the like between letters stays: en/of, CD&V, km/u, a+b"
        case .number: "digits with inner full stops, commas and colons: 10.000,50, 12:30"
        case .numberAffix: "a number with what is written on to it: 5%, 19e, 16u30, 180°, km²"
        case .openMoney: "an amount with a dash for the cents: 130.000,-"
        case .openRange: "a range that is still open: 2004-..."
        case .signedNumber: "a sign before a digit after a space: -5, +31"
        case .listNumber: "a number with a full stop at the start of a line: 1. Begin"
        case .listedAbbreviation: "an abbreviation of the list, with its full stop: dhr., bijv., nr. 5"
        case .dottedAbbreviation: "letters parted by full stops: a.u.b., N.V., J.P."
        case .initial: "a single letter with a full stop before or after a name: J. de Vries, Ali B."
        case .vowellessAbbreviation: "a word without vowels before a full stop: zgn., mgr."
        case .contextAbbreviation:
            "a full stop that no sentence can end on, a comma or small letter following: mij., dat"
        case .webAddress: "a web address with scheme or www: https://loep.nl/pad"
        case .mailAddress: "an e-mail address: naam@krant.nl"
        case .domain: "a bare web address with a known top-level domain: nos.nl"
        case .fileName: "a file name with a known extension: verslag.docx"
        case .handle: "a name on social media: @loep"
        case .hashtag: "a hashtag: #loep"
        case .emoji: "an emoji with its modifiers and joiners, or a flag: 👩‍👩‍👧, 🇳🇱"
        case .emoticon: "a face made of signs: :-)"
        case .ellipsis: "two or more full stops, or the ellipsis sign"
        case .exclamation: "a run of question and exclamation marks: ?!"
        case .dash: "a hyphen or dash on its own, or a run of them"
        case .doubledQuote: "a quotation mark typed as two commas, apostrophes or accents: ,,Ja''"
        case .openingQuote: "a quotation mark before a quotation"
        case .closingQuote: "a quotation mark after a quotation"
        case .bracket: "a bracket that is no part of a word"
        case .punctuation: "any other punctuation mark"
        case .fullStop: "a full stop that is no part of an abbreviation"
        case .symbol: "a sign: +, %, ©"
        case .signRun: "a run of one sign: ****, ====, ★★★☆☆"
        case .currency: "a currency sign: €"
        case .ideograph: "an ideograph or kana of its own (UAX #29, WB999)"
        case .mark: "a combining mark without a base"
        case .otherScalar: "private use or unassigned"
        case .degreeUnit: "the degree sign with its scale: °C"
        }
    }
}
