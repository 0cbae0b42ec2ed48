// SPDX-License-Identifier: Apache-2.0
import Loep
import LoepCore
import LoepFormats
import LoepModel

/// Mean ROUGE F1 of one way to summarise over a set of articles, against one reference each.
public struct SummaryScore: Sendable {
    /// Name of the way, as tables print it.
    public var name: String
    /// Sums over articles; the means are derived.
    private var sums = [0.0, 0.0, 0.0, 0.0]
    private var articles = 0
    private var sentences = 0
    private var words = 0

    /// Starts with nothing counted.
    public init(name: String) { self.name = name }

    /// Mean F1 of ROUGE-1, 0 to 1.
    public var rouge1: Double { mean(0) }
    /// Mean F1 of ROUGE-2, 0 to 1.
    public var rouge2: Double { mean(1) }
    /// Mean F1 of ROUGE-L over the whole summary as one sequence, 0 to 1.
    public var rougeL: Double { mean(2) }
    /// Mean F1 of summary-level ROUGE-L, 0 to 1.
    public var rougeLSum: Double { mean(3) }
    /// Mean number of sentences a summary.
    public var meanSentences: Double { Double(sentences) / Double(max(1, articles)) }
    /// Mean number of tokens a summary.
    public var meanWords: Double { Double(words) / Double(max(1, articles)) }

    private func mean(_ index: Int) -> Double { sums[index] / Double(max(1, articles)) }

    /// Counts one article.
    public mutating func add(_ candidate: [[String]], reference: [[String]]) {
        let flatCandidate = Array(candidate.joined())
        let flatReference = Array(reference.joined())
        sums[0] += Rouge.ngrams(1, candidate: flatCandidate, reference: flatReference).f1
        sums[1] += Rouge.ngrams(2, candidate: flatCandidate, reference: flatReference).f1
        sums[2] += Rouge.longestCommonSubsequence(candidate: flatCandidate, reference: flatReference).f1
        sums[3] += Rouge.unionLCS(candidate: candidate, reference: reference).f1
        articles += 1
        sentences += candidate.count
        words += flatCandidate.count
    }

    /// One line of the table, figures in percent.
    public var line: String {
        let figures = [rouge1, rouge2, rougeL, rougeLSum].map { SummaryScore.percent($0) }
        return ([name.padded(to: 12)] + figures + [SummaryScore.fixed(meanSentences), SummaryScore.fixed(meanWords)])
            .joined(separator: "  ")
    }

    /// The header over `line`.
    public static let header =
        "              R-1     R-2     R-L  R-Lsum   sent   words"

    private static func percent(_ value: Double) -> String { fixed(value * 100) }

    private static func fixed(_ value: Double) -> String {
        let scaled = Int((value * 100).rounded())
        let fraction = scaled % 100
        return "\(scaled / 100).\(fraction < 10 ? "0" : "")\(fraction)".leftPadded(to: 6)
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
    fileprivate func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}

/// An article with its sentences and its reference summary, ready to be scored.
public struct SummaryCase: Sendable {
    /// The article with tokens and sentences.
    public var document: Document
    /// ROUGE tokens of each sentence of the reference.
    public var reference: [[String]]
    /// ROUGE tokens of each sentence of the document.
    public var sentences: [[String]]
    /// Indices of the sentences a baseline may choose: running text and list items, the title left out.
    public var candidates: [Int]

    /// Runs `worker` (tokens and sentences at least) over an article and its reference.
    ///
    /// - Throws: `text.too-large`.
    public init(_ article: CorpusArticle, worker: PipelineWorker) throws(LoepError) {
        var document = try article.document()
        worker.annotate(&document)
        var reference = Document(id: "", text: try Text(article.summary))
        worker.annotate(&reference)
        let sentences = document.sentences.map { Rouge.tokens(document.string(of: $0.tokens)) }
        self.document = document
        self.sentences = sentences
        self.reference = reference.sentences.map { Rouge.tokens(reference.string(of: $0.tokens)) }
        let title = article.blocks.first?.end ?? 0
        candidates = document.sentences.indices.filter { index in
            let sentence = document.sentences[index]
            return document.tokens[Int(sentence.tokens.start)].start >= title && !sentences[index].isEmpty
                && (sentence.role == .body || sentence.role == .listItem)
        }
    }

    /// Tokens of the chosen sentences.
    public func tokens(of chosen: [Int]) -> [[String]] { chosen.map { sentences[$0] } }

    /// The first sentences of the running text.
    public func lead(_ count: Int) -> [Int] { Array(candidates.prefix(count)) }

    /// A random choice in text order.
    public func random(_ count: Int, using generator: inout SplitMix64) -> [Int] {
        Array(candidates.shuffled(using: &generator).prefix(count)).sorted()
    }

    /// The choice that agrees best with the reference, found greedily on ROUGE-1 plus ROUGE-2 F1: a ceiling.
    public func oracle(_ count: Int) -> [Int] {
        let flatReference = Array(reference.joined())
        var chosen: [Int] = []
        var best = 0.0
        while chosen.count < count {
            var next: Int?
            for index in candidates where !chosen.contains(index) {
                let tokens = Array(self.tokens(of: (chosen + [index]).sorted()).joined())
                let value =
                    Rouge.ngrams(1, candidate: tokens, reference: flatReference).f1
                    + Rouge.ngrams(2, candidate: tokens, reference: flatReference).f1
                if value > best {
                    best = value
                    next = index
                }
            }
            guard let next else { break }
            chosen.append(next)
        }
        return chosen.sorted()
    }
}
