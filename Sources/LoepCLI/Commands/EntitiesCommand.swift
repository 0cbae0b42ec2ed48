// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Loep
import LoepFormats

/// `loep entities`: named entities.
struct EntitiesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "entities",
        abstract: "Print the named entities: form, type, canonical name and original script, parted by tabs.",
        discussion: """
            Examples:
              loep entities article.txt
              loep entities articles/ | cut -f3 | sort | uniq -c | sort -rn
            """)

    @OptionGroup var batch: BatchArguments

    func run() async throws {
        try await batch.run(layers: [.entities], defaultFormat: .text, lines: .entities)
    }
}
