// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Loep

/// `loep config`: which configuration file counts, and what it says.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Print which configuration file counts and what it sets.",
        discussion: """
            loep.yml holds defaults for options and named pipelines. It is looked for where loep is called, then in
            ~/.config/loep; $LOEP_CONFIG or --config names another, --no-config reads none. What is typed wins.
            Paths in the file count from its folder.

              defaults:                  # for every command that has the option
                jobs: 4
                names: desk/names.tsv
              commands:
                summarize:               # for one command
                  sentences: 5
              pipelines:                 # for --pipeline NAME
                front-page:
                  stages: [entities, summary]
                  to: html
                  out: pages/

            Examples:
              loep config
              loep articles/ --pipeline front-page
              loep summarize article.txt --config desk/loep.yml
            """)

    @Argument(help: "The file; the one that counts here when none is named.")
    var file: String?

    func run() async throws {
        guard let path = file ?? Configuration.standardPath() else {
            Terminal.write("there is no loep.yml\n", to: 1)
            return
        }
        let configuration = try Configuration(path: path)
        var lines = ["\(path)\n"]
        func add(_ section: String, _ settings: [Configuration.Setting]) {
            lines += settings.map { "\(section)\t\($0.name)\t\($0.value)\n" }
        }
        add("defaults", configuration.defaults)
        for (name, settings) in configuration.commands { add("commands.\(name)", settings) }
        for (name, settings) in configuration.pipelines { add("pipelines.\(name)", settings) }
        Terminal.write(lines.joined(), to: 1)
    }
}
