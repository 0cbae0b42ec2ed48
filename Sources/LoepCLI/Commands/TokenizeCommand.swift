// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Loep
import LoepFormats

/// `loep tokenize`: tokens.
struct TokenizeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tokenize",
        abstract: "Print the tokens: one a line, a blank line after each sentence.",
        discussion: """
            Examples:
              loep tokenize article.txt
              echo "Zo'n foto's kosten € 10.000." | loep tokenize -
            """)

    @OptionGroup var batch: BatchArguments

    func run() async throws {
        try await batch.run(layers: [.tokens, .sentences], defaultFormat: .text, lines: .tokens)
    }
}
