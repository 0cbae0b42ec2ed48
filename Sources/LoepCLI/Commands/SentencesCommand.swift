// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Loep
import LoepFormats

/// `loep sentences`: sentences.
struct SentencesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sentences",
        abstract: "Print the sentences: one a line, a blank line after each document.",
        discussion: """
            Examples:
              loep sentences article.txt
              loep sentences articles/ --to jsonl --out sentences/
            """)

    @OptionGroup var batch: BatchArguments

    func run() async throws {
        try await batch.run(layers: [.tokens, .sentences], defaultFormat: .text, lines: .sentences)
    }
}
