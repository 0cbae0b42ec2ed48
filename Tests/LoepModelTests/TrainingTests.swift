// SPDX-License-Identifier: Apache-2.0
import LoepCore
import TestSupport
import Testing

@testable import LoepModel

/// Learners on a small artificial language.
@Suite struct TrainingTests {
    /// Three labels; most follow from the last but one, which no model of first order sees.
    private static let labels = LabelSet(["A", "B", "C"])

    private static func data(sentences: Int, seed: UInt64, limited: Bool = false) -> TrainingSet {
        var generator = SplitMix64(seed: seed)
        var data = TrainingSet()
        for _ in 0..<sentences {
            var rows = FeatureRows()
            var gold: [UInt8] = []
            for place in 0..<10 {
                // The first two labels follow from the word; the others repeat the last but one, and their word
                // tells nothing.
                let word = place < 2 ? Int.random(in: 0..<3, using: &generator) : 3
                rows.append(Hash64.mix(UInt64(word), 7) & ~FeatureTemplates.groupMask)
                rows.closeRow()
                gold.append(place < 2 ? UInt8(word) : gold[place - 2])
            }
            data.add(rows, gold: gold, possible: limited ? gold.map { [$0] } : [])
        }
        data.prune(minimum: 1)
        return data
    }

    private static func options(_ method: LearningMethod, threads: Int = 2, epochs: Int = 5) -> TrainingOptions {
        var options = TrainingOptions()
        options.method = method
        options.epochs = epochs
        options.threads = threads
        options.l1 = 0.01
        options.l2 = 0.01
        options.featureDropout = 0.1
        return options
    }

    private static func encoded(_ trainer: SequenceTrainer, _ data: TrainingSet) -> [UInt8] {
        var writer = ModelWriter(metadata: "{}")
        trainer.write("m", features: data, to: &writer)
        return writer.encoded()
    }

    private static let methods: [LearningMethod] = [
        .conditionalRandomField, .perceptron(isSecondOrder: false), .perceptron(isSecondOrder: true),
    ]

    @Test(arguments: methods)
    func anyNumberOfThreadsGivesTheSameBytes(method: LearningMethod) {
        let data = Self.data(sentences: 50, seed: 1)
        let models = [1, 2, 3].map { threads in
            var trainer = SequenceTrainer(
                labels: Self.labels, features: data.featureCount, options: Self.options(method, threads: threads))
            trainer.train(on: data) { _, _, _ in true }
            return Self.encoded(trainer, data)
        }
        #expect(models[0] == models[1])
        #expect(models[0] == models[2])
    }

    @Test(arguments: methods)
    func aResumedTrainingEndsLikeAWholeOne(method: LearningMethod) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/model.checkpoint"
        let data = Self.data(sentences: 40, seed: 2)
        var whole = SequenceTrainer(
            labels: Self.labels, features: data.featureCount, options: Self.options(method))
        whole.train(on: data) { _, _, _ in true }

