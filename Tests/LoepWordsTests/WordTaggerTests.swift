// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepSegmentation
import LoepWords
import TestSupport
import Testing

@Suite struct WordTaggerTests {
    private static let pipeline: Result<Pipeline, any Error> = Result {
        let resources = try ResourceDirectory.find()
        return try Pipeline {
            try Tokenizer(resources: resources)
            try SentenceSplitter(resources: resources)
            try WordTagger(resources: resources)
        }
    }

    private func annotate(_ text: String) throws -> Document {
        let document = try Self.pipeline.get().annotate(text)
        #expect(document.invariantViolations() == [])
        #expect(document.words.words.count == document.tokens.count)
        for (index, word) in document.words.words.enumerated() {
            #expect(Int(word.xpos) < document.words.xpos.count && Int(word.feats) < document.words.feats.count)
            #expect(!document.words.lemma(of: index).isEmpty)
        }
        return document
    }

    private func lemmas(_ text: String) throws -> [String] {
        let document = try annotate(text)
        return document.tokens.indices.map { document.words.lemma(of: $0) }
    }

    private func tags(_ text: String) throws -> [String] { try annotate(text).words.words.map(\.upos.label) }

    @Test func tagsAPlainSentence() throws {
        #expect(
            try tags("De burgemeester opende gisteren het nieuwe station in Utrecht.")
                == ["DET", "NOUN", "VERB", "ADV", "DET", "ADJ", "NOUN", "ADP", "PROPN", "PUNCT"])
    }

    @Test func tellsAVerbFromANounByItsContext() throws {
        #expect(try tags("Wij werken hier.")[1] == "VERB")
        #expect(try tags("De verzamelde werken verschenen vorig jaar.")[2] == "NOUN")
    }

    @Test(arguments: [
        ("Zij liepen naar de huizen.", ["zij", "lopen", "naar", "de", "huis", "."]),
        ("De kinderen hebben gezongen.", ["de", "kind", "hebben", "zingen", "."]),
        ("Het kleinste meisje zag vogeltjes.", ["het", "klein", "meisje", "zien", "vogel", "."]),
    ])
    func findsLemmas(text: String, expected: [String]) throws {
        #expect(try lemmas(text) == expected)
    }

    @Test func joinsAParticleWithItsVerb() throws {
        #expect(try lemmas("Hij belde gisteren zijn moeder op.")[1] == "opbellen")
    }

    @Test func findsLemmasOfCompoundsItHasNeverSeen() throws {
        #expect(try lemmas("De tramremisebeheerders vergaderen.")[1] == "tramremisebeheerder")
    }

    @Test func splitsACompoundIntoItsParts() throws {
        let document = try annotate("De beleidsanalist sprak.")
        #expect(document.words.compound(of: 1) == ["beleid", "analist"])
        #expect(document.words.compound(of: 2).isEmpty)
    }

    @Test(arguments: [
        ("Het gesprek vond gisteren plaats.", 2, "plaatsvinden"),
        ("Wij namen deel aan de wedstrijd.", 1, "deelnemen"),
        ("De trein kwam te laat aan.", 2, "aankomen"),
    ])
    func joinsPartsOfVerbsThatAreNoPrepositions(text: String, index: Int, lemma: String) throws {
        #expect(try lemmas(text)[index] == lemma)
    }

    @Test func keepsNamesAsTheyAreWritten() throws {
        #expect(
            try lemmas("Gisteren sprak Rozenboom met Marijke.") == [
                "gisteren", "spreken", "Rozenboom", "met", "Marijke", ".",
            ])
    }

    @Test(arguments: HostileText.cases)
    func survivesHostileText(text: String) throws { _ = try annotate(text) }

    @Test func keepsTheInvariantsOnRandomText() throws {
        var generator = SplitMix64(seed: 4)
        for _ in 0..<60 { _ = try annotate(HostileText.random(&generator, scalars: 300)) }
    }

    @Test func survivesOneEndlessWord() throws {
        #expect(try lemmas(String(repeating: "ge", count: 40_000)).first?.isEmpty == false)
    }

    @Test func givesTheSameWhateverCameBefore() throws {
        let pipeline = try Self.pipeline.get()
        let worker = pipeline.makeWorker()
        let texts = ["Koning Filip bezoekt Luik.", "De trein reed te laat.", "Zij zingt mooie liedjes."]
        let alone = try texts.map { try pipeline.annotate($0).words }
        for (text, expected) in zip(texts, alone) {
            var document = Document(id: "", text: try Text(text))
            worker.annotate(&document)
            #expect(document.words.words == expected.words)
            #expect(document.words.lemmas == expected.lemmas)
        }
    }

    @Test func refusesAModelOfAnotherKind() throws {
        let resources = try ResourceDirectory.find()
        #expect(throws: LoepError.self) {
            _ = try WordTagger(resources: resources, options: WordOptions(model: resources.model("summary.loep")))
        }
    }
}
