// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `loep-bench`: measures speed, and checks the results while it does.
@main
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "loep-bench",
        abstract: "Measure the speed of Loep's stages.",
        subcommands: [
            BenchPipeline.self, BenchGrowth.self, BenchSummary.self, BenchSegmentation.self, BenchNames.self,
            BenchWords.self,
        ],
        defaultSubcommand: BenchPipeline.self)
}