        var first = SequenceTrainer(labels: Self.labels, features: data.featureCount, options: Self.options(method))
        var failure: LoepError?
        first.train(on: data) { epoch, _, trainer in
            do throws(LoepError) { try trainer.writeCheckpoint(to: path, data) } catch { failure = error }
            return epoch < 2
        }
        #expect(failure == nil)
        var second = SequenceTrainer(labels: Self.labels, features: data.featureCount, options: Self.options(method))
        try second.resume(from: path, data)
        #expect(second.epoch == 2)
        second.train(on: data) { _, _, _ in true }
        #expect(Self.encoded(second, data) == Self.encoded(whole, data))
    }

    @Test func aCheckpointOfAnotherTrainingIsRefused() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/model.checkpoint"
        let data = Self.data(sentences: 10, seed: 3)
        let trainer = SequenceTrainer(
            labels: Self.labels, features: data.featureCount, options: Self.options(.conditionalRandomField))
        try trainer.writeCheckpoint(to: path, data)
        let other = Self.data(sentences: 11, seed: 3)
        var stranger = SequenceTrainer(
            labels: Self.labels, features: other.featureCount, options: Self.options(.conditionalRandomField))
        #expect(throws: LoepError.self) { try stranger.resume(from: path, other) }
        #expect(throws: LoepError.self) { try stranger.resume(from: folder.path + "/none", other) }
    }

    /// Share of right labels on other sentences of the language.
    private static func accuracy(_ method: LearningMethod) throws -> Double {
        let data = Self.data(sentences: 400, seed: 4)
        var options = options(method, epochs: 10)
        options.featureDropout = 0
        var trainer = SequenceTrainer(labels: Self.labels, features: data.featureCount, options: options)
        trainer.train(on: data) { _, _, _ in true }
        var writer = ModelWriter(metadata: "{}")
        trainer.write("m", features: data, to: &writer)
        let decoder = SequenceDecoder(try SequenceModel(ModelFile(writer), "m"))
        let test = Self.data(sentences: 100, seed: 5)
        var right = 0
        var found: [UInt8] = []
        for sequence in 0..<test.count {
            let tokens = test.sequences[sequence]..<test.sequences[sequence + 1]
            var rows = FeatureRows()
            for token in tokens {
                for index in test.offsets[token]..<test.offsets[token + 1] {
                    rows.append(test.hashes[Int(test.features[index])])
                }
                rows.closeRow()
            }
            decoder.decode(rows, into: &found)
            right += zip(found, test.gold[tokens]).count { $0 == $1 }
        }
        return Double(right) / Double(test.tokens)
    }

    @Test func onlySecondOrderLearnsWhatHangsOnTheLastButOne() throws {
        let first = try Self.accuracy(.perceptron(isSecondOrder: false))
        let second = try Self.accuracy(.perceptron(isSecondOrder: true))
        #expect(second > first + 0.1, "\(first), \(second)")
    }

    @Test func labelsThatCannotBeGetNoWeight() {
        let data = Self.data(sentences: 20, seed: 6, limited: true)
        var trainer = SequenceTrainer(
            labels: Self.labels, features: data.featureCount, options: Self.options(.conditionalRandomField))
        trainer.train(on: data) { _, _, _ in true }
        // With one possible label a token there is nothing to learn.
        #expect(trainer.weights.allSatisfy { $0 == 0 })
    }

    @Test func earlyStoppingKeepsTheBestModel() {
        var stopping = EarlyStopping(patience: 2)
        let scores = [0.5, 0.7, 0.6, 0.65, 0.9]
        var asked: [Int] = []
        for (index, score) in scores.enumerated() {
            let goesOn = stopping.goesOn(epoch: index + 1, score: score) {
                asked.append(index + 1)
                return ModelWriter(metadata: "\(index + 1)")
            }
            if !goesOn { break }
        }
        #expect(asked == [1, 2])
        #expect(stopping.best?.epoch == 2)
        #expect(stopping.model?.encoded() == ModelWriter(metadata: "2").encoded())
    }
}

/// Viterbi of second order against all label sequences.
@Suite struct SecondOrderTests {
    @Test(arguments: [1, 2, 3, 4, 5])
    func findsWhatEnumerationFinds(length: Int) {
        var generator = SplitMix64(seed: UInt64(length))
        let rules = LabelSet(["O", "B-X", "E-X", "S-X"])
        let count = rules.count
        func random(_ count: Int) -> [Float] { (0..<count).map { _ in Float.random(in: -2...2, using: &generator) } }
        let transitions = zip(random(count * count), rules.allowed).map { $1 ? $0 : -Float.infinity }
        let trigrams = random(count * count * count)
        let scores = random(length * count)
        var lattice = Lattice()
        let states = (0..<length * count).map { UInt8($0 % count) }
        lattice.fill(states, (1...length).map { $0 * count }, scores)
        let isFound = lattice.searchSecondOrder(transitions, trigrams, rules)
        #expect(isFound)
        var found: [UInt8] = []
        lattice.readLabels(into: &found)

        var best: (score: Float, labels: [UInt8]) = (-.infinity, [])
        var total = 1
        for _ in 0..<length { total *= count }
        for code in 0..<total {
            var labels: [Int] = []
            var rest = code
            for _ in 0..<length {
                labels.append(rest % count)
                rest /= count
            }
            guard rules.allowedFirst[labels[0]], rules.allowedLast[labels[length - 1]] else { continue }
            var score: Float = 0
            for row in 0..<length {
                score += scores[row * count + labels[row]]
                if row > 0 { score += transitions[labels[row - 1] * count + labels[row]] }
                if row > 1 {
                    score += trigrams[(labels[row - 2] * count + labels[row - 1]) * count + labels[row]]
                }
            }
            if score > best.score { best = (score, labels.map { UInt8($0) }) }
        }
        #expect(found == best.labels)
    }
}
