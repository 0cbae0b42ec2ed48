// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Loep
import LoepFormats
import LoepNames

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
              loep normalize article.txt --scheme iso9

            A bare surname stays one: Loekasjenko becomes Lukashenko, not Alexander Lukashenko. Schemes other than dutch,
            english and original are written from the Cyrillic original; names without one take their English form.
            """)

    @OptionGroup var batch: BatchArguments

    @Option(
        help: """
            Spelling of the names: dutch, english, original, german, french, bgn, iso9, scientific, national.
            """)
    var scheme: NormalizedTextWriter.Scheme = .english

    func validate() throws {
        if batch.to != nil { throw ValidationError("normalize prints text; --to has no meaning here.") }
    }

    func run() async throws {
        let schemes = try TransliterationTable(resources: batch.modelArguments.resources())
        try await batch.run(
            layers: [.names, .entities], writer: NormalizedTextWriter(scheme: scheme, schemes: schemes))
    }
}
