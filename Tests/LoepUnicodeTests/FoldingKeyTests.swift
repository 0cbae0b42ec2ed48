// SPDX-License-Identifier: Apache-2.0
import LoepModel
import LoepUnicode
import TestSupport
import Testing

@Suite struct FoldingKeyTests {
    @Test(arguments: [
        ("Loekasjenko’s", "loekasjenko's"), ("Café", "cafe"), ("Cafe\u{301}", "cafe"), ("ĲSSEL", "ijssel"),
        ("Bjørn Łódź", "bjorn lodz"), ("Straße", "strasse"), ("Ævar", "aevar"), ("ﬁets", "fiets"),
        ("Oostenrijk–Hongarije", "oostenrijk-hongarije"), ("“Ja”", "\"ja\""), ("so\u{AD}cio", "socio"),
        ("a\u{A0}b", "a b"), ("D´Hondt", "d'hondt"), ("D`Hondt", "d'hondt"), ("ＮＡＶＯ", "navo"),
        ("Орёл", "орел"), ("Андрей", "андрей"), ("Андреи\u{306}", "андрей"), ("Київ", "київ"),
        ("Зеле\u{301}нский", "зеленский"), ("ΑΘΉΝΑ", "αθηνα"), ("İstanbul", "istanbul"), ("Nguyễn", "nguyen"),
        ("Dvořák", "dvorak"), ("Müller", "muller"), ("東京", "東京"), ("", ""),
    ])
    func foldsToOneKey(_ text: String, _ key: String) {
        #expect(FoldingKey.fold(text) == key)
    }

    @Test func foldingTwiceChangesNothing() {
        var generator = SplitMix64(seed: 7)
        for string in HostileText.cases + (0..<2000).map({ _ in HostileText.random(&generator, scalars: 12) }) {
            let once = FoldingKey.fold(string)
            #expect(Array(FoldingKey.fold(once).utf8) == Array(once.utf8), "\(string.debugDescription)")
        }
    }

    @Test func composedAndDecomposedTextHaveTheSameKey() {
        let names = ["Žižek", "Škoda", "Ångström", "Điện", "Йордан", "Їжак", "Ďáblice", "Ḧ", "ấ"]
        for name in names {
            var decomposed = ""
            for scalar in name.unicodeScalars {
                decomposed += canonicalParts[scalar] ?? String(scalar)
            }
            #expect(FoldingKey.fold(name) == FoldingKey.fold(decomposed), "\(name)")
        }
    }

    /// Written out by hand, so that the test does not lean on the code it tests.
    private let canonicalParts: [Unicode.Scalar: String] = [
        "Ž": "Z\u{30C}", "ž": "z\u{30C}", "Š": "S\u{30C}", "Å": "A\u{30A}", "ö": "o\u{308}", "ệ": "e\u{323}\u{302}",
        "Й": "И\u{306}", "Ї": "І\u{308}", "Ď": "D\u{30C}", "á": "a\u{301}", "Ḧ": "H\u{308}", "ấ": "a\u{302}\u{301}",
    ]

    @Test func rangesFoldOnTheirOwn() {
        let text = Array("Poetin’s café, São Paulo".utf8)
        var scratch: [UInt8] = []
        FoldingKey.fold(text.span, 0..<10, into: &scratch)
        #expect(String(decoding: scratch, as: UTF8.self) == "poetin's")
        FoldingKey.fold(text.span, 11..<16, into: &scratch)
        #expect(String(decoding: scratch, as: UTF8.self) == "cafe")
    }
}

@Suite struct CasingTests {
    @Test(arguments: [
        ("ijsland", "IJsland"), ("ĳsland", "Ĳsland"), ("éénmaal", "Éénmaal"), ("", ""), ("'s", "'s"),
        ("poetin", "Poetin"),
    ])
    func capitalizesByDutchRules(_ text: String, _ expected: String) {
        #expect(Casing.capitalized(text) == expected)
    }

    @Test func mapsBothWays() {
        #expect(Casing.lowercased("ÉÉN Straße ΑΣ") == "één straße ας")
        #expect(Casing.uppercased("één straße") == "ÉÉN STRASSE")
        #expect(Casing.lowercased("NAVO") == "navo")
    }
}

@Suite struct NormalizationTests {
    @Test func composes() {
        #expect(Array(Normalization.nfc("e\u{301}e\u{308}").utf8) == Array("éë".utf8))
        #expect(Array(Normalization.nfc("Ru\u{308}ssel").utf8) == Array("Rüssel".utf8))
        #expect(Array(Normalization.nfc("gewoon").utf8) == Array("gewoon".utf8))
    }
}

@Suite struct TransliteratorTests {
    @Test func appliesTransforms() throws {
        let latin = try Transliterator(id: "Any-Latin; Latin-ASCII")
        #expect(latin("Лукашенко") == "Lukasenko")
        let own = try Transliterator(name: "test", rules: "щ > sjtsj; ш > sj; у > oe;")
        #expect(own("щушу") == "sjtsjoesjoe")
        #expect(own(String(repeating: "щ", count: 500)).utf8.count == 2500)
    }

    @Test func refusesWhatDoesNotExist() {
        #expect(throws: (any Error).self) { try Transliterator(id: "Klingon-Latin") }
        #expect(throws: (any Error).self) { try Transliterator(name: "broken", rules: "a > > b") }
    }
}
