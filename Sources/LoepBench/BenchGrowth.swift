// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Loep
import LoepFormats

/// `loep-bench growth`: how time and memory of the command grow with the length and the number of documents.
struct BenchGrowth: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "growth",
        abstract: "Measure processor time and memory of `loep` over documents from 1 KB up, and from 1 document up.",
        discussion: """
            Every point is one run of the command beside this program, whole chain to JSON Lines, one job. Texts are
            made of the corpus's articles; many documents are short news items. The plots go to FOLDER/growth-length.svg and FOLDER/growth-count.svg.

            Examples:
              loep-bench growth
              loep-bench growth --largest 100000000 --most 200000 --plots docs
            """)

    @Option(help: "Longest document, in bytes.") var largest = 10_000_000
    @Option(help: "Largest number of documents.") var most = 10_000
    @Option(help: ArgumentHelp("Folder for the plots; none are drawn unless told.", valueName: "folder"))
    var plots: String?
    @Flag(help: "Print JSON.") var json = false
    @Option(help: ArgumentHelp("Folder with Loep's tables and models.", valueName: "dir")) var models: String?

    func run() throws {
        let resources = try ResourceDirectory.find(explicit: models)
        let articles = try ["dev", "train"].flatMap { try CorpusArticle.articles(in: "\(resources.path)/corpus/\($0)") }
        let folder = FileManager.default.temporaryDirectory.appending(path: "loep-growth-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appending(path: "input").path

        var lengths: [Point] = []
        for size in BenchGrowth.steps(from: 1_000, to: largest) {
            let bytes = try write(articles, length: size, to: input + ".txt")
            let run = try CommandRun(["tag", input + ".txt", "--jobs", "1", "--models", resources.path])
            guard run.outputLength > bytes else { throw ValidationError("the output of \(size) bytes is too short") }
            lengths.append(Point(size: bytes, bytes: bytes, run: run))
        }
        var counts: [Point] = []
        for count in BenchGrowth.steps(from: 1, to: most) {
            let bytes = try write(articles, count: count, to: input + ".jsonl")
            let run = try CommandRun(["tag", input + ".jsonl", "--jobs", "1", "--models", resources.path])
            guard run.outputLines == count else {
                throw ValidationError("\(run.outputLines) of \(count) documents came out")
            }
            counts.append(Point(size: count, bytes: bytes, run: run))
        }
        let report = json ? jsonReport(lengths, counts) : table("bytes", lengths) + "\n" + table("documents", counts)
        FileHandle.standardOutput.write(Data(report.utf8))
        guard let plots else { return }
        try plot(lengths, title: "One document, ever longer", x: "bytes of text")
            .write(toFile: plots + "/growth-length.svg", atomically: true, encoding: .utf8)
        try plot(counts, title: "Ever more documents", x: "documents")
            .write(toFile: plots + "/growth-count.svg", atomically: true, encoding: .utf8)
    }

    /// One measured run.
    private struct Point {
        /// What grew: bytes or documents.
        var size: Int
        var bytes: Int
        var run: CommandRun
    }

    /// Powers of ten from one size to another, the other one too.
    private static func steps(from first: Int, to last: Int) -> [Int] {
        var steps: [Int] = []
        var size = first
        while size < last {
            steps.append(size)
            size *= 10
        }
        return steps + [last]
    }

    /// Writes one text of about this many bytes; returns how many it became.
    private func write(_ articles: [CorpusArticle], length: Int, to path: String) throws -> Int {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        defer { try? file.close() }
        // Piece by piece: Linux counts the memory of this process in the peak of what it calls.
        var written = 0
        var index = 0
        while written < length {
            var piece = Array(articles[index % articles.count].text.utf8) + Array("\n\n".utf8)
            // Cut at the last space before the limit, so that short texts are short.
            if piece.count > length - written, let space = piece[..<(length - written)].lastIndex(of: 0x20) {
                piece.removeSubrange(space...)
                written = length
            }
            try file.write(contentsOf: piece)
            written += piece.count
            index += 1
        }
        return Int(try file.offset())
    }

    /// Writes news items as JSON Lines; returns the bytes of their texts.
    private func write(_ articles: [CorpusArticle], count: Int, to path: String) throws -> Int {
        var bytes = 0
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        defer { try? file.close() }
        let encoder = JSONEncoder()
        // Title and first paragraph, the length of a news item on the wire.
        let items = articles.map { article in
            String(article.text.utf8.prefix(article.blocks.prefix(2).last.map { Int($0.end) } ?? 0)) ?? article.text
        }
        let lines = try zip(articles, items).map { article, text in
            try encoder.encode(["id": article.id, "text": text]) + Data("\n".utf8)
        }
        for index in 0..<count {
            bytes += items[index % items.count].utf8.count
            try file.write(contentsOf: lines[index % lines.count])
        }
        return bytes
    }

    private func table(_ name: String, _ points: [Point]) -> String {
        var text = String(repeating: " ", count: 12 - name.count) + name
        text += "  CPU seconds      MB/s   peak MB\n"
        for point in points {
            let rate = Double(point.bytes) / point.run.processor / 1e6
            text += String(
                format: "%12d %12.3f %9.2f %9.1f\n", point.size, point.run.processor, rate,
                Double(point.run.peakMemory) / 1e6)
        }
        return text
    }

    private func jsonReport(_ lengths: [Point], _ counts: [Point]) -> String {
        func rows(_ points: [Point]) -> String {
            points.map {
                "{\"size\":\($0.size),\"bytes\":\($0.bytes),\"cpuSeconds\":\($0.run.processor),"
                    + "\"peakMemory\":\($0.run.peakMemory)}"
            }.joined(separator: ",")
        }
        return "{\"lengths\":[\(rows(lengths))],\"counts\":[\(rows(counts))]}\n"
    }

    private func plot(_ points: [Point], title: String, x: String) -> String {
        LinePlot(
            title: title, axes: (x, "CPU milliseconds, MB"),
            curves: [
                .init(name: "CPU time, ms", points: points.map { (Double($0.size), $0.run.processor * 1000) }),
                .init(
                    name: "peak memory, MB", points: points.map { (Double($0.size), Double($0.run.peakMemory) / 1e6) }),
            ]
        ).svg
    }
}
