// SPDX-License-Identifier: Apache-2.0
import Foundation
import LoepCore
import LoepModel

/// The folder of raw data that `LOEP_DATA` names; see the data section of ARCHITECTURE.md.
struct TrainingData {
    let path: String

    /// - Throws: `option.invalid` when the variable is not set.
    init() throws(LoepError) {
        guard let path = ProcessInfo.processInfo.environment["LOEP_DATA"] else {
            throw LoepError(.invalidOption, "set LOEP_DATA to the folder with the training data")
        }
        self.path = path
    }

    /// The lines of a file; `.xz` files are unpacked by the `xz` command.
    func lines(_ name: String) throws -> [Substring] {
        String(decoding: try bytes(name), as: UTF8.self).split(separator: "\n")
    }

    /// A whole file, unpacked.
    func bytes(_ name: String) throws -> [UInt8] {
        let file = "\(path)/\(name)"
        return name.hasSuffix(".xz") ? try unpack(file) : try FileBytes.read(file)
    }

    /// The tab-separated rows of a file, comment lines left out.
    func rows(_ name: String) throws -> [[Substring]] {
        try lines(name).filter { !$0.hasPrefix("# ") }.map {
            $0.split(separator: "\t", omittingEmptySubsequences: false)
        }
    }

    private func unpack(_ file: String) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["xz", "-dc", file]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw LoepError(.unreadable, "xz cannot unpack \(file)") }
        return Array(data)
    }
}
