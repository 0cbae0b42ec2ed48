// SPDX-License-Identifier: Apache-2.0
import LoepCore
import TestSupport
import Testing

@testable import LoepModel

/// A toy language in which the label of a word follows from the word and the label before.
@Suite struct SequenceModelTests {
    private static let words: [(word: String, label: String)] = [
        ("Jan", "B-PER"), ("Smit", "E-PER"), ("woont", "O"), ("in", "O"), ("Gent", "S-LOC"), ("Anna", "S-PER"),
    ]
    private static let sentences = [[0, 1, 2, 3, 4], [5, 2, 3, 4], [4, 2], [0, 1], [2, 3, 4, 2, 5]]
    private static let labels = LabelSet.bioes(["PER", "LOC"])

    private static func features(_ sentence: [Int]) -> FeatureRows {
        var rows = FeatureRows()
        for word in sentence {
            rows.append(Hash64.hash(words[word].word) & ~FeatureTemplates.groupMask)
            rows.append(Hash64.hash("bias") & ~FeatureTemplates.groupMask)
            rows.closeRow()
        }
        return rows
    }

    private static func gold(_ sentence: [Int]) -> [UInt8] {
        sentence.map { UInt8(labels.labels.firstIndex(of: words[$0].label)!) }
    }

    private static func train(seed: UInt64 = 1) throws -> [UInt8] {
        var data = TrainingSet()
        for sentence in sentences { data.add(features(sentence), gold: gold(sentence)) }
        data.prune(minimum: 1)
        var options = TrainingOptions()
        options.epochs = 40
        options.l1 = 0.01
        options.l2 = 0.01
        options.alpha = 0.5
        options.seed = seed
        var trainer = SequenceTrainer(labels: labels, features: data.featureCount, options: options)
        trainer.train(on: data) { _, _, _ in true }
        var writer = ModelWriter(metadata: "{}")
        trainer.write("m", features: data, to: &writer)
        return writer.encoded()
    }

    private static func decoder(_ folder: TemporaryFolder) throws -> SequenceDecoder {
        try FileBytes.write(train(), to: folder.path + "/m.loep")
        return SequenceDecoder(try SequenceModel(ModelFile(path: folder.path + "/m.loep"), "m"))
    }

    @Test func learnsItsTrainingData() throws {
        let decoder = try Self.decoder(TemporaryFolder())
        var found: [UInt8] = []
        for sentence in Self.sentences {
            decoder.decode(Self.features(sentence), into: &found)
            #expect(found == Self.gold(sentence))
        }
    }

    @Test func trainingIsRepeatableToTheByte() throws {
        #expect(try Self.train() == Self.train())
        #expect(try Self.train() != Self.train(seed: 2))
    }

    @Test func anyFeaturesGiveAWellFormedSequence() throws {
        let decoder = try Self.decoder(TemporaryFolder())
        var generator = SplitMix64(seed: 3)
        var found: [UInt8] = []
        for length in 0..<40 {
            let sentence = (0..<length).map { _ in Int.random(in: 0..<Self.words.count, using: &generator) }
            decoder.decode(Self.features(sentence), into: &found)
            #expect(found.count == length)
            for (before, after) in zip(found, found.dropFirst()) {
                #expect(Self.labels.allowed[Int(before) * Self.labels.count + Int(after)])
            }
            if let first = found.first, let last = found.last {
                #expect(Self.labels.allowedFirst[Int(first)] && Self.labels.allowedLast[Int(last)])
            }
        }
    }

    /// All label sequences of a short sentence, with the model's own scores: the sum and the maximum
    /// that the dynamic programmes must find.
    @Test func viterbiAndMarginalsAgreeWithEnumeration() throws {
        let folder = try TemporaryFolder()
        try FileBytes.write(Self.train(), to: folder.path + "/m.loep")
        let model = try SequenceModel(ModelFile(path: folder.path + "/m.loep"), "m")
        let decoder = SequenceDecoder(model)
        let rows = Self.features([0, 1, 4])
        var scorer = LatticeScorer(model, margins: .wide)
        var lattice = Lattice()
        scorer.fill(&lattice, rows)
        let scores = scorer.scores
        let count = Self.labels.count
        var best: (score: Double, labels: [UInt8]) = (-.infinity, [])
        var total = 0.0
        var matching = 0.0
        let wanted = Self.gold([0, 1, 4])
        for code in 0..<count * count * count {
            let labels = [code / count / count, code / count % count, code % count]
            guard Self.labels.allowedFirst[labels[0]], Self.labels.allowedLast[labels[2]],
                Self.labels.allowed[labels[0] * count + labels[1]], Self.labels.allowed[labels[1] * count + labels[2]]
            else { continue }
            var score = 0.0
            for (row, label) in labels.enumerated() {
                score += Double(scores[row * model.width + label]) * Double(model.scale)
            }
            score += Double(model.transitions[labels[0] * count + labels[1]])
            score += Double(model.transitions[labels[1] * count + labels[2]])
            if score > best.score { best = (score, labels.map(UInt8.init)) }
            total += exponential(score)
            if labels[0] == Int(wanted[0]), labels[1] == Int(wanted[1]) { matching += exponential(score) }
        }
        var decoded: [UInt8] = []
        decoder.decode(rows, into: &decoded)
        #expect(decoded == best.labels)
        decoder.computeMarginals()
        let probability = Double(decoder.probability(of: wanted[0..<2], at: 0..<2))
        #expect(abs(probability - matching / total) < 1e-4)
    }

    private func exponential(_ value: Double) -> Double {
        var term = 1.0
        var sum = 1.0
        for step in 1..<200 {
            term *= value / Double(step)
            sum += term
        }
        return sum
    }

    @Test func labelSetsReadSpansBack() {
        let labels = Self.labels
        let sequence = ["O", "B-PER", "I-PER", "E-PER", "S-LOC", "S-LOC", "O"].map { label in
            UInt8(labels.labels.firstIndex(of: label)!)
        }
        let spans = labels.spans(sequence)
        #expect(spans.map(\.range) == [1..<4, 4..<5, 5..<6])
        #expect(spans.map(\.type) == ["PER", "LOC", "LOC"])
    }
}
