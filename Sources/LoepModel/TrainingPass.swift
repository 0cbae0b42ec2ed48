// SPDX-License-Identifier: Apache-2.0
import Glibc

/// What one sequence teaches under the current weights, with the scratch memory to work it out.
///
/// A state is a possible label of a token. The pass gives for each state the expected minus the observed count
/// (for the perceptron: the predicted minus the gold one), which is the gradient of its features.
final class TrainingPass {
    private let labels: LabelSet
    private let count: Int
    private let width: Int
    private let isFree: Bool
    /// The allowed transitions, for tokens that can have all labels.
    private let arcs: [(from: Int, to: Int)]
    /// Features that take part, of all tokens.
    private(set) var active: [UInt32] = []
    /// Where each token's features end in `active`.
    private(set) var activeEnds: [Int] = []
    /// Label of each state, token by token, ascending.
    private(set) var states: [UInt8] = []
    /// Where each token's states end.
    private(set) var stateEnds: [Int] = []
    /// Gradient of each state.
    private(set) var gradients: [Float] = []
    /// Gradients of transitions, from * labels + to.
    private(set) var transitionGradients: [Float]
    /// Gradients of three labels in a row: index and value.
    private(set) var trigramGradients: [(index: Int, value: Float)] = []
    /// Negative log-likelihood of the sequence; for the perceptron its wrong labels.
    private(set) var loss = 0.0
    private var scores: [Float] = []
    private var row: [Float]
    private var alpha: [Double] = []
    private var beta: [Double] = []
    private var emission: [Double] = []
    private var factors: [Double] = []
    private var gold: [Int] = []
    /// Share of a token's forward mass below which a state of a free label set is not followed.
    private static let negligible = 1e-6

    init(labels: LabelSet) {
        self.labels = labels
        count = labels.count
        width = SequenceModel.width(of: labels)
        isFree = !labels.allowed.contains(false)
        let count = labels.count
        arcs = isFree ? [] : (0..<count * count).filter { labels.allowed[$0] }.map { ($0 / count, $0 % count) }
        transitionGradients = [Float](repeating: 0, count: count * count)
        row = [Float](repeating: 0, count: width)
    }

    func states(of row: Int) -> Range<Int> { (row == 0 ? 0 : stateEnds[row - 1])..<stateEnds[row] }

    /// Gathers the features of a sequence that are not hidden, and scores its states.
    func prepare(
        _ data: TrainingSet, _ tokens: Range<Int>, _ weights: UnsafeBufferPointer<Float>, _ options: TrainingOptions,
        _ generator: inout SplitMix64
    ) {
        var hidden: UInt64 = 0
        for (group, rate) in options.dropout.enumerated() where rate > 0 {
            if Float.random(in: 0..<1, using: &generator) < rate { hidden |= 1 << UInt64(group) }
        }
        let rate = options.featureDropout
        active.removeAll(keepingCapacity: true)
        activeEnds.removeAll(keepingCapacity: true)
        states.removeAll(keepingCapacity: true)
        stateEnds.removeAll(keepingCapacity: true)
        scores.removeAll(keepingCapacity: true)
        gold.removeAll(keepingCapacity: true)
        for token in tokens {
            let start = active.count
            for index in data.offsets[token]..<data.offsets[token + 1] {
                let feature = data.features[index]
                if hidden != 0, hidden & (1 << (data.hashes[Int(feature)] & FeatureTemplates.groupMask)) != 0 {
                    continue
                }
                if rate > 0, Float.random(in: 0..<1, using: &generator) < rate { continue }
                active.append(feature)
            }
            activeEnds.append(active.count)
            let first = states.count
            let list = data.lists[Int(data.listOf[token])]
            if list.isEmpty {
                for label in 0..<count { states.append(UInt8(truncatingIfNeeded: label)) }
                for label in 0..<width { row[label] = 0 }
                for index in start..<active.count {
                    let base = Int(active[index]) * width
                    for label in 0..<width { row[label] += weights[base + label] }
                }
                scores.append(contentsOf: row[..<count])
            } else {
                states.append(contentsOf: list)
                for label in list {
                    var sum: Float = 0
                    for index in start..<active.count { sum += weights[Int(active[index]) * width + Int(label)] }
                    scores.append(sum)
                }
            }
            stateEnds.append(states.count)
            gold.append((first..<states.count).first { states[$0] == data.gold[token] } ?? first)
        }
        gradients.removeAll(keepingCapacity: true)
        gradients.append(contentsOf: repeatElement(0, count: states.count))
        for index in transitionGradients.indices { transitionGradients[index] = 0 }
        trigramGradients.removeAll(keepingCapacity: true)
    }

    /// Calls `body` with feature, label and gradient of all that changes, for the features of one thread.
    @inline(__always)
    func forEachGradient(thread: Int, of threads: Int, _ body: (Int, Int, Float) -> Void) {
        var next = 0
        for row in activeEnds.indices {
            let first = states(of: row)
            for index in next..<activeEnds[row] {
                let feature = Int(active[index])
                if threads > 1, feature % threads != thread { continue }
                for state in first {
                    let gradient = gradients[state]
                    // What is nearly right already teaches nothing.
                    if abs(gradient) < 1e-4 { continue }
                    body(feature, Int(states[state]), gradient)
                }
            }
            next = activeEnds[row]
        }
    }

