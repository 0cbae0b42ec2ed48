// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepSegmentation
import Testing

/// Paragraph modes and the roles of blocks.
@Suite struct LayoutTests {
    private func sentences(_ text: String, _ mode: ParagraphMode = .auto) throws -> [(String, BlockRole, UInt32)] {
        let resources = try ResourceDirectory.find()
        let options = SegmentationOptions(paragraphs: mode)
        var document = Document(id: "", text: try Text(text))
        try Tokenizer(resources: resources, options: options).makeWorker().annotate(&document)
        try SentenceSplitter(resources: resources, options: options).makeWorker().annotate(&document)
        return document.sentences.map { (document.string(of: $0.tokens), $0.role, $0.paragraph) }
    }

    private let lines = "De brug is dicht\nvoor alle verkeer.\nMorgen ook."

    @Test func blankModeJoinsLines() throws {
        #expect(try sentences(lines, .blank).map(\.0) == ["De brug is dicht\nvoor alle verkeer.", "Morgen ook."])
        #expect(try sentences("Een.\n\nTwee.", .blank).map(\.2) == [0, 1])
    }

    @Test func lineModePartsLines() throws {
        #expect(try sentences(lines, .line).map(\.0) == ["De brug is dicht", "voor alle verkeer.", "Morgen ook."])
        #expect(try sentences(lines, .line).map(\.2) == [0, 1, 2])
    }

    @Test func autoModeJoinsHardWrappedLines() throws {
        let wrapped = """
            Het college van burgemeester en wethouders van Almelo wil het
            zwembad aan de Sportlaan sluiten en vervangen door een nieuw bad
            in het noorden van de stad. De raad beslist daar in december over
            en vraagt eerst nog advies aan de verenigingen.

            Tegenstanders hebben een petitie aangeboden die door ruim vier
            duizend inwoners is ondertekend.
            """
        let found = try sentences(wrapped)
        #expect(found.map(\.2) == [0, 0, 1])
        #expect(found.allSatisfy { $0.1 == .body })
        #expect(found[0].0.hasSuffix("noorden van de stad."))
    }

    @Test func autoModeKeepsLongLinesApart() throws {
        let long = String(repeating: "Dit is een zin die lang genoeg is voor een alinea. ", count: 5)
        let found = try sentences("Kop zonder punt\n\(long)\n\(long)")
        #expect(found.first?.1 == .heading)
        #expect(Set(found.map(\.2)) == [0, 1, 2])
    }

    @Test func carriageReturnsAreLineEnds() throws {
        #expect(try sentences("Een kop\r\n\r\nEen zin.\r\n").map(\.0) == ["Een kop", "Een zin."])
        #expect(try sentences("Een kop\r\rEen zin.\r").map(\.2) == [0, 1])
    }

    @Test(arguments: [
        "Foto: ANP", "© AFP via Getty Images", "Beeld Getty Images", "Foto Jan de Vries", "Bron: CBS",
        "Protest in Minsk. © AFP via Getty Images", "De koning zwaait. Foto: Belga", "De brug na de brand (Foto: ANP)",
        "Illustratie: Els Peeters", "Foto’s: Jan de Boer en Els Smit",
    ])
    func captionsAndCreditsAreTold(_ line: String) throws {
        let found = try sentences("Een alinea met tekst.\n\n\(line)\n\nNog een alinea met tekst.")
        #expect(found.filter { $0.2 == 1 }.allSatisfy { $0.1 == .caption }, "\(found)")
    }

    @Test(arguments: [
        "Foto’s van de brand gingen de wereld rond.", "Beelden tonen hoe de man wegrent.",
        "De bron van het nieuws is onbekend.",
        "Hij maakte een foto van de minister.", "Tekst en uitleg volgen morgen.",
    ])
    func sentencesAboutPicturesAreNoCaptions(_ line: String) throws {
        #expect(try sentences("Eerste alinea.\n\n\(line)\n\nLaatste alinea.").allSatisfy { $0.1 == .body })
    }

    @Test func titlesAreHeadingsAndLeadsAreNot() throws {
        let found = try sentences(
            "Waarom valt Minsk niet aan?\n\nHet leger wacht.\n\nGeen bevel\n\nDe generaal zwijgt.")
        #expect(found.map(\.1) == [.heading, .body, .heading, .body])
    }

    @Test func emptyAndBlankTextsHaveNoSentences() throws {
        for text in ["", " ", "\n\n", "\u{AD}", "\t \r\n"] { #expect(try sentences(text).isEmpty) }
    }
}
