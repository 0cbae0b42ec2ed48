// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Loep
import LoepCore
import LoepEvaluation
import LoepFormats
import LoepModel
import LoepSegmentation
import LoepSummary

/// `loep-train summary`: document frequencies, and the trees that judge terms and sentences.
struct TrainSummary: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary", abstract: "Learn models/summary.loep from reference summaries.")

    @Option(help: "Folder of training articles.") var corpus = "Resources/corpus/train"
    @Option(help: "Where to write the model.") var out = "Resources/models/summary.loep"
    @Option(help: "Number of folds of the cross-validation; all articles of a writer are in one.") var folds = 6
    @Flag(help: "Only cross-validate; write no model.") var dryRun = false

    func run() throws {
        let resources = try ResourceDirectory.find()
        let counts = try NewsFrequency.read()
        // The table of frequencies is needed to open the stage's own reader of it.
        let bootstrap = try bootstrapModel(counts, resources)
        let lexicon = try SummaryLexicon(resources: resources)
        let pipeline = try Pipeline {
            try Tokenizer(resources: resources)
            try SentenceSplitter(resources: resources)
        }
        let worker = pipeline.makeWorker()
        let articles = try CorpusArticle.articles(in: corpus)
        let samples = try articles.map { article in
            SummarySample(
                try SummaryCase(article, worker: worker), lexicon: lexicon, frequency: bootstrap)
        }
        let learner = SummaryLearner(samples: samples, folds: folds)
        print(learner.report)
        if dryRun { return }
        let (keys, values) = DocumentFrequency.sections(counts: counts.terms, documents: counts.documents)
        var writer = ModelWriter(metadata: metadata(learner, articles: articles.count))
        writer.add("idf.keys", keys)
        writer.add("idf.values", values)
        writer.add("prior.keys", learner.prior.keys)
        writer.add("prior.values", learner.prior.values)
        writer.add("term.nodes", learner.terms.nodes)
        writer.add("term.roots", learner.terms.roots)
        writer.add("sentence.nodes", learner.sentences.nodes)
        writer.add("sentence.roots", learner.sentences.roots)
        try writer.write(to: out)
        print("wrote \(out)")
    }

    /// A model file of the frequencies alone, in a temporary place, opened.
    private func bootstrapModel(_ counts: NewsFrequency, _ resources: ResourceDirectory) throws -> DocumentFrequency {
        let (keys, values) = DocumentFrequency.sections(counts: counts.terms, documents: counts.documents)
        var writer = ModelWriter(metadata: "{}")
        writer.add("idf.keys", keys)
        writer.add("idf.values", values)
        let path = NSTemporaryDirectory() + "/loep-frequency-\(getpid()).loep"
        try writer.write(to: path)
        defer { unlink(path) }
        return try DocumentFrequency(ModelFile(path: path))
    }

    private func metadata(_ learner: SummaryLearner, articles: Int) -> String {
        """
        {"name":"summary","licence":"that of Loep","training":"\(articles) articles of Resources/corpus/train with \
        reference summaries; document counts of 117325 news items","scores":{\(learner.scores)}}
        """
    }
}

/// Document counts of words in news.
struct NewsFrequency {
    /// Hash of each lower-cased word of one term, and the number of items it is in; ascending by hash.
    var terms: [(hash: UInt64, documents: Int)] = []
    /// Number of items counted.
    var documents = 0

    /// Reads `$LOEP_DATA/lexicon/news-frequency.tsv`.
    static func read() throws -> NewsFrequency {
        guard let data = ProcessInfo.processInfo.environment["LOEP_DATA"] else {
            throw ValidationError("set LOEP_DATA to the folder with the training data")
        }
        let text = try Text(validating: FileBytes.read(data + "/lexicon/news-frequency.tsv"))
        var result = NewsFrequency()
        var counts: [UInt64: Int] = [:]
        for line in text.string.split(separator: "\n") {
            let fields = line.split(separator: "\t")
            if line.hasPrefix("#") {
                for field in fields where field.hasSuffix("2013-2020") {
                    result.documents = field.split(separator: " ").compactMap { Int($0) }.first ?? 0
                }
                continue
            }
            guard fields.count == 3, let documents = Int(fields[2]) else { continue }
            let hashes = TermScanner.hashes(String(fields[0]))
            guard hashes.count == 1 else { continue }
            counts[hashes[0]] = max(counts[hashes[0]] ?? 0, documents)
        }
        guard result.documents > 0 else { throw ValidationError("news-frequency.tsv does not tell its documents") }
        result.terms = counts.map { (hash: $0.key, documents: $0.value) }.sorted { $0.hash < $1.hash }
        return result
    }
}
