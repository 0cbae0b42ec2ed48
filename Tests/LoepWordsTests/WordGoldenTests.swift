// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepWords
import Testing

/// Part of speech and lemma of sentences of our own.
@Suite struct WordGoldenTests {
    private struct Gold {
        var form: String
        var upos: String
        var lemma: String
    }

    private static func sentences() throws -> [[Gold]] {
        let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        return try String(decoding: FileBytes.read("/\(tests)/Golden/words/sentences.txt"), as: UTF8.self)
            .split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { line in
                line.split(separator: " ").compactMap { word in
                    let fields = word.split(separator: "/").map(String.init)
                    return fields.count == 3 ? Gold(form: fields[0], upos: fields[1], lemma: fields[2]) : nil
                }
            }
    }

    @Test func nearlyAllWordsOfOurSentencesAreRight() throws {
        let sentences = try Self.sentences()
        var text = ""
        var tokens: [Token] = []
        var ranges: [Sentence] = []
        for sentence in sentences {
            let first = tokens.count
            for word in sentence {
                if !text.isEmpty { text += " " }
                let start = UInt32(text.utf8.count)
                text += word.form
                tokens.append(Token(start: start, end: UInt32(text.utf8.count), kind: .word))
            }
            ranges.append(Sentence(tokens: TokenRange(first..<tokens.count), paragraph: 0))
        }
        var document = Document(id: "golden", text: try Text(text))
        document.tokens = tokens
        document.sentences = ranges
        document.layers = [.tokens, .sentences]
        try WordTagger(resources: ResourceDirectory.find()).makeWorker().annotate(&document)
        let gold = sentences.flatMap { $0 }
        var wrong: [String] = []
        for (index, word) in gold.enumerated() {
            let upos = document.words.words[index].upos.label
            let lemma = document.words.lemma(of: index)
            if upos != word.upos || lemma != word.lemma { wrong.append("\(word.form): \(upos) \(lemma)") }
        }
        #expect(gold.count > 100)
        #expect(Double(wrong.count) < 0.04 * Double(gold.count), "\(wrong)")
    }
}
