// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Marks the property wrappers of ArgumentParser, so that a command's declarations can be listed.
private protocol DeclaredFlag {}
private protocol DeclaredOption {}
private protocol DeclaredGroup {
    /// A group as declared, nothing parsed.
    static func makeDeclaration() -> any ParsableArguments
}
extension Flag: DeclaredFlag {}
extension Option: DeclaredOption {}
extension OptionGroup: DeclaredGroup {
    static func makeDeclaration() -> any ParsableArguments { Value() }
}

/// The options a command takes, told from its declarations, so that `loep.yml` knows every option there is.
struct OptionInventory {
    /// Names of options with a value, without dashes.
    private(set) var options: Set<String> = []
    /// Names of flags, without dashes.
    private(set) var flags: Set<String> = []

    /// All names.
    var names: Set<String> { options.union(flags) }

    /// Lists the options of a command and of the groups it includes.
    init(_ command: any ParsableCommand.Type) { add(command.init()) }

    private mutating func add(_ declarations: any ParsableArguments) {
        for child in Mirror(reflecting: declarations).children {
            guard let label = child.label, label.hasPrefix("_") else { continue }
            let name = OptionInventory.dashed(label.dropFirst())
            switch child.value {
            case is any DeclaredFlag: flags.insert(name)
            case is any DeclaredOption: options.insert(name)
            case let group as any DeclaredGroup: add(type(of: group).makeDeclaration())
            default: break
            }
        }
    }

    /// `onError` as it is written on the command line: `on-error`.
    private static func dashed(_ label: Substring) -> String {
        var name = ""
        for character in label {
            if character.isUppercase { name += "-" }
            name += character.lowercased()
        }
        return name
    }
}
