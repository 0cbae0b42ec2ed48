// SPDX-License-Identifier: Apache-2.0
import Foundation
import LoepEvaluation
import LoepSummary

/// One training article, analysed, with what its reference says about its terms and sentences.
final class SummarySample {
    let item: SummaryCase
    let analysis: DocumentAnalysis
    let centrality = Centrality()
    /// For each term whether the reference has it.
    var termTargets: [Float] = []
    /// For each body sentence what it is worth; see `SummaryLearner`.
    var sentenceTargets: [Float] = []
    /// Term counts of the reference, by hash.
    let referenceCounts: [UInt64: Int]
    let referenceLength: Int

    /// Who wrote it: the first part of the article's identifier.
    var writer: String { String(item.document.id.prefix { $0 != "-" }) }

    init(_ item: SummaryCase, lexicon: SummaryLexicon, frequency: DocumentFrequency) {
        self.item = item
        analysis = DocumentAnalysis(lexicon: lexicon, frequency: frequency)
        analysis.read(item.document)
        centrality.measure(analysis)
        let reference = item.reference.joined().map { TermScanner.hash($0) }
        var counts: [UInt64: Int] = [:]
        for hash in reference { counts[hash, default: 0] += 1 }
        referenceCounts = counts
        referenceLength = reference.count
        termTargets = analysis.terms.map { counts[$0.hash] == nil ? 0 : 1 }
        var pairs: [UInt64: Int] = [:]
        for (a, b) in zip(reference, reference.dropFirst()) { pairs[SummarySample.pair(a, b), default: 0] += 1 }
        for index in analysis.body {
            let hashes = analysis.occurrences[analysis.sentences[index].terms].map { analysis.terms[Int($0)].hash }
            let one = SummarySample.hits(hashes, counts)
            let two = SummarySample.hits(zip(hashes, hashes.dropFirst()).map { SummarySample.pair($0, $1) }, pairs)
            let length = Float(hashes.count)
            sentenceTargets.append(Float(one) - 0.15 * length + 1.5 * (Float(two) - 0.04 * length))
        }
    }

    private static func pair(_ a: UInt64, _ b: UInt64) -> UInt64 { a &* 0x9E37_79B9_7F4A_7C15 &+ b }

    private static func hits(_ offered: [UInt64], _ wanted: [UInt64: Int]) -> Int {
        var counts: [UInt64: Int] = [:]
        for hash in offered { counts[hash, default: 0] += 1 }
        return counts.reduce(0) { $0 + min($1.value, wanted[$1.key] ?? 0) }
    }
}

/// Log ratios of a term's rate in reference summaries to its rate in articles.
struct TermPrior {
    var keys: [UInt64] = []
    var values: [Float] = []
    private var table: [UInt64: Float] = [:]

    /// Counts, over the articles a term is in, how many references have it too; terms of few articles are left out.
    init(_ samples: [SummarySample]) {
        var articles: [UInt64: Float] = [:]
        var references: [UInt64: Float] = [:]
        for sample in samples {
            for (term, target) in zip(sample.analysis.terms, sample.termTargets) {
                articles[term.hash, default: 0] += 1
                references[term.hash, default: 0] += target
                articles[term.ending, default: 0] += 1
                references[term.ending, default: 0] += target
            }
        }
        let mean = references.values.reduce(0, +) / max(1, articles.values.reduce(0, +))
        for (hash, count) in articles.sorted(by: { $0.key < $1.key }) where count >= 5 {
            let rate = (references[hash, default: 0] + 4 * mean) / (count + 4)
            keys.append(hash)
            values.append(logf(rate / mean))
            table[hash] = logf(rate / mean)
        }
    }

    func callAsFunction(_ hash: UInt64) -> Float { table[hash] ?? 0 }
}

/// Learns the judges of terms and sentences, the second on what the first says of articles it has not seen.
struct SummaryLearner {
    private(set) var prior: TermPrior
    private(set) var terms = GradientBoosting(loss: .logistic)
    private(set) var sentences = GradientBoosting(loss: .squared)
    private(set) var report = ""
    private(set) var scores = ""

