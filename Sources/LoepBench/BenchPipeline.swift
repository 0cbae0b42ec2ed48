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
        let articles = try ["dev", "train"].flatMap {
            try CorpusArticle.articles(in: "\(resources.path)/corpus/\($0)")
        }
        let fresh = try articles.map { try $0.document() }
        let bytes = fresh.reduce(0) { $0 + $1.text.count }
        var report = Report()
        var pipeline = try Pipeline(stages: [])
        let opening = try Measurement.best(of: rounds) { pipeline = try Pipeline.dutch(resources: resources) }

        var documents = fresh
        for stage in pipeline.stages {
            let worker = stage.makeWorker()
            let before = documents
            let seconds = Measurement.best(of: rounds) {
                documents = before
                for index in documents.indices { worker.annotate(&documents[index]) }
            }
            let tokens = documents.reduce(0) { $0 + $1.tokens.count }
            report.lines.append(Measurement(name: stage.name, seconds: seconds, tokens: tokens, bytes: bytes))
        }
        let tokens = documents.reduce(0) { $0 + $1.tokens.count }
        try check(documents, pipeline, fresh)

        for format in OutputFormat.allCases {
            let writer = format.makeWriter(WriterOptions())
            var output: [UInt8] = []
            let seconds = Measurement.best(of: rounds) {
                for document in documents {
                    output.removeAll(keepingCapacity: true)
                    writer.append(document, to: &output)
                }
            }
            report.lines.append(
                Measurement(name: "write \(format.rawValue)", seconds: seconds, tokens: tokens, bytes: bytes))
        }

        let worker = pipeline.makeWorker()
        let writer = JSONLinesWriter()
        var output: [UInt8] = []
        let whole = Measurement.best(of: rounds) {
            for article in fresh {
                var document = article
                worker.annotate(&document)
                output.removeAll(keepingCapacity: true)
                writer.append(document, to: &output)
            }
        }
        report.lines.append(Measurement(name: "whole chain to JSON", seconds: whole, tokens: tokens, bytes: bytes))
        report.facts.append(("documents", Double(documents.count)))
        report.facts.append(("tokens", Double(tokens)))
        report.facts.append(("opening tables and models (ms)", opening * 1000))
        if let startup = try startUp(resources) { report.facts.append(("start-up to output (ms)", startup * 1000)) }
        report.facts.append(("peak memory (MB)", Double(Measurement.peakMemory) / 1e6))
        FileHandle.standardOutput.write(Data((json ? report.json : report.table).utf8))
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

    /// Seconds from calling `loep` on a small text to its end; nil when it is not beside this program.
    private func startUp(_ resources: ResourceDirectory) throws -> Double? {
        let command = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "loep")
        guard FileManager.default.isExecutableFile(atPath: command.path) else { return nil }
        let text = FileManager.default.temporaryDirectory.appending(path: "loep-bench-\(getpid()).txt")
        try Data("Poetin sprak met Loekasjenko in Minsk.\n".utf8).write(to: text)
        defer { try? FileManager.default.removeItem(at: text) }
        return try Measurement.best(of: max(5, rounds)) {
            let process = Process()
            process.executableURL = command
            process.arguments = ["tag", text.path, "--models", resources.path]
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
        }
    }
}
