// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Which `loep.yml` counts. `ConfiguredArguments` acts on these before the command is parsed; they are declared here so
/// that `--help`, completions and manual pages tell of them.
struct ConfigurationArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Configuration file (default: loep.yml here, then ~/.config/loep/loep.yml; see `loep help config`).",
            valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("Named settings of the configuration file.", valueName: "name"))
    var pipeline: String?

    @Flag(help: "Read no configuration file.")
    var noConfig = false

    func validate() throws {
        if noConfig, config != nil || pipeline != nil {
            throw ValidationError("--no-config leaves nothing for --config and --pipeline to read.")
        }
    }
}
