// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepSegmentation
import TestSupport
import Testing

@testable import LoepSummary

private let resources: ResourceDirectory = {
    do { return try ResourceDirectory.find() } catch { return ResourceDirectory(path: "") }
}()

/// Runs tokens, sentences and the summary over a text.
private func summarize(
    _ text: String, title: String? = nil, options: SummaryOptions = .init()
) throws -> (document: Document, sentences: [String]) {
    let pipeline = try Pipeline {
        try Tokenizer(resources: resources)
        try SentenceSplitter(resources: resources)
        try Summarizer(resources: resources, options: options)
    }
    var document = Document(id: "test", text: try Text(text), metadata: Metadata(title: title))
    pipeline.makeWorker().annotate(&document)
    return (document, document.summary.map { document.string(of: document.sentences[Int($0.sentence)].tokens) })
}

private let article = """
    Brug over de Leie sluit een jaar

    De oude brug over de Leie in Deinze gaat vanaf maandag een jaar dicht voor herstel. Dat meldt het stadsbestuur van Deinze. De werken kosten 3,2 miljoen euro.

    Hoe moet het verkeer rijden? Auto’s volgen een omleiding langs de ringweg van Deinze. Fietsers mogen over een tijdelijke brug.

    Foto: stad Deinze © Jan Peeters

    Winkeliers

    ‘Wij vrezen voor onze omzet. De klanten blijven weg’, zegt bakker Ann Claes uit de Tolpoortstraat. Hij vraagt steun aan de stad. Schepen Bart Maes van Openbare Werken belooft de handelaars een vergoeding.

    - parkeren
    - bussen
    """

@Suite struct SummarizerTests {
    @Test func choosesWholeSentencesInTextOrder() throws {
        let (document, sentences) = try summarize(article)
        #expect(sentences.count == 3)
        #expect(document.invariantViolations().isEmpty)
        #expect(document.summary.allSatisfy { $0.score >= 0 && $0.score <= 1 })
    }

    @Test(arguments: SummaryOptions.Scorer.allCases)
    func neverChoosesWhatIsNoSentence(scorer: SummaryOptions.Scorer) throws {
        let (_, sentences) = try summarize(article, options: SummaryOptions(length: .ratio(1), scorer: scorer))
        for unwanted in ["Brug over de Leie sluit een jaar", "Foto: stad Deinze", "Winkeliers", "parkeren", "bussen"] {
            #expect(!sentences.contains { $0.hasPrefix(unwanted) || $0.hasPrefix("- \(unwanted)") }, "\(unwanted)")
        }
    }

