// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepEntities
import LoepModel
import LoepSegmentation
import TestSupport
import Testing

/// The tagger as a stage of its own, with no help from the name normaliser.
@Suite struct EntityTaggerTests {
    private static let pipeline: Result<Pipeline, any Error> = Result {
        let resources = try ResourceDirectory.find()
        return try Pipeline(given: .names) {
            try Tokenizer(resources: resources)
            try SentenceSplitter(resources: resources)
            try EntityTagger(resources: resources)
        }
    }

    private func tag(_ text: String) throws -> [String] {
        let document = try Self.pipeline.get().annotate(text)
        #expect(document.invariantViolations() == [])
        return document.entities.map { "\($0.type.rawValue)|\(document.string(of: $0.tokens))" }
    }

    @Test(arguments: [
        "Burgemeester ⟦PER|Femke Halsema⟧ opende dinsdag het nieuwe station in ⟦LOC|Amsterdam⟧.",
        "De ⟦MISC|Nederlandse⟧ regering overlegt in ⟦LOC|Brussel⟧ met de ⟦ORG|Europese Commissie⟧.",
        "⟦PER|Jan van der Meer⟧ woont al jaren in ⟦LOC|Gent⟧.",
        "Het bedrijf ⟦ORG|Philips⟧ verkoopt zijn fabriek in ⟦LOC|Drachten⟧.",
        "Tijdens de ⟦EVE|Tweede Wereldoorlog⟧ vluchtte zij naar ⟦LOC|Engeland⟧.",
    ])
    func findsEntitiesOfEachType(marked: String) throws {
        let marked = MarkedText(marked)
        let expected = marked.spans.map { span in
            let bytes = Array(marked.text.utf8)[span.range.range]
            return "\(span.label)|\(String(decoding: bytes, as: UTF8.self))"
        }
        #expect(try tag(marked.text) == expected)
    }

    @Test func givesEachEntityAProbability() throws {
        let document = try Self.pipeline.get().annotate(
            "Minister Hugo de Jonge sprak in Den Haag met Shell en Unilever.")
        #expect(!document.entities.isEmpty)
        for entity in document.entities { #expect(entity.confidence > 0 && entity.confidence <= 1) }
    }

    @Test(arguments: HostileText.cases)
    func survivesHostileText(text: String) throws {
        _ = try tag(text)
    }

    @Test func keepsTheInvariantsOnRandomText() throws {
        var generator = SplitMix64(seed: 11)
        for _ in 0..<60 { _ = try tag(HostileText.random(&generator, scalars: 300)) }
    }

    @Test func workersShareNothing() throws {
        let pipeline = try Self.pipeline.get()
        let texts = ["Koning Filip bezoekt Luik.", "De NOS meldt dat Ajax wint van PSV.", "In Parijs regent het."]
        let alone = try texts.map { try pipeline.annotate($0).entities }
        let worker = pipeline.makeWorker()
        let together = try texts.map { text in
            var document = Document(id: "", text: try Text(text))
            worker.annotate(&document)
            return document.entities
        }
        #expect(alone == together)
    }
}
