// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Loep
import LoepCore
import LoepEvaluation
import LoepModel
import LoepSegmentation

/// `loep eval tokens`: tokens and sentences against a treebank in CoNLL-U.
struct EvalTokens: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tokens",
        abstract: "Measure tokens and sentences against CoNLL-U files, on text rebuilt from their # text lines.",
        discussion: """
            Examples:
              loep eval tokens --gold treebank.conllu
              loep eval tokens --gold a.conllu --gold b.conllu --errors 20
            """)

    @Option(name: .long, help: "A CoNLL-U file; may be given more than once.")
    var gold: [String]

    @Option(name: .long, help: "How lines make paragraphs: blank, line or auto.")
    var paragraph = ParagraphMode.auto

    @Option(name: .long, help: "List the first N differences of each kind.")
    var errors = 0

    @Option(name: .long, help: "Folder with lexicon/ and models/.")
    var models: String?

    func run() throws {
        let resources = try ResourceDirectory.find(explicit: models)
        let options = SegmentationOptions(paragraphs: paragraph)
        let pipeline = try Pipeline {
            try Tokenizer(resources: resources, options: options)
            try SentenceSplitter(resources: resources, options: options)
        }
        let worker = pipeline.makeWorker()
        for path in gold {
            let standard = try SegmentationGold(conllu: Text(validating: FileBytes.read(path)), name: path)
            var document = Document(id: path, text: standard.text)
            worker.annotate(&document)
            let score = SegmentationScore(document, gold: standard)
            print(path)
            report("tokens", score.tokens)
            report("sentences", score.sentences)
            for unit in [SegmentationDifference.Unit.token, .sentence] {
                for difference in score.differences.filter({ $0.unit == unit }).prefix(errors) {
                    print("  \(unit.rawValue) at byte \(difference.range.start)")
                    print("    gold   \(difference.gold.map { show(standard.text[$0]) }.joined(separator: " ¦ "))")
                    print("    system \(difference.system.map { show(standard.text[$0]) }.joined(separator: " ¦ "))")
                }
            }
        }
    }

    private func report(_ name: String, _ score: SpanScore) {
        let figures = [score.precision, score.recall, score.f1].map { fixed($0, digits: 2) }
        print(
            "  \(name): P \(figures[0])  R \(figures[1])  F1 \(figures[2])  "
                + "(gold \(score.gold), system \(score.system), correct \(score.correct))")
    }

    private func show(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "⏎")
    }
}
