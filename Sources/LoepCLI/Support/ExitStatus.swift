// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import LoepCore
import LoepFormats

/// The exit codes of `loep`; those of 64 and up are of sysexits(3).
enum ExitStatus {
    /// Some documents failed; the others are written.
    static let someFailed: Int32 = 1
    /// The command was called wrongly.
    static let usage: Int32 = 64
    /// None of the inputs exists.
    static let noInput: Int32 = 66
    /// A defect of Loep.
    static let `internal`: Int32 = 70
    /// The output could not be written.
    static let inputOutput: Int32 = 74
    /// A model, table or setting is missing or broken.
    static let configuration: Int32 = 78

    /// The code for an error that ends the command.
    static func code(for error: LoepError) -> Int32 {
        switch error.code {
        case .invalidOption: usage
        case .notFound, .unreadable: noInput
        case .unwritable: inputOutput
        case .modelMissing, .modelForeign, .modelVersion, .modelCorrupt, .malformedTable, .pipelineIncomplete,
            .malformedConfiguration:
            configuration
        case .invariantBroken: `internal`
        default: someFailed
        }
    }

    /// The code a finished batch ends with; nil when all is well.
    static func code(for report: BatchReport) -> Int32? {
        if Interruption.isRequested { return 128 + Interruption.signal }
        if report.failureCount == 0 { return nil }
        return report.foundNothing ? noInput : someFailed
    }
}
