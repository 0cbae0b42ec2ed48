// SPDX-License-Identifier: Apache-2.0
import LoepCore

extension SequenceTrainer {
    /// What identifies a training: data and options. A checkpoint of another one is of no use.
    private func fingerprint(_ data: TrainingSet) -> UInt64 {
        var hash = Hash64.hash("\(options.method) \(options.batch) \(options.alpha) \(options.beta) \(options.l1)")
        for value in [options.l2, options.featureDropout] + options.dropout {
            hash = Hash64.mix(hash, UInt64(value.bitPattern) + 1)
        }
        for value in [UInt64(labels.count), options.seed, UInt64(options.averageFrom), UInt64(data.tokens)] {
            hash = Hash64.mix(hash, value)
        }
        for feature in data.hashes { hash = Hash64.mix(hash, feature) }
        for label in data.gold { hash = Hash64.mix(hash, UInt64(label)) }
        return hash
    }

    /// Writes all that is needed to go on after the epochs done so far; a reader never sees half of it.
    ///
    /// - Throws: `io.unwritable`.
    public func writeCheckpoint(to path: String, _ data: TrainingSet) throws(LoepError) {
        var writer = ModelWriter(metadata: #"{"name":"checkpoint"}"#)
        writer.add("state", [fingerprint(data), UInt64(epoch), UInt64(batches), UInt64(summed)])
        for (name, values) in [
            ("weights", weights), ("z", z), ("n", n), ("sums", weightSums), ("trans", transitions.weights),
            ("trans.z", transitions.z), ("trans.n", transitions.n), ("trans.sums", transitionSums),
            ("trigrams", trigrams.weights), ("trigrams.z", trigrams.z), ("trigrams.n", trigrams.n),
        ] { writer.add(name, values) }
        try writer.write(to: path)
    }

    /// Goes back to where a checkpoint was written; training then goes on as if it had never stopped.
    ///
    /// - Throws: `model.missing`, `model.foreign`, `model.corrupt`, or `option.invalid` when the checkpoint is one of
    ///   other data or options.
    public mutating func resume(from path: String, _ data: TrainingSet) throws(LoepError) {
        let file = try ModelFile(path: path)
        let state = try file.section("state", of: UInt64.self)
        guard state.count == 4, state[0] == fingerprint(data) else {
            throw LoepError(
                .invalidOption, "\(path) is the checkpoint of a training with other data or options; start anew")
        }
        func values(_ name: String, like present: [Float]) throws(LoepError) -> [Float] {
            let section = try file.section(name, of: Float.self)
            guard section.count == present.count || present.isEmpty else {
                throw LoepError(.modelCorrupt, "\(path): section \(name) has a wrong size")
            }
            return section.span.withUnsafeBufferPointer { Array($0) }
        }
        weights = try values("weights", like: weights)
        z = try values("z", like: z)
        n = try values("n", like: n)
        weightSums = try values("sums", like: [])
        transitions.weights = try values("trans", like: transitions.weights)
        transitions.z = try values("trans.z", like: transitions.z)
        transitions.n = try values("trans.n", like: transitions.n)
        transitionSums = try values("trans.sums", like: [])
        trigrams.weights = try values("trigrams", like: trigrams.weights)
        trigrams.z = try values("trigrams.z", like: trigrams.z)
        trigrams.n = try values("trigrams.n", like: trigrams.n)
        guard weightSums.isEmpty || weightSums.count == weights.count else {
            throw LoepError(.modelCorrupt, "\(path): section sums has a wrong size")
        }
        epoch = Int(state[1])
        batches = Int(state[2])
        summed = Int(state[3])
    }
}

/// Stops a training that no longer gets better on development data, and keeps its best model.
public struct EarlyStopping: Sendable {
    /// Epochs to go on without a better score; 0 never stops.
    public let patience: Int
    /// Best score so far and its epoch.
    public private(set) var best: (score: Double, epoch: Int)?
    /// The sections of the best model.
    public private(set) var model: ModelWriter?

    /// Makes one that has seen nothing.
    public init(patience: Int) { self.patience = patience }

    /// Takes in the score of an epoch.
    ///
    /// - Parameter model: the model after it, asked for only when it is the best so far.
    /// - Returns: whether to go on.
    public mutating func goesOn(epoch: Int, score: Double, model: () -> ModelWriter) -> Bool {
        if best.map({ score > $0.score }) ?? true {
            best = (score, epoch)
            self.model = model()
        }
        return patience == 0 || epoch - (best?.epoch ?? epoch) < patience
    }
}
