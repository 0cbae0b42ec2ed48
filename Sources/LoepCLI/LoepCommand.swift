import ArgumentParser
import Glibc
import LoepCore
import LoepFormats

/// `loep`: the command line of the house; each subcommand has a file of its own.
@main
struct LoepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "loep",
        abstract: "Dutch text in, annotated text out: sentences, words, names, entities, summaries.",
        discussion: """
            Without a subcommand loep tags: `loep articles/ --out tagged/` is `loep tag articles/ --out tagged/`.

            Exit codes: 0 all well, 1 some documents failed, 64 usage, 66 no input, 70 internal error,
            74 input or output failed, 78 model or configuration missing or broken, 130 interrupted.
            """,
        subcommands: [
            TagCommand.self, TokenizeCommand.self, SentencesCommand.self, WordsCommand.self, NamesCommand.self,
            EntitiesCommand.self,
            SummarizeCommand.self, NormalizeCommand.self, NameCommand.self, FindCommand.self, ExplainCommand.self,
            ModelCommand.self,
            VersionCommand.self,
            EvalCommand.self,
        ],
        defaultSubcommand: TagCommand.self)

    /// Runs the command and turns errors into the exit codes of the table above.
    static func main() async {
        Interruption.install()
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let error as LoepError {
            Terminal.writeError("loep: \(error)")
            Glibc.exit(ExitStatus.code(for: error))
        } catch {
            exit(withError: error)
        }
    }
}
