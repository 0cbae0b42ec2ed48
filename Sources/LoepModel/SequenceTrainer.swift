// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore

/// Training data: sequences of feature rows with a gold label a token.
///
/// Features are numbered as they come; those seen in fewer than `minimumCount` rows are dropped before
/// training starts.
public struct TrainingSet: Sendable {
    /// Feature numbers of all tokens.
    var features: [UInt32] = []
    /// Where each token's run starts, and one closing offset.
    var offsets: [Int] = [0]
    /// Gold label of each token.
    var gold: [UInt8] = []
    /// Where each sequence starts, and one closing offset, in tokens.
    var sequences: [Int] = [0]
    /// Hash of each feature number.
    var hashes: [UInt64] = []
    private var numbers: [UInt64: UInt32] = [:]

    /// Makes an empty set.
    public init() {}

    /// Number of sequences.
    public var count: Int { sequences.count - 1 }
    /// Number of tokens.
    public var tokens: Int { gold.count }
    /// Number of distinct features.
    public var featureCount: Int { hashes.count }

    /// Adds a sequence with one gold label a row.
    public mutating func add(_ rows: FeatureRows, gold labels: [UInt8]) {
        guard rows.count == labels.count, rows.count > 0 else { return }
        for row in 0..<rows.count {
            for index in rows.offsets[row]..<rows.offsets[row + 1] {
                let hash = rows.hashes[index]
                if let number = numbers[hash] {
                    features.append(number)
                } else {
                    let number = UInt32(hashes.count)
                    numbers[hash] = number
                    hashes.append(hash)
                    features.append(number)
                }
            }
            offsets.append(features.count)
        }
        gold += labels
        sequences.append(gold.count)
    }

    /// Drops features seen in fewer than `minimum` rows and renumbers the rest in order of appearance.
    public mutating func prune(minimum: Int) {
        var counts = [UInt32](repeating: 0, count: hashes.count)
        for feature in features { counts[Int(feature)] += 1 }
        var renumbered = [UInt32](repeating: .max, count: hashes.count)
        var kept: [UInt64] = []
        for (number, count) in counts.enumerated() where count >= minimum {
            renumbered[number] = UInt32(kept.count)
            kept.append(hashes[number])
        }
        var output: [UInt32] = []
        var ends: [Int] = [0]
        output.reserveCapacity(features.count)
        for token in 0..<gold.count {
            for index in offsets[token]..<offsets[token + 1] {
                let number = renumbered[Int(features[index])]
                if number != .max { output.append(number) }
            }
            ends.append(output.count)
        }
        features = output
        offsets = ends
        hashes = kept
        numbers = [:]
    }
}

/// How a sequence model is trained.
public struct TrainingOptions: Sendable {
    /// Passes over the data.
    public var epochs = 15
    /// FTRL learning rate.
    public var alpha: Float = 0.1
    /// FTRL smoothing of the learning rate.
    public var beta: Float = 1
    /// L1 penalty: the larger, the fewer weights.
    public var l1: Float = 0.5
    /// L2 penalty.
    public var l2: Float = 0.5
    /// Share of the sequences in which a dropout group is hidden whole, by group number.
    public var dropout: [Float] = []
    /// The model is the mean of the weights after this epoch and all later ones, which is steadier than
    /// the last (Polyak & Juditsky 1992).
    public var averageFrom = Int.max
    /// Share of single features hidden in each row.
    public var featureDropout: Float = 0
    /// Seed of shuffles and dropout.
    public var seed: UInt64 = 1

    /// Makes the standard options.
    public init() {}
}

/// Trains a linear-chain conditional random field with FTRL-Proximal, one sequence a step.
///
/// McMahan et al. 2013, "Ad click prediction: a view from the trenches" gives the update, which joins
/// adaptive learning rates with L1 and L2 penalties and so leaves a sparse model. Same data, options and
/// seed give the same weights to the bit.
public struct SequenceTrainer {
    let labels: LabelSet
    let options: TrainingOptions
    private let count: Int
    /// Labels padded so that a feature's row is whole SIMD vectors.
    private let width: Int
    private var weights: [Float]
    private var z: [Float]
    private var n: [Float]
    private var transitions: FTRLVector
    /// Sums of the weights after each averaged epoch.
    private var weightSums: [Float] = []
    private var transitionSums: [Float] = []
    private var summed = 0

