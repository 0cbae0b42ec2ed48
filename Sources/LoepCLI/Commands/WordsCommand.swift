// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Loep
import LoepFormats

/// `loep words`: part of speech, features and lemma.
struct WordsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "words",
        abstract: "Print each token with lemma, part of speech, CGN tag and features, parted by tabs.",
        discussion: """
            Examples:
              loep words article.txt
              loep words articles/ --to conllu --out words/
              cut -f1 corpus.tsv | loep words - --from conll
            """)

    @OptionGroup var batch: BatchArguments

    func run() async throws {
        try await batch.run(layers: [.words], defaultFormat: .text, lines: .words)
    }
}
