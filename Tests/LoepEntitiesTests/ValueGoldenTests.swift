// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepSegmentation
import TestSupport
import Testing

@testable import LoepEntities

/// The sentences of one topic file under Tests/Golden/values; its README.md explains the notation.
struct ValueTopic: Sendable, CustomTestStringConvertible {
    var name: String
    /// The date of the documents; nil when the file gives none.
    var date: String?
    var sentences: [String]

    var testDescription: String { name }

    /// All topics, in bytewise order of their names.
    static func all() throws -> [ValueTopic] {
        // Tests/LoepEntitiesTests/ValueGoldenTests.swift -> the package.
        let package = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        let folder = package.joined(separator: "/") + "/Tests/Golden/values"
        return try FileBytes.names(in: folder).filter { $0.hasSuffix(".txt") }.map { name in
            let lines = try Text(validating: FileBytes.read("\(folder)/\(name)")).string.split(separator: "\n")
            let date = lines.first { $0.hasPrefix("# date: ") }.map { String($0.dropFirst(8)) }
            return ValueTopic(name: name, date: date, sentences: lines.filter { !$0.hasPrefix("#") }.map(String.init))
        }
    }
}

/// A chain of tokeniser, splitter and value tagger for tests.
struct ValueChain {
    private let workers: [any StageWorker]

    init(options: ValueOptions = ValueOptions()) throws {
        let resources = try ResourceDirectory.find()
        workers = [
            try Tokenizer(resources: resources).makeWorker(), try SentenceSplitter(resources: resources).makeWorker(),
            try ValueTagger(resources: resources, options: options).makeWorker(),
        ]
    }

    func annotate(_ text: String, date: String? = nil) throws -> Document {
        var document = Document(id: "x", text: try Text(text), metadata: Metadata(date: date))
        for worker in workers { worker.annotate(&document) }
        return document
    }

    /// `TYPE VALUE MODIFIER|text` of each expression.
    func found(_ text: String, date: String? = nil) throws -> [String] {
        let document = try annotate(text, date: date)
        return document.values.map { value in
            "\(value.type) \(value.value)\(value.modifier.map { " \($0)" } ?? "")|\(document.string(of: value.tokens))"
        }
    }
}

@Suite struct ValueGoldenTests {
    @Test(arguments: try ValueTopic.all()) func readsValuesAsAnAnnotatorWould(_ topic: ValueTopic) throws {
        let chain = try ValueChain()
        for sentence in topic.sentences {
            let golden = MarkedText(sentence)
            let expected = golden.spans.map { span in
                "\(span.label)|\(String(decoding: Array(golden.text.utf8)[span.range.range], as: UTF8.self))"
            }
            #expect(try chain.found(golden.text, date: topic.date) == expected, "\(golden.text)")
        }
    }

    @Test func thereAreExpressionsOfEveryType() throws {
        let labels = try ValueTopic.all().flatMap(\.sentences).flatMap { MarkedText($0).spans.map(\.label) }
        #expect(labels.count >= 250)
        for type in ["DATE", "TIME", "DURATION", "MONEY", "PERCENT", "QUANTITY", "NUMBER", "ORDINAL"] {
            #expect(labels.count { $0.hasPrefix("\(type) ") } >= 12, "\(type)")
        }
    }
}
