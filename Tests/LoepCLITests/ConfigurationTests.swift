// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// `loep.yml`, and what is said about words that nothing is called by.
@Suite struct ConfigurationTests {
    @Test func settingsApplyAndTypedOptionsWin() throws {
        let sandbox = try Sandbox()
        try sandbox.write("a.txt", try Loep.seed("beiaard.txt"))
        try sandbox.write(
            "loep.yml",
            """
            defaults:
              to: jsonl
            commands:
              summarize:
                sentences: 2
            pipelines:
              short:
                sentences: 1
                to: text
            """)
        func sentences(_ arguments: [String]) throws -> String {
            let run = try Loep.run(arguments, in: sandbox.url)
            #expect(run.status == 0, "\(run.errors)")
            return run.output
        }
        let configured = try sentences(["summarize", "a.txt"])
        #expect(configured.hasPrefix("{\"schema\""))
        #expect(configured.components(separatedBy: "\"sentence\":").count == 3)
        #expect(try sentences(["summarize", "a.txt", "--pipeline", "short"]).split(separator: "\n").count == 1)
        #expect(
            try sentences(["summarize", "a.txt", "--pipeline=short", "--sentences", "4"]).split(separator: "\n").count
                == 4)
        #expect(try sentences(["summarize", "a.txt", "--no-config"]).split(separator: "\n").count == 3)
        #expect(try !sentences(["sentences", "a.txt", "--to", "text"]).hasPrefix("{"))
    }

    @Test func pathsCountFromTheFolderOfTheFile() throws {
        let sandbox = try Sandbox()
        try sandbox.write("a.txt", "De Leesclub kwam bijeen.")
        try sandbox.write("desk/own.tsv", "name\ttype\nDe Leesclub\tRUBRIC\n")
        try sandbox.write("desk/loep.yml", "defaults:\n  gazetteer: own.tsv\n  quiet: true\n")
        let run = try Loep.run(["entities", "a.txt", "--config", "desk/loep.yml"], in: sandbox.url)
        #expect(run.status == 0)
        #expect(run.output.contains("De Leesclub\tRUBRIC") || run.output.contains("RUBRIC"))
        let named = try Loep.run(
            ["entities", "a.txt"], in: sandbox.url,
            environment: ["LOEP_CONFIG": sandbox.url.appending(path: "desk/loep.yml").path])
        #expect(named.output == run.output)
    }

    @Test(arguments: [
        ("defaults:\n  jbos: 4\n", "line 2: no command has an option 'jbos'; did you mean 'jobs'?"),
        ("default:\n  jobs: 4\n", "there is no section 'default'; did you mean 'defaults'?"),
        ("defaults: [a\n", "line"), ("- a\n", "must be a table"), ("defaults:\n  jobs:\n    a: b\n", "takes a value"),
        ("defaults:\n  jobs:\n", "'jobs' has no value"), ("defaults:\n  quiet: maybe\n", "'quiet' is true or false"),
        ("defaults:\n  config: b.yml\n", "belongs on the command line"),
        ("commands:\n  tag:\n    focus: x\n", "loep tag has no option 'focus'"),
    ])
    func aWrongFileIsAConfigurationError(_ file: String, _ message: String) throws {
        let sandbox = try Sandbox()
        try sandbox.write("a.txt", "Tekst.")
        try sandbox.write("loep.yml", file)
        let run = try Loep.run(["a.txt"], in: sandbox.url)
        #expect(run.status == 78)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("loep: config.malformed: loep.yml"), "\(run.errors)")
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(try Loep.run(["a.txt", "--no-config"], in: sandbox.url).status == 0)
        #expect(try Loep.run(["tag", "--help"], in: sandbox.url).status == 0)
    }

    @Test func aMissingPipelineIsNamed() throws {
        let sandbox = try Sandbox()
        try sandbox.write("a.txt", "Tekst.")
        let without = try Loep.run(["a.txt", "--pipeline", "x"], in: sandbox.url, environment: ["HOME": "/nowhere"])
        #expect(without.status == 78)
        try sandbox.write("loep.yml", "pipelines:\n  front:\n    to: text\n")
        let wrong = try Loep.run(["a.txt", "--pipeline", "x"], in: sandbox.url)
        #expect(wrong.status == 78)
        #expect(wrong.errors.contains("no pipeline 'x'; it has front"))
    }

    @Test func configTellsWhatCounts() throws {
        let sandbox = try Sandbox()
        try sandbox.write("loep.yml", "pipelines:\n  front:\n    stages: [entities, summary]\n")
        let run = try Loep.run(["config"], in: sandbox.url)
        #expect(run.status == 0)
        #expect(run.output == "loep.yml\npipelines.front\tstages\tentities,summary\n")
    }

    @Test(arguments: [
        (["tokenise", "x"], "Did you mean 'loep tokenize'?"), (["sumarize"], "Did you mean 'loep summarize'?"),
        (["model", "lst"], "Did you mean 'loep model list'?"),
        (["x", "--stages", "entites"], "did you mean entities?"),
        (["x", "--jbos", "3"], "Did you mean '--jobs'?"), (["eval", "entitie"], "loep eval entities"),
    ])
    func mistypedWordsGetASuggestion(_ arguments: [String], _ suggestion: String) throws {
        let sandbox = try Sandbox()
        let run = try Loep.run(arguments, in: sandbox.url)
        #expect(run.status == 64)
        #expect(run.output == "")
        #expect(run.errors.contains(suggestion), "\(run.errors)")
    }

    @Test func aFileWithANameLikeACommandIsAFile() throws {
        let sandbox = try Sandbox()
        try sandbox.write("tokens", "Tekst.")
        #expect(try Loep.run(["tokens"], in: sandbox.url).status == 0)
    }
}
