// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore

/// Trains a linear-chain model, in small batches of sequences.
///
/// The conditional random field learns by FTRL-Proximal (McMahan et al. 2013, "Ad click prediction: a view from
/// the trenches"), which joins adaptive learning rates with L1 and L2 penalties and so leaves a sparse model; the
/// perceptron by the averaged weights of Collins 2002, over batches as in Zhao & Huang 2013. Same data, options
/// and seed give the same weights to the bit, whatever the number of threads: a thread reads weights that nobody
/// changes, then changes weights that nobody else touches.
public struct SequenceTrainer: Sendable {
    let labels: LabelSet
    let options: TrainingOptions
    /// Epochs done.
    public internal(set) var epoch = 0
    private let count: Int
    private let width: Int
    /// Weights of features, one row of `width` a feature.
    var weights: [Float]
    // Accumulated gradients and squares of FTRL; of the perceptron `z` holds weight changes times their batch.
    var z: [Float]
    var n: [Float]
    /// Transitions, from * labels + to.
    var transitions: FTRLVector
    /// Three labels in a row; empty in first order.
    var trigrams: FTRLVector
    /// Sums of the weights after each averaged epoch.
    var weightSums: [Float] = []
    var transitionSums: [Float] = []
    var summed = 0
    /// Batches done, for the average of the perceptron.
    var batches = 1

    /// Prepares to train on data with `features` distinct features.
    public init(labels: LabelSet, features: Int, options: TrainingOptions) {
        self.labels = labels
        self.options = options
        count = labels.count
        width = SequenceModel.width(of: labels)
        weights = [Float](repeating: 0, count: features * width)
        z = weights
        let isSecondOrder = options.method == .perceptron(isSecondOrder: true)
        n = options.method == .conditionalRandomField ? weights : []
        transitions = FTRLVector(count: labels.count * labels.count)
        trigrams = FTRLVector(count: isSecondOrder ? labels.count * labels.count * labels.count : 0)
    }

