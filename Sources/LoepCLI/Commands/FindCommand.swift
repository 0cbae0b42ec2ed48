// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Loep
import LoepFormats

/// `loep find`: articles in a database, by words or by a name in any spelling.
struct FindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find",
        abstract: "Find the articles of a database that mention a name, however it is spelled, or hold words.",
        discussion: """
            The database is one that loep tag --to sqlite has made. A name is looked up as by loep name, so that
            Lukashenko, Loekasjenko and Лукашенко find the same articles. Most mentions come first, then the newest.
            Exit code 1 when nothing is found.

            Examples:
              loep tag articles/ --to sqlite --out corpus.db
              loep find Lukashenko corpus.db
              loep find "gestolen fiets" corpus.db --to tsv
            """)

    /// The formats of an answer.
    enum Format: String, CaseIterable, ExpressibleByArgument { case text, tsv, jsonl }

    @Argument(help: "A name or words; all words must be there.")
    var query: String

    @Argument(help: "The database.")
    var database: String

    @Option(help: "Format of the answer: text, tsv, jsonl.")
    var to: Format = .text

    @Option(help: ArgumentHelp("Articles shown; 0 for all.", valueName: "n"))
    var limit: Int = 50

    @OptionGroup var modelArguments: ModelArguments

    func validate() throws {
        if limit < 0 { throw ValidationError("--limit must be 0 or more.") }
        if query.allSatisfy({ $0.isWhitespace }) { throw ValidationError("Say what to look for.") }
    }

    func run() async throws {
        let search = try ArticleSearch(path: database)
        let lookup = try NameLookup(resources: modelArguments.resources(), options: modelArguments.nameOptions())
        let answer = lookup.answer(query)
        let named = answer.identity.map { [$0.id] } ?? answer.candidates.map(\.identity.id)
        let identities = try search.identities(query, named: named)
        let (hits, total) = try search.articles(
            query, identities: identities, limit: limit == 0 ? Int(Int32.max) : limit)
        var bytes = SearchAnswer(query: query, identities: identities, hits: hits, total: total).encoded(as: to)
        if try StreamSink.write(&bytes, to: 1) == false { throw ExitCode(ExitStatus.inputOutput) }
        if hits.isEmpty { throw ExitCode(ExitStatus.someFailed) }
    }
}
