// SPDX-License-Identifier: Apache-2.0
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

    /// What ArgumentParser tells of a command: its name, help and subcommands.
    private struct Described: Decodable {
        var commandName: String
        var discussion: String?
        var abstract: String?
        var subcommands: [Described]?
    }

    @Test func everySubcommandHasHelpWithAnExample() throws {
        struct Dump: Decodable { var command: Described }
        let dump = try Loep.run(["--experimental-dump-help"])
        #expect(dump.status == 0)
        var names: [String] = []
        func walk(_ command: Described, _ path: [String]) {
            names.append(path.joined(separator: " "))
            #expect(command.abstract?.isEmpty == false, "\(path)")
            #expect(command.discussion?.contains("Examples:") == true, "\(path)")
            for subcommand in command.subcommands ?? [] where subcommand.commandName != "help" {
                walk(subcommand, path + [subcommand.commandName])
            }
        }
        walk(try JSONDecoder().decode(Dump.self, from: Data(dump.output.utf8)).command, ["loep"])
        #expect(names.count > 20)
        let expected: Set = ["loep tag", "loep tokenize", "loep name", "loep model verify", "loep eval entities"]
        #expect(expected.isSubset(of: names))
    }

    @Test func everyManualPageNamesEveryOption() throws {
        for command in ["tag", "tokenize", "summarize", "name", "normalize", "explain", "config"] {
            let help = try Loep.run(["help", command]).output
            let page = try String(
                contentsOf: Loep.package.appending(path: "docs/man/loep.\(command).1"), encoding: .utf8)
            let options = help.matches(of: /--[a-z][a-z-]+/).map { String($0.output) }
            #expect(options.count > 1)
            // A manual page writes a dash as \\-.
            let plain = page.replacingOccurrences(of: "\\-", with: "-").replacingOccurrences(of: "Fl -", with: "--")
            for option in Set(options) where !["--help", "--version"].contains(option) {
                #expect(plain.contains(option), "docs/man/loep.\(command).1 lacks \(option): run make man")
            }
        }
    }

    @Test(.enabled(if: access("/dev/ptmx", R_OK | W_OK) == 0, "there are no terminals here"))
    func coloursAreForTerminalsOnly() throws {
        let escape = "\u{1B}["
        let plain = try Loep.run(["seeds/beiaard.txt", "--to", "text"])
        #expect(!plain.output.contains(escape))
        func onTerminal(_ environment: [String: String]) throws -> String {
            let primary = open("/dev/ptmx", O_RDWR | O_NOCTTY)
            var lock: Int32 = 0
            var number: UInt32 = 0
            // TIOCSPTLCK and TIOCGPTN, which Glibc's module leaves out.
            #expect(ioctl(primary, 0x4004_5431, &lock) == 0 && ioctl(primary, 0x8004_5430, &number) == 0)
            let secondary = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
            #expect(secondary >= 0)
            let process = Loep.process(["seeds/beiaard.txt", "--to", "text"], environment: environment)
            process.standardOutput = FileHandle(fileDescriptor: secondary, closeOnDealloc: true)
            try process.run()
            process.waitUntilExit()
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = read(primary, &buffer, buffer.count)
            close(primary)
            return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
        }
        #expect(try onTerminal(["TERM": "xterm", "NO_COLOR": ""]).contains(escape))
        #expect(try !onTerminal(["TERM": "dumb"]).contains(escape))
        #expect(try !onTerminal(["TERM": "xterm", "NO_COLOR": "1"]).contains(escape))
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
