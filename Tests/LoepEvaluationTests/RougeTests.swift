// SPDX-License-Identifier: Apache-2.0
import LoepEvaluation
import Testing

/// Worked examples; those with police and w1 to w9 are Lin's own (2004, sections 3.1 and 3.2).
@Suite struct RougeTests {
    private func close(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-9 }

    @Test func tokensKeepUnicodeLettersAndDropPunctuation() {
        #expect(
            Rouge.tokens("Coördinatie: foto’s, 10.000 kilo-watt!") == [
                "coördinatie", "foto", "s", "10", "000", "kilo", "watt",
            ])
        #expect(Rouge.tokens("Лукашенко’s ÉÉN") == ["лукашенко", "s", "één"])
        #expect(Rouge.tokens("e\u{301}e\u{301}n") == ["e\u{301}e\u{301}n"])
        #expect(Rouge.tokens(" – … ") == [])
    }

    @Test func longestCommonSubsequenceRespectsOrder() {
        let reference = Rouge.tokens("police killed the gunman")
        let second = Rouge.longestCommonSubsequence(
            candidate: Rouge.tokens("police kill the gunman"), reference: reference)
        let third = Rouge.longestCommonSubsequence(
            candidate: Rouge.tokens("the gunman kill police"), reference: reference)
        #expect(close(second.f1, 0.75))
        #expect(close(third.f1, 0.5))
    }

    @Test func bigramsDoNotTellTheTwoApart() {
        let reference = Rouge.tokens("police killed the gunman")
        for candidate in ["police kill the gunman", "the gunman kill police"] {
            #expect(close(Rouge.ngrams(2, candidate: Rouge.tokens(candidate), reference: reference).f1, 1.0 / 3))
        }
    }

    @Test func summaryLevelTakesTheUnionOfCommonSubsequences() {
        let score = Rouge.unionLCS(
            candidate: [["w1", "w2", "w6", "w7", "w8"], ["w1", "w3", "w8", "w9", "w5"]],
            reference: [["w1", "w2", "w3", "w4", "w5"]])
        #expect(close(score.recall, 0.8))
        #expect(close(score.precision, 0.4))
    }

    @Test func summaryLevelCountsNoTokenTwice() {
        let score = Rouge.unionLCS(candidate: [["de", "kat"]], reference: [["de", "kat"], ["de", "hond"]])
        #expect(close(score.recall, 0.5))
        #expect(close(score.precision, 1))
    }

    @Test func unigramsAreClipped() {
        let score = Rouge.ngrams(1, candidate: ["de", "de", "de", "kat"], reference: ["de", "kat", "zit"])
        #expect(close(score.precision, 0.5))
        #expect(close(score.recall, 2.0 / 3))
        #expect(close(score.f1, 4.0 / 7))
    }

    @Test func emptySidesScoreNothing() {
        #expect(Rouge.ngrams(1, candidate: [], reference: ["a"]).f1 == 0)
        #expect(Rouge.ngrams(2, candidate: ["a"], reference: ["a"]).f1 == 0)
        #expect(Rouge.longestCommonSubsequence(candidate: ["a"], reference: []).f1 == 0)
        #expect(Rouge.unionLCS(candidate: [], reference: []).f1 == 0)
    }
}
