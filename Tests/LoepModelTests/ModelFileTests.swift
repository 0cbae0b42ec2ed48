// SPDX-License-Identifier: Apache-2.0
import LoepCore
import TestSupport
import Testing

@testable import LoepModel

@Suite struct ModelFileTests {
    private func sample() -> [UInt8] {
        var writer = ModelWriter(metadata: #"{"name":"sample"}"#)
        writer.add("numbers", [UInt32](0..<100))
        writer.add("words", strings: ["een", "twee", "drie"])
        return writer.encoded()
    }

    private func code(opening bytes: [UInt8], in folder: TemporaryFolder) throws -> LoepError.Code? {
        let path = folder.path + "/model.loep"
        try FileBytes.write(bytes, to: path)
        do {
            _ = try ModelFile(path: path)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func givesBackWhatWasWritten() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/model.loep"
        try FileBytes.write(sample(), to: path)
        let file = try ModelFile(path: path)
        let numbers = try file.section("numbers", of: UInt32.self)
        #expect(numbers.count == 100)
        #expect(numbers[99] == 99)
        #expect(try file.strings("words") == ["een", "twee", "drie"])
        #expect(file.metadata == #"{"name":"sample"}"#)
        #expect(file.contains("words") && !file.contains("letters"))
    }

    @Test func writesTheSameBytesTwice() {
        #expect(sample() == sample())
    }

    @Test func noticesEveryChangedByte() throws {
        let folder = try TemporaryFolder()
        let original = sample()
        let path = folder.path + "/original.loep"
        try FileBytes.write(original, to: path)
        // Padding between sections carries nothing, so a change there is harmless; all else must be noticed.
        let entries = try ModelFile(path: path).entries
        let table = ModelFile.headerLength + entries.count * ModelFile.entryLength
        var covered = Set(0..<table)
        for entry in entries { covered.formUnion(entry.offset..<entry.offset + entry.length) }
        for position in covered.sorted() {
            var bytes = original
            bytes[position] ^= 0x5A
            let code = try code(opening: bytes, in: folder)
            #expect(
                code.map { [.modelForeign, .modelVersion, .modelCorrupt].contains($0) } ?? false, "byte \(position)")
        }
    }

    @Test func noticesEveryCut() throws {
        let folder = try TemporaryFolder()
        let original = sample()
        for length in stride(from: 0, to: original.count, by: 7) {
            #expect(try code(opening: Array(original[..<length]), in: folder) != nil, "cut to \(length)")
        }
    }

    @Test func tellsAForeignFileFromANewerOne() throws {
        let folder = try TemporaryFolder()
        #expect(try code(opening: Array("dit is geen model, maar een gewone tekst".utf8), in: folder) == .modelForeign)
        var newer = sample()
        newer[8] = 99
        #expect(try code(opening: newer, in: folder) == .modelVersion)
    }

    @Test func saysWhenTheFileOrASectionIsMissing() throws {
        let folder = try TemporaryFolder()
        #expect(throws: LoepError.self) { try ModelFile(path: folder.path + "/niets.loep") }
        let path = folder.path + "/model.loep"
        try FileBytes.write(sample(), to: path)
        let file = try ModelFile(path: path)
        #expect(throws: LoepError.self) { try file.section("letters", of: UInt8.self) }
        #expect(throws: LoepError.self) { try file.section("words", of: UInt64.self) }
    }
}
