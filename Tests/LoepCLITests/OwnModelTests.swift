// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// A user's own entity model: trained on a CoNLL file, measured, used.
@Suite struct OwnModelTests {
    private static let sentences = [
        "De/O mol/O Brommel/B-DIER groef/O in/O Gent/B-LOC ./O",
        "Gisteren/O sliep/O Brommel/B-DIER bij/O Jan/B-PER Peeters/I-PER ./O",
        "Jan/B-PER Peeters/I-PER zag/O de/O mol/O Snuifje/B-DIER in/O Aalst/B-LOC ./O",
        "De/O egel/O Prikkel/B-DIER woont/O in/O Brugge/B-LOC ./O",
    ]

    private func conll(copies: Int) -> String {
        (0..<copies).map { copy in
            "-DOCSTART- O\n\n"
                + OwnModelTests.sentences.map { sentence in
                    sentence.split(separator: " ").map { word in
                        let parts = word.split(separator: "/")
                        return "\(parts[0])\t\(parts[1])\n"
                    }.joined()
                }.joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private func train(_ arguments: [String], in sandbox: Sandbox) throws -> (status: Int32, output: String) {
        let process = Loep.process(arguments, in: sandbox.url)
        process.executableURL = Loep.products.appending(path: "loep-train")
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    @Test func aModelTrainedOnAColumnFileFindsItsTypes() throws {
        let sandbox = try Sandbox()
        try sandbox.write("my.conll", conll(copies: 12))
        let templates = Loep.package.appending(path: "Resources/models").path
        let run = try train(
            [
                "entities", "--data", "my.conll", "--dev", "my.conll", "--out", "my.loep", "--epochs", "4",
                "--templates", templates + "/entities.templates",
                "--second-templates", templates + "/entities.second.templates",
            ], in: sandbox)
        #expect(run.status == 0, "\(run.output)")
        let measured = try Loep.run(["eval", "entities", "my.conll", "--model", "my.loep"], in: sandbox.url)
        let row = try #require(measured.output.split(separator: "\n").first { $0.hasPrefix("DIER") })
        #expect(row.split(separator: " ")[3] == "100.00", "\(measured.output)")
        let tagged = try Loep.run(
            ["entities", "-", "--entity-model", "my.loep"], in: sandbox.url,
            input: Array("De mol Snuifje woont in Gent.".utf8))
        #expect(tagged.output.contains("Snuifje\tDIER"), "\(tagged.output)")
    }

    @Test func aBrokenColumnFileNamesItsLine() throws {
        let sandbox = try Sandbox()
        try sandbox.write("my.conll", "Gent\tB-LOC\nAalst\n")
        let run = try train(["entities", "--data", "my.conll"], in: sandbox)
        #expect(run.status != 0)
        #expect(run.output.contains("line 2"))
    }
}
