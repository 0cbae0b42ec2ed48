// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Loep
import LoepFormats

extension NormalizedTextWriter.Scheme: ExpressibleByArgument {}

/// `loep normalize`: texts with their names in one spelling.
struct NormalizeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "normalize",
        abstract: "Print the text with every recognised name in one spelling; the file itself is not touched.",
        discussion: """
            Examples:
              loep normalize article.txt
              loep normalize article.txt --scheme dutch
              loep normalize articles/ --scheme original --out originals/
            """)

    @OptionGroup var batch: BatchArguments

    @Option(help: "Spelling of the names: dutch, english, original.")
    var scheme: NormalizedTextWriter.Scheme = .english

    func validate() throws {
        if batch.to != nil { throw ValidationError("normalize prints text; --to has no meaning here.") }
    }

    func run() async throws {
        try await batch.run(layers: [.names, .entities], writer: NormalizedTextWriter(scheme: scheme))
    }
}
