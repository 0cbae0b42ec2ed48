// SPDX-License-Identifier: Apache-2.0
import Foundation
import Loep
import LoepModel
import TestSupport
import Testing

@testable import LoepFormats

@Suite struct JSONTests {
    private func roundTrip(_ string: String) throws -> String? {
        var bytes: [UInt8] = []
        bytes.append(json: string)
        return try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) as? String
    }

    // Foundation drops a byte order mark at the start of a string.
    @Test(arguments: HostileText.cases.filter { !$0.utf8.starts(with: [0xEF, 0xBB, 0xBF]) })
    func stringsSurviveAStandardDecoder(_ string: String) throws {
        #expect(try roundTrip(string).map { Array($0.utf8) } == Array(string.utf8))
    }

    @Test func randomStringsSurviveAStandardDecoderAndOurScanner() throws {
        var generator = SplitMix64(seed: 7)
        for _ in 0..<300 {
            let string = HostileText.random(&generator, scalars: 40)
            #expect(try roundTrip(string).map { Array($0.utf8) } == Array(string.utf8))
            var line: [UInt8] = []
            line.append("{\"text\":")
            line.append(json: string)
            line.append("}")
            var scanner = JSONScanner(line[...])
            #expect(try scanner.fields([Array("text".utf8)])[0] == Array(string.utf8))
        }
    }

    @Test func foundationsEscapesAreUnderstood() throws {
        let encoder = JSONEncoder()
        for string in HostileText.cases {
            let data = try encoder.encode(["text": string])
            var scanner = JSONScanner(Array(data)[...])
            #expect(try scanner.fields([Array("text".utf8)])[0] == Array(string.utf8))
        }
    }

    @Test func controlBytesAreEscaped() {
        var bytes: [UInt8] = []
        bytes.append(json: "\u{0}\u{1F}\u{8}\t\n\u{C}\r\"\\/é")
        #expect(String(decoding: bytes, as: UTF8.self) == #""\u0000\u001f\b\t\n\f\r\"\\/é""#)
    }

    @Test(arguments: [
        (Float(0), "0"), (1, "1"), (0.5, "0.5"), (0.71254, "0.7125"), (0.00004, "0"), (0.00006, "0.0001"),
        (2, "1"), (-1, "0"), (.nan, "0"), (0.1, "0.1"), (0.9999, "0.9999"), (0.99999, "1"),
    ])
    func scoresHaveFourDigits(_ score: Float, _ expected: String) {
        var bytes: [UInt8] = []
        bytes.append(score: score)
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }

    @Test(arguments: [
        "", "{", "}", "[]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"a\":1}x", "{\"a\":01}", "{\"a\":1.}", "{\"a\":+1}",
        "{\"a\":tru}", "{\"a\":\"\\x\"}", "{\"a\":\"\\ud83d\"}", "{\"a\":\"\\ude00\"}", "{\"a\":\"\\ud83dx\"}",
        "{\"a\":\"\\u12g4\"}", "{\"a\":\"", "{\"a\":\"\u{1}\"}", "{\"a\":[1,2}", "{\"a\":{\"b\":1}", "{'a':1}",
        "{\"a\":\"\\ud83d\\ud83d\"}", "nul", "{\"a\":nul}",
        "{\"a\":" + String(repeating: "[", count: 100_000),
    ])
    func malformedRecordsAreRefused(_ line: String) {
        var scanner = JSONScanner(Array(line.utf8)[...])
        #expect {
            _ = try scanner.fields([Array("text".utf8)])
        } throws: { ($0 as? LoepError)?.code == .malformedInput }
    }

    @Test func otherValuesAreSkipped() throws {
        let line =
            #" { "x" : [ 1 , {"text":"no"}, -2.5e+3, true,false,null, [] , {} ] , "id":12, "text" : "ja" , "date":null } "#
        var scanner = JSONScanner(Array(line.utf8)[...])
        let fields = try scanner.fields([Array("id".utf8), Array("text".utf8), Array("date".utf8)])
        #expect(fields.map { $0.map { String(decoding: $0, as: UTF8.self) } } == ["12", "ja", nil])
    }

    @Test func fieldNamesCanBeChosen() throws {
        var names = RecordFields()
        names.text = "body"
        names.id = "guid"
        let reader = JSONLinesReader(fields: names)
        let document = try reader.document(Array(#"{"guid":"g","body":"b","id":"x"}"#.utf8)[...], source: "s", line: 1)
            .get()
        #expect(document.id == "g")
        #expect(document.text.string == "b")
    }

    @Test func aRecordWithoutTextSaysWhereItStands() {
        let result = JSONLinesReader().document(Array(#"{"id":"q"}"#.utf8)[...], source: "in.jsonl", line: 3)
        guard case .failure(let failure) = result else {
            Issue.record("a record without text was accepted")
            return
        }
        #expect(failure.document == "q")
        #expect(failure.message == "in.jsonl, line 3, the record has no field text")
    }
}
