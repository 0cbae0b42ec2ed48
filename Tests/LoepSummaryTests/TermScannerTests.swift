// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepSummary
import TestSupport
import Testing

@Suite struct TermScannerTests {
    private func terms(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        var found: [String] = []
        TermScanner.scan(bytes, in: 0..<bytes.count) { term in
            found.append(String(decoding: bytes[Int(term.start)..<Int(term.end)], as: UTF8.self))
        }
        return found
    }

    @Test func splitsWhereRougeSplits() {
        #expect(terms("Noord-Holland, 10.000 foto’s… ‘Ja’") == ["Noord", "Holland", "10", "000", "foto", "s", "Ja"])
    }

    @Test func foldsCaseInEveryAlphabet() {
        for (upper, lower) in [("EEN", "een"), ("ÉÉN", "één"), ("ПУТИН", "путин"), ("ÇA", "ça"), ("ĲS", "ĳs")] {
            #expect(TermScanner.hash(upper) == TermScanner.hash(lower))
        }
        #expect(TermScanner.hash("een") != TermScanner.hash("één"))
    }

    @Test func survivesHostileText() {
        var generator = SplitMix64(seed: 7)
        for string in HostileText.cases + (0..<300).map({ _ in HostileText.random(&generator, scalars: 60) }) {
            let bytes = Array(string.utf8)
            var end: UInt32 = 0
            TermScanner.scan(bytes, in: 0..<bytes.count) { term in
                #expect(term.start >= end && term.end > term.start && Int(term.end) <= bytes.count)
                end = term.end
            }
        }
    }
}