    @Test func takesLeaningSentencesAndQuestionsOnlyWithTheirNeighbour() throws {
        for count in 1...9 {
            let (document, _) = try summarize(article, options: SummaryOptions(length: .sentences(count)))
            let chosen = Set(document.summary.map { Int($0.sentence) })
            for index in chosen {
                let text = document.string(of: document.sentences[index].tokens)
                if text.hasPrefix("Dat ") || text.hasPrefix("Hij ") { #expect(chosen.contains(index - 1)) }
                if text.hasSuffix("?") { #expect(chosen.contains(index + 1)) }
                if text.hasPrefix("‘Wij") { #expect(chosen.contains(index + 1)) }
                if text.hasPrefix("De klanten") { #expect(chosen.contains(index - 1)) }
            }
        }
    }

    @Test func leavesOutTheTitleHoweverItIsKnown() throws {
        let title = "De brug over de Leie gaat een jaar dicht."
        let text = title + "\n\n" + article
        let (_, sentences) = try summarize(text, title: title, options: SummaryOptions(length: .ratio(1)))
        #expect(!sentences.contains(title))
        #expect(!sentences.isEmpty)
    }

    @Test func keepsToTheLength() throws {
        for count in 1...5 {
            #expect(try summarize(article, options: SummaryOptions(length: .sentences(count))).sentences.count <= count)
        }
        for words in [5, 12, 20, 40] {
            let sentences = try summarize(article, options: SummaryOptions(length: .words(words))).sentences
            #expect(sentences.reduce(0) { $0 + TermScanner.hashes($1).count } <= words)
        }
        #expect(try summarize(article, options: SummaryOptions(length: .words(40))).sentences.isEmpty == false)
        #expect(try summarize(article, options: SummaryOptions(length: .ratio(0.01))).sentences.count == 1)
    }

    @Test func refusesLengthsThatMeanNothing() {
        for length: SummaryOptions.Length in [.sentences(0), .words(0), .ratio(0), .ratio(1.5), .ratio(.nan)] {
            #expect(throws: LoepError.self) {
                try Summarizer(resources: resources, options: SummaryOptions(length: length))
            }
        }
    }

    @Test func focusKeepsToTheSubject() throws {
        let focused = try summarize(article, options: SummaryOptions(focus: ["Bart Maes"])).sentences
        #expect(focused == ["Schepen Bart Maes van Openbare Werken belooft de handelaars een vergoeding."])
        #expect(try summarize(article, options: SummaryOptions(focus: ["walvis"])).sentences.isEmpty)
    }

    @Test func saysNothingTwice() throws {
        let sentence = "Het stadsbestuur van Deinze sluit de oude brug over de Leie een jaar lang voor herstel."
        let other = "Bakker Ann Claes vreest voor de omzet van haar winkel in de Tolpoortstraat."
        let (_, sentences) = try summarize(
            [sentence, other, sentence].joined(separator: "\n\n"), options: SummaryOptions(length: .sentences(2)))
        #expect(Set(sentences) == [sentence, other])
    }

    @Test func survivesHostileText() throws {
        let pipeline = try Pipeline {
            try Tokenizer(resources: resources)
            try SentenceSplitter(resources: resources)
            try Summarizer(resources: resources)
            try KeyphraseExtractor(resources: resources)
        }
        let worker = pipeline.makeWorker()
        var generator = SplitMix64(seed: 11)
        for string in HostileText.cases + (0..<200).map({ _ in HostileText.random(&generator, scalars: 200) }) {
            var document = Document(id: "", text: try Text(string))
            worker.annotate(&document)
            #expect(document.invariantViolations().isEmpty)
            #expect(document.keyphrases.allSatisfy { !$0.text.isEmpty && $0.score > 0 && $0.score <= 1 })
        }
    }

    @Test func aWorkerForgetsTheDocumentBefore() throws {
        let pipeline = try Pipeline {
            try Tokenizer(resources: resources)
            try SentenceSplitter(resources: resources)
            try Summarizer(resources: resources)
            try KeyphraseExtractor(resources: resources)
        }
        let worker = pipeline.makeWorker()
        var first = Document(id: "", text: try Text(article))
        worker.annotate(&first)
        var between = Document(id: "", text: try Text("Iets heel anders. Nog een zin over fietsen in Gent."))
        worker.annotate(&between)
        var again = Document(id: "", text: try Text(article))
        worker.annotate(&again)
        #expect(first.summary == again.summary)
        #expect(first.keyphrases == again.keyphrases)
    }
}

@Suite struct QuoteTrackerTests {
    private func finding(_ text: String) -> QuoteTracker.Finding {
        var tracker = QuoteTracker()
        let bytes = Array(text.utf8)
        return tracker.scan(bytes, in: 0..<bytes.count)
    }

    @Test func tellsApostrophesFromQuotationMarks() {
        for text in [
            "’s Avonds zijn er foto’s van Hans’ fiets.", "'t Is zo'n mooie dag.", "‘Goed’, zei hij in ’68.",
            "“Zij riep ‘ja’ en ging.”", "„Dat is ’t”, zei ze.", "Een zin (met een bijzin).",
        ] {
            let found = finding(text)
            #expect(!found.openAtEnd && !found.hasStrayClose, "\(text)")
        }
    }

    @Test func noticesHalfQuotations() {
        for text in ["‘Wij vrezen voor onze omzet.", "“Dat is alles.", "Hij zei: \"nee.", "Een zin (met een bijzin."] {
            #expect(finding(text).openAtEnd, "\(text)")
        }
        for text in ["Dat is alles.”", "De klanten blijven weg.’"] { #expect(finding(text).hasStrayClose, "\(text)") }
    }
}

@Suite struct NearDuplicatesTests {
    @Test func findsACopyWithSmallChangesAndNothingElse() throws {
        var copies = NearDuplicates()
        copies.add(try Text(article))
        copies.add(
            try Text("Schaatsen op natuurijs kan dit weekend in Friesland, meldt de ijsmeester van Balk aan de krant."))
        copies.add(try Text(article + "\n\nBron: persbureau."))
        copies.add(try Text("kort"))
        #expect(copies.groups() == [0, 1, 0, 3])
        #expect(copies.pairs().map { [$0.first, $0.second] } == [[0, 2]])
    }
}

@Suite struct MultiDocumentTests {
    @Test func namesSourcesAndUsesCopiesOnce() throws {
        let pipeline = try Pipeline {
            try Tokenizer(resources: resources)
            try SentenceSplitter(resources: resources)
        }
        let other =
            "De brug over de Leie in Deinze is oud. De stad betaalt het herstel van de brug met een lening van de bank."
        let summarizer = try MultiDocumentSummarizer(
            resources: resources, options: SummaryOptions(length: .sentences(4)))
        for (id, text) in [("een", article), ("twee", article + "\n\nBron: persbureau."), ("drie", other)] {
            summarizer.add(try pipeline.annotate(text, id: id))
        }
        let summary = summarizer.summarize()
        #expect(summarizer.copiesOf == [0, 0, 2])
        #expect(!summary.isEmpty && summary.count <= 4)
        #expect(Set(summary.map(\.id)) == ["een", "drie"])
        #expect(Set(summary.map(\.text)).count == summary.count)
    }
}

@Suite struct KeyphraseTests {
    @Test func namesTheSubjectWithoutFunctionWords() throws {
        let pipeline = try Pipeline {
            try Tokenizer(resources: resources)
            try SentenceSplitter(resources: resources)
            try KeyphraseExtractor(resources: resources, options: KeyphraseOptions(count: 6))
        }
        let document = try pipeline.annotate(article)
        let phrases = document.keyphrases.map(\.text)
        #expect(phrases.count <= 6)
        #expect(phrases.contains("Deinze"))
        #expect(phrases.contains { $0.contains("brug") })
        #expect(!phrases.contains { ["de", "het", "een", "van", "mogen"].contains($0) })
        #expect(document.keyphrases.map(\.score) == document.keyphrases.map(\.score).sorted(by: >))
    }
}
