// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepSegmentation
import TestSupport
import Testing

@Suite struct SegmentationPropertyTests {
    private let resources: ResourceDirectory

    init() throws { resources = try ResourceDirectory.find() }

    /// The invariants of the document, which hold losslessness (I2) and the partition into sentences (I3).
    private func violations(_ text: String, _ mode: ParagraphMode) throws -> [String] {
        let options = SegmentationOptions(paragraphs: mode)
        var document = Document(id: "", text: try Text(text))
        try Tokenizer(resources: resources, options: options).makeWorker().annotate(&document)
        try SentenceSplitter(resources: resources, options: options).makeWorker().annotate(&document)
        return document.invariantViolations()
    }

    @Test(arguments: HostileText.cases) func hostileTextKeepsTheInvariants(_ text: String) throws {
        for mode in ParagraphMode.allCases { #expect(try violations(text, mode).isEmpty) }
    }

    @Test func randomTextKeepsTheInvariants() throws {
        let tokenizer = try Tokenizer(resources: resources).makeWorker()
        let splitter = try SentenceSplitter(resources: resources).makeWorker()
        var generator = SplitMix64(seed: 20_221_016)
        for round in 0..<20_000 {
            let text = HostileText.random(&generator, scalars: 1 + round % 60)
            var document = Document(id: "", text: try Text(text))
            tokenizer.annotate(&document)
            splitter.annotate(&document)
            #expect(document.invariantViolations().isEmpty, "\(text.debugDescription)")
        }
    }
}

/// Texts made to send a careless look-ahead back and forth: quadratic time would take minutes here.
@Suite struct LinearTimeTests {
    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "a.", "a.a", "a ", ". ", "… a ", "(", "( ", "(\n", ") ", "\" ", "'", "' a", "’s ", "-", "- a", "1.", "1.\n",
            "a\u{AD}",
            "\u{301}", "👍", "👍\u{200D}", "🇳", "@a", "@", "#1", "www.", "a@", "a@b.", "http://", "«", "« ", "*", "* a\n",
            "\n", "\n\n",
            "A. ", "dhr. ", ". 👍 ", "?!", ",,", "''", "|", "\t", "a\t", "Foto: ", "© ", "Ж", "中", "_", "a_", "/", "a/",
            ". ( ", "— ",
        ])
    func repetitionTakesLinearTime(_ piece: String) throws {
        let resources = try ResourceDirectory.find()
        var text = String(repeating: piece, count: 30_000)
        text += " einde a"
        var document = Document(id: "", text: try Text(text))
        try Tokenizer(resources: resources).makeWorker().annotate(&document)
        try SentenceSplitter(resources: resources).makeWorker().annotate(&document)
        #expect(document.invariantViolations().isEmpty)
    }
}

@Suite struct StorageTests {
    /// Tokens and sentences are written into the arrays the document has: no allocation a token, nor a document.
    @Test func aSecondRunReusesTheStorage() throws {
        let resources = try ResourceDirectory.find()
        let tokenizer = try Tokenizer(resources: resources).makeWorker()
        let splitter = try SentenceSplitter(resources: resources).makeWorker()
        let text = String(repeating: "Dhr. Jansen zei: ‘Kom om 16u30.’ Daarna ging hij weg.\n\n", count: 200)
        var document = Document(id: "", text: try Text(text))
        var storage: Set<UnsafeRawPointer> = []
        for _ in 0..<3 {
            tokenizer.annotate(&document)
            splitter.annotate(&document)
            document.tokens.withUnsafeBytes { _ = storage.insert($0.baseAddress!) }
            document.sentences.withUnsafeBytes { _ = storage.insert($0.baseAddress!) }
        }
        #expect(storage.count == 2)
        #expect(document.sentences.count == 400)
    }
}
