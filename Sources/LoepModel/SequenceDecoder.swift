import Glibc
import LoepCore

/// Finds the best labels of a sequence, and how sure the model is of them; owns its scratch memory.
public final class SequenceDecoder {
    private let model: SequenceModel
    private let count: Int
    /// What scores are divided by before they become probabilities.
    public let temperature: Float
    private let expTransitions: [Float]
    /// Highest and lowest transition from each label, when all labels may follow each other; empty otherwise.
    private let highest: [Float]
    private let lowest: [Float]
    private var scores: [Int32] = []
    private var found: [UInt32] = []
    private var best: [Float] = []
    private var back: [UInt8] = []
    private var alpha: [Float] = []
    private var beta: [Float] = []
    private var emission: [Float] = []

    /// Makes a decoder for `model`.
    ///
    /// - Parameter temperature: what scores are divided by before they become probabilities; labels do not
    ///   depend on it.
    public init(_ model: SequenceModel, temperature: Float = 1) {
        self.model = model
        self.temperature = temperature
        count = model.labels.count
        let isFree = !model.labels.allowed.contains(false)
        let rows = isFree ? 0..<count : 0..<0
        let size = count
        highest = rows.map { model.transitions[$0 * size..<($0 + 1) * size].max() ?? 0 }
        lowest = rows.map { model.transitions[$0 * size..<($0 + 1) * size].min() ?? 0 }
        expTransitions = zip(model.transitions, model.labels.allowed).map { $1 ? expf($0 / temperature) : 0 }
    }

    /// The labels of the model.
    public var labels: LabelSet { model.labels }

    /// Labels each token with the best-scoring sequence that the label set allows (Viterbi 1967).
    ///
    /// - Parameters:
    ///   - features: one row a token.
    ///   - labels: receives one label number a token.
    public func decode(_ features: FeatureRows, into labels: inout [UInt8]) {
        labels.removeAll(keepingCapacity: true)
        let length = features.count
        guard length > 0 else { return }
        model.score(features, into: &scores, &found)
        let scale = model.scale
        let rules = model.labels
        best.removeAll(keepingCapacity: true)
        back.removeAll(keepingCapacity: true)
        best.append(contentsOf: repeatElement(-.infinity, count: length * count))
        back.append(contentsOf: repeatElement(0, count: length * count))
        for label in 0..<count where rules.allowedFirst[label] { best[label] = Float(scores[label]) * scale }
        let transitions = model.transitions
        for row in 1..<max(length, 1) {
            let base = row * count
            if !highest.isEmpty {
                SequenceDecoder.followFree(
                    base, scores, model, highest: highest, lowest: lowest, best: &best, back: &back)
                continue
            }
            var next = 0
            for to in 0..<count {
                var top = -Float.infinity
                var from = 0
                let end = rules.beforeEnds[to]
                while next < end {
                    let candidate = Int(rules.before[next])
                    next += 1
                    let score = best[base - count + candidate] + transitions[candidate * count + to]
                    if score > top {
                        top = score
                        from = candidate
                    }
                }
                best[base + to] = top + Float(scores[base + to]) * scale
                back[base + to] = UInt8(from)
            }
        }
        var top = -Float.infinity
        var label = 0
        for candidate in 0..<count where rules.allowedLast[candidate] {
            let score = best[(length - 1) * count + candidate]
            if score > top {
                top = score
                label = candidate
            }
        }
        labels.append(contentsOf: repeatElement(0, count: length))
        for row in stride(from: length - 1, through: 0, by: -1) {
            labels[row] = UInt8(label)
            label = Int(back[row * count + label])
        }
    }

