// SPDX-License-Identifier: Apache-2.0
import Loep
import LoepFormats
import Testing

/// Explain a decision.
///
/// Every cut between tokens and sentences carries the rule that made it, every entity its confidence.
@Suite struct ExplainADecision {
    @Test func explainADecision() throws {
        let text = "Dhr. Poetin kwam 's ochtends. Zo’n man."
        // START
        let resources = try ResourceDirectory.find()
        let tokenizer = try Tokenizer(resources: resources)
        let reasons = try tokenizer.explain(Text(text)).map { "\($0.token.bytes.range): \($0.rule)" }
        let document = try Pipeline.dutch(resources: resources).annotate(text)
        let report = String(decoding: ExplanationWriter().encode(document), as: UTF8.self)
        // END
        #expect(reasons.count == document.tokens.count)
        #expect(report.contains("Dhr."))
        #expect(report.contains("PER"))
    }
}