    /// Prepares to train on data with `features` distinct features.
    public init(labels: LabelSet, features: Int, options: TrainingOptions) {
        self.labels = labels
        self.options = options
        count = labels.count
        width = (labels.count + 3) & ~3
        weights = [Float](repeating: 0, count: features * width)
        z = weights
        n = weights
        transitions = FTRLVector(count: labels.count * labels.count)
    }

    /// Trains for the number of epochs of the options.
    ///
    /// - Parameter afterEpoch: called with the epoch's number (from 1), the mean negative log-likelihood
    ///   of a token, and the trainer; returns false to stop early.
    public mutating func train(on data: TrainingSet, afterEpoch: (Int, Double, SequenceTrainer) -> Bool) {
        var generator = SplitMix64(seed: options.seed)
        var order = Array(0..<data.count)
        var pass = ForwardBackward(labels: labels)
        for epoch in 1...options.epochs {
            order.shuffle(using: &generator)
            var loss = 0.0
            for sequence in order {
                loss += step(data, data.sequences[sequence]..<data.sequences[sequence + 1], &pass, &generator)
            }
            if epoch >= options.averageFrom { addToSums() }
            if !afterEpoch(epoch, loss / Double(max(data.tokens, 1)), self) { return }
        }
    }

    private mutating func addToSums() {
        if summed == 0 {
            weightSums = weights
            transitionSums = transitions.weights
        } else {
            for index in weights.indices { weightSums[index] += weights[index] }
            for index in transitionSums.indices { transitionSums[index] += transitions.weights[index] }
        }
        summed += 1
    }

    /// The averaged weights, or the current ones before the first averaged epoch.
    private var result: (weights: [Float], transitions: [Float]) {
        guard summed > 0 else { return (weights, transitions.weights) }
        let factor = 1 / Float(summed)
        return (weightSums.map { $0 * factor }, transitionSums.map { $0 * factor })
    }

    /// One update from one sequence; returns its negative log-likelihood.
    private mutating func step(
        _ data: TrainingSet, _ tokens: Range<Int>, _ pass: inout ForwardBackward, _ generator: inout SplitMix64
    ) -> Double {
        var hidden: UInt64 = 0
        for (group, rate) in options.dropout.enumerated() where rate > 0 {
            if Float.random(in: 0..<1, using: &generator) < rate { hidden |= 1 << UInt64(group) }
        }
        let keep = options.featureDropout
        pass.reset(length: tokens.count)
        for row in 0..<tokens.count {
            let range = data.offsets[tokens.lowerBound + row]..<data.offsets[tokens.lowerBound + row + 1]
            for index in range {
                let feature = Int(data.features[index])
                if hidden != 0, hidden & (1 << (data.hashes[feature] & FeatureTemplates.groupMask)) != 0 { continue }
                if keep > 0, Float.random(in: 0..<1, using: &generator) < keep { continue }
                pass.active.append(UInt32(feature))
                pass.add(weights, from: feature * width, row: row)
            }
            pass.activeEnds.append(pass.active.count)
        }
        let loss = pass.run(transitions: transitions.weights, gold: data.gold, first: tokens.lowerBound)
        var next = 0
        for row in 0..<tokens.count {
            for label in 0..<count {
                let gradient = pass.gradients[row * count + label]
                if abs(gradient) < 1e-4 { continue }
                for index in next..<pass.activeEnds[row] {
                    update(Int(pass.active[index]) * width + label, gradient)
                }
            }
            next = pass.activeEnds[row]
        }
        for index in 0..<count * count where labels.allowed[index] {
            transitions.update(index, pass.transitionGradients[index], options)
        }
        return loss
    }

    @inline(__always)
    private mutating func update(_ index: Int, _ gradient: Float) {
        let square = n[index] + gradient * gradient
        let sigma = (square.squareRoot() - n[index].squareRoot()) / options.alpha
        n[index] = square
        z[index] += gradient - sigma * weights[index]
        weights[index] = FTRLVector.weight(z: z[index], n: square, options)
    }