    /// One step of `decode` where all labels may follow each other.
    ///
    /// A label that even by its highest transition stays below the leader by its lowest one cannot be on the
    /// best path; leaving such labels out changes no result.
    private static func followFree(
        _ base: Int, _ scores: [Int32], _ model: SequenceModel, highest: [Float], lowest: [Float],
        best: inout [Float], back: inout [UInt8]
    ) {
        let count = highest.count
        let scale = model.scale
        let transitions = model.transitions
        var leader = 0
        for label in 1..<max(count, 1) where best[base - count + label] > best[base - count + leader] { leader = label }
        let floor = best[base - count + leader] + lowest[leader]
        for from in 0..<count {
            let score = best[base - count + from]
            if score + highest[from] < floor { continue }
            for to in 0..<count {
                let candidate = score + transitions[from * count + to]
                if candidate > best[base + to] {
                    best[base + to] = candidate
                    back[base + to] = UInt8(truncatingIfNeeded: from)
                }
            }
        }
        for to in 0..<count { best[base + to] += Float(scores[base + to]) * scale }
    }

    /// Runs the forward and backward passes over the sequence decoded last (Rabiner 1989, with scaling).
    ///
    /// Call it after `decode`; then `probability(of:)` answers.
    public func computeMarginals() {
        let length = scores.count / count
        let rules = model.labels
        emission.removeAll(keepingCapacity: true)
        alpha.removeAll(keepingCapacity: true)
        beta.removeAll(keepingCapacity: true)
        alpha.append(contentsOf: repeatElement(0, count: length * count))
        beta.append(contentsOf: repeatElement(0, count: length * count))
        for row in 0..<length {
            var top = Int32.min
            for label in 0..<count { top = max(top, scores[row * count + label]) }
            for label in 0..<count {
                emission.append(expf(Float(scores[row * count + label] - top) * model.scale / temperature))
            }
        }
        for row in 0..<length {
            let base = row * count
            var sum: Float = 0
            var next = 0
            for to in 0..<count {
                var value: Float = 0
                if row == 0 {
                    value = rules.allowedFirst[to] ? 1 : 0
                } else {
                    while next < rules.beforeEnds[to] {
                        let from = Int(rules.before[next])
                        value += alpha[base - count + from] * expTransitions[from * count + to]
                        next += 1
                    }
                }
                value *= emission[base + to]
                alpha[base + to] = value
                sum += value
            }
            let factor = 1 / max(sum, .leastNormalMagnitude)
            for to in 0..<count { alpha[base + to] *= factor }
        }
        for row in stride(from: length - 1, through: 0, by: -1) {
            let base = row * count
            var sum: Float = 0
            var next = 0
            for from in 0..<count {
                var value: Float = 0
                if row == length - 1 {
                    value = rules.allowedLast[from] ? 1 : 0
                } else {
                    while next < rules.afterEnds[from] {
                        let to = Int(rules.after[next])
                        value +=
                            expTransitions[from * count + to] * emission[base + count + to] * beta[base + count + to]
                        next += 1
                    }
                }
                beta[base + from] = value
                sum += value
            }
            let factor = 1 / max(sum, .leastNormalMagnitude)
            for from in 0..<count { beta[base + from] *= factor }
        }
    }

    /// The probability that the tokens of `range` carry exactly the given labels, whatever the rest carries.
    ///
    /// - Parameter labels: one label number for each token of the range.
    public func probability(of labels: ArraySlice<UInt8>, at range: Range<Int>) -> Float {
        var numerator: Float = 1
        var denominator: Float = 1
        // Each step is P(label | label before, all later evidence), a quotient of the scaled passes.
        for row in range {
            let base = row * count
            let label = Int(labels[labels.startIndex + row - range.lowerBound])
            if row == range.lowerBound {
                var sum: Float = 0
                for other in 0..<count { sum += alpha[base + other] * beta[base + other] }
                numerator *= alpha[base + label] * beta[base + label]
                denominator *= sum
            } else {
                let before = Int(labels[labels.startIndex + row - 1 - range.lowerBound])
                var sum: Float = 0
                for other in 0..<count {
                    sum += expTransitions[before * count + other] * emission[base + other] * beta[base + other]
                }
                numerator *= expTransitions[before * count + label] * emission[base + label] * beta[base + label]
                denominator *= sum
            }
            if denominator < 1e-20 { return 0 }
            numerator /= denominator
            denominator = 1
        }
        return min(max(numerator, 0), 1)
    }
}
