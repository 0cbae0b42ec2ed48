// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Loep
import LoepCore
import LoepEvaluation
import LoepFormats
import LoepModel

/// `loep eval keyphrases`: our keyphrases and the most frequent content words against a small gold set.
struct EvalKeyphrases: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keyphrases",
        abstract:
            "Precision, recall and F1 (percent) of ten keyphrases an article against a gold list, letter case aside.",
        discussion: """
            Examples:
              loep eval keyphrases
              loep eval keyphrases --gold my-phrases.tsv
            """)

    @Option(name: .long, help: "Table with columns id and phrases.") var gold = "Tests/Golden/summary/keyphrases.tsv"
    @Option(name: .long, help: "Folder of corpus articles.") var corpus = "Resources/corpus/dev"
    @Option(name: .long, help: "Keyphrases an article.") var count = 10
    @Option(name: .long, help: "Folder with lexicon/ and models/.") var models: String?
    @Flag(name: .long, help: "Print what was found.") var verbose = false

    func run() throws {
        let resources = try ResourceDirectory.find(explicit: models)
        let table = try Table(Text(validating: FileBytes.read(gold)), name: gold, required: ["id", "phrases"])
        var options = DutchOptions()
        options.layers = [.keyphrases]
        options.keyphrases = KeyphraseOptions(count: count, names: .dutch)
        let worker = try Pipeline.dutch(resources: resources, options: options).makeWorker()
        let stopWords = Set(try resources.table("stopwords.tsv", required: ["word"]).rows.map { $0[0] })
        let articles = try CorpusArticle.articles(in: corpus)
        var ours = (hits: 0, offered: 0, wanted: 0)
        var frequent = ours
        for row in table.rows {
            guard let article = articles.first(where: { $0.id == row[0] }) else { continue }
            let wanted = Set(row[1].split(separator: ";").map { plain(String($0)) })
            var document = try article.document()
            worker.annotate(&document)
            let found = document.keyphrases.map(\.text)
            if verbose { print("\(row[0]): \(found.joined(separator: " · "))") }
            count(found, wanted, &ours)
            count(baseline(article.text, stopWords), wanted, &frequent)
        }
        print("\(table.rows.count) articles, \(count) keyphrases")
        print("keyphrases  \(line(ours))")
        print("frequency   \(line(frequent))")
    }

    private func plain(_ phrase: String) -> String { Rouge.tokens(phrase).joined(separator: " ") }

    private func count(_ found: [String], _ wanted: Set<String>, _ sum: inout (hits: Int, offered: Int, wanted: Int)) {
        let offered = Set(found.map(plain))
        sum.hits += offered.intersection(wanted).count
        sum.offered += offered.count
        sum.wanted += wanted.count
    }

    /// The most frequent words that are no function words, ties by first place.
    private func baseline(_ text: String, _ stopWords: Set<String>) -> [String] {
        var counts: [String: (count: Int, first: Int)] = [:]
        for (place, token) in Rouge.tokens(text).enumerated() where token.count > 2 && !stopWords.contains(token) {
            counts[token, default: (0, place)].count += 1
        }
        return counts.sorted { ($1.value.count, $0.value.first) < ($0.value.count, $1.value.first) }
            .prefix(count).map(\.key)
    }

    private func line(_ sum: (hits: Int, offered: Int, wanted: Int)) -> String {
        let score = OverlapScore(hits: sum.hits, candidate: sum.offered, reference: sum.wanted)
        return [("P", score.precision), ("R", score.recall), ("F1", score.f1)]
            .map { "\($0.0) \(Double(Int($0.1 * 1000 + 0.5)) / 10)" }.joined(separator: "  ")
    }
}
