// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Loep
import LoepFormats

/// `loep-bench summary`: the summariser alone, over the articles of the corpus and over a book made of them.
struct BenchSummary: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary",
        abstract: "Measure summaries and keyphrases over the articles and over one long document.")

    @Option(help: "Rounds; the best one counts.") var rounds = 5
    @Option(help: "Length of the long document, in bytes.") var length = 1_000_000
    @Option(help: ArgumentHelp("Folder with Loep's tables and models.", valueName: "dir")) var models: String?

    func run() throws {
        let resources = try ResourceDirectory.find(explicit: models)
        let base = try Pipeline {
            try Tokenizer(resources: resources)
            try SentenceSplitter(resources: resources)
        }.makeWorker()
        let articles = try CorpusArticle.articles(in: "\(resources.path)/corpus/train")
        var documents = try articles.map { try $0.document() }
        for index in documents.indices { base.annotate(&documents[index]) }
        var bookText = ""
        while bookText.utf8.count < length {
            for article in articles where bookText.utf8.count < length { bookText += article.text + "\n\n" }
        }
        var book = Document(id: "book", text: try Text(bookText))
        base.annotate(&book)
        let stages: [any Stage] = [
            try Summarizer(resources: resources), try KeyphraseExtractor(resources: resources),
        ]
        for stage in stages {
            let worker = stage.makeWorker()
            for (name, set) in [("articles", documents), ("book", [book])] {
                var results = set
                let seconds = Measurement.best(of: rounds) {
                    results = set
                    for index in results.indices { worker.annotate(&results[index]) }
                }
                for document in results {
                    if let violation = document.invariantViolations().first {
                        throw LoepError(.invariantBroken, violation, document: document.id)
                    }
                }
                let bytes = set.reduce(0) { $0 + $1.text.count }
                let sentences = set.reduce(0) { $0 + $1.sentences.count }
                let rate = Double(bytes) / seconds / 1e6
                let line = String(
                    format: "%@, %@: %.1f ms for %d bytes, %d sentences (%.1f MB/s)", stage.name, name, seconds * 1000,
                    bytes, sentences, rate)
                print(line)
            }
        }
    }
}
