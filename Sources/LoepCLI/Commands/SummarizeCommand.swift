// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Loep
import LoepFormats

/// The order in which `loep summarize` prints the sentences of a summary.
enum SummaryOrder: String, CaseIterable, ExpressibleByArgument {
    case text, score
}

/// `loep summarize`: summaries.
struct SummarizeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summarize",
        abstract: "Print the sentences that sum an article up: one a line, a blank line after each document.",
        discussion: """
            Examples:
              loep summarize article.txt
              loep summarize article.txt --sentences 5
              loep summarize article.txt --words 60 --focus Loekasjenko
              loep summarize --across folder/ --sentences 10
            """)

    @OptionGroup var batch: BatchArguments

    @Option(help: ArgumentHelp("Sentences of the summary (default: 3).", valueName: "n"))
    var sentences: Int?

    @Option(help: ArgumentHelp("Words of the summary, at most.", valueName: "n"))
    var words: Int?

    @Option(help: ArgumentHelp("Share of the sentences, above 0 and at most 1.", valueName: "share"))
    var ratio: Double?

    @Option(help: ArgumentHelp("A name or word the summary shall be about; may be given again.", valueName: "name"))
    var focus: [String] = []

    @Flag(help: "Judge by position, centrality and title alone, without what was learnt from news.")
    var untrained = false

    @Option(help: "With plain lines: the order of the sentences: text, score.")
    var order: SummaryOrder = .text

    @Flag(help: "One summary over all documents, the source after each sentence; copies of an article count once.")
    var across = false

    func validate() throws {
        try SummarizeCommand.validate(sentences: sentences ?? 3)
        if [sentences != nil, words != nil, ratio != nil].filter({ $0 }).count > 1 {
            throw ValidationError("Choose one of --sentences, --words and --ratio.")
        }
        if let words, words < 1 { throw ValidationError("--words must be 1 or more.") }
        if let ratio, !(ratio > 0 && ratio <= 1) { throw ValidationError("--ratio must be above 0 and at most 1.") }
        if order == .score, batch.to != nil, batch.to != .text {
            throw ValidationError("--order score is for plain lines; other formats keep the order of the text.")
        }
        if across, batch.to != nil, batch.to != .text, batch.to != .jsonl {
            throw ValidationError("--across writes text or jsonl.")
        }
        if across, batch.out != nil {
            throw ValidationError("--across writes one summary to standard output; leave --out.")
        }
    }

    static func validate(sentences: Int) throws {
        if sentences < 1 { throw ValidationError("--sentences must be 1 or more.") }
    }

    private var options: SummaryOptions {
        var options = SummaryOptions(focus: focus, scorer: untrained ? .untrained : .trained)
        if let sentences { options.length = .sentences(sentences) }
        if let words { options.length = .words(words) }
        if let ratio { options.length = .ratio(ratio) }
        return options
    }

    func run() async throws {
        var dutch = DutchOptions()
        dutch.summary = options
        dutch.summary.focus = try focus.flatMap { [$0] + (try otherNames(of: $0)) }
        if across {
            try await runAcross(dutch)
        } else if order == .score {
            try await batch.run(layers: [.summary], writer: ScoreOrderWriter(), dutch: dutch)
        } else {
            try await batch.run(layers: [.summary], defaultFormat: .text, lines: .summary, dutch: dutch)
        }
    }

    private func runAcross(_ dutch: DutchOptions) async throws {
        let collector = AcrossCollector()
        var failure: ExitCode?
        do {
            try await batch.run(layers: [.sentences, .names], writer: collector, dutch: dutch)
        } catch let code as ExitCode {
            failure = code
        }
        let report = try AcrossReport(
            collector.collected, resources: batch.modelArguments.resources(), options: dutch.summary)
        var bytes: [UInt8] = []
        if batch.to == .jsonl { report.append(jsonTo: &bytes) } else { report.append(textTo: &bytes) }
        if try StreamSink.write(&bytes, to: 1) == false { throw ExitCode(ExitStatus.inputOutput) }
        if !batch.quiet, batch.to != .jsonl {
            for copy in report.copies {
                Terminal.writeError("loep: \(copy.source) is a copy of \(copy.copyOf); used once")
            }
        }
        if let failure { throw failure }
    }

    /// The canonical names of whoever the focus names, so that any spelling finds every other.
    private func otherNames(of focus: String) throws -> [String] {
        var dutch = DutchOptions()
        dutch.layers = [.names]
        dutch.names = batch.modelArguments.nameOptions()
        let pipeline = try Pipeline.dutch(resources: batch.modelArguments.resources(), options: dutch)
        let document = try pipeline.annotate(focus)
        return document.names.filter { $0.score >= 0.5 && $0.tokens.count == document.tokens.count }
            .map { document.identities[Int($0.identity)].canonical }
    }
}

/// Plain lines of a summary, the sentence that says most first.
struct ScoreOrderWriter: DocumentWriter {
    var fileExtension: String { "txt" }

    func append(_ document: Document, to bytes: inout [UInt8]) {
        for choice in document.summary.sorted(by: { ($1.score, $0.sentence) < ($0.score, $1.sentence) }) {
            let text = document.string(of: document.sentences[Int(choice.sentence)].tokens)
            bytes += text.split { $0.isWhitespace }.joined(separator: " ").utf8
            bytes.append(UInt8(ascii: "\n"))
        }
        bytes.append(UInt8(ascii: "\n"))
    }
}
