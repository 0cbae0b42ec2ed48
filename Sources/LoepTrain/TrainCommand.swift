// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `loep-train`: builds the tables and models of Resources from the data of `LOEP_DATA`.
@main
struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "loep-train",
        abstract: "Build Loep's tables and models from data; the same data gives the same bytes.",
        subcommands: [
            TrainNames.self, TrainSummary.self,
            TrainLexicon.self,
            TrainEntities.self,
            TrainWords.self,
        ])
}
