import ArgumentParser
import Loep

/// `loep model`: looks after the model files.
struct ModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "List, describe and verify the trained models.",
        subcommands: [List.self, Info.self, Verify.self])

    /// Opens every model of the folder, or those named.
    private static func models(
        _ names: [String], _ arguments: ModelArguments
    ) throws(LoepError) -> [(name: String, path: String)] {
        let resources = try arguments.resources()
        if !names.isEmpty {
            return names.map { $0.utf8.contains(UInt8(ascii: "/")) ? ($0, $0) : ($0, resources.model($0)) }
        }
        let found = try FileBytes.names(in: resources.path + "/models").filter { $0.hasSuffix(".loep") }
        return found.map { ($0, resources.model($0)) }
    }

    /// `loep model list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the name and size of each model.")
        @OptionGroup var arguments: ModelArguments

        func run() async throws {
            for (name, path) in try ModelCommand.models([], arguments) {
                Terminal.write("\(name)\t\(try FileBytes.read(path).count)\n", to: 1)
            }
        }
    }

    /// `loep model info`
    struct Info: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print what a model says about itself: licence, training data, scores.")
        @Argument(help: "Models by name or path; all when none is named.") var names: [String] = []
        @OptionGroup var arguments: ModelArguments

        func run() async throws {
            for (_, path) in try ModelCommand.models(names, arguments) {
                Terminal.write(try ModelFile(path: path).metadata + "\n", to: 1)
            }
        }
    }

    /// `loep model verify`
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Check every byte of the models against their sums.")
        @Argument(help: "Models by name or path; all when none is named.") var names: [String] = []
        @OptionGroup var arguments: ModelArguments

        func run() async throws {
            for (name, path) in try ModelCommand.models(names, arguments) {
                _ = try ModelFile(path: path, verify: true)
                Terminal.write("\(name)\tok\n", to: 1)
            }
        }
    }
}
