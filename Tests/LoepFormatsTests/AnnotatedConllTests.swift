// SPDX-License-Identifier: Apache-2.0
import Loep
import LoepFormats
import LoepModel
import TestSupport
import Testing

/// CoNLL files with entity tags, in every scheme people use.
@Suite struct AnnotatedConllTests {
    private func read(_ bytes: [UInt8]) throws -> [AnnotatedDocument] {
        let folder = try TemporaryFolder()
        try FileBytes.write(bytes, to: "\(folder.path)/x.conll")
        return try AnnotatedDocument.read("\(folder.path)/x.conll")
    }

    private func mentions(_ text: String) throws -> [String] {
        try read(Array(text.utf8)).flatMap { annotated in
            annotated.mentions.map { "\(annotated.document.text[$0.bytes])|\($0.type.rawValue)" }
        }
    }

    private static let expected = ["Jan Peeters|PER", "Gent|LOC", "Brugge|LOC", "De Lijn|ORG", "Aalst|LOC"]
    private static let words = ["Jan", "Peeters", "uit", "Gent", "Brugge", "koos", "De", "Lijn", ".", "Aalst"]

    @Test(arguments: [
        ["I-PER", "I-PER", "O", "I-LOC", "B-LOC", "O", "I-ORG", "I-ORG", "O", "I-LOC"],
        ["B-PER", "I-PER", "O", "B-LOC", "B-LOC", "O", "B-ORG", "I-ORG", "O", "B-LOC"],
        ["B-PER", "E-PER", "O", "S-LOC", "S-LOC", "O", "B-ORG", "E-ORG", "O", "S-LOC"],
        ["B-PER", "L-PER", "O", "U-LOC", "U-LOC", "O", "B-ORG", "L-ORG", "O", "U-LOC"],
    ])
    func everySchemeGivesTheSameEntities(_ tags: [String]) throws {
        for columns in ["\t", " Noun ", " N B-NP "] {
            var text = ""
            for (word, tag) in zip(AnnotatedConllTests.words, tags) {
                text += word + columns + tag + "\n"
                if word == "." { text += "\n" }
            }
            #expect(try mentions(text) == AnnotatedConllTests.expected)
        }
    }

    @Test func anEntityEndsWithItsSentence() throws {
        #expect(try mentions("Den I-LOC\nHaag I-LOC\n\nHaag I-LOC\n") == ["Den Haag|LOC", "Haag|LOC"])
    }

    @Test func documentsArePartedByTheirMarks() throws {
        let text = "-DOCSTART- -DOCSTART- O\n\nGent B-LOC\n\n-DOCSTART- -DOCSTART- O\nAalst B-LOC\nslaapt O\n"
        let documents = try read(Array(text.utf8))
        #expect(documents.map(\.document.text.string) == ["Gent", "Aalst slaapt"])
        #expect(documents.allSatisfy { $0.document.layers == [.tokens, .sentences] })
    }

    @Test func oldEncodingsAreRead() throws {
        var bytes: [UInt8] = []
        for _ in 0..<20 {
            bytes += Array("Het O\ncaf".utf8) + [0xE9] + Array(" O\nvan O\nZo".utf8) + [0xEB]
            bytes += Array(" B-PER\nis O\nopen O\n. O\n\n".utf8)
        }
        let documents = try read(bytes)
        #expect(documents.count == 1)
        #expect(documents[0].mentions.count == 20)
        #expect(documents[0].document.text[documents[0].mentions[0].bytes] == "Zoë")
    }

    @Test(arguments: ["Gent\n", "Gent B-LOC\nAalst\n", "Gent LOC\n", "Gent X-LOC\n", "Gent B-\n"])
    func aLineWithoutATagIsAnErrorWithItsNumber(_ text: String) {
        #expect {
            try mentions(text)
        } throws: { error in
            let failure = error as? LoepError
            let line = text.hasPrefix("Gent B-LOC") ? "line 2" : "line 1"
            return failure?.code == .malformedInput && failure?.message.contains(line) == true
        }
    }

    @Test func aFolderIsReadAsTheCorpus() throws {
        let folder = try TemporaryFolder()
        let source = "# id: a\nT: [Gent|LOC] wint\nS: Kort.\nP: [Jan|PER] juicht.\n"
        try FileBytes.write(Array(source.utf8), to: "\(folder.path)/a.txt")
        let documents = try AnnotatedDocument.read(folder.path)
        #expect(documents.count == 1)
        #expect(documents[0].mentions.map(\.type) == [.location, .person])
    }
}