    /// The gradient of the negative log-likelihood (Rabiner 1989, with scaling).
    ///
    /// - Parameter moves: the exponential of each transition, 0 for those that are not allowed.
    func runForwardBackward(_ transitions: [Float], moves: [Double]) {
        let length = stateEnds.count
        alpha.removeAll(keepingCapacity: true)
        alpha.append(contentsOf: repeatElement(0, count: states.count))
        beta.removeAll(keepingCapacity: true)
        beta.append(contentsOf: repeatElement(0, count: states.count))
        emission.removeAll(keepingCapacity: true)
        factors.removeAll(keepingCapacity: true)
        var logZ = 0.0
        for row in 0..<length {
            let range = states(of: row)
            var top = -Float.infinity
            for state in range { top = max(top, scores[state]) }
            for state in range { emission.append(Double(expf(scores[state] - top))) }
            if row == 0 {
                for state in range where labels.allowedFirst[Int(states[state])] { alpha[state] = 1 }
            } else {
                forward(states(of: row - 1), range, moves)
            }
            var sum = 0.0
            for state in range {
                alpha[state] *= emission[state]
                sum += alpha[state]
            }
            sum = max(sum, .leastNormalMagnitude)
            factors.append(1 / sum)
            for state in range { alpha[state] /= sum }
            logZ += log(sum) + Double(top)
        }
        var ending = 0.0
        for state in states(of: length - 1) where labels.allowedLast[Int(states[state])] {
            beta[state] = 1
            ending += alpha[state]
        }
        ending = max(ending, .leastNormalMagnitude)
        logZ += log(ending)
        for state in states(of: length - 1) { beta[state] /= ending }
        for row in stride(from: length - 2, through: 0, by: -1) {
            backward(states(of: row), states(of: row + 1), moves, factors[row + 1])
        }
        for state in states.indices { gradients[state] = Float(alpha[state] * beta[state]) }
        var score = 0.0
        for row in 0..<length {
            score += Double(scores[gold[row]])
            gradients[gold[row]] -= 1
            if row > 0 {
                let arc = arc(gold[row - 1], gold[row])
                score += Double(transitions[arc])
                transitionGradients[arc] -= 1
            }
        }
        loss = logZ - score
    }

    private func arc(_ from: Int, _ to: Int) -> Int { Int(states[from]) * count + Int(states[to]) }

    private func forward(_ before: Range<Int>, _ range: Range<Int>, _ moves: [Double]) {
        if !isFree, before.count == count, range.count == count {
            for arc in arcs {
                alpha[range.lowerBound + arc.to] +=
                    alpha[before.lowerBound + arc.from] * moves[arc.from * count + arc.to]
            }
            return
        }
        for from in before where alpha[from] >= TrainingPass.negligible || !isFree {
            let mass = alpha[from]
            let base = Int(states[from]) * count
            for to in range { alpha[to] += mass * moves[base + Int(states[to])] }
        }
    }

    private func backward(_ range: Range<Int>, _ after: Range<Int>, _ moves: [Double], _ factor: Double) {
        if !isFree, after.count == count, range.count == count {
            for arc in arcs {
                let next = after.lowerBound + arc.to
                let value = moves[arc.from * count + arc.to] * emission[next] * beta[next] * factor
                beta[range.lowerBound + arc.from] += value
                transitionGradients[arc.from * count + arc.to] += Float(alpha[range.lowerBound + arc.from] * value)
            }
            return
        }
        for from in range where alpha[from] >= TrainingPass.negligible || !isFree {
            let base = Int(states[from]) * count
            var sum = 0.0
            for to in after where alpha[to] >= TrainingPass.negligible || !isFree {
                let value = moves[base + Int(states[to])] * emission[to] * beta[to] * factor
                sum += value
                transitionGradients[base + Int(states[to])] += Float(alpha[from] * value)
            }
            beta[from] = sum
        }
    }

    /// The perceptron's gradient: the labels of the best sequence minus the gold ones.
    ///
    /// - Parameter trigrams: weights of three labels in a row; empty for a model of first order.
    func runPerceptron(_ transitions: [Float], trigrams: [Float], _ lattice: inout Lattice) {
        lattice.fill(states, stateEnds, scores)
        let isFound =
            trigrams.isEmpty
            ? lattice.search(transitions, labels) : lattice.searchSecondOrder(transitions, trigrams, labels)
        loss = 0
        guard isFound else { return }
        let path = lattice.path()
        for row in path.indices {
            if path[row] != gold[row] { loss += 1 }
            gradients[path[row]] += 1
            gradients[gold[row]] -= 1
            if row > 0 {
                transitionGradients[arc(path[row - 1], path[row])] += 1
                transitionGradients[arc(gold[row - 1], gold[row])] -= 1
            }
            if row > 1, !trigrams.isEmpty, path[row - 2...row] != gold[row - 2...row] {
                trigramGradients.append((arc(path[row - 2], path[row - 1]) * count + Int(states[path[row]]), 1))
                trigramGradients.append((arc(gold[row - 2], gold[row - 1]) * count + Int(states[gold[row]]), -1))
            }
        }
    }
}
