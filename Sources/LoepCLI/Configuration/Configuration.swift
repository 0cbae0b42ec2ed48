// SPDX-License-Identifier: Apache-2.0
import Glibc
import Loep

/// What `loep.yml` says: defaults of options, for all commands and for one, and named pipelines.
///
///     defaults:                  # for every command that has the option
///       jobs: 4
///       names: desk/names.tsv    # paths count from the folder of loep.yml
///     commands:
///       summarize:               # for one command
///         sentences: 5
///     pipelines:                 # for --pipeline NAME
///       front-page:
///         stages: [entities, summary]
///         to: html
struct Configuration {
    /// The value of one option.
    struct Setting {
        /// Name of the option without dashes.
        var name: String
        /// Its values; lists are joined by commas.
        var value: String
        /// One-based line of the file, for messages.
        var line: Int
    }

    /// Path of the file.
    let path: String
    /// Defaults for every command that has the option.
    private(set) var defaults: [Setting] = []
    /// Defaults by command.
    private(set) var commands: [(name: String, settings: [Setting])] = []
    /// Settings by pipeline.
    private(set) var pipelines: [(name: String, settings: [Setting])] = []

    /// The file used when none is named: `$LOEP_CONFIG`, `loep.yml` where Loep is called, then the user's own in
    /// `$XDG_CONFIG_HOME/loep` or `~/.config/loep`; nil when there is none.
    static func standardPath() -> String? {
        func variable(_ name: String) -> String? {
            guard let value = getenv(name) else { return nil }
            let text = String(cString: value)
            return text.isEmpty ? nil : text
        }
        if let named = variable("LOEP_CONFIG") { return named }
        var candidates = ["loep.yml"]
        if let folder = variable("XDG_CONFIG_HOME") ?? variable("HOME").map({ "\($0)/.config" }) {
            candidates.append("\(folder)/loep/loep.yml")
        }
        return candidates.first { access($0, F_OK) == 0 }
    }

    /// Reads a file.
    ///
    /// - Throws: `io.not-found`, `io.unreadable` or `config.malformed` with the line.
    init(path: String) throws(LoepError) {
        self.path = path
        guard let root = try YAMLNode.parse(FileBytes.read(path), name: path) else { return }
        for (key, value) in try table(root, "the file") {
            switch key {
            case "defaults": defaults = try settings(value)
            case "commands": commands = try named(value)
            case "pipelines": pipelines = try named(value)
            default:
                throw malformed(
                    value.line,
                    "there is no section '\(key)'"
                        + Suggestion.sentence(key, among: ["defaults", "commands", "pipelines"], quoted: "'"))
            }
        }
    }

    /// An error about a line of the file.
    func malformed(_ line: Int, _ problem: String) -> LoepError {
        LoepError(.malformedConfiguration, "\(path), line \(line): \(problem)")
    }

    private func table(_ node: YAMLNode, _ what: String) throws(LoepError) -> [(key: String, value: YAMLNode)] {
        if case .mapping(let pairs, _) = node { return pairs }
        // `defaults:` with nothing below it is an empty table.
        if case .scalar("", _) = node { return [] }
        throw malformed(node.line, "\(what) must be a table of names and values")
    }

    private func named(_ node: YAMLNode) throws(LoepError) -> [(name: String, settings: [Setting])] {
        var result: [(name: String, settings: [Setting])] = []
        for (key, value) in try table(node, "this section") { result.append((key, try settings(value))) }
        return result
    }

    private func settings(_ node: YAMLNode) throws(LoepError) -> [Setting] {
        var result: [Setting] = []
        for (key, value) in try table(node, "this section") {
            switch value {
            case .scalar(let text, let line):
                if text.isEmpty { throw malformed(line, "'\(key)' has no value") }
                result.append(Setting(name: key, value: resolved(text, for: key), line: line))
            case .sequence(let items, let line):
                var texts: [String] = []
                for item in items {
                    guard case .scalar(let text, _) = item else {
                        throw malformed(item.line, "a list of '\(key)' holds words only")
                    }
                    texts.append(resolved(text, for: key))
                }
                result.append(Setting(name: key, value: texts.joined(separator: ","), line: line))
            case .mapping(_, let line):
                throw malformed(line, "'\(key)' takes a value or a list")
            }
        }
        return result
    }

    /// Paths count from the folder of the configuration file, so that it means the same wherever it is used.
    private func resolved(_ text: String, for name: String) -> String {
        guard ["names", "gazetteer", "models", "out", "log"].contains(name), !text.hasPrefix("/"),
            let slash = path.lastIndex(of: "/")
        else { return text }
        return path[...slash] + text
    }
}
