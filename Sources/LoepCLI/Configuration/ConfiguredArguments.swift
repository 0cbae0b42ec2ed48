// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Loep

/// The arguments of the command line with the settings of `loep.yml` put before them.
///
/// Of an option that is given twice the last one counts, so that what is typed wins over a pipeline, a pipeline over
/// the command's settings, and these over the defaults.
enum ConfiguredArguments {
    /// Completes the arguments of a call.
    ///
    /// - Parameters:
    ///   - arguments: what was typed after `loep`.
    ///   - root: the command with its subcommands.
    /// - Throws: `config.malformed`, `io.not-found` and their like.
    static func complete(_ arguments: [String], root: any ParsableCommand.Type) throws(LoepError) -> [String] {
        guard let first = arguments.first, !isQuestion(first) else { return arguments }
        var path: [any ParsableCommand.Type] = []
        var commands = root.configuration.subcommands
        for argument in arguments {
            guard let next = commands.first(where: { name(of: $0) == argument }) else { break }
            path.append(next)
            commands = next.configuration.subcommands
        }
        let typed = arguments.dropFirst(path.count)
        guard let command = path.last ?? root.configuration.defaultSubcommand else { return arguments }
        let inventory = OptionInventory(command)
        guard inventory.names.contains("config"), !typed.contains("--help"), !typed.contains("-h") else {
            return arguments
        }
        guard let configuration = try configuration(for: typed) else { return arguments }
        let added = try settings(configuration, typed, command, inventory, all: allNames(root))
        if added.isEmpty { return arguments }
        return (path.isEmpty ? [name(of: command)] : path.map { name(of: $0) }) + added + typed
    }

    /// Help, completion scripts and the like need no configuration.
    private static func isQuestion(_ argument: String) -> Bool {
        ["help", "--help", "-h", "--version"].contains(argument) || argument.hasPrefix("--generate")
            || argument.hasPrefix("--experimental") || argument.hasPrefix("---")
    }

    private static func configuration(for typed: ArraySlice<String>) throws(LoepError) -> Configuration? {
        if typed.contains("--no-config") { return nil }
        if let named = value(of: "config", in: typed) { return try Configuration(path: named) }
        if let path = Configuration.standardPath() { return try Configuration(path: path) }
        if let pipeline = value(of: "pipeline", in: typed) {
            throw LoepError(
                .malformedConfiguration,
                "there is no loep.yml to find the pipeline '\(pipeline)' in; name one with --config"
            )
        }
        return nil
    }

    private static func settings(
        _ configuration: Configuration, _ typed: ArraySlice<String>, _ command: any ParsableCommand.Type,
        _ inventory: OptionInventory, all: Set<String>
    ) throws(LoepError) -> [String] {
        let commandName = name(of: command)
        var added: [String] = []
        for setting in configuration.defaults {
            if inventory.names.contains(setting.name) {
                added += try arguments(setting, configuration, inventory)
            } else if !all.contains(setting.name) {
                throw configuration.malformed(
                    setting.line,
                    "no command has an option '\(setting.name)'"
                        + Suggestion.sentence(setting.name, among: all.sorted(), quoted: "'"))
            }
        }
        func add(_ settings: [Configuration.Setting]) throws(LoepError) {
            for setting in settings {
                guard inventory.names.contains(setting.name) else {
                    throw configuration.malformed(
                        setting.line,
                        "loep \(commandName) has no option '\(setting.name)'"
                            + Suggestion.sentence(setting.name, among: inventory.names.sorted(), quoted: "'"))
                }
                added += try arguments(setting, configuration, inventory)
            }
        }
        for (name, settings) in configuration.commands where name == commandName { try add(settings) }
        guard let wanted = value(of: "pipeline", in: typed) else { return added }
        guard let pipeline = configuration.pipelines.first(where: { $0.name == wanted }) else {
            let names = configuration.pipelines.map(\.name)
            throw LoepError(
                .malformedConfiguration,
                "\(configuration.path) has no pipeline '\(wanted)'"
                    + (names.isEmpty ? "" : "; it has \(names.joined(separator: ", "))"))
        }
        try add(pipeline.settings)
        return added
    }

    private static func arguments(
        _ setting: Configuration.Setting, _ configuration: Configuration, _ inventory: OptionInventory
    ) throws(LoepError) -> [String] {
        // A configuration that names another would never end.
        if ["config", "pipeline", "no-config"].contains(setting.name) {
            throw configuration.malformed(setting.line, "'\(setting.name)' belongs on the command line")
        }
        guard inventory.flags.contains(setting.name) else { return ["--\(setting.name)=\(setting.value)"] }
        switch setting.value.lowercased() {
        case "true", "yes", "on": return ["--\(setting.name)"]
        case "false", "no", "off": return []
        default: throw configuration.malformed(setting.line, "'\(setting.name)' is true or false")
        }
    }

    /// The value of an option among typed arguments, the last one given.
    private static func value(of option: String, in typed: ArraySlice<String>) -> String? {
        var result: String?
        var isNext = false
        for argument in typed {
            if isNext { result = argument }
            isNext = argument == "--\(option)"
            if argument.hasPrefix("--\(option)=") { result = String(argument.dropFirst(option.utf8.count + 3)) }
        }
        return result
    }

    /// The names of all options of all commands.
    private static func allNames(_ command: any ParsableCommand.Type) -> Set<String> {
        command.configuration.subcommands.reduce(into: OptionInventory(command).names) { names, subcommand in
            names.formUnion(allNames(subcommand))
        }
    }

    /// The name a command is called by.
    static func name(of command: any ParsableCommand.Type) -> String {
        command.configuration.commandName ?? String(describing: command).lowercased()
    }
}
