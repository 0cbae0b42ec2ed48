// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore
import LoepModel

/// Chooses the sentences that sum a document up.
///
/// Needs tokens and sentences; when the document has names, all spellings of one identity count as one word.
/// Headings, captions, table rows, the title, questions without an answer, half quotations and sentences that
/// lean on one left out are never chosen, so a text of nothing else has an empty summary.
public struct Summarizer: Stage {
    /// The options it was made with.
    public let options: SummaryOptions
    private let model: SummaryModel
    private let lexicon: SummaryLexicon

    /// Opens the model and the word lists.
    ///
    /// - Throws: `model.missing`, `model.foreign`, `model.version`, `model.corrupt`, the errors of
    ///   `ResourceDirectory.table`, or `option.invalid` for a length below one.
    public init(resources: ResourceDirectory, options: SummaryOptions = .init()) throws(LoepError) {
        switch options.length {
        case .sentences(let count) where count < 1, .words(let count) where count < 1:
            throw LoepError(.invalidOption, "a summary of length \(count) is empty; ask for at least 1")
        case .ratio(let ratio) where !(ratio > 0 && ratio <= 1):
            throw LoepError(
                .invalidOption, "a summary cannot be \(ratio) of the text; ask for more than 0 and at most 1")
        default: break
        }
        self.options = options
        model = try SummaryModel(resources: resources)
        lexicon = try SummaryLexicon(resources: resources)
    }

    public var name: String { "summarizer" }
    public var needs: Layers { [.tokens, .sentences] }
    public var provides: Layers { .summary }

    /// Makes a worker with scratch memory of its own.
    public func makeWorker() -> any StageWorker { makeSummaryWorker() }

    func makeSummaryWorker() -> SummaryWorker { SummaryWorker(model: model, lexicon: lexicon, options: options) }
}

/// A summariser at work on one document at a time.
final class SummaryWorker: StageWorker {
    private let model: SummaryModel
    private let options: SummaryOptions
    private let analysis: DocumentAnalysis
    private let centrality = Centrality()
    private let features = SummaryFeatures()
    private let selector = SentenceSelector()
    private var expected: [Float] = []
    private var bonus: [Float] = []

    init(model: SummaryModel, lexicon: SummaryLexicon, options: SummaryOptions) {
        self.model = model
        self.options = options
        analysis = DocumentAnalysis(lexicon: lexicon, frequency: model.frequency)
    }

    func annotate(_ document: inout Document) {
        document.summary.removeAll(keepingCapacity: true)
        document.layers.insert(.summary)
        judge(document)
        let allowed = options.focus.isEmpty ? [] : SummaryFocus(options.focus).sentences(of: document, analysis)
        let chosen = selector.select(
            analysis, centrality, expected: expected, bonus: bonus,
            budget: SummaryBudget(options.length, available: analysis.body.count), allowed: allowed)
        let highest = max(selector.solo.max() ?? 1, 1e-6)
        for index in chosen {
            let value = selector.solo[Int(analysis.sentences[index].body)]
            document.summary.append(
                SummarySentence(sentence: UInt32(index), score: min(1, max(0, value / highest))))
        }
    }

    /// What one document offers a summary over many.
    struct Offer {
        /// Terms by hash, each with how often a reference of three sentences is expected to have it.
        var expected: [(hash: UInt64, mean: Float)] = []
        /// The best units: sentence indices, hashes of all terms and of the content terms, bonus in matches.
        var units: [(sentences: Range<Int>, terms: [UInt64], content: Set<UInt64>, bonus: Float)] = []
    }

    /// The best units of a document, at most `limit`, and what it expects of a summary.
    func candidates(of document: Document, limit: Int) -> Offer {
        judge(document)
        let allowed = options.focus.isEmpty ? [] : SummaryFocus(options.focus).sentences(of: document, analysis)
        var offer = Offer()
        offer.expected = zip(analysis.terms, expected).map { (hash: $0.hash, mean: $1) }
        for unit in selector.best(
            analysis, centrality, expected: expected, bonus: bonus, allowed: allowed, limit: limit)
        {
            let terms = unit.flatMap {
                analysis.occurrences[analysis.sentences[$0].terms].map { analysis.terms[Int($0)] }
            }
            let extra = unit.reduce(Float(0)) { sum, index in
                let sentence = analysis.sentences[index]
                return sum + bonus[Int(sentence.body)] - SentenceFitness.penalty(sentence)
            }
            offer.units.append(
                (
                    sentences: unit, terms: terms.map(\.hash), content: Set(terms.filter(\.isContent).map(\.hash)),
                    bonus: extra
                ))
        }
        return offer
    }

    private func judge(_ document: Document) {
        analysis.read(document)
        centrality.measure(analysis)
        switch options.scorer {
        case .trained: judgeByModel()
        case .untrained: UntrainedScorer.judge(analysis, centrality, expected: &expected, bonus: &bonus)
        }
    }

    private func judgeByModel() {
        features.describeTerms(analysis, centrality: centrality, prior: model.prior)
        model.termTrees.values(features.terms, width: SummaryFeatures.termWidth, into: &expected)
        for index in expected.indices { expected[index] = TermExpectation.mean(logOdds: expected[index]) }
        features.describeSentences(analysis, centrality: centrality, expected: expected)
        model.sentenceTrees.values(features.sentences, width: SummaryFeatures.sentenceWidth, into: &bonus)
        for index in bonus.indices { bonus[index] *= SentenceBonus.weight }
    }
}

/// Turns the chance that a reference has a term into how often it is expected to have it.
package enum TermExpectation {
    /// The Poisson mean whose chance of at least one occurrence has these log-odds.
    package static func mean(logOdds: Float) -> Float {
        // -ln(1 - 1/(1+e^-x)) = ln(1+e^x)
        logOdds > 15 ? logOdds : log1pf(expf(logOdds))
    }
}

/// How the learnt worth of a sentence enters the value of a set.
package enum SentenceBonus {
    /// Share of the learnt worth, set by cross-validation on the training articles.
    package static let weight: Float = 0.4
}

/// Judges terms and sentences without a model.
///
/// A reference is expected to draw its words as the article does (the unigram model of SumBasic, Nenkova &
/// Vanderwende 2005, "The impact of frequency on summarization"), words of the title more often; a sentence
/// gains by standing early and by being central.
package enum UntrainedScorer {
    /// Fills the expectation of each term and the bonus of each body sentence.
    package static func judge(
        _ analysis: DocumentAnalysis, _ centrality: Centrality, expected: inout [Float], bonus: inout [Float]
    ) {
        expected.removeAll(keepingCapacity: true)
        bonus.removeAll(keepingCapacity: true)
        let total = Float(max(1, analysis.body.reduce(0) { $0 + analysis.sentences[$1].terms.count }))
        for term in analysis.terms {
            var mean = SummaryBudget.referenceLength * Float(term.count) / total
            if term.inTitle, term.isContent { mean = mean * 1.5 + 0.2 }
            expected.append(mean)
        }
        for (number, index) in analysis.body.enumerated() {
            let sentence = analysis.sentences[index]
            let early = 1 / (1 + Float(number))
            bonus.append(1.5 * early + 3 * centrality.centroid[number] - (sentence.quoted > 0.5 ? 1 : 0))
        }
    }
}
