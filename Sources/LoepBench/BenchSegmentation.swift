// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Loep
import LoepCore
import LoepFormats
import LoepModel
import LoepSegmentation
import LoepUnicode

/// `loep-bench segmentation`: tokens and sentences in memory, beside the speed of merely looking at the bytes.
struct BenchSegmentation: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "segmentation",
        abstract:
            "Measure the tokeniser and the sentence splitter over one text of news, in processor time of one core.")

    @Option(help: "Size of the text in MB; the corpus is repeated until it is that long.") var megabytes = 10
    @Option(help: "Rounds; the best one counts.") var rounds = 7
    @Option(help: ArgumentHelp("Folder with Loep's tables and models.", valueName: "dir")) var models: String?

    func run() throws {
        let resources = try ResourceDirectory.find(explicit: models)
        let articles = try ["dev", "train"].flatMap { try CorpusArticle.articles(in: "\(resources.path)/corpus/\($0)") }
        let text = try Text(repeated(articles.map(\.text)))
        let tables = BenchSegmentation.best(of: 1) { _ = ScalarTable.shared }
        var stages: [any Stage] = []
        let opening = try BenchSegmentation.best(of: rounds) {
            stages = [try Tokenizer(resources: resources), try SentenceSplitter(resources: resources)]
        }
        let tokenizer = stages[0].makeWorker()
        let splitter = stages[1].makeWorker()
        var document = Document(id: "news", text: text)

        var found = 0
        let search = BenchSegmentation.best(of: rounds) { found &+= BenchSegmentation.search(text.bytes) }
        var spaces = 0
        let scan = BenchSegmentation.best(of: rounds) { spaces = BenchSegmentation.countSpaces(text.bytes.span) }
        let tokens = BenchSegmentation.best(of: rounds) { tokenizer.annotate(&document) }
        let sentences = BenchSegmentation.best(of: rounds) { splitter.annotate(&document) }
        let both = BenchSegmentation.best(of: rounds) {
            tokenizer.annotate(&document)
            splitter.annotate(&document)
        }
        try check(document, articles, resources, nulls: found, spaces: spaces)

        let lines = [
            ("memchr for a byte that is not there", search), ("byte loop that counts spaces", scan),
            ("tokens", tokens), ("sentences", sentences), ("tokens and sentences", both),
        ]
        print("scalar table filled in \(String(format: "%.3f", tables * 1000)) ms, ", terminator: "")
        print("word lists opened in \(String(format: "%.3f", opening * 1000)) ms")
        print("\(text.count) bytes, \(document.tokens.count) tokens, \(document.sentences.count) sentences")
        for (name, seconds) in lines {
            let rate = String(format: "%9.1f MB/s", Double(text.count) / seconds / 1e6)
            let share = String(format: "%7.3f of the byte loop", scan / seconds)
            print("\(name.padding(toLength: 38, withPad: " ", startingAt: 0))\(rate)\(share)")
        }
    }

    /// The best of several rounds, in seconds of processor time: what else the machine does counts less that way.
    private static func best(of rounds: Int, _ body: () throws -> Void) rethrows -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
        }
        var best = Double.infinity
        for _ in 0..<rounds {
            let start = now()
            try body()
            best = min(best, now() - start)
        }
        return best
    }

    /// The articles joined by blank lines, over and over.
    private func repeated(_ texts: [String]) -> String {
        var result = ""
        result.reserveCapacity(megabytes * 1_000_000 + 10_000)
        while true {
            for text in texts {
                result += text
                result += "\n\n"
                if result.utf8.count >= megabytes * 1_000_000 { return result }
            }
        }
    }

    /// How often memchr finds a byte that no text has: never, so that it reads to the end.
    private static func search(_ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress else { return 0 }
            return memchr(start, 0, buffer.count) == nil ? 0 : 1
        }
    }

    /// The least a tokeniser has to do: look at every byte once.
    private static func countSpaces(_ bytes: Span<UInt8>) -> Int {
        var spaces = 0
        for index in 0..<bytes.count where bytes[index] == 0x20 { spaces &+= 1 }
        return spaces
    }

    /// The long text must give what its articles give one by one, and keep the invariants.
    private func check(
        _ document: Document, _ articles: [CorpusArticle], _ resources: ResourceDirectory, nulls: Int, spaces: Int
    ) throws {
        if let violation = document.invariantViolations().first {
            throw LoepError(.invariantBroken, violation, document: document.id)
        }
        let tokenizer = try Tokenizer(resources: resources).makeWorker()
        var expected = 0
        var offset = 0
        for article in articles where offset + article.text.utf8.count <= document.text.count {
            var single = try article.document()
            tokenizer.annotate(&single)
            expected += single.tokens.count
            offset += article.text.utf8.count + 2
        }
        let made = document.tokens.prefix { Int($0.start) < offset }.count
        guard made == expected, nulls == 0, spaces > 0 else {
            throw LoepError(
                .invariantBroken, "\(made) tokens in one text, \(expected) in its articles one by one",
                document: document.id)
        }
    }
}
