// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Loep
import LoepFormats

/// `loep names`: the proposals of the name normaliser.
struct NamesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "names",
        abstract: "Print which words may name whom: form, identity, canonical, Dutch and original name, certainty.",
        discussion: """
            These are the normaliser's proposals, more than the names finally recognised (see `loep entities`).

            Examples:
              loep names article.txt
              loep names article.txt --to jsonl
            """)

    @OptionGroup var batch: BatchArguments

    func run() async throws {
        try await batch.run(layers: [.names], defaultFormat: .text, lines: .names)
    }
}
