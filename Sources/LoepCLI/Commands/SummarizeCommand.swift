import ArgumentParser
import Loep
import LoepFormats

/// `loep summarize`: summaries.
struct SummarizeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summarize",
        abstract: "Print the sentences that sum an article up: one a line, a blank line after each document.",
        discussion: """
            Examples:
              loep summarize article.txt
              loep summarize article.txt --sentences 5
            """)

    @OptionGroup var batch: BatchArguments

    @Option(help: ArgumentHelp("Sentences of the summary.", valueName: "n"))
    var sentences: Int = 3

    @Option(help: ArgumentHelp("A name or word the summary shall be about; may be given again.", valueName: "name"))
    var focus: [String] = []

    func validate() throws { try SummarizeCommand.validate(sentences: sentences) }

    static func validate(sentences: Int) throws {
        if sentences < 1 { throw ValidationError("--sentences must be 1 or more.") }
    }

    func run() async throws {
        var dutch = DutchOptions()
        dutch.summary.length = .sentences(sentences)
        dutch.summary.focus = focus
        try await batch.run(layers: [.summary], defaultFormat: .text, lines: .summary, dutch: dutch)
    }
}
