// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore

/// Finds the best labels of a sequence, and how sure the model is of them; owns its scratch memory.
public final class SequenceDecoder {
    private let model: SequenceModel
    private let count: Int
    /// What scores are divided by before they become probabilities.
    public let temperature: Float
    private let transitions: [Float]
    private let expTransitions: [Float]
    private var scorer: LatticeScorer
    private var lattice = Lattice()
    private var length = 0
    private var alpha: [Float] = []
    private var beta: [Float] = []
    private var emission: [Float] = []

    /// Makes a decoder for `model`.
    ///
    /// - Parameter temperature: what scores are divided by before they become probabilities; labels do not
    ///   depend on it.
    public convenience init(_ model: SequenceModel, temperature: Float = 1) {
        self.init(LatticeScorer(model, margins: .wide), temperature: temperature)
    }

    /// Makes a decoder that extracts the features itself and remembers what follows from the form of a word.
    ///
    /// - Parameters:
    ///   - forms: the columns that follow from the form.
    ///   - limits: the labels a form can have; nil when it can have all.
    public convenience init(
        _ model: SequenceModel, templates: FeatureTemplates, forms: FormAttributes, limits: LabelLimits? = nil,
        margins: DecodingMargins = .wide, temperature: Float = 1
    ) {
        self.init(
            LatticeScorer(model, forms: FormScores(model, templates, forms, limits), margins: margins),
            temperature: temperature)
    }

    private init(_ scorer: LatticeScorer, temperature: Float) {
        self.scorer = scorer
        self.temperature = temperature
        model = scorer.model
        count = model.labels.count
        transitions = zip(model.transitions, model.labels.allowed).map { $1 ? $0 : -.infinity }
        expTransitions = transitions.map { expf($0 / temperature) }
    }

    /// The labels of the model.
    public var labels: LabelSet { model.labels }

    /// Labels each token with the best-scoring sequence that the label set allows (Viterbi 1967).
    ///
    /// - Parameters:
    ///   - features: one row a token.
    ///   - labels: receives one label number a token.
    public func decode(_ features: FeatureRows, into labels: inout [UInt8]) {
        scorer.fill(&lattice, features)
        search(into: &labels)
    }

    /// Labels the tokens `range` of a matrix as one sequence, likewise. Only for decoders that extract features;
    /// others give no labels.
    public func decode(_ matrix: AttributeMatrix, _ range: Range<Int>, into labels: inout [UInt8]) {
        scorer.fill(&lattice, matrix, range)
        search(into: &labels)
    }

    /// Finds the best path through the lattice.
    private func search(into labels: inout [UInt8]) {
        labels.removeAll(keepingCapacity: true)
        length = lattice.count
        guard length > 0 else { return }
        if !findPath() {
            // No allowed sequence runs through the likely labels alone.
            scorer.refill(&lattice, length)
            _ = findPath()
        }
        lattice.readLabels(into: &labels)
    }

    private func findPath() -> Bool {
        model.trigrams.isEmpty
            ? lattice.search(transitions, model.labels)
            : lattice.searchSecondOrder(transitions, model.trigrams, model.labels)
    }

    /// Runs the forward and backward passes over the sequence decoded last (Rabiner 1989, with scaling).
    ///
    /// Call it after `decode`; then `probability(of:)` answers. Weights of three labels in a row do not count.
    public func computeMarginals() {
        let rules = model.labels
        emission.removeAll(keepingCapacity: true)
        alpha.removeAll(keepingCapacity: true)
        beta.removeAll(keepingCapacity: true)
        alpha.append(contentsOf: repeatElement(0, count: length * count))
        beta.append(contentsOf: repeatElement(0, count: length * count))
        emission.append(contentsOf: repeatElement(0, count: length * count))
        for row in 0..<length {
            let states = lattice.states(of: row)
            var top = -Float.infinity
            for state in states { top = max(top, lattice.scores[state]) }
            for state in states {
                emission[row * count + Int(lattice.labels[state])] = expf((lattice.scores[state] - top) / temperature)
            }
        }
        for row in 0..<length {
            let base = row * count
            var sum: Float = 0
            for state in lattice.states(of: row) {
                let to = Int(lattice.labels[state])
                var value: Float = 0
                if row == 0 {
                    value = rules.allowedFirst[to] ? 1 : 0
                } else {
                    for other in lattice.states(of: row - 1) {
                        let from = Int(lattice.labels[other])
                        value += alpha[base - count + from] * expTransitions[from * count + to]
                    }
                }
                value *= emission[base + to]
                alpha[base + to] = value
                sum += value
            }
            scale(&alpha, row, by: 1 / max(sum, .leastNormalMagnitude))
        }
        for row in stride(from: length - 1, through: 0, by: -1) {
            let base = row * count
            var sum: Float = 0
            for state in lattice.states(of: row) {
                let from = Int(lattice.labels[state])
                var value: Float = 0
                if row == length - 1 {
                    value = rules.allowedLast[from] ? 1 : 0
                } else {
                    for other in lattice.states(of: row + 1) {
                        let to = Int(lattice.labels[other])
                        value +=
                            expTransitions[from * count + to] * emission[base + count + to] * beta[base + count + to]
                    }
                }
                beta[base + from] = value
                sum += value
            }
            scale(&beta, row, by: 1 / max(sum, .leastNormalMagnitude))
        }
    }

    private func scale(_ values: inout [Float], _ row: Int, by factor: Float) {
        for state in lattice.states(of: row) { values[row * count + Int(lattice.labels[state])] *= factor }
    }

    /// The probability that the tokens of `range` carry exactly the given labels, whatever the rest carries.
    ///
    /// - Parameter labels: one label number for each token of the range.
    public func probability(of labels: ArraySlice<UInt8>, at range: Range<Int>) -> Float {
        var product: Float = 1
        // Each step is P(label | label before, all later evidence), a quotient of the scaled passes.
        for row in range {
            let base = row * count
            let label = Int(labels[labels.startIndex + row - range.lowerBound])
            var share: Float = 0
            var sum: Float = 0
            for state in lattice.states(of: row) {
                let other = Int(lattice.labels[state])
                var value = beta[base + other]
                if row == range.lowerBound {
                    value *= alpha[base + other]
                } else {
                    let before = Int(labels[labels.startIndex + row - 1 - range.lowerBound])
                    value *= expTransitions[before * count + other] * emission[base + other]
                }
                if other == label { share = value }
                sum += value
            }
            if sum < 1e-20 { return 0 }
            product *= share / sum
        }
        return min(max(product, 0), 1)
    }
}
