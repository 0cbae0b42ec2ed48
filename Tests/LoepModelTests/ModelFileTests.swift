import LoepCore
import LoepModel
import TestSupport
import Testing

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
        // Padding between sections carries nothing, so a change there is harmless; all else must be noticed.
        for position in original.indices {
            var bytes = original
            bytes[position] ^= 0x5A
            let code = try code(opening: bytes, in: folder)
            let isPadding = original[position] == 0 && code == nil
            #expect(code != nil || isPadding, "byte \(position)")
            if let code {
                #expect([.modelForeign, .modelVersion, .modelCorrupt].contains(code))
            }
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
