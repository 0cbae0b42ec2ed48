// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Loep
import LoepFormats

/// `loep-bench pipeline`: every stage and writer over the corpus, then the whole chain, then start-up.
struct BenchPipeline: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pipeline",
        abstract: "Measure every stage, every writer and the whole chain over the Loep corpus.")

    @Option(help: "Rounds; the best one counts.") var rounds = 5
    @Flag(help: "Print JSON.") var json = false
    @Option(help: ArgumentHelp("Folder with Loep's tables and models.", valueName: "dir")) var models: String?

    func run() async throws {
        let resources = try ResourceDirectory.find(explicit: models)
        var report = Report()
        // First, while this process is small: Linux counts the memory of the caller in the peak of what it calls.
        try measureCommand(resources, into: &report)
        let articles = try ["dev", "train"].flatMap {
            try CorpusArticle.articles(in: "\(resources.path)/corpus/\($0)")
        }
        let fresh = try articles.map { try $0.document() }
        let bytes = fresh.reduce(0) { $0 + $1.text.count }
        report.documents = fresh.count
        var pipeline = try Pipeline(stages: [])
        var options = DutchOptions()
        options.layers = .available
        let opening = try Measurement.best(of: rounds) {
            pipeline = try Pipeline.dutch(resources: resources, options: options)
        }

        var documents = fresh
        for stage in pipeline.stages {
            let worker = stage.makeWorker()
            let before = documents
            var line = Measurement(
                stage.name, rounds: rounds, bytes: bytes, prepare: { documents = before },
                body: { for index in documents.indices { worker.annotate(&documents[index]) } })
            line.tokens = documents.reduce(0) { $0 + $1.tokens.count }
            report.lines.append(line)
        }
        let tokens = documents.reduce(0) { $0 + $1.tokens.count }
        try check(documents, pipeline, fresh)

        var output: [UInt8] = []
        for format in OutputFormat.allCases where format != .sqlite {
            let writer = format.makeWriter(WriterOptions())
            let line = Measurement("write \(format.rawValue)", rounds: rounds, tokens: tokens, bytes: bytes) {
                for document in documents {
                    output.removeAll(keepingCapacity: true)
                    writer.append(document, to: &output)
                }
            }
            report.lines.append(line)
        }

        for (name, layers) in [("whole chain to JSON", Layers.dutch), ("the same with words", .available)] {
            options.layers = layers
            let worker = try Pipeline.dutch(resources: resources, options: options).makeWorker()
            let writer = JSONLinesWriter()
            var lines = 0
            let line = Measurement(name, rounds: rounds, tokens: tokens, bytes: bytes) {
                lines = 0
                for article in fresh {
                    var document = article
                    worker.annotate(&document)
                    output.removeAll(keepingCapacity: true)
                    writer.append(document, to: &output)
                    lines += output.count { $0 == 0x0A }
                }
            }
            guard lines == fresh.count else {
                throw LoepError(.invariantBroken, "\(lines) lines for \(fresh.count) documents")
            }
            report.lines.append(line)
        }
        report.facts.append(("documents", Double(documents.count)))
        report.facts.append(("tokens", Double(tokens)))
        report.facts.append(("opening tables and models (ms)", opening * 1000))
        FileHandle.standardOutput.write(Data((json ? report.json : report.table).utf8))
    }

    /// Start-up of the command, and its memory over the whole corpus.
    private func measureCommand(_ resources: ResourceDirectory, into report: inout Report) throws {
        guard CommandRun.command != nil else { return }
        let text = FileManager.default.temporaryDirectory.appending(path: "loep-bench-\(getpid()).txt")
        try Data("Poetin sprak met Loekasjenko in Minsk.\n".utf8).write(to: text)
        defer { try? FileManager.default.removeItem(at: text) }
        let runs = try (0..<max(10, rounds)).map { _ in
            try CommandRun(["tag", text.path, "--models", resources.path, "--no-config"])
        }
        let starts = runs.compactMap(\.firstOutput).sorted()
        report.facts.append(("start-up to first output, best (ms)", (starts.first ?? 0) * 1000))
        report.facts.append(("start-up to first output, median (ms)", starts[starts.count / 2] * 1000))
        report.facts.append(("peak memory of one sentence (MB)", Double(runs[0].peakMemory) / 1e6))
        let articles = FileManager.default.temporaryDirectory.appending(path: "loep-bench-\(getpid()).jsonl")
        defer { try? FileManager.default.removeItem(at: articles) }
        _ = FileManager.default.createFile(atPath: articles.path, contents: nil)
        let file = try FileHandle(forWritingTo: articles)
        var documents = 0
        for folder in ["dev", "train"] {
            for article in try CorpusArticle.articles(in: "\(resources.path)/corpus/\(folder)") {
                let line = try JSONEncoder().encode(["id": article.id, "text": article.text])
                try file.write(contentsOf: line + Data("\n".utf8))
                documents += 1
            }
        }
        try file.close()
        for jobs in [1, 2] {
            let run = try CommandRun([
                "tag", articles.path, "--jobs", "\(jobs)", "--models", resources.path, "--no-config",
            ])
            guard run.outputLines == documents else {
                throw LoepError(.invariantBroken, "\(run.outputLines) of \(documents) documents came out")
            }
            report.facts.append(("peak memory of the corpus, \(jobs) jobs (MB)", Double(run.peakMemory) / 1e6))
        }
    }

    /// A figure of a wrong result is worth nothing: the stages one by one give what the chain gives, and
    /// every document keeps the invariants.
    private func check(_ documents: [Document], _ pipeline: Pipeline, _ fresh: [Document]) throws {
        let worker = pipeline.makeWorker()
        for (document, article) in zip(documents, fresh) {
            if let violation = document.invariantViolations().first {
                throw LoepError(.invariantBroken, violation, document: document.id)
            }
            var again = article
            worker.annotate(&again)
            guard again.tokens == document.tokens, again.entities == document.entities,
                again.summary == document.summary
            else { throw LoepError(.invariantBroken, "two runs differ", document: document.id) }
        }
    }
}
