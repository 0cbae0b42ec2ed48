// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepUnicode
import Testing

@testable import LoepNames

@Suite struct NameLookupTests {
    private func lookup() throws -> NameLookup { try NameLookup(resources: ResourceDirectory.find()) }

    @Test(arguments: [
        "Poetin", "Vladimir Poetin", "Poetins", "Poetin’s", "V. Poetin", "Poetin, Vladimir", "Putin", "Wladimir Putin",
        "Vladimir Poutine", "Путин", "Владимир Путин", "Путина", "Peotin", "POETIN",
    ])
    func everySpellingIsOnePerson(spelling: String) throws {
        #expect(try lookup().answer(spelling).identity?.id == "vladimir-putin")
    }

    @Test func aSharedSurnameIsNobodyUntilAGivenNameTells() throws {
        let lookup = try lookup()
        let bare = lookup.answer("Sjevtsjenko")
        #expect(bare.identity == nil)
        #expect(bare.candidates.count >= 2)
        #expect(lookup.answer("Andrij Sjevtsjenko").identity?.canonical == "Andriy Shevchenko")
        #expect(lookup.answer("Taras Sjevtsjenko").identity?.canonical == "Taras Shevchenko")
    }

    @Test(arguments: ["Peeters", "Jan Peeters", "Van den Broeck", "Kwasniewski", "Dvořáček", "Schoenmaker"])
    func otherNamesStayAsTheyAre(name: String) throws {
        let answer = try lookup().answer(name)
        #expect(answer.identity == nil)
        #expect(answer.canonical == nil)
    }

    @Test func anUnknownNameIsWrittenInEveryScheme() throws {
        let answer = try lookup().answer("Sloenkin")
        #expect(answer.identity == nil)
        #expect(answer.canonical == "Slunkin")
        #expect(answer.originals.first?.name == "Слункин")
        let schemes = Dictionary(answer.schemes.map { ($0.scheme, $0.name) }) { first, _ in first }
        #expect(schemes["de"] == "Slunkin")
        #expect(schemes["fr"] == "Slounkine")
        #expect(schemes["nl"] == "Sloenkin")
    }

    @Test func theUsersOwnTableWins() throws {
        let path = "/tmp/loep-names-test-\(UInt32.random(in: 0...UInt32.max)).tsv"
        try FileBytes.write(Array("english\tdutch\tkind\nIvan Putin\tIvan Poetin\tperson\n".utf8), to: path)
        let lookup = try NameLookup(
            resources: ResourceDirectory.find(), options: NameOptions(namesFile: path))
        #expect(lookup.answer("Ivan Poetin").identity?.id == "ivan-putin")
        #expect(lookup.answer("Poetin").identity?.id == "ivan-putin")
    }

    @Test func aBadTableIsATypedError() throws {
        let path = "/tmp/loep-names-test-\(UInt32.random(in: 0...UInt32.max)).tsv"
        try FileBytes.write(Array("english\tdutch\tkind\nA\tB\tgod\n".utf8), to: path)
        #expect(throws: LoepError.self) {
            _ = try NameLookup(resources: ResourceDirectory.find(), options: NameOptions(namesFile: path))
        }
    }
}

@Suite struct TransliterationTests {
    @Test(arguments: [
        ("Лукашенко", "ru", "nl", "Loekasjenko"), ("Щукин", "ru", "en", "Shchukin"), ("Хрущёв", "ru", "iso9", "Hruŝëv"),
        ("Запоріжжя", "uk", "national2010", "Zaporizhzhia"), ("Київ", "uk", "nl", "Kyjiv"),
        ("Лукашэнка", "be", "lacinka2007", "Lukašenka"), ("Търговище", "bg", "en", "Targovishte"),
    ])
    func tablesFollowTheirStandard(name: String, language: String, scheme: String, expected: String) throws {
        let table = try TransliterationTable(resources: ResourceDirectory.find())
        #expect(table.apply(name, language: language, scheme: scheme) == expected)
    }

    /// The tables of libicu are right for Russian BGN/PCGN; ours must not drift from them.
    @Test func russianBGNEqualsICU() throws {
        let resources = try ResourceDirectory.find()
        let table = try TransliterationTable(resources: resources)
        let icu = try Transliterator(id: "Russian-Latin/BGN")
        let given = try resources.table("names-given.tsv", required: ["lang", "cyrillic"])
        let (lang, cyrillic) = (given.index(of: "lang") ?? 0, given.index(of: "cyrillic") ?? 0)
        var compared = 0
        for row in given.rows where row[lang] == "ru" {
            #expect(table.apply(row[cyrillic], language: "ru", scheme: "bgn") == icu(row[cyrillic]))
            compared += 1
        }
        #expect(compared > 100)
    }
}

@Suite struct NameSkeletonTests {
    private func skeleton(_ name: String, english: Bool = false) -> String {
        var bytes: [UInt8] = []
        NameSkeleton.append(NameFolding.key(name).span, english: english, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func transcriptionsOfOneNameMeet() {
        #expect(skeleton("Sjevtsjenko") == skeleton("Shevchenko", english: true))
        #expect(skeleton("Loekasjenko") == skeleton("Lukaschenko"))
        #expect(skeleton("Jatsenjoek") == skeleton("Yatsenyuk"))
        #expect(skeleton("Chroesjtsjov") == skeleton("Khrushchov"))
    }

    @Test func distanceIsSymmetricAndZeroOnlyForEquals() {
        var scratch: [Int] = []
        let words = ["Putin", "Putni", "Petrov", "Pavlov", "Pavlova"].map { Array($0.utf8) }
        for one in words {
            for other in words {
                let there = NameSkeleton.distance(one, other, limit: 1000, &scratch)
                #expect(there == NameSkeleton.distance(other, one, limit: 1000, &scratch))
                #expect((there == 0) == (one == other))
            }
        }
    }
}
