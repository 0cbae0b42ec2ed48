// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `loep eval`: measures a stage against gold annotation.
struct EvalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Measure a stage against gold annotation.",
        discussion: """
            Examples:
              loep eval entities
              loep eval summary --sentences 5
              loep eval tokens --gold treebank.conllu
            """,
        subcommands: [
            EvalTokens.self, EvalSummary.self, EvalKeyphrases.self,
            EvalEntities.self,
            EvalNames.self,
            EvalWords.self,
        ])
}
