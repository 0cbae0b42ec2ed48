// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import TestSupport
import Testing

@testable import LoepEntities

@Suite struct ValueTaggerTests {
    @Test func hostileTextKeepsTheInvariants() throws {
        let chain = try ValueChain()
        for text in HostileText.cases {
            let document = try chain.annotate(text, date: "2022-10-24")
            #expect(document.invariantViolations() == [], "\(text)")
            #expect(document.layers.contains(.values))
        }
    }

    @Test func valuesOfRandomPiecesStayInsideTheirSentence() throws {
        let pieces = [
            "16", "oktober", "€", "12,50", "miljoen", "à", "tot", "half", "elf", "’s", "avonds", "van", "de", "2022",
            "vorige", "week", "uur", "en", "een", "9.00-17.00", "999.999.999.999", "9999999999999999", "jaren",
            "zestig",
            "31-12-9999", "01-01-0001", "biljard", "procent", "(", ")", ".", "Het", "½", "’80", "-5", "3-4", "geleden",
            "driehonderdduizend", "\n\n", "km", "per", "begin", "1e", "kwartaal", "999999999999999,5", "0", "−7", "2½",
        ]
        let chain = try ValueChain()
        var generator = SplitMix64(seed: 11)
        for round in 0..<400 {
            let text =
                (0..<25).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined(separator: " ")
                + HostileText.random(&generator, scalars: 12)
            let document = try chain.annotate(text, date: round % 2 == 0 ? "0001-01-01" : "9999-12-31")
            #expect(document.invariantViolations() == [], "\(text)")
            for value in document.values {
                #expect(!value.value.isEmpty)
                #expect(
                    document.sentences.contains {
                        $0.tokens.start <= value.tokens.start && value.tokens.end <= $0.tokens.end
                    }, "\(text)")
            }
        }
    }

    @Test func aWorkerForgetsTheDocumentBefore() throws {
        let chain = try ValueChain()
        #expect(try chain.found("Gisteren viel er sneeuw.", date: "2022-10-24") == ["DATE 2022-10-23|Gisteren"])
        #expect(try chain.found("Gisteren viel er sneeuw.") == ["DATE XXXX-XX-XX|Gisteren"])
        #expect(try chain.annotate("Niets.").values == [])
    }

    @Test func theOptionGivesTheReferenceWhereTheDocumentHasNone() throws {
        let chain = try ValueChain(options: ValueOptions(referenceDate: "2020-03-01"))
        #expect(try chain.found("Gisteren viel er sneeuw.") == ["DATE 2020-02-29|Gisteren"])
        #expect(try chain.found("Gisteren viel er sneeuw.", date: "2021-01-01T10:00") == ["DATE 2020-12-31|Gisteren"])
        #expect(throws: LoepError.self) { try ValueChain(options: ValueOptions(referenceDate: "2020-02-30")) }
    }

    @Test func numberWordsUpToTenThousandAreReadBack() throws {
        let small = [
            "", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
            "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
        ]
        let tens = ["", "", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
        func spelt(_ number: Int) -> String {
            switch number {
            case 0..<20: small[number]
            case 20..<100:
                number % 10 == 0
                    ? tens[number / 10]
                    : small[number % 10] + ([2, 3].contains(number % 10) ? "ën" : "en") + tens[number / 10]
            case 100..<1000: (number < 200 ? "" : small[number / 100]) + "honderd" + spelt(number % 100)
            default: (number < 2000 ? "" : small[number / 1000]) + "duizend" + spelt(number % 1000)
            }
        }
        let chain = try ValueChain()
        for number in stride(from: 2, to: 10_000, by: 37) {
            #expect(try chain.found("Ze zag \(spelt(number)) mensen.") == ["NUMBER \(number)|\(spelt(number))"])
        }
    }

    @Test(arguments: [
        ("values-numbers.tsv", "form\tvalue\ntwee\t2"),
        ("values-numbers.tsv", "form\tordinal\tvalue\tpart\ntwee\ttweede\ttwee\tdigit"),
        ("values-numbers.tsv", "form\tordinal\tvalue\tpart\ntwee\ttweede\t2\tiets"),
        ("values-calendar.tsv", "form\tclass\tvalue\nmei\tmaand\t5"),
        ("values-calendar.tsv", "form\tclass\tvalue\nmei\tmonth\t13"),
        ("values-calendar.tsv", "form\tclass\tvalue\nuur\tperiod\tHH"),
        ("values-units.tsv", "form\tclass\tcode\tcase\nkm\tlengte\tkm\tany"),
        ("values-units.tsv", "form\tclass\tcode\tcase\nkm\tquantity\t\tany"),
        ("values-units.tsv", "form\tclass\tcode\tcase\nkm\tquantity\tkm\tsoms"),
    ])
    func aWrongTableIsAnErrorThatNamesIt(_ name: String, _ content: String) throws {
        let resources = try ResourceDirectory.find()
        func table(_ other: String) throws -> Table {
            other == name ? try Table(Text(content), name: name) : try resources.table(other)
        }
        #expect {
            _ = try ValueLexicon(
                numbers: table("values-numbers.tsv"), calendar: table("values-calendar.tsv"),
                units: table("values-units.tsv"))
        } throws: { error in
            let error = error as? LoepError
            return error?.code == .malformedTable && error?.message.contains(name) == true
        }
    }

    @Test func everyDayOfTheCalendarSurvivesTheRoundTrip() throws {
        let start = try #require(CalendarDate(year: 1899, month: 12, day: 25))
        var weekday = start.weekday
        for ordinal in start.ordinal..<start.ordinal + 80_000 {
            let date = try #require(CalendarDate(ordinal: ordinal))
            #expect(date.ordinal == ordinal && date.weekday == weekday && CalendarDate(date.text) == date)
            weekday = weekday % 7 + 1
        }
        let weeks = ["2021-01-03": (2020, 53), "2018-12-31": (2019, 1), "2022-10-24": (2022, 43)]
        for (text, expected) in weeks {
            let week = try #require(CalendarDate(text)).week
            #expect(week.year == expected.0 && week.number == expected.1)
        }
    }
}