    init(samples: [SummarySample], folds: Int) {
        prior = TermPrior(samples)
        terms.trees = 200
        terms.rate = 0.05
        terms.depth = 5
        terms.minimumRows = 100
        sentences.trees = 100
        sentences.rate = 0.06
        let features = SummaryFeatures()
        let writers = Set(samples.map(\.writer)).sorted()
        let foldOf = samples.map { sample in (writers.firstIndex(of: sample.writer) ?? 0) % folds }
        // Terms, with priors that have not seen the article.
        var termRows = [[Float]](repeating: [], count: samples.count)
        for fold in 0..<folds {
            let prior = TermPrior(samples.enumerated().filter { foldOf[$0.offset] != fold }.map(\.element))
            for (number, sample) in samples.enumerated() where foldOf[number] == fold {
                features.describeTerms(sample.analysis, centrality: sample.centrality, prior: prior.callAsFunction)
                termRows[number] = features.terms
            }
        }
        var expected = [[Float]](repeating: [], count: samples.count)
        for fold in 0..<folds {
            var model = terms
            SummaryLearner.fit(&model, termRows, samples.map(\.termTargets), SummaryFeatures.termWidth) {
                foldOf[$0] != fold
            }
            for (number, sample) in samples.enumerated() where foldOf[number] == fold {
                expected[number] = sample.analysis.terms.indices.map {
                    TermExpectation.mean(logOdds: model.value(termRows[number], at: $0 * SummaryFeatures.termWidth))
                }
            }
        }
        var sentenceRows: [[Float]] = []
        for (number, sample) in samples.enumerated() {
            features.describeSentences(sample.analysis, centrality: sample.centrality, expected: expected[number])
            sentenceRows.append(features.sentences)
        }
        var worth = [[Float]](repeating: [], count: samples.count)
        for fold in 0..<folds {
            var model = sentences
            SummaryLearner.fit(&model, sentenceRows, samples.map(\.sentenceTargets), SummaryFeatures.sentenceWidth) {
                foldOf[$0] != fold
            }
            for (number, sample) in samples.enumerated() where foldOf[number] == fold {
                worth[number] = sample.analysis.body.indices.map {
                    model.value(sentenceRows[number], at: $0 * SummaryFeatures.sentenceWidth)
                }
            }
        }
        validate(samples, expected, worth)
        SummaryLearner.fit(&terms, termRows, samples.map(\.termTargets), SummaryFeatures.termWidth) { _ in true }
        SummaryLearner.fit(&sentences, sentenceRows, samples.map(\.sentenceTargets), SummaryFeatures.sentenceWidth) {
            _ in
            true
        }
    }

    private static func fit(
        _ model: inout GradientBoosting, _ rows: [[Float]], _ targets: [[Float]], _ width: Int, _ isUsed: (Int) -> Bool
    ) {
        let used = rows.indices.filter(isUsed)
        model.fit(
            rows: Array(used.map { rows[$0] }.joined()), width: width,
            targets: Array(used.map { targets[$0] }.joined()))
    }

    /// Scores articles by models that have not seen them, beside lead and oracle.
    private mutating func validate(_ samples: [SummarySample], _ expected: [[Float]], _ worth: [[Float]]) {
        var table: [SummaryScore] = []
        let selector = SentenceSelector()
        for weight in [0, SentenceBonus.weight, 1] {
            var score = SummaryScore(name: "worth \(weight)")
            for (number, sample) in samples.enumerated() {
                let chosen = selector.select(
                    sample.analysis, sample.centrality, expected: expected[number],
                    bonus: worth[number].map { $0 * weight },
                    budget: SummaryBudget(.sentences(3), available: sample.analysis.body.count))
                score.add(sample.item.tokens(of: chosen), reference: sample.item.reference)
            }
            table.append(score)
            if weight == SentenceBonus.weight {
                scores =
                    "\"crossValidatedRouge1\":\(Float(score.rouge1)),\"crossValidatedRouge2\":\(Float(score.rouge2))"
            }
        }
        var untrained = SummaryScore(name: "untrained")
        var lead = SummaryScore(name: "lead")
        var oracle = SummaryScore(name: "oracle")
        for sample in samples {
            var means: [Float] = []
            var bonus: [Float] = []
            UntrainedScorer.judge(sample.analysis, sample.centrality, expected: &means, bonus: &bonus)
            let chosen = selector.select(
                sample.analysis, sample.centrality, expected: means, bonus: bonus,
                budget: SummaryBudget(.sentences(3), available: sample.analysis.body.count))
            untrained.add(sample.item.tokens(of: chosen), reference: sample.item.reference)
            lead.add(sample.item.tokens(of: sample.item.lead(3)), reference: sample.item.reference)
            oracle.add(sample.item.tokens(of: sample.item.oracle(3)), reference: sample.item.reference)
        }
        report = ([SummaryScore.header] + (table + [untrained, lead, oracle]).map(\.line)).joined(separator: "\n")
    }
}
