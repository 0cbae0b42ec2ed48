// SPDX-License-Identifier: Apache-2.0
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
    /// Number of each token's list of possible labels in `lists`; list 0 stands for all labels.
    var listOf: [UInt32] = []
    /// The lists of possible labels, ascending.
    private(set) var lists: [[UInt8]] = [[]]
    private var listNumbers: [[UInt8]: UInt32] = [[]: 0]
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
    ///
    /// - Parameter possible: for each row the labels it can have, ascending; empty for all. A list that lacks the
    ///   gold label does not count.
    public mutating func add(_ rows: FeatureRows, gold labels: [UInt8], possible: [[UInt8]] = []) {
        guard rows.count == labels.count, rows.count > 0 else { return }
        for (row, label) in labels.enumerated() {
            let list = row < possible.count && possible[row].contains(label) ? possible[row] : []
            if listNumbers[list] == nil {
                listNumbers[list] = UInt32(lists.count)
                lists.append(list)
            }
            listOf.append(listNumbers[list]!)
        }
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

/// What a sequence model learns from.
public enum LearningMethod: Sendable, Hashable {
    /// A conditional random field by FTRL-Proximal: states probabilities, and its L1 penalty leaves a small model.
    case conditionalRandomField
    /// The averaged structured perceptron (Collins 2002): quick to train, states no probabilities. In second order
    /// it also weighs each three labels in a row.
    case perceptron(isSecondOrder: Bool)
}

/// How a sequence model is trained.
public struct TrainingOptions: Sendable {
    /// What is learnt from a sequence.
    public var method = LearningMethod.conditionalRandomField
    /// Sequences whose updates are worked out from the same weights, at the same time; part of the result.
    public var batch = 8
    /// Threads to use; the result is the same for any number.
    public var threads = 2
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
