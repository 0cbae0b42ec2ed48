// SPDX-License-Identifier: Apache-2.0
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

            Examples:
              loep article.txt --to text          a digest for reading
              loep articles/ --out tagged/        a folder, mirrored file by file
              loep summarize article.txt          the three sentences that say most
              loep name Loekasjenko               who is it, and how is the name written elsewhere

            Exit codes: 0 all well, 1 some documents failed, 64 usage, 66 no input, 70 internal error,
            74 input or output failed, 78 model or configuration missing or broken, 130 interrupted.
            """,
        subcommands: [
            TagCommand.self, TokenizeCommand.self, SentencesCommand.self, WordsCommand.self, NamesCommand.self,
            EntitiesCommand.self,
            SummarizeCommand.self, NormalizeCommand.self, NameCommand.self, FindCommand.self, ExplainCommand.self,
            ModelCommand.self, ConfigCommand.self, VersionCommand.self,
            EvalCommand.self,
        ],
        defaultSubcommand: TagCommand.self)

    /// Runs the command and turns errors into the exit codes of the table above.
    static func main() async {
        Interruption.install()
        do {
            let typed = Array(CommandLine.arguments.dropFirst())
            if let message = Suggestion.unknownCommand(in: typed, root: LoepCommand.self) {
                Terminal.writeError("loep: \(message)")
                Glibc.exit(ExitStatus.usage)
            }
            var command = try parseAsRoot(ConfiguredArguments.complete(typed, root: LoepCommand.self))
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
