// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepEvaluation
import Testing

@Suite struct SegmentationScoreTests {
    private let source = """
        # sent_id = blad-1.p.1.s.1
        # text = Zij komt.
        1\tZij\t_
        2\tkomt\t_
        3\t.\t_

        # sent_id = blad-1.p.1.s.2
        # text = Da's zo.
        1-2\tDa's\t_
        1\tDat\t_
        2\tis\t_
        3\tzo\t_
        3.1\tniets\t_
        4\t.\t_

        # sent_id = blad-1.p.2.s.1
        # text = Kop
        1\tKop\t_

        """

    @Test func rebuildsTheTextWithItsParagraphs() throws {
        let gold = try SegmentationGold(conllu: Text(source), name: "test")
        #expect(gold.text.string == "Zij komt. Da's zo.\n\nKop")
        #expect(gold.tokens.map { gold.text[$0] } == ["Zij", "komt", ".", "Da's", "zo", ".", "Kop"])
        #expect(gold.sentences.map { gold.text[$0] } == ["Zij komt.", "Da's zo.", "Kop"])
    }

    @Test func refusesFormsThatAreNotInTheText() throws {
        let broken = source.replacing("2\tkomt", with: "2\tkwam")
        let error = #expect(throws: LoepError.self) { try SegmentationGold(conllu: Text(broken), name: "test") }
        #expect(error?.code == .malformedInput)
    }

    @Test func countsSpansWithBothEndsRight() {
        let gold = [ByteRange(0, 3), ByteRange(4, 8), ByteRange(8, 9)]
        let system = [ByteRange(0, 3), ByteRange(4, 9)]
        let score = SpanScore(gold: gold, system: system)
        #expect(score.correct == 1)
        #expect(score.precision == 50)
        #expect(abs(score.recall - 100.0 / 3) < 1e-9)
        #expect(abs(score.f1 - 40) < 1e-9)
        #expect(SpanScore(gold: gold, system: gold).f1 == 100)
        #expect(SpanScore(gold: [], system: []).f1 == 0)
    }
}
