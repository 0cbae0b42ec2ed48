import Foundation
import Testing

/// How the command is called: help, versions, wrong options.
@Suite struct UsageTests {
    @Test(arguments: [
        [], ["tag"], ["--to", "pdf", "x"], ["x", "--jobs", "0"], ["x", "--offsets", "byte"],
        ["x", "--stages", "parser"],
        ["x", "--sentences", "0"], ["-", "-"], ["x", "--fields", "a"], ["x", "--fields", "b=c"], ["--nope"],
        ["name"], ["x", "--limit", "0"], ["normalize", "x", "--to", "xml"],
    ])
    func wrongCallsAreUsageErrors(_ arguments: [String]) throws {
        let run = try Loep.run(arguments)
        #expect(run.status == 64, "\(arguments)")
        #expect(run.output == "")
        #expect(run.errors.contains("Error:"))
    }

    @Test func aMissingModelFolderIsAConfigurationError() throws {
        let run = try Loep.run(["-", "--models", "/nergens"], input: Array("Tekst.".utf8))
        #expect(run.status == 78)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("loep: model.missing: "))
    }

    @Test func aForeignModelIsAConfigurationError() throws {
        let sandbox = try Sandbox()
        try sandbox.write("x.loep", "geen model, maar wel een flink stuk tekst van voldoende lengte om een kop te zijn")
        let run = try Loep.run(["model", "verify", "./x.loep"], in: sandbox.url)
        #expect(run.status == 78)
        #expect(run.errors.hasPrefix("loep: model."))
    }

    @Test func modelsVerify() throws {
        let run = try Loep.run(["model", "verify"])
        #expect(run.status == 0)
        #expect(run.output.split(separator: "\n").allSatisfy { $0.hasSuffix("\tok") })
    }

    @Test func theVersionIsOneLine() throws {
        let run = try Loep.run(["version"])
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("loep ") && run.output.hasSuffix("(output schema loep/1)\n"))
    }

    @Test func everySubcommandHasHelpWithAnExample() throws {
        let help = try Loep.run(["--help"])
        #expect(help.status == 0)
        let commands = help.output.split(separator: "\n").drop { !$0.hasPrefix("SUBCOMMANDS") }
            .compactMap { line in
                line.hasPrefix("  ") && !line.hasPrefix("   ") ? String(line.split(separator: " ")[0]) : nil
            }
        #expect(
            Set(commands).isSuperset(of: ["tag", "tokenize", "sentences", "names", "entities", "summarize", "name"]))
        for command in commands where !["help", "eval", "version", "model"].contains(command) {
            let text = try Loep.run([command, "--help"]).output
            #expect(text.contains("Examples:"), "\(command)")
        }
    }

    @Test func helpIsWhatItWas() throws {
        let file = Loep.package.appending(path: "Tests/Golden/cli/tag-help.txt")
        let help = try Loep.run(["help", "tag"]).output
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(help.utf8).write(to: file)
            Issue.record("recorded")
            return
        }
        #expect(help == String(decoding: try Data(contentsOf: file), as: UTF8.self))
    }
}
