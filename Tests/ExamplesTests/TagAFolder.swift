// SPDX-License-Identifier: Apache-2.0
import Foundation
import Loep
import LoepFormats
import TestSupport
import Testing

/// Tag a folder on all processors.
///
/// `Batch` walks the inputs, keeps memory bounded and writes in input order. A document that fails stands in its place
/// as an error; the rest goes on.
@Suite struct TagAFolder {
    @Test func tagAFolder() async throws {
        let folder = try TemporaryFolder()
        try FileBytes.write(Array("Poetin belde Zelensky.".utf8), to: folder.path + "/a.txt")
        try FileBytes.write([0xFF, 0xFE, 0x00], to: folder.path + "/b.txt")
        try FileBytes.write(Array("Rutte bezocht Kiev.".utf8), to: folder.path + "/c.txt")
        let tagged = try TemporaryFolder()
        let output = tagged.path
        // START
        let writer = JSONLinesWriter()
        let pipelines = try BatchPipelines(Pipeline.dutch())
        var options = BatchOptions()
        options.jobs = ProcessInfo.processInfo.activeProcessorCount
        let batch = Batch(pipelines: pipelines, writer: writer, options: options)
        let sink = try FolderSink(folder: output, writer: writer, reuse: .never)
        let report = try await batch.run(InputWalker([folder.path]), into: sink) { _, failures in
            for failure in failures { FileHandle.standardError.write(Data("\(failure)\n".utf8)) }
        }
        // END
        #expect(report.documents == 2)
        #expect(report.failureCount == 1)
        #expect(try FileBytes.names(in: output).contains("a.jsonl"))
    }
}
