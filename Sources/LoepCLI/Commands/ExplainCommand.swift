// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Loep
import LoepFormats

/// `loep explain`: why a text is annotated as it is.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell the rule or the evidence behind every token, sentence, name, entity and summary sentence.",
        discussion: """
            Examples:
              loep explain article.txt
              echo "Dhr. Poetin kwam 's ochtends." | loep explain -
            """)

    @OptionGroup var batch: BatchArguments

    func validate() throws {
        if batch.to != nil { throw ValidationError("explain prints text; --to has no meaning here.") }
    }

    func run() async throws {
        try await batch.run(layers: .dutch, writer: ExplanationWriter())
    }
}
