// SPDX-License-Identifier: Apache-2.0
import Loep
import Testing

/// Sum up many articles about one thing.
///
/// All spellings of a name count as one word, copies of an article count once, and `focus` says what it is about.
@Suite struct SummariseManyArticles {
    @Test func summariseManyArticles() throws {
        let articles = [
            "De brug bij Zaltbommel gaat dicht. Rijkswaterstaat vervangt de kabels, zegt een woordvoerder. "
                + "Omwonenden klagen over sluipverkeer.",
            "Rijkswaterstaat vervangt vanaf maandag de kabels van de brug bij Zaltbommel. Het werk duurt zes weken. "
                + "Vrachtwagens rijden om via Tiel.",
            "In Tiel staat het verkeer vast. De wethouder vraagt Rijkswaterstaat om extra borden.",
        ]
        // START
        var options = DutchOptions()
        options.layers = [.sentences, .names]
        let pipeline = try Pipeline.dutch(options: options)
        let summary = SummaryOptions(length: .sentences(2), focus: ["Rijkswaterstaat"])
        let summarizer = try MultiDocumentSummarizer(resources: .find(), options: summary)
        for (index, article) in articles.enumerated() {
            summarizer.add(try pipeline.annotate(article, id: "article \(index + 1)"))
        }
        let sentences = summarizer.summarize().map { "\($0.text) [\($0.id)]" }
        // END
        #expect(sentences.count == 2)
        #expect(sentences.contains { $0.contains("Rijkswaterstaat") })
    }
}
