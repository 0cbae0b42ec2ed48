// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The features the trained model reads: one row a term, one row a body sentence.
///
/// The order is the model's: a change of features asks for a new model, and `width` guards against mixing.
package final class SummaryFeatures {
    /// Features of a term.
    package static let termWidth = 34
    /// Features of a sentence.
    package static let sentenceWidth = 44

    /// Rows of all terms.
    package private(set) var terms: [Float] = []
    /// Rows of all body sentences.
    package private(set) var sentences: [Float] = []

    package init() {}

    /// Fills the rows of terms.
    ///
    /// - Parameter prior: log ratio of a term's rate in reference summaries to its rate in articles, by hash.
    package func describeTerms(_ analysis: DocumentAnalysis, centrality: Centrality, prior: (UInt64) -> Float) {
        terms.removeAll(keepingCapacity: true)
        let bodyCount = Float(max(1, analysis.body.count))
        let total = Float(max(1, analysis.occurrences.count))
        for term in analysis.terms {
            let count = Float(term.count)
            let first = term.first == .max ? bodyCount : Float(term.first)
            terms.append(count)
            terms.append(Float(term.sentences) / bodyCount)
            terms.append(count * 1000 / total)
            terms.append(term.idf)
            terms.append(count * term.idf)
            terms.append(term.inTitle ? 1 : 0)
            terms.append(term.inHeading ? 1 : 0)
            terms.append(first)
            terms.append(first / bodyCount)
            terms.append((Float(term.last) - first) / bodyCount)
            terms.append(term.isName ? 1 : 0)
            terms.append(term.isContent ? 1 : 0)
            terms.append(term.hasDigit ? 1 : 0)
            terms.append(Float(term.length))
            terms.append(prior(term.hash))
            terms.append(bodyCount)
            terms.append(Float(analysis.titleTerms))
            terms.append(term.classes.contains(.speaker) ? 1 : term.classes.contains(.finding) ? 2 : 0)
            terms.append(total)
            let safe = max(1, count)
            terms.append(Float(term.quoted) / safe)
            terms.append(Float(term.opening) / safe)
            terms.append(Float(term.inFirst))
            terms.append(Float(term.inLast))
            terms.append(Float(term.afterStop) / safe)
            terms.append(term.lateness / safe)
            terms.append(prior(term.ending))
            terms.append(Float(analysis.headings))
            terms.append(Float(analysis.paragraphs))
            for _ in 0..<6 { terms.append(0) }
        }
        addContext(analysis, centrality)
        addInflections(analysis)
    }

    /// The best sentence a term is in: by closeness to the whole, by rank, by words shared with the title, by place.
    private func addContext(_ analysis: DocumentAnalysis, _ centrality: Centrality) {
        for (number, index) in analysis.body.enumerated() {
            let range = analysis.sentences[index].terms
            var shared: Float = 0
            for occurrence in range {
                let term = analysis.terms[Int(analysis.occurrences[occurrence])]
                if term.inTitle, term.isContent { shared += 1 }
            }
            for occurrence in range {
                let term = Int(analysis.occurrences[occurrence])
                let own: Float = analysis.terms[term].inTitle && analysis.terms[term].isContent ? 1 : 0
                let row = term * SummaryFeatures.termWidth + 28
                terms[row] = max(terms[row], centrality.centroid[number])
                terms[row + 1] = max(terms[row + 1], centrality.rank[number])
                terms[row + 2] = max(terms[row + 2], shared - own)
            }
        }
    }

    /// Occurrences of other terms with the same first letters, and whether the title has one.
    private func addInflections(_ analysis: DocumentAnalysis) {
        let order = analysis.terms.indices.filter { analysis.terms[$0].stem != 0 }.sorted {
            let (a, b) = (analysis.terms[$0].stem, analysis.terms[$1].stem)
            return a < b || (a == b && $0 < $1)
        }
        var start = 0
        while start < order.count {
            var end = start
            var count: Float = 0
            var inTitle = false
            while end < order.count, analysis.terms[order[end]].stem == analysis.terms[order[start]].stem {
                count += Float(analysis.terms[order[end]].count)
                inTitle = inTitle || analysis.terms[order[end]].inTitle
                end += 1
            }
            for position in start..<end {
                let row = order[position] * SummaryFeatures.termWidth + 31
                terms[row] = count
                terms[row + 1] = inTitle ? 1 : 0
                terms[row + 2] = Float(end - start)
            }
            start = end
        }
    }

    /// Fills the rows of body sentences.
    ///
    /// - Parameter expected: for each term how often a reference summary is expected to have it.
    package func describeSentences(_ analysis: DocumentAnalysis, centrality: Centrality, expected: [Float]) {
        sentences.removeAll(keepingCapacity: true)
        let count = analysis.body.count
        guard count > 0 else { return }
        let mean = Float(analysis.body.reduce(0) { $0 + analysis.sentences[$1].terms.count }) / Float(count)
        for (number, index) in analysis.body.enumerated() {
            let sentence = analysis.sentences[index]
            describe(sentence, number, analysis, centrality, expected, mean)
        }
        rankColumn(10, into: 37, count: count)
        rankColumn(13, into: 38, count: count)
        rankColumn(12, into: 39, count: count)
    }

    private func describe(
        _ sentence: AnalysedSentence, _ number: Int, _ analysis: DocumentAnalysis, _ centrality: Centrality,
        _ expected: [Float], _ mean: Float
    ) {
        let count = analysis.body.count
        let length = Float(sentence.terms.count)
        var content: Float = 0
        var contentExpected: Float = 0
        var allExpected: Float = 0
        var titleShare: Float = 0
        var idf: Float = 0
        var names: Float = 0
        var digits: Float = 0
        var speakers: Float = 0
        var pronouns: Float = 0
        var findings: Float = 0
        var new: Float = 0
        var heading: Float = 0
        var best: Float = 0
        for occurrence in sentence.terms {
            let number = Int(analysis.occurrences[occurrence])
            let term = analysis.terms[number]
            let value = min(1, expected[number])
            allExpected += value
            if term.hasDigit { digits += 1 }
            if term.classes.contains(.speaker) { speakers += 1 }
            if term.classes.contains(.pronoun) { pronouns += 1 }
            if term.classes.contains(.finding) { findings += 1 }
            guard term.isContent else { continue }
            content += 1
            contentExpected += value
            best = max(best, value)
            idf += term.idf
            if term.inTitle { titleShare += 1 }
            if term.inHeading { heading += 1 }
            if term.isName { names += 1 }
            if term.first == UInt32(sentence.body) { new += 1 }
        }
        let start = sentences.count
        sentences.append(logf(1 + Float(number)))
        sentences.append(Float(number) / Float(max(1, count - 1)))
        sentences.append(Float(sentence.place))
        sentences.append(Float(sentence.paragraph))
        sentences.append(Float(sentence.placesInParagraph))
        sentences.append(sentence.place + 1 == sentence.placesInParagraph ? 1 : 0)
        sentences.append(Float(analysis.paragraphs) - 1 - Float(sentence.paragraph))
        sentences.append(length)
        sentences.append(length / mean)
        sentences.append(allExpected)
        sentences.append(2 * allExpected / (length + SummaryBudget.referenceLength / 3))
        sentences.append(contentExpected)
        sentences.append(centrality.centroid[number])
        sentences.append(centrality.rank[number])
        sentences.append(contentExpected / max(1, content))
        sentences.append(titleShare / max(1, Float(analysis.titleTerms)))
        sentences.append(titleShare / max(1, content))
        sentences.append(idf / max(1, content))
        sentences.append(names)
        sentences.append(names / max(1, content))
        sentences.append(digits)
        sentences.append(sentence.quoted)
        sentences.append(sentence.opensLeaning ? 1 : 0)
        sentences.append(sentence.isQuestion ? 1 : 0)
        sentences.append(speakers)
        sentences.append(pronouns)
        sentences.append(findings)
        sentences.append(new / max(1, content))
        sentences.append(heading / max(1, content))
        sentences.append(content / max(1, length))
        sentences.append(Float(count))
        sentences.append(Float(analysis.paragraphs))
        sentences.append(sentence.isListItem ? 1 : 0)
        sentences.append(sentence.hasAddress ? 1 : 0)
        sentences.append(number > 0 ? centrality.similarity(number, 0) : 1)
        sentences.append(number > 0 ? centrality.similarity(number, number - 1) : 0)
        sentences.append(number + 1 < count ? centrality.similarity(number, number + 1) : 0)
        sentences.append(0)
        sentences.append(0)
        sentences.append(0)
        sentences.append(sentence.followsHeading ? 1 : 0)
        sentences.append(Float(analysis.headings))
        sentences.append(best)
        sentences.append(Float(analysis.titleTerms))
        assert(sentences.count - start == SummaryFeatures.sentenceWidth)
    }

    /// Writes the rank of each sentence in one column, 0 for the highest, 1 for the lowest, into another.
    private func rankColumn(_ column: Int, into target: Int, count: Int) {
        let width = SummaryFeatures.sentenceWidth
        let order = (0..<count).sorted {
            let (a, b) = (sentences[$0 * width + column], sentences[$1 * width + column])
            return a > b || (a == b && $0 < $1)
        }
        for (rank, number) in order.enumerated() {
            sentences[number * width + target] = Float(rank) / Float(max(1, count - 1))
        }
    }
}
