// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepUnicode
import Testing

@Suite struct CharsetDetectorTests {
    private let dutch = "Één café in België: ‘hé’, zei de coördinator — € 12,50 voor geïnteresseerden."

    private func decoded(_ bytes: [UInt8]) throws -> (String, String) {
        let result = try CharsetDetector.decode(bytes)
        return (String(decoding: result.utf8, as: UTF8.self), result.charset)
    }

    @Test func utf8ComesBackAsItWas() throws {
        let result = try CharsetDetector.decode(Array(dutch.utf8))
        #expect(result.utf8 == Array(dutch.utf8) && result.charset == "UTF-8" && !result.isGuess)
        #expect(try decoded([0xEF, 0xBB, 0xBF] + Array(dutch.utf8)) == (dutch, "UTF-8"))
        #expect(try decoded([]) == ("", "UTF-8"))
    }

    @Test func wideTextIsToldByMarkOrByItsZeros() throws {
        let little = dutch.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = dutch.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(try decoded([0xFF, 0xFE] + little) == (dutch, "UTF-16LE"))
        #expect(try decoded([0xFE, 0xFF] + big) == (dutch, "UTF-16BE"))
        #expect(try decoded(little) == (dutch, "UTF-16LE"))
        #expect(try decoded(big) == (dutch, "UTF-16BE"))
        let quad = dutch.unicodeScalars.flatMap { [UInt8($0.value & 0xFF), UInt8($0.value >> 8), 0, 0] }
        #expect(try decoded([0xFF, 0xFE, 0, 0] + quad) == (dutch, "UTF-32LE"))
    }

    @Test func westernChartsAreTold() throws {
        #expect(try decoded(windows1252(dutch)) == (dutch, "windows-1252"))
        let plain = "Één café in België, geïnteresseerden en coördinatoren. ZEEËN EN IDEEËN."
        #expect(try decoded(plain.unicodeScalars.map { UInt8($0.value) }) == (plain, "ISO-8859-1"))
        let price = "café: \u{A4} 12,50".unicodeScalars.map { UInt8($0.value) }
        #expect(try decoded(price) == ("café: € 12,50", "ISO-8859-15"))
    }

    @Test func cyrillicIsGuessed() throws {
        let russian = "Президент Беларуси Александр Лукашенко заявил, что страна не будет участвовать в войне. "
        let bytes = russian.unicodeScalars.map { scalar -> UInt8 in
            scalar.value >= 0x410 && scalar.value <= 0x44F ? UInt8(scalar.value - 0x410 + 0xC0) : UInt8(scalar.value)
        }
        #expect(try decoded(bytes) == (russian, "windows-1251"))
    }

    @Test(arguments: [
        Array("Een goede zin met \u{E9}\u{E9}n fout: ".utf8) + [0xC3] + Array(" en verder.".utf8),
        Array("afgekapt caf".utf8) + [0xC3], Array("losse ".utf8) + [0xFF] + Array(" byte".utf8),
        Array("vervolg ".utf8) + [0x80, 0x81, 0x82] + Array(" bytes".utf8), [0xC0, 0xAF, 0x41],
    ])
    func brokenUTF8IsAnError(_ bytes: [UInt8]) {
        let error = #expect(throws: LoepError.self) { try CharsetDetector.decode(bytes) }
        #expect(error?.code == .invalidUTF8)
    }

    @Test(
        arguments: [
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], Array("%PDF-1.7\n".utf8), [0x50, 0x4B, 0x03, 0x04, 0x14],
            [0x7F, 0x45, 0x4C, 0x46, 0x02, 0x01], Array("tekst met nul ".utf8) + [0] + Array("byte".utf8),
            [UInt8](repeating: 0x01, count: 50), Array("{\\rtf1\\ansi".utf8),
        ] as [[UInt8]])
    func binaryFilesAreAnError(_ bytes: [UInt8]) {
        let error = #expect(throws: LoepError.self) { try CharsetDetector.decode(bytes) }
        #expect(error?.code == .binary)
    }

    @Test func aStatedCharsetIsObeyed() throws {
        let result = try CharsetDetector.decode([0x63, 0x61, 0x66, 0xE9], as: "ISO-8859-1")
        #expect(String(decoding: result.utf8, as: UTF8.self) == "café")
        let unknown = #expect(throws: LoepError.self) { try CharsetDetector.decode([0x41], as: "no-such-charset") }
        #expect(unknown?.code == .invalidOption)
        let wrong = #expect(throws: LoepError.self) { try CharsetDetector.decode([0xE9], as: "utf-8") }
        #expect(wrong?.code == .invalidUTF8)
    }

    @Test func randomBytesNeverTrap() {
        var generator = SplitMix64(seed: 11)
        for length in 0..<400 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            if let decoded = try? CharsetDetector.decode(bytes) {
                #expect((try? Text(validating: decoded.utf8)) != nil)
            }
        }
    }

    private func windows1252(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "€": 0x80
            case "‘": 0x91
            case "’": 0x92
            case "—": 0x97
            default: UInt8(scalar.value)
            }
        }
    }
}
