// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Loep
import LoepFormats

/// `loep model`: looks after the model files.
struct ModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "List, describe and verify the trained models.",
        discussion: """
            Examples:
              loep model list
              loep model info entities.loep
              loep model verify
            """,
        subcommands: [List.self, Info.self, Verify.self])

    /// Opens every model of the folder, or those named.
    private static func models(
        _ names: [String], _ arguments: ModelArguments
    ) throws(LoepError) -> [(name: String, path: String)] {
        let resources = try arguments.resources()
        let found = try FileBytes.names(in: resources.path + "/models").filter { $0.hasSuffix(".loep") }
        if names.isEmpty { return found.map { ($0, resources.model($0)) } }
        return try names.map { name throws(LoepError) in
            if name.utf8.contains(UInt8(ascii: "/")) { return (name, name) }
            // `entities` means entities.loep.
            guard let file = [name, "\(name).loep"].first(where: { found.contains($0) }) else {
                throw LoepError(
                    .modelMissing,
                    "there is no model \(name) in \(resources.path)/models"
                        + Suggestion.sentence(name, among: found + found.map { String($0.dropLast(5)) }))
            }
            return (file, resources.model(file))
        }
    }

    /// `loep model list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Print name, size in bytes, number of sections and licence of each model, parted by tabs.",
            discussion: """
                Examples:
                  loep model list
                """)
        @OptionGroup var arguments: ModelArguments

        func run() async throws {
            for (name, path) in try ModelCommand.models([], arguments) {
                let model = try ModelFile(path: path, verify: false)
                let licence = try JSONObject.values(["licence"], of: model.metadata)[0] ?? ""
                let size = try FileBytes.read(path).count
                Terminal.write("\(name)\t\(size)\t\(model.sections.count)\t\(licence)\n", to: 1)
            }
        }
    }

    /// `loep model info`
    struct Info: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "info",
            abstract: "Print what a model says about itself as JSON: licence, training data, scores.",
            discussion: """
                Examples:
                  loep model info
                  loep model info entities --sections
                """)
        @Argument(help: "Models by name or path; all when none is named.") var names: [String] = []
        @Flag(help: "Print name and length in bytes of every section as well.") var sections = false
        @OptionGroup var arguments: ModelArguments

        func run() async throws {
            for (_, path) in try ModelCommand.models(names, arguments) {
                let model = try ModelFile(path: path, verify: false)
                Terminal.write(model.metadata + "\n", to: 1)
                guard sections else { continue }
                for section in model.sections { Terminal.write("\(section.name)\t\(section.length)\n", to: 1) }
            }
        }
    }

    /// `loep model verify`
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Check every byte of the models against their sums, and that all stages open together.",
            discussion: """
                Examples:
                  loep model verify
                  loep model verify ./trained/entities.loep
                """)
        @Argument(help: "Models by name or path; all when none is named.") var names: [String] = []
        @OptionGroup var arguments: ModelArguments

        func run() async throws {
            for (name, path) in try ModelCommand.models(names, arguments) {
                _ = try ModelFile(path: path, verify: true)
                Terminal.write("\(name)\tok\n", to: 1)
            }
            guard names.isEmpty else { return }
            var options = DutchOptions()
            options.layers = .available
            _ = try Pipeline.dutch(resources: arguments.resources(), options: options)
            Terminal.write("all stages\tok\n", to: 1)
        }
    }
}
