import ArgumentParser

/// `loep eval`: measures a stage against gold annotation.
struct EvalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Measure a stage against gold annotation.",
        subcommands: [
            EvalTokens.self, EvalSummary.self, EvalKeyphrases.self,
            EvalEntities.self,
            EvalNames.self,
            EvalWords.self,
        ])
}