    /// Trains until the number of epochs of the options is done.
    ///
    /// - Parameter afterEpoch: called with the epoch's number (from 1), the mean loss of a token, and the trainer;
    ///   returns false to stop early. The loss is the negative log-likelihood, for the perceptron the share of wrong
    ///   labels.
    public mutating func train(on data: TrainingSet, afterEpoch: (Int, Double, SequenceTrainer) -> Bool) {
        let passes = (0..<max(options.batch, 1)).map { _ in TrainingPass(labels: labels) }
        while epoch < options.epochs {
            epoch += 1
            // Each epoch has a seed of its own, so that a resumed training draws what the whole one draws.
            let seed = Hash64.mix(options.seed, UInt64(epoch))
            var generator = SplitMix64(seed: seed)
            let order = (0..<data.count).shuffled(using: &generator)
            var loss = 0.0
            for start in stride(from: 0, to: order.count, by: passes.count) {
                let batch = order[start..<min(start + passes.count, order.count)]
                loss += step(data, batch, passes, seed: seed)
            }
            if epoch >= options.averageFrom, options.method == .conditionalRandomField { addToSums() }
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

    /// The averaged weights, or the current ones where nothing is averaged yet.
    private var result: (weights: [Float], transitions: [Float], trigrams: [Float]) {
        if options.method != .conditionalRandomField {
            let share = 1 / Float(batches)
            func averaged(_ weights: [Float], _ changes: [Float]) -> [Float] {
                zip(weights, changes).map { $0 - $1 * share }
            }
            return (
                averaged(weights, z), averaged(transitions.weights, transitions.z),
                averaged(trigrams.weights, trigrams.z)
            )
        }
        guard summed > 0 else { return (weights, transitions.weights, []) }
        let factor = 1 / Float(summed)
        return (weightSums.map { $0 * factor }, transitionSums.map { $0 * factor }, [])
    }

    /// One update from a batch of sequences; returns the sum of their losses.
    private mutating func step(
        _ data: TrainingSet, _ batch: ArraySlice<Int>, _ passes: [TrainingPass], seed: UInt64
    ) -> Double {
        let options = options
        let threads = max(1, min(options.threads, batch.count))
        let rules = labels
        let transitionWeights = zip(transitions.weights, rules.allowed).map { $1 ? $0 : -.infinity }
        let moves = transitionWeights.map { Double(expf($0)) }
        let trigramWeights = trigrams.weights
        weights.withUnsafeBufferPointer { weights in
            Parallel.run(threads) { thread in
                var lattice = Lattice()
                for number in stride(from: thread, to: batch.count, by: threads) {
                    let sequence = batch[batch.startIndex + number]
                    let tokens = data.sequences[sequence]..<data.sequences[sequence + 1]
                    var generator = SplitMix64(seed: Hash64.mix(seed, UInt64(sequence)))
                    passes[number].prepare(data, tokens, weights, options, &generator)
                    if options.method == .conditionalRandomField {
                        passes[number].runForwardBackward(transitionWeights, moves: moves)
                    } else {
                        passes[number].runPerceptron(transitionWeights, trigrams: trigramWeights, &lattice)
                    }
                }
            }
        }
        let used = passes[..<batch.count]
        update(used, threads: threads)
        var loss = 0.0
        for pass in used {
            loss += pass.loss
            for index in 0..<count * count where rules.allowed[index] && pass.transitionGradients[index] != 0 {
                transitions.update(index, pass.transitionGradients[index], options, batches)
            }
            for change in pass.trigramGradients { trigrams.update(change.index, change.value, options, batches) }
        }
        batches += 1
        return loss
    }

    /// Changes the weights of features; each thread has features of its own.
    private mutating func update(_ passes: ArraySlice<TrainingPass>, threads: Int) {
        let (width, options, batches) = (width, options, Float(batches))
        let isPerceptron = options.method != .conditionalRandomField
        // Taken out of the struct, so that the three can change side by side.
        var (weights, z, n) = (self.weights, self.z, self.n)
        (self.weights, self.z, self.n) = ([], [], [])
        weights.withUnsafeMutableBufferPointer { weights in
            z.withUnsafeMutableBufferPointer { z in
                n.withUnsafeMutableBufferPointer { n in
                    let (weights, z, n) = (weights, z, n)
                    Parallel.run(threads) { thread in
                        for pass in passes {
                            pass.forEachGradient(thread: thread, of: threads) { feature, label, gradient in
                                let index = feature * width + label
                                if isPerceptron {
                                    weights[index] -= gradient
                                    z[index] -= gradient * batches
                                    return
                                }
                                let square = n[index] + gradient * gradient
                                let sigma = (square.squareRoot() - n[index].squareRoot()) / options.alpha
                                n[index] = square
                                z[index] += gradient - sigma * weights[index]
                                weights[index] = FTRLVector.weight(z: z[index], n: square, options)
                            }
                        }
                    }
                }
            }
        }
        (self.weights, self.z, self.n) = (weights, z, n)
    }

    /// Writes the model's sections; see `SequenceModel`. Features without any weight are left out.
    ///
    /// - Returns: how many features and how many weights were written.
    @discardableResult
    public func write(_ name: String, features data: TrainingSet, to writer: inout ModelWriter) -> (
        features: Int, weights: Int
    ) {
        let (weights, transitions, trigrams) = result
        let largest = weights.reduce(Float(0)) { max($0, abs($1)) }
        let scale = max(largest, 1e-6) / 32_000
        var pairs: [UInt32] = []
        var rows: [Int16] = []
        var written = 0
        var table = HashTableBuilder<UInt32>(empty: 0)
        for feature in 0..<data.featureCount {
            let row = (0..<count).map { Int16((weights[feature * width + $0] / scale).rounded()) }
            let used = row.reduce(0) { $1 == 0 ? $0 : $0 + 1 }
            if used == 0 { continue }
            written += used
            if used >= SequenceModel.leastOfRow(labels) {
                table.add(data.hashes[feature], SequenceModel.packRow(rows.count / width))
                rows += row + [Int16](repeating: 0, count: width - count)
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
        if !trigrams.isEmpty { writer.add("\(name).trigrams", trigrams) }
        writer.add("\(name).config", [scale])
        return (table.count, written)
    }
}

/// A dense vector of weights that is trained like those of the features.
struct FTRLVector: Sendable {
    var weights: [Float]
    var z: [Float]
    var n: [Float]

    init(count: Int) {
        weights = [Float](repeating: 0, count: count)
        z = weights
        n = weights
    }

    mutating func update(_ index: Int, _ gradient: Float, _ options: TrainingOptions, _ batches: Int) {
        if options.method != .conditionalRandomField {
            weights[index] -= gradient
            z[index] -= gradient * Float(batches)
            return
        }
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
