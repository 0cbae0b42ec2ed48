// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Databases made by `--to sqlite` and searched by `loep find`.
@Suite struct DatabaseTests {
    private func corpus() throws -> Sandbox {
        let sandbox = try Sandbox()
        try sandbox.write(
            "in/a.txt", "President Aleksandr Loekasjenko sprak in Minsk. Loekasjenko zweeg over de verkiezingen.")
        try sandbox.write("in/b.txt", "De Wit-Russische leider Loekashenko bleef thuis.")
        try sandbox.write("in/c.txt", "Alexander Lukashenko belde met Poetin.")
        try sandbox.write("in/d.txt", "De brandweer bluste een brand in Café Zuid.")
        try sandbox.write("in/e.txt", "")
        return sandbox
    }

    private func found(_ query: String, in sandbox: Sandbox) throws -> [String] {
        let run = try Loep.run(["find", query, "corpus.db", "--to", "tsv"], in: sandbox.url)
        #expect(run.errors == "")
        return run.output.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
    }

    @Test func aNameFindsEveryArticleWhateverTheSpelling() throws {
        let sandbox = try corpus()
        #expect(try Loep.run(["in", "--to", "sqlite", "--out", "corpus.db", "--quiet"], in: sandbox.url).status == 1)
        for query in ["Lukashenko", "Loekasjenko", "Лукашенко", "Alexander Lukashenko"] {
            #expect(try Set(found(query, in: sandbox)) == ["in/a.txt", "in/b.txt", "in/c.txt"], "\(query)")
        }
        #expect(try found("Lukashenko", in: sandbox).first == "in/a.txt")
        #expect(try found("cafe zuid", in: sandbox) == ["in/d.txt"])
        let nothing = try Loep.run(["find", "zeppelin", "corpus.db"], in: sandbox.url)
        #expect(nothing.status == 1)
        #expect(nothing.output == "0 articles\n")
        let lines = try Loep.run(["find", "Lukashenko", "corpus.db", "--to", "jsonl", "--limit", "1"], in: sandbox.url)
        #expect(try lines.objects().map { $0["forms"] as? [String] } == [["Aleksandr Loekasjenko", "Loekasjenko"]])
    }

    @Test func tablesHoldDocumentsSentencesEntitiesIdentitiesAndFailures() throws {
        let sandbox = try corpus()
        try Loep.run(["in", "--to", "sqlite", "--out", "corpus.db", "--quiet"], in: sandbox.url)
        func ask(_ sql: String) throws -> String {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = [
                "python3", "-c",
                "import sqlite3,sys\nfor row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]): print('|'.join(map(str,row)))",
                sandbox.url.appending(path: "corpus.db").path, sql,
            ]
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let data = Drain([output]).wait()
            process.waitUntilExit()
            return String(decoding: data[0], as: UTF8.self)
        }
        #expect(try ask("SELECT count(*), sum(error IS NOT NULL) FROM documents") == "5|1\n")
        #expect(try ask("SELECT error FROM documents WHERE name = 'in/e.txt'") == "text.empty\n")
        #expect(
            try ask("SELECT canonical, dutch FROM identities WHERE id = 'alexander-lukashenko'")
                == "Alexander Lukashenko|Aleksandr Loekasjenko\n")
        #expect(
            try ask(
                "SELECT substr(d.text, s.start + 1, s.\"end\" - s.start) FROM sentences s JOIN documents d ON d.id = s.document WHERE d.name = 'in/a.txt' AND s.number = 1"
            ) == "Loekasjenko zweeg over de verkiezingen.\n")
        // Again: the same inputs replace what they gave before.
        try Loep.run(["in", "--to", "sqlite", "--out", "corpus.db", "--quiet"], in: sandbox.url)
        #expect(try ask("SELECT count(*) FROM documents") == "5\n")
    }

    @Test func otherFilesAreNoDatabases() throws {
        let sandbox = try corpus()
        try sandbox.write("x.db", "dit is geen database maar gewone tekst, en wel een heel stuk ervan")
        #expect(try Loep.run(["find", "x", "nergens.db"], in: sandbox.url).status == 66)
        let run = try Loep.run(["find", "x", "x.db"], in: sandbox.url)
        #expect(run.status == 1)
        #expect(run.errors.contains("no database of Loep"))
        #expect(try Loep.run(["in/a.txt", "--to", "sqlite", "--out", "x.db"], in: sandbox.url).status == 1)
        #expect(try sandbox.read("x.db").hasPrefix("dit is geen"))
        #expect(try Loep.run(["in/a.txt", "--to", "sqlite"], in: sandbox.url).status == 64)
    }
}
