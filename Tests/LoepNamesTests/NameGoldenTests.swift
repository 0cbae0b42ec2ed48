// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepSegmentation
import TestSupport
import Testing

@testable import LoepNames

/// The sentences of one topic file under Tests/Golden/names; its README.md explains the notation.
struct NameTopic: Sendable, CustomTestStringConvertible {
    var name: String
    var sentences: [String]

    var testDescription: String { name }

    /// All topics, in bytewise order of their names.
    static func all() throws -> [NameTopic] {
        // Tests/LoepNamesTests/NameGoldenTests.swift -> the package.
        let package = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        let folder = package.joined(separator: "/") + "/Tests/Golden/names"
        return try FileBytes.names(in: folder).filter { $0.hasSuffix(".txt") }.map { name in
            let lines = try Text(validating: FileBytes.read("\(folder)/\(name)")).string.split(separator: "\n")
            return NameTopic(name: name, sentences: lines.filter { !$0.hasPrefix("#") }.map(String.init))
        }
    }
}

@Suite struct NameGoldenTests {
    @Test(arguments: try NameTopic.all()) func topic(_ topic: NameTopic) throws {
        let resources = try ResourceDirectory.find()
        let worker = try Pipeline(stages: [
            Tokenizer(resources: resources), SentenceSplitter(resources: resources),
            NameNormalizer(resources: resources),
        ]).makeWorker()
        #expect(!topic.sentences.isEmpty)
        for sentence in topic.sentences {
            let marked = MarkedText(sentence)
            var document = Document(id: topic.name, text: try Text(marked.text))
            worker.annotate(&document)
            #expect(document.invariantViolations().isEmpty)
            for (range, canonical) in marked.spans {
                let best = document.names.first { document.bytes(of: $0.tokens) == range }
                let got = best.map { document.identities[Int($0.identity)].canonical }
                #expect(got == canonical, "\(sentence)")
            }
            if marked.spans.isEmpty { expectNothingRespelt(document) }
        }
    }

    /// No made name of another spelling may be sure enough for the resolver.
    private func expectNothingRespelt(_ document: Document) {
        for mention in document.names where mention.score >= 0.225 && mention.form != .derived {
            let canonical = document.identities[Int(mention.identity)].canonical
            let surface = document.string(of: mention.tokens)
            #expect(canonical.lowercased() == surface.lowercased(), "\(surface) became \(canonical)")
        }
    }
}
