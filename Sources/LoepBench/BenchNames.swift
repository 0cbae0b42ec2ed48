// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Loep
import LoepCore
import LoepFormats
import LoepModel
import LoepNames
import LoepSegmentation

/// `loep-bench names`: look-ups a second and tokens a second of the names stage.
struct BenchNames: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "names",
        abstract: "Measure exact and fuzzy name look-ups and the names stage.")

    @Option(help: "Rounds; the best one counts.") var rounds = 5
    @Option(help: ArgumentHelp("Folder with Loep's tables and models.", valueName: "dir")) var models: String?

    func run() throws {
        let resources = try ResourceDirectory.find(explicit: models)
        let opening = try Measurement.best(of: rounds) { _ = try NameNormalizer(resources: resources) }
        print("open: \(Int(opening * 1e6)) µs")

        let table = try resources.table("names-identities.tsv", required: ["dutch"])
        let column = table.index(of: "dutch") ?? 0
        let names = table.rows.map { Array($0[column].utf8) }
        // One letter doubled: a misspelling that only a fuzzy look-up finds.
        let misspelt = names.filter { $0.count >= 8 }.map { name in Array(name[..<4]) + [name[3]] + Array(name[4...]) }
        let probe = try NameProbe(resources: resources)
        var found = 0
        let exact = Measurement.best(of: rounds) { found = probe.exact(names) }
        guard found == names.count else { throw ValidationError("\(names.count - found) listed names were not found") }
        print("exact: \(Int(Double(names.count) / exact)) look-ups/s")
        let fuzzy = Measurement.best(of: rounds) { found = probe.fuzzy(misspelt) }
        print("fuzzy: \(Int(Double(misspelt.count) / fuzzy)) look-ups/s, \(found) of \(misspelt.count) near a name")

        let segmenter = try Pipeline(stages: [Tokenizer(resources: resources), SentenceSplitter(resources: resources)])
            .makeWorker()
        var documents = try CorpusArticle.articles(in: "\(resources.path)/corpus/train").map { try $0.document() }
        for index in documents.indices { segmenter.annotate(&documents[index]) }
        let tokens = documents.reduce(0) { $0 + $1.tokens.count }
        let worker = try NameNormalizer(resources: resources).makeWorker()
        var mentions = 0
        let stage = Measurement.best(of: rounds) {
            mentions = 0
            for index in documents.indices {
                worker.annotate(&documents[index])
                mentions += documents[index].names.count
            }
        }
        print("stage: \(Int(Double(tokens) / stage)) tokens/s, \(mentions) mentions in \(tokens) tokens")
    }
}
