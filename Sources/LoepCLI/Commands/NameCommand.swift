// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc
import Loep
import LoepFormats

/// `loep name`: who is this, and how is the name written elsewhere?
struct NameCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "name",
        abstract: "Tell who a name is and how it is written in English, Dutch, the original script and every scheme.",
        discussion: """
            One answer a line. Columns of tsv: name, identity, canonical, Dutch, original, certainty, schemes.
            A name that is nobody known has no identity; a name that is no transcription has the name itself.

            Examples:
              loep name Loekasjenko "Volodymyr Zelensky"
              cut -f1 names.tsv | loep name - --to jsonl
            """)

    /// The formats of an answer.
    enum Format: String, CaseIterable, ExpressibleByArgument { case tsv, jsonl }

    @Argument(help: "Names; - reads one a line from standard input.")
    var names: [String]

    @Option(help: "Format of the answers: tsv, jsonl.")
    var to: Format = .tsv

    @OptionGroup var modelArguments: ModelArguments

    func run() async throws {
        let lookup = try NameLookup(resources: modelArguments.resources(), options: modelArguments.nameOptions())
        let writer = NameAnswerWriter(isJSON: to == .jsonl)
        var bytes: [UInt8] = []
        for name in names {
            if name == "-" {
                while let line = readLine() {
                    writer.append(lookup.answer(line), to: &bytes)
                    if bytes.count >= 1 << 16 { try flush(&bytes) }
                }
            } else {
                writer.append(lookup.answer(name), to: &bytes)
            }
        }
        try flush(&bytes)
    }

    private func flush(_ bytes: inout [UInt8]) throws {
        if try StreamSink.write(&bytes, to: 1) == false { throw ExitCode(ExitStatus.inputOutput) }
    }
}
