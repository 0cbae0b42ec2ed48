// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepSegmentation
import TestSupport
import Testing

@Suite struct ExplainTests {
    private let tokenizer: Tokenizer
    private let splitter: SentenceSplitter

    init() throws {
        let resources = try ResourceDirectory.find()
        tokenizer = try Tokenizer(resources: resources)
        splitter = try SentenceSplitter(resources: resources)
    }

    private func segmented(_ text: String) throws -> Document {
        var document = Document(id: "", text: try Text(text))
        tokenizer.makeWorker().annotate(&document)
        splitter.makeWorker().annotate(&document)
        return document
    }

    @Test func explainingEqualsTheRun() throws {
        var generator = SplitMix64(seed: 3)
        let texts =
            try GoldenTopic.all().flatMap { $0.cases.map(\.text) } + HostileText.cases
            + (0..<500).map { _ in HostileText.random(&generator, scalars: 60) }
        for text in texts {
            let document = try segmented(text)
            let tokens = tokenizer.explain(document.text)
            #expect(tokens.map(\.token) == document.tokens)
            #expect(tokens.allSatisfy { $0.rule.rawValue == $0.token.rule && $0.rule != .given })
            let sentences = splitter.explain(document)
            #expect(sentences.map(\.sentence) == document.sentences)
            #expect(sentences.allSatisfy { $0.rule.rawValue == $0.sentence.rule && $0.rule != .given })
        }
    }

    /// A rule that no case shows is either dead or untested.
    @Test func everyRuleShowsInTheGoldenCases() throws {
        var tokenRules: Set<UInt8> = [TokenRule.given.rawValue]
        var sentenceRules: Set<UInt8> = [SentenceRule.given.rawValue]
        for topic in try GoldenTopic.all() {
            for golden in topic.cases {
                let document = try segmented(golden.text)
                tokenRules.formUnion(document.tokens.map(\.rule))
                sentenceRules.formUnion(document.sentences.map(\.rule))
            }
        }
        for rule in TokenRule.allCases { #expect(tokenRules.contains(rule.rawValue), "\(rule.name)") }
        for rule in SentenceRule.allCases { #expect(sentenceRules.contains(rule.rawValue), "\(rule.name)") }
    }

    @Test(
        arguments: [
            ("Loekasjenko’s", TokenRule.innerApostrophe, TokenKind.word), ("’s", .elision, .word),
            ("’80", .shortYear, .number),
            ("voor-", .suspendedHyphen, .word), ("(oud-)leerling", .bracketInWord, .word),
            ("en/of", .joinedSign, .word),
            ("10.000,50", .number, .number), ("16u30", .numberAffix, .number), ("5%", .numberAffix, .number),
            ("130.000,-", .openMoney, .number), ("dhr.", .listedAbbreviation, .abbreviation),
            ("m.n.v.", .dottedAbbreviation, .abbreviation), ("https://loep.example/a", .webAddress, .address),
            ("a@b.example", .mailAddress, .address), ("nos.nl", .domain, .address), ("plan.docx", .fileName, .address),
            ("@loep", .handle, .handle), ("#loep", .hashtag, .handle), ("👩‍👩‍👧", .emoji, .emoji),
            ("…", .ellipsis, .punctuation),
            ("€", .currency, .symbol), ("24-jarige", .hyphenCompound, .word), ("A4", .word, .word),
            ("+", .symbol, .symbol),
        ] as [(String, TokenRule, TokenKind)])
    func tokensKnowTheirRuleAndKind(_ text: String, _ rule: TokenRule, _ kind: TokenKind) throws {
        let document = try segmented("Wij zien \(text) hier.")
        let found = try #require(document.tokens.first { document.text[$0.bytes] == text })
        #expect(TokenRule(rawValue: found.rule) == rule)
        #expect(found.kind == kind)
    }

    @Test func everyRuleSaysWhatItDoes() {
        for rule in TokenRule.allCases { #expect(rule.summary.count > 10 && !rule.name.isEmpty) }
        for rule in SentenceRule.allCases { #expect(rule.summary.count > 10 && !rule.name.isEmpty) }
    }
}
