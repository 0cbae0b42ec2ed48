// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepSegmentation
import Testing

/// The cases of one topic file.
struct GoldenTopic: Sendable, CustomTestStringConvertible {
    var name: String
    var cases: [GoldenCase]

    var testDescription: String { name }

    static let folder = "\(package)/Tests/Golden/segmentation"

    /// Tests/LoepSegmentationTests/GoldenTests.swift -> the package.
    static let package = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        .joined(separator: "/")

    /// All topics, in bytewise order of their names.
    static func all() throws -> [GoldenTopic] {
        try FileBytes.names(in: folder).filter { $0.hasSuffix(".txt") }.map { name in
            let text = try Text(validating: FileBytes.read("\(folder)/\(name)")).string
            let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
            return GoldenTopic(name: name, cases: lines.map { GoldenCase(String($0)) })
        }
    }
}

@Suite struct GoldenTests {
    private let tokenizer: any StageWorker
    private let splitter: any StageWorker

    init() throws {
        let resources = try ResourceDirectory.find()
        tokenizer = try Tokenizer(resources: resources).makeWorker()
        splitter = try SentenceSplitter(resources: resources).makeWorker()
    }

    @Test(arguments: try GoldenTopic.all()) func segmentsAsAnAnnotatorWould(_ topic: GoldenTopic) throws {
        for golden in topic.cases {
            var document = Document(id: "", text: try Text(golden.text))
            tokenizer.annotate(&document)
            splitter.annotate(&document)
            let same =
                document.tokens.map(\.bytes) == golden.tokens
                && document.sentences.map { Int($0.tokens.start) } == golden.sentenceStarts
                && zip(document.sentences, golden.roles).allSatisfy { $1 == nil || $0.role == $1 }
            #expect(same, "\n  expected \(golden.rendered)\n  got      \(GoldenCase.render(document))")
        }
    }

    @Test func thereAreCasesOfEveryTopic() throws {
        let topics = try GoldenTopic.all()
        #expect(topics.count >= 15)
        #expect(topics.map(\.cases.count).reduce(0, +) >= 400)
    }
}
