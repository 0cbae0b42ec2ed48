// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import LoepFormats

/// `loep version`: what this is and what it runs on.
struct VersionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Print the version of the command and of its output.",
        discussion: """
            Examples:
              loep version
            """)

    /// The release; CHANGELOG.md tells what is in it.
    static let number = "0.1.0"

    func run() async throws {
        Terminal.write("loep \(VersionCommand.number) (output schema loep/1)\n", to: 1)
    }
}
