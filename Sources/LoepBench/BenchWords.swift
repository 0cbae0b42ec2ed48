// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Loep
import LoepCore
import LoepFormats
import LoepModel
import LoepSegmentation
import LoepWords

/// `loep-bench words`: opening time, size and tokens a second of the words stage on one core.
struct BenchWords: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "words",
        abstract: "Measure part of speech, features and lemmas: opening, size, tokens a second.")

    @Option(help: "Rounds; the best one counts.") var rounds = 5
    @Option(help: "A model of words to measure instead of the resources' own.") var model: String?
    @Option(help: ArgumentHelp("Folder with Loep's tables and models.", valueName: "dir")) var models: String?

    func run() throws {
        let resources = try ResourceDirectory.find(explicit: models)
        let options = WordOptions(model: model)
        let path = model ?? resources.model("words.loep")
        let opening = try Measurement.best(of: rounds) {
            _ = try WordTagger(resources: resources, options: options)
        }
        print("open: \(Int(opening * 1e6)) µs, \(try FileBytes.read(path).count >> 10) KiB")

        let segmenter = try Pipeline(stages: [Tokenizer(resources: resources), SentenceSplitter(resources: resources)])
            .makeWorker()
        var documents = try ["dev", "train"].flatMap {
            try CorpusArticle.articles(in: "\(resources.path)/corpus/\($0)")
        }
        .map { try $0.document() }
        for index in documents.indices { segmenter.annotate(&documents[index]) }
        let tokens = documents.reduce(0) { $0 + $1.tokens.count }
        let tagger = try WordTagger(resources: resources, options: options)
        var warm: [WordLayer] = []
        // A fresh worker each round: what it remembers of the words is part of the work.
        let stage = Measurement.best(of: rounds) {
            let worker = tagger.makeWorker()
            for index in documents.indices { worker.annotate(&documents[index]) }
            warm = documents.map(\.words)
        }
        print("stage: \(Int(Double(tokens) / stage)) tokens/s, \(tokens) tokens")
        // What a worker remembers must not show: alone, every document gets the same words.
        for (index, words) in warm.enumerated() where index % 20 == 0 {
            tagger.makeWorker().annotate(&documents[index])
            guard documents[index].words.words == words.words, documents[index].words.lemmas == words.lemmas else {
                throw LoepError(.invariantBroken, "two runs differ", document: documents[index].id)
            }
        }
    }
}
