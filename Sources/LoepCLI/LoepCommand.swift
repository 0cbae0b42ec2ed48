import ArgumentParser

/// `loep`: the command line of the house; each subcommand has a file of its own.
@main
struct LoepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "loep",
        abstract: "Dutch text in, annotated text out: sentences, words, names, entities, summaries.",
        subcommands: [
            EvalCommand.self
        ])
}
