// SPDX-License-Identifier: Apache-2.0
import Loep
import LoepFormats
import TestSupport
import Testing

/// The invariants I1 to I7 over the whole Dutch chain.
@Suite struct WholePipelineTests {
    static let resources = try! ResourceDirectory.find()
    static let pipeline = try! Pipeline.dutch(resources: resources)

    private func articles() throws -> [CorpusArticle] {
        try CorpusArticle.articles(in: WholePipelineTests.resources.path + "/corpus/dev")
    }

    @Test func corpusKeepsTheInvariants() throws {
        let worker = WholePipelineTests.pipeline.makeWorker()
        var entities = 0
        var identities = 0
        for article in try articles() {
            var document = try article.document()
            worker.annotate(&document)
            #expect(document.invariantViolations() == [], "\(article.id)")
            #expect(document.text.string == article.text, "I7: the text of \(article.id) was changed")
            #expect(document.layers == WholePipelineTests.pipeline.provides)
            #expect(!document.summary.isEmpty, "\(article.id)")
            entities += document.entities.count
            identities += document.entities.count { $0.identity != nil }
        }
        #expect(entities > 3000)
        #expect(identities > 200)
    }

    @Test(arguments: HostileText.cases) func hostileTextKeepsTheInvariants(_ string: String) throws {
        let document = try WholePipelineTests.pipeline.annotate(string)
        #expect(document.invariantViolations() == [])
        #expect(document.text.bytes == Array(string.utf8))
    }

    @Test func randomTextKeepsTheInvariants() throws {
        let worker = WholePipelineTests.pipeline.makeWorker()
        for seed in 0..<150 {
            var generator = SplitMix64(seed: UInt64(seed))
            let string = HostileText.random(&generator, scalars: 20 + seed * 4)
            var document = Document(id: "\(seed)", text: try Text(string))
            worker.annotate(&document)
            #expect(document.invariantViolations() == [], "seed \(seed)")
        }
    }

    @Test func piecesOfArticlesGluedTogetherKeepTheInvariants() throws {
        let texts = try articles().map { Array($0.text.unicodeScalars) }
        let worker = WholePipelineTests.pipeline.makeWorker()
        var generator = SplitMix64(seed: 3)
        for round in 0..<60 {
            var scalars = String.UnicodeScalarView()
            for _ in 0..<6 {
                let text = texts.randomElement(using: &generator)!
                let start = Int.random(in: 0..<text.count, using: &generator)
                scalars.append(contentsOf: text[start..<min(text.count, start + 120)])
                scalars.append(contentsOf: HostileText.random(&generator, scalars: 3).unicodeScalars)
            }
            var document = Document(id: "\(round)", text: try Text(String(scalars)))
            worker.annotate(&document)
            #expect(document.invariantViolations() == [], "round \(round)")
        }
    }

    @Test func aWorkerForgetsTheDocumentBefore() throws {
        let writer = JSONLinesWriter()
        let shared = WholePipelineTests.pipeline.makeWorker()
        for article in try articles().prefix(40) {
            var reused = try article.document()
            shared.annotate(&reused)
            var fresh = try article.document()
            WholePipelineTests.pipeline.makeWorker().annotate(&fresh)
            #expect(writer.encode(reused) == writer.encode(fresh), "I6: \(article.id)")
        }
    }

    @Test func aSummaryDoesNotDependOnWhatElseIsAsked() throws {
        var options = DutchOptions()
        options.layers = [.summary]
        let short = try Pipeline.dutch(resources: WholePipelineTests.resources, options: options).makeWorker()
        let whole = WholePipelineTests.pipeline.makeWorker()
        for article in try articles().prefix(40) {
            var one = try article.document()
            short.annotate(&one)
            var other = try article.document()
            whole.annotate(&other)
            #expect(one.summary == other.summary, "\(article.id)")
        }
    }

    @Test func givenTokensAreNeverCutAnew() throws {
        let pretokenised = try BatchPipelines(WholePipelineTests.pipeline).pretokenised
        let worker = pretokenised.makeWorker()
        for article in try articles().prefix(40) {
            var cut = try article.document()
            WholePipelineTests.pipeline.makeWorker().annotate(&cut)
            let forms = cut.sentences.map { $0.tokens.range.map { cut.text[cut.tokens[$0].bytes] } }
            let columns = forms.map { $0.joined(separator: " O\n") + " O\n" }.joined(separator: "\n")
            var given = try ConllReader().documents(Array(columns.utf8)[...], source: "x")[0].get()
            worker.annotate(&given)
            #expect(given.invariantViolations() == [])
            #expect(given.sentences.map { $0.tokens.range.map { given.text[given.tokens[$0].bytes] } } == forms)
        }
    }
}

/// What `Pipeline.dutch` makes of its options.
@Suite struct DutchOptionsTests {
    private func names(_ layers: Layers, given: Layers = []) throws -> [String] {
        var options = DutchOptions()
        options.layers = layers
        options.given = given
        return try Pipeline.dutch(options: options).stages.map(\.name)
    }

    @Test func foundationsAreAddedByThemselves() throws {
        #expect(try names([.tokens]) == ["tokenizer"])
        #expect(try names([.sentences]).count == 2)
        #expect(try names([.names]).count == 3)
        #expect(try names([.entities]).count == 4)
        #expect(try Set(names([.summary])).isSuperset(of: names([.names])))
        #expect(try Set(names([.keyphrases])).isSuperset(of: names([.entities])))
    }

    @Test func givenLayersAreNotMadeAnew() throws {
        #expect(try names([.entities], given: [.tokens, .sentences]) == Array(names([.entities]).dropFirst(2)))
    }

    @Test func aFolderWithoutModelsIsAnError() {
        #expect {
            _ = try Pipeline.dutch(resources: ResourceDirectory(path: "nergens"))
        } throws: { error in
            ["model.missing", "io.not-found"].contains((error as? LoepError)?.code.rawValue ?? "")
        }
    }
}