    /// Writes the model's sections; see `SequenceModel`. Features without any weight are left out.
    ///
    /// - Returns: how many features and how many weights were written.
    @discardableResult
    public func write(_ name: String, features data: TrainingSet, to writer: inout ModelWriter) -> (
        features: Int, weights: Int
    ) {
        let (weights, transitions) = result
        let largest = weights.reduce(Float(0)) { max($0, abs($1)) }
        let scale = max(largest, 1e-6) / 32_000
        var pairs: [UInt32] = []
        var rows: [Int16] = []
        var written = 0
        let rowWidth = SequenceModel.width(of: labels)
        var table = HashTableBuilder<UInt32>(empty: 0)
        for feature in 0..<data.featureCount {
            let row = (0..<count).map { Int16((weights[feature * width + $0] / scale).rounded()) }
            let used = row.reduce(0) { $1 == 0 ? $0 : $0 + 1 }
            if used == 0 { continue }
            written += used
            if used >= SequenceModel.leastOfRow(labels) {
                table.add(data.hashes[feature], SequenceModel.packRow(rows.count / rowWidth))
                rows += row + [Int16](repeating: 0, count: rowWidth - count)
            } else {
                table.add(data.hashes[feature], SequenceModel.packRun(start: pairs.count, count: used))
                for (label, weight) in row.enumerated() where weight != 0 {
                    pairs.append(UInt32(label) << 16 | UInt32(UInt16(bitPattern: weight)))
                }
            }
        }
        writer.add("\(name).labels", strings: labels.labels)
        table.write("\(name).runs", isRoomy: true, to: &writer)
        writer.add("\(name).pairs", pairs)
        writer.add("\(name).rows", rows)
        writer.add("\(name).trans", transitions)
        writer.add("\(name).config", [scale])
        return (table.count, written)
    }
}

/// A dense vector of weights under FTRL-Proximal.
struct FTRLVector: Sendable {
    private(set) var weights: [Float]
    private var z: [Float]
    private var n: [Float]

    init(count: Int) {
        weights = [Float](repeating: 0, count: count)
        z = weights
        n = weights
    }

    mutating func update(_ index: Int, _ gradient: Float, _ options: TrainingOptions) {
        if gradient == 0 { return }
        let square = n[index] + gradient * gradient
        let sigma = (square.squareRoot() - n[index].squareRoot()) / options.alpha
        n[index] = square
        z[index] += gradient - sigma * weights[index]
        weights[index] = FTRLVector.weight(z: z[index], n: square, options)
    }

    /// The weight that the accumulated gradients `z` and squares `n` stand for.
    @inline(__always)
    static func weight(z: Float, n: Float, _ options: TrainingOptions) -> Float {
        if abs(z) <= options.l1 { return 0 }
        let shrunk = z - (z > 0 ? options.l1 : -options.l1)
        return -shrunk / ((options.beta + n.squareRoot()) / options.alpha + options.l2)
    }
}

/// The forward-backward pass of training, with its scratch memory.
struct ForwardBackward {
    let labels: LabelSet
    var scores: [Float] = []
    var active: [UInt32] = []
    var activeEnds: [Int] = []
    /// Expected minus observed label counts, one row a token.
    var gradients: [Float] = []
    /// Expected minus observed transition counts.
    var transitionGradients: [Float] = []
    private var alpha: [Double] = []
    private var beta: [Double] = []
    private var emission: [Double] = []
    private var factors: [Double] = []
    private var moves: [Double] = []
    /// The allowed transitions as (from, to) pairs, so that inner loops skip the rest; empty when all are.
    private let arcs: [(from: Int, to: Int)]
    /// Labels worth following in each row, for label sets in which all may follow each other.
    private var beam: [Int] = []
    private var beamEnds: [Int] = []
    /// Share of a row's forward mass below which a label of a free label set is not followed.
    private static let negligible = 1e-6

    init(labels: LabelSet) {
        self.labels = labels
        let count = labels.count
        let isFree = !labels.allowed.contains(false)
        arcs = isFree ? [] : (0..<count * count).filter { labels.allowed[$0] }.map { ($0 / count, $0 % count) }
    }

    mutating func reset(length: Int) {
        scores.removeAll(keepingCapacity: true)
        scores.append(contentsOf: repeatElement(0, count: length * labels.count))
        active.removeAll(keepingCapacity: true)
        activeEnds.removeAll(keepingCapacity: true)
    }

    /// Adds a feature's weights to the scores of a row.
    @inline(__always)
    mutating func add(_ weights: [Float], from base: Int, row: Int) {
        let count = labels.count
        let weights = weights.span
        var scores = scores.mutableSpan
        let first = row * count
        for label in 0..<count { scores[first + label] += weights[base + label] }
    }

