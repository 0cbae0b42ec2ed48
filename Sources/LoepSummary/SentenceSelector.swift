// SPDX-License-Identifier: Apache-2.0
import Glibc

/// How much a summary may hold, and how long the reference summary it is measured by would be.
package struct SummaryBudget {
    /// Mean length in terms of the reference summaries the model learnt from; they have three sentences.
    package static let referenceLength: Float = 37

    /// Most sentences.
    package var sentences: Int
    /// Most terms.
    package var words: Int
    /// Expected length of a reference summary of this size, in terms.
    package var reference: Float

    /// The budget of a length option for a document with `available` body sentences.
    package init(_ length: SummaryOptions.Length, available: Int) {
        words = .max
        switch length {
        case .sentences(let count):
            sentences = max(0, count)
        case .ratio(let ratio):
            sentences = ratio > 0 ? max(1, Int((min(1, ratio) * Double(available)).rounded())) : 0
        case .words(let count):
            sentences = .max
            words = max(0, count)
        }
        reference =
            words == .max
            ? SummaryBudget.referenceLength * Float(min(sentences, available)) / 3 : Float(min(words, 1_000_000))
        reference = max(reference, 1)
    }
}

/// Chooses the set of sentences whose expected ROUGE-1 F1 is highest, under a budget.
///
/// Coverage of weighted words is the concept-based objective of Gillick & Favre 2009, "A scalable global
/// model for summarization", with the weight of a word learnt (Hong & Nenkova 2014, "Improving the
/// estimation of word importance for news multi-document summarization"). A word that is covered already
/// brings only the chance that the reference has it twice, so redundancy pays for itself. With `m` the
/// expected matches, `l` the length and `r` the reference's length the value of a set is `(2m + bonus) / (l + r)`.
/// The search is greedy from several starts, then exchanges units while that helps.
package final class SentenceSelector {
    /// Runs of body sentences that are chosen together, by sentence index.
    private var units: [Range<Int>] = []
    private var gains: [SIMD4<Float>] = []
    private var counts: [UInt16] = []
    private var isChosen: [Bool] = []
    private var numerator: Float = 0
    private var length: Float = 0
    private var chosen = 0
    private var undo: [UInt32] = []
    private var budget = SummaryBudget(.sentences(0), available: 0)
    private var bonus: [Float] = []

    /// Worth of each body sentence alone, comparable inside the document; filled by `select`.
    package private(set) var solo: [Float] = []

    package init() {}

    /// Chooses sentences.
    ///
    /// - Parameters:
    ///   - expected: for each term how often a reference of three sentences is expected to have it.
    ///   - bonus: for each body sentence what it brings beyond its words, in matches.
    ///   - allowed: for each body sentence whether it may be the reason to choose a unit; empty for all.
    /// - Returns: ascending sentence indices.
    package func select(
        _ analysis: DocumentAnalysis, _ centrality: Centrality, expected: [Float], bonus: [Float],
        budget: SummaryBudget, allowed: [Bool] = []
    ) -> [Int] {
        self.budget = budget
        self.bonus = bonus
        prepareGains(analysis, expected)
        rate(analysis)
        let cap = max(40, min(budget.sentences, 1000) * 4)
        collectUnits(analysis, allowed: allowed, cap: cap)
        guard !units.isEmpty, budget.sentences > 0, budget.words > 0 else { return [] }
        let isShort = budget.sentences <= 12
        var best: [Int] = []
        var bestValue = -Float.infinity
        for start in 0..<(isShort ? min(6, units.count) : 1) {
            clear()
            if isShort, canAdd(units[start], analysis) { add(units[start], analysis) }
            fill(analysis, centrality)
            if isShort { improve(analysis, centrality) }
            // Fewer sentences than asked for lose to more, whatever their value.
            let value = self.value + (budget.words == .max ? Float(chosen) * 10 : 0)
            if chosen > 0, value > bestValue {
                bestValue = value
                best = analysis.body.enumerated().filter { isChosen[$0.offset] }.map(\.element)
            }
        }
        return best
    }

    /// The units of highest worth alone, best first, at most `limit`.
    func best(
        _ analysis: DocumentAnalysis, _ centrality: Centrality, expected: [Float], bonus: [Float], allowed: [Bool],
        limit: Int
    ) -> [Range<Int>] {
        budget = SummaryBudget(.sentences(3), available: 3)
        self.bonus = bonus
        prepareGains(analysis, expected)
        clearFlags(analysis)
        collectUnits(analysis, allowed: allowed, cap: limit)
        return units
    }

    private var value: Float { numerator / (length + budget.reference) }

    /// The chance that the reference has a term at least once, twice, three and four times (Poisson).
    private func prepareGains(_ analysis: DocumentAnalysis, _ expected: [Float]) {
        gains.removeAll(keepingCapacity: true)
        let scale = budget.reference / SummaryBudget.referenceLength
        for term in analysis.terms.indices {
            let mean = min(expected[term] * scale, 20)
            var share = expf(-mean)
            var rest: Float = 1
            var gain = SIMD4<Float>.zero
            for times in 0..<4 {
                rest -= share
                gain[times] = max(0, rest)
                share *= mean / Float(times + 1)
            }
            gains.append(gain)
        }
        counts.removeAll(keepingCapacity: true)
        counts.append(contentsOf: repeatElement(0, count: analysis.terms.count))
    }

    private func rate(_ analysis: DocumentAnalysis) {
        solo.removeAll(keepingCapacity: true)
        clearFlags(analysis)
        for index in analysis.body {
            let gain = gain(of: index..<index + 1, analysis)
            solo.append(gain.numerator / (gain.length + SummaryBudget.referenceLength / 3))
        }
    }

    private func collectUnits(_ analysis: DocumentAnalysis, allowed: [Bool], cap: Int) {
        units.removeAll(keepingCapacity: true)
        let limit = min(3, budget.sentences)
        guard limit > 0 else { return }
        var rated: [(value: Float, unit: Range<Int>)] = []
        for (number, index) in analysis.body.enumerated() {
            if !allowed.isEmpty, !allowed[number] { continue }
            guard let unit = SentenceFitness.unit(around: index, analysis, limit: limit) else { continue }
            // Neighbours that lean on each other give the same unit.
            if rated.suffix(3).contains(where: { $0.unit == unit }) { continue }
            let gain = gain(of: unit, analysis)
            rated.append((gain.numerator / (gain.length + budget.reference), unit))
        }
        rated.sort { $0.value > $1.value || ($0.value == $1.value && $0.unit.lowerBound < $1.unit.lowerBound) }
        units = rated.prefix(cap).map(\.unit)
    }

    private func clearFlags(_ analysis: DocumentAnalysis) {
        isChosen.removeAll(keepingCapacity: true)
        isChosen.append(contentsOf: repeatElement(false, count: analysis.body.count))
        clear()
    }

    private func clear() {
        for index in counts.indices { counts[index] = 0 }
        for index in isChosen.indices { isChosen[index] = false }
        numerator = 0
        length = 0
        chosen = 0
    }

    /// What a unit would add now: to the numerator, in terms, and in sentences.
    private func gain(
        of unit: Range<Int>, _ analysis: DocumentAnalysis
    ) -> (numerator: Float, length: Float, sentences: Int) {
        // The arrays are taken out of their objects for the loop, which then costs no access checks.
        var counts: [UInt16] = []
        var undo: [UInt32] = []
        swap(&counts, &self.counts)
        swap(&undo, &self.undo)
        let gains = self.gains
        let occurrences = analysis.occurrences
        undo.removeAll(keepingCapacity: true)
        var matches: Float = 0
        var extra: Float = 0
        var terms = 0
        var sentences = 0
        for index in unit {
            let sentence = analysis.sentences[index]
            let number = Int(sentence.body)
            if isChosen[number] { continue }
            sentences += 1
            extra += bonus[number] - SentenceFitness.penalty(sentence)
            terms += sentence.terms.count
            for occurrence in sentence.terms {
                let term = Int(occurrences[occurrence])
                if counts[term] < 4 { matches += gains[term][Int(counts[term])] }
                counts[term] += 1
                undo.append(UInt32(term))
            }
        }
        for term in undo { counts[Int(term)] -= 1 }
        swap(&counts, &self.counts)
        swap(&undo, &self.undo)
        return (2 * (matches + extra), Float(terms), sentences)
    }

    private func canAdd(_ unit: Range<Int>, _ analysis: DocumentAnalysis) -> Bool {
        let gain = gain(of: unit, analysis)
        return gain.sentences > 0 && fits(gain)
    }

    private func fits(_ gain: (numerator: Float, length: Float, sentences: Int)) -> Bool {
        chosen + gain.sentences <= budget.sentences
            && (budget.words == .max || Int(length + gain.length) <= budget.words)
    }

    private func add(_ unit: Range<Int>, _ analysis: DocumentAnalysis) {
        let gain = gain(of: unit, analysis)
        numerator += gain.numerator
        length += gain.length
        chosen += gain.sentences
        for index in unit {
            let number = Int(analysis.sentences[index].body)
            if isChosen[number] { continue }
            isChosen[number] = true
            for occurrence in analysis.sentences[index].terms { counts[Int(analysis.occurrences[occurrence])] += 1 }
        }
    }

    /// Adds the unit that leaves the highest value, until nothing fits.
    private func fill(_ analysis: DocumentAnalysis, _ centrality: Centrality) {
        while chosen < budget.sentences {
            var best = -1
            var bestValue = -Float.infinity
            for (number, unit) in units.enumerated() {
                let gain = gain(of: unit, analysis)
                guard gain.sentences > 0, fits(gain) else { continue }
                let value = (numerator + gain.numerator) / (length + gain.length + budget.reference)
                if value > bestValue, !repeats(unit, analysis, centrality) {
                    bestValue = value
                    best = number
                }
            }
            guard best >= 0 else { return }
            add(units[best], analysis)
        }
    }

    /// Whether a unit says nearly what a chosen sentence says.
    private func repeats(_ unit: Range<Int>, _ analysis: DocumentAnalysis, _ centrality: Centrality) -> Bool {
        guard chosen <= 12 else { return false }
        for index in unit {
            let number = Int(analysis.sentences[index].body)
            if isChosen[number] { continue }
            for other in isChosen.indices where isChosen[other] && centrality.similarity(number, other) > 0.6 {
                return true
            }
        }
        return false
    }

    /// Takes out one unit, fills up again, and keeps the result when it is better; until nothing helps.
    private func improve(_ analysis: DocumentAnalysis, _ centrality: Centrality) {
        for _ in 0..<6 {
            let before = isChosen
            let beforeCount = chosen
            let beforeValue = value
            var bestFlags = before
            var bestValue = beforeValue
            for number in before.indices where before[number] {
                restore(before, without: number, analysis)
                fill(analysis, centrality)
                if chosen >= beforeCount, value > bestValue + 1e-6 {
                    bestValue = value
                    bestFlags = isChosen
                }
            }
            restore(bestFlags, without: -1, analysis)
            if bestValue <= beforeValue { return }
        }
    }

    /// Sets the chosen sentences, leaving one out and with it all that lean on it.
    private func restore(_ flags: [Bool], without number: Int, _ analysis: DocumentAnalysis) {
        clear()
        let limit = min(3, budget.sentences)
        for other in flags.indices where flags[other] && other != number {
            guard let unit = SentenceFitness.unit(around: analysis.body[other], analysis, limit: limit) else {
                continue
            }
            if number >= 0, unit.contains(analysis.body[number]) { continue }
            add(unit, analysis)
        }
    }
}
