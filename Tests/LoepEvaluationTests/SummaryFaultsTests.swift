// SPDX-License-Identifier: Apache-2.0
import Loep
import LoepEvaluation
import LoepFormats
import LoepModel
import Testing

@Suite struct SummaryFaultsTests {
    /// Readability on the development articles; the lead shows that the counter finds faults where there are some.
    @Test func atMostOneSentenceInFiftyIsFaulty() throws {
        let resources = try ResourceDirectory.find()
        let base = try Pipeline {
            try Tokenizer(resources: resources)
            try SentenceSplitter(resources: resources)
        }.makeWorker()
        let summarizer = try Summarizer(resources: resources).makeWorker()
        let counter = try SummaryFaults(resources: resources)
        var ours = SummaryScore(name: "ours")
        var lead = SummaryScore(name: "lead")
        var chosen = 0
        var faulty = 0
        var faultyLead = 0
        for article in try CorpusArticle.articles(in: "\(resources.path)/corpus/dev") {
            var item = try SummaryCase(article, worker: base)
            summarizer.annotate(&item.document)
            let picked = item.document.summary.map { Int($0.sentence) }
            chosen += picked.count
            faulty += Set(counter.faults(in: item.document, chosen: picked).map(\.sentence)).count
            faultyLead += Set(counter.faults(in: item.document, chosen: item.lead(3)).map(\.sentence)).count
            ours.add(item.tokens(of: picked), reference: item.reference)
            lead.add(item.tokens(of: item.lead(3)), reference: item.reference)
        }
        #expect(chosen > 300)
        #expect(faulty * 50 <= chosen)
        #expect(faultyLead > faulty)
        #expect(ours.rouge1 > lead.rouge1 + 0.02)
        #expect(ours.rouge2 > lead.rouge2)
    }
}