    /// Fills the gradients; returns the negative log-likelihood of the gold labels.
    mutating func run(transitions: [Float], gold: [UInt8], first: Int) -> Double {
        let count = labels.count
        let length = scores.count / count
        moves = transitions.map { Double(expf($0)) }
        alpha = [Double](repeating: 0, count: length * count)
        beta = alpha
        emission = alpha
        factors = [Double](repeating: 0, count: length)
        gradients = [Float](repeating: 0, count: length * count)
        transitionGradients = [Float](repeating: 0, count: count * count)
        beam.removeAll(keepingCapacity: true)
        beamEnds.removeAll(keepingCapacity: true)
        var logZ = 0.0
        for row in 0..<length {
            let base = row * count
            var top = -Float.infinity
            for label in 0..<count { top = max(top, scores[base + label]) }
            for label in 0..<count { emission[base + label] = Double(expf(scores[base + label] - top)) }
            if row == 0 {
                for label in 0..<count where labels.allowedFirst[label] { alpha[label] = 1 }
            } else if arcs.isEmpty {
                ForwardBackward.follow(beam, beam(of: row - 1), moves: moves, count: count, base: base, into: &alpha)
            } else {
                for arc in arcs {
                    alpha[base + arc.to] += alpha[base - count + arc.from] * moves[arc.from * count + arc.to]
                }
            }
            var sum = 0.0
            for label in 0..<count {
                alpha[base + label] *= emission[base + label]
                sum += alpha[base + label]
            }
            factors[row] = 1 / sum
            for label in 0..<count { alpha[base + label] /= sum }
            if arcs.isEmpty {
                for label in 0..<count where alpha[base + label] >= ForwardBackward.negligible { beam.append(label) }
                beamEnds.append(beam.count)
            }
            logZ += log(sum) + Double(top)
        }
        let last = (length - 1) * count
        var ending = 0.0
        for label in 0..<count where labels.allowedLast[label] {
            beta[last + label] = 1
            ending += alpha[last + label]
        }
        logZ += log(ending)
        for label in 0..<count { beta[last + label] /= ending }
        for row in stride(from: length - 2, through: 0, by: -1) {
            let base = row * count
            if arcs.isEmpty { returnAlongBeam(row) }
            for arc in arcs {
                let next = base + count + arc.to
                let value = moves[arc.from * count + arc.to] * emission[next] * beta[next] * factors[row + 1]
                beta[base + arc.from] += value
                transitionGradients[arc.from * count + arc.to] += Float(alpha[base + arc.from] * value)
            }
        }
        var score = 0.0
        for row in 0..<length {
            let label = Int(gold[first + row])
            score += Double(scores[row * count + label])
            for other in 0..<count {
                gradients[row * count + other] = Float(alpha[row * count + other] * beta[row * count + other])
            }
            gradients[row * count + label] -= 1
            if row > 0 {
                let arc = Int(gold[first + row - 1]) * count + label
                score += Double(transitions[arc])
                transitionGradients[arc] -= 1
            }
        }
        return logZ - score
    }

    private func beam(of row: Int) -> Range<Int> { (row == 0 ? 0 : beamEnds[row - 1])..<beamEnds[row] }

    /// One step forward from the labels `beam[range]` of the row before the one that starts at `base`.
    private static func follow(
        _ beam: [Int], _ range: Range<Int>, moves: [Double], count: Int, base: Int, into alpha: inout [Double]
    ) {
        let moves = moves.span
        var alpha = alpha.mutableSpan
        for index in range {
            let from = beam[index]
            let mass = alpha[base - count + from]
            for to in 0..<count { alpha[base + to] += mass * moves[from * count + to] }
        }
    }

    /// One step backward between the labels worth following.
    private mutating func returnAlongBeam(_ row: Int) {
        let count = labels.count
        let base = row * count
        for index in beam(of: row) {
            let from = beam[index]
            let mass = alpha[base + from]
            var sum = 0.0
            for next in beam(of: row + 1) {
                let to = beam[next]
                let arc = from * count + to
                let value = moves[arc] * emission[base + count + to] * beta[base + count + to] * factors[row + 1]
                sum += value
                transitionGradients[arc] += Float(mass * value)
            }
            beta[base + from] = sum
        }
    }
}
