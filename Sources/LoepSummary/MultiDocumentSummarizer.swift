// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore
import LoepModel

/// One sentence of a summary over many documents, with its source.
public struct SourcedSentence: Hashable, Sendable {
    /// Number of the document, in the order they were added.
    public var document: Int
    /// Identifier of the document.
    public var id: String
    /// Index of the sentence in its document.
    public var sentence: UInt32
    /// The sentence itself.
    public var text: String
    /// Its worth, 0 to 1; comparable inside one summary only.
    public var score: Float
}

/// Sums up many documents on one subject without saying a thing twice, each sentence with its source.
///
/// Every document is judged as `Summarizer` does and offers its best sentences; a word weighs as much as the
/// documents on average expect it, so what many tell comes first (compare Hong & Nenkova 2014). Copies of an
/// article count once. Memory holds a few sentences a document, so folders may be large.
public final class MultiDocumentSummarizer {
    private struct Candidate {
        var document: Int
        var id: String
        var sentences: Range<Int>
        var texts: [String]
        var terms: [UInt64]
        var content: Set<UInt64>
        var bonus: Float
    }

    private let worker: SummaryWorker
    private let options: SummaryOptions
    private let offered: Int
    private var copies = NearDuplicates()
    private var perDocument: [[(hash: UInt64, mean: Float)]] = []
    private var candidates: [[Candidate]] = []

    /// Opens the model and the word lists.
    ///
    /// - Throws: as `Summarizer.init`.
    public init(resources: ResourceDirectory, options: SummaryOptions = .init()) throws(LoepError) {
        let summarizer = try Summarizer(resources: resources, options: options)
        self.options = options
        worker = summarizer.makeSummaryWorker()
        switch options.length {
        case .sentences(let count): offered = min(12, max(4, count))
        case .words, .ratio: offered = 8
        }
    }

    /// Adds a document with tokens and sentences; names, when there, merge the spellings of one identity.
    public func add(_ document: Document) {
        let number = candidates.count
        copies.add(document.text)
        let judged = worker.candidates(of: document, limit: offered)
        perDocument.append(judged.expected)
        candidates.append(
            judged.units.map { unit in
                Candidate(
                    document: number, id: document.id, sentences: unit.sentences,
                    texts: unit.sentences.map { document.string(of: document.sentences[$0].tokens) }, terms: unit.terms,
                    content: unit.content, bonus: unit.bonus)
            })
    }

    /// For each document the number of the first document it is a copy of; its own number when it is none.
    public var copiesOf: [Int] { copies.groups() }

    /// Chooses sentences over all documents added, the best document first, sentences of one document together.
    public func summarize() -> [SourcedSentence] {
        let leaders = copies.groups()
        let used = candidates.indices.filter { leaders[$0] == $0 }
        guard !used.isEmpty else { return [] }
        var means: [UInt64: Float] = [:]
        for document in used {
            for (hash, mean) in perDocument[document] { means[hash, default: 0] += mean }
        }
        let pool = used.flatMap { candidates[$0] }
        let budget = SummaryBudget(options.length, available: pool.reduce(0) { $0 + $1.sentences.count })
        let scale = budget.reference / SummaryBudget.referenceLength / Float(used.count)
        let chosen = choose(pool, means: means, scale: scale, budget: budget)
        let highest = max(chosen.map(\.value).max() ?? 1, 1e-6)
        return chosen.sorted {
            ($0.candidate.document, $0.candidate.sentences.lowerBound) < (
                $1.candidate.document, $1.candidate.sentences.lowerBound
            )
        }
        .flatMap { choice in
            zip(choice.candidate.sentences, choice.candidate.texts).map { index, text in
                SourcedSentence(
                    document: choice.candidate.document, id: choice.candidate.id, sentence: UInt32(index), text: text,
                    score: min(1, max(0, choice.value / highest)))
            }
        }
    }

    /// Greedy choice on the value of `SentenceSelector`, over terms of all documents.
    private func choose(
        _ pool: [Candidate], means: [UInt64: Float], scale: Float, budget: SummaryBudget
    ) -> [(candidate: Candidate, value: Float)] {
        var counts: [UInt64: Int] = [:]
        var numerator: Float = 0
        var length = 0
        var sentences = 0
        var left = Array(pool.indices)
        var chosen: [(candidate: Candidate, value: Float)] = []
        while true {
            var best: (position: Int, gain: Float, value: Float)?
            for (position, index) in left.enumerated() {
                let candidate = pool[index]
                guard sentences + candidate.sentences.count <= budget.sentences,
                    budget.words == .max || length + candidate.terms.count <= budget.words
                else { continue }
                var gain = candidate.bonus
                var extra: [UInt64: Int] = [:]
                for term in candidate.terms {
                    let times = counts[term, default: 0] + extra[term, default: 0]
                    extra[term, default: 0] += 1
                    gain += MultiDocumentSummarizer.chance(of: times + 1, mean: means[term, default: 0] * scale)
                }
                gain *= 2
                let value = (numerator + gain) / (Float(length + candidate.terms.count) + budget.reference)
                if value > best?.value ?? -.infinity { best = (position, gain, value) }
            }
            guard let best else { return chosen }
            let candidate = pool[left.remove(at: best.position)]
            if chosen.contains(where: { MultiDocumentSummarizer.overlap($0.candidate.content, candidate.content) > 0.5 }
            ) {
                continue
            }
            for term in candidate.terms { counts[term, default: 0] += 1 }
            numerator += best.gain
            length += candidate.terms.count
            sentences += candidate.sentences.count
            chosen.append(
                (candidate, best.gain / (Float(candidate.terms.count) + SummaryBudget.referenceLength / 3)))
        }
    }

    /// Share of the shorter sentence's content terms that the other has too.
    private static func overlap(_ a: Set<UInt64>, _ b: Set<UInt64>) -> Float {
        let smaller = min(a.count, b.count)
        return smaller == 0 ? 0 : Float(a.intersection(b).count) / Float(smaller)
    }

    /// The chance of at least `times` occurrences when `mean` are expected (Poisson).
    private static func chance(of times: Int, mean: Float) -> Float {
        guard times <= 4 else { return 0 }
        var share = expf(-mean)
        var rest: Float = 1
        for k in 1...times {
            rest -= share
            share *= mean / Float(k)
        }
        return max(0, rest)
    }
}
