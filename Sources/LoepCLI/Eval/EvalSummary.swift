// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Loep
import LoepCore
import LoepEvaluation
import LoepFormats
import LoepModel
import LoepSegmentation
import LoepSummary

/// `loep eval summary`: our summaries, with and without the trained model, beside lead, random and oracle.
struct EvalSummary: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary",
        abstract:
            "ROUGE F1 (percent) of summaries against the reference of each corpus article, and readability faults.",
        discussion: """
            Examples:
              loep eval summary
              loep eval summary my-articles/ --sentences 5 --verbose
            """)

    @Argument(help: "Folder of corpus articles.") var folder = "Resources/corpus/dev"
    @Option(name: .long, help: "Sentences a summary.") var sentences = 3
    @Option(name: .long, help: "Folder with lexicon/ and models/.") var models: String?
    @Flag(name: .long, help: "Print each summary with its reference and its faults.") var verbose = false

    func run() throws {
        let resources = try ResourceDirectory.find(explicit: models)
        let base: [any Stage] = [
            try Tokenizer(resources: resources), try SentenceSplitter(resources: resources),
        ]
        let worker = try Pipeline(stages: base).makeWorker()
        let cases = try CorpusArticle.articles(in: folder).map { article throws(LoepError) in
            try SummaryCase(article, worker: worker)
        }
        let faults = try SummaryFaults(resources: resources)
        var lines = ["\(cases.count) articles, \(sentences) sentences", SummaryScore.header]
        for scorer in SummaryOptions.Scorer.allCases {
            let options = SummaryOptions(length: .sentences(sentences), scorer: scorer)
            let summarizer = try Summarizer(resources: resources, options: options).makeWorker()
            var score = SummaryScore(name: scorer.rawValue)
            var counts: [SummaryFaults.Kind: Int] = [:]
            var chosenCount = 0
            var faultyCount = 0
            for item in cases {
                var document = item.document
                summarizer.annotate(&document)
                let chosen = document.summary.map { Int($0.sentence) }
                score.add(item.tokens(of: chosen), reference: item.reference)
                let found = faults.faults(in: document, chosen: chosen)
                for fault in found { counts[fault.kind, default: 0] += 1 }
                chosenCount += chosen.count
                faultyCount += Set(found.map(\.sentence)).count
                if verbose, scorer == .trained { printSummary(document, found) }
            }
            lines.append(score.line)
            let share = Double(faultyCount * 1000 / max(1, chosenCount)) / 10
            let kinds = SummaryFaults.Kind.allCases.compactMap { kind in counts[kind].map { "\(kind.rawValue) \($0)" } }
            lines.append(
                "  faults: \(faultyCount) of \(chosenCount) sentences (\(share) %)"
                    + (kinds.isEmpty ? "" : ": " + kinds.joined(separator: ", ")))
        }
        lines += baselines(cases)
        print(lines.joined(separator: "\n"))
    }

    private func baselines(_ cases: [SummaryCase]) -> [String] {
        var lead = SummaryScore(name: "lead")
        var random = SummaryScore(name: "random")
        var oracle = SummaryScore(name: "oracle")
        var generator = SplitMix64(seed: 1)
        for item in cases {
            lead.add(item.tokens(of: item.lead(sentences)), reference: item.reference)
            oracle.add(item.tokens(of: item.oracle(sentences)), reference: item.reference)
            for _ in 0..<10 {
                random.add(item.tokens(of: item.random(sentences, using: &generator)), reference: item.reference)
            }
        }
        return [lead.line, random.line, oracle.line]
    }

    private func printSummary(_ document: Document, _ found: [(sentence: Int, kind: SummaryFaults.Kind)]) {
        print("\(document.id): \(document.metadata.title ?? "")")
        for choice in document.summary {
            let marks = found.filter { $0.sentence == Int(choice.sentence) }.map { "[\($0.kind.rawValue)] " }.joined()
            print("  - \(marks)\(document.string(of: document.sentences[Int(choice.sentence)].tokens))")
        }
        print("")
    }
}
