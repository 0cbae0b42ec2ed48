// SPDX-License-Identifier: Apache-2.0
import LoepCore
import TestSupport
import Testing

@testable import LoepModel

/// A decoder that remembers forms against one that looks every feature up.
@Suite struct FormScoresTests {
    private static let source = """
        form[0]
        form[-1]
        form[1]
        form[0] shape[0]
        form[-1] form[0]
        place[0] form[1]
        form[2]
        bag
        """
    private static let labels = LabelSet(["A", "B", "C"])
    private static let forms = FormAttributes(key: 0, columns: [0, 1])

    /// Sentences of 200 forms, the shape following from the form and the place from neither.
    private static func matrix(rows: Int, _ generator: inout SplitMix64) -> AttributeMatrix {
        var matrix = AttributeMatrix(columns: 3)
        matrix.reset(rows: rows)
        for row in 0..<rows {
            let form = UInt64.random(in: 1...200, using: &generator)
            matrix[row, 0] = Hash64.mix(form, 1)
            matrix[row, 1] = form % 4
            matrix[row, 2] = UInt64.random(in: 0...2, using: &generator)
            if row % 3 == 0 { matrix.addToBag(Hash64.mix(form, 99)) }
            matrix.closeBag()
        }
        return matrix
    }

    private static func model() throws -> (SequenceModel, FeatureTemplates) {
        let templates = try FeatureTemplates(source, attributes: ["form", "shape", "place"])
        var generator = SplitMix64(seed: 5)
        var data = TrainingSet()
        var rows = FeatureRows()
        for _ in 0..<60 {
            rows.removeAll()
            templates.extract(matrix(rows: 12, &generator), 0..<12, into: &rows)
            data.add(rows, gold: (0..<12).map { _ in UInt8.random(in: 0...2, using: &generator) })
        }
        data.prune(minimum: 1)
        var options = TrainingOptions()
        options.l1 = 0.01
        var trainer = SequenceTrainer(labels: labels, features: data.featureCount, options: options)
        trainer.train(on: data) { _, _, _ in true }
        var writer = ModelWriter(metadata: "{}")
        trainer.write("m", features: data, to: &writer)
        return (try SequenceModel(ModelFile(writer), "m"), templates)
    }

    @Test func whatIsRememberedChangesNoLabel() throws {
        let (model, templates) = try Self.model()
        let plain = SequenceDecoder(model)
        let remembering = SequenceDecoder(model, templates: templates, forms: Self.forms)
        var generator = SplitMix64(seed: 6)
        var rows = FeatureRows()
        var expected: [UInt8] = []
        var found: [UInt8] = []
        for length in [0, 1, 2, 3, 30, 200] {
            let matrix = Self.matrix(rows: length, &generator)
            rows.removeAll()
            templates.extract(matrix, 0..<length, into: &rows)
            plain.decode(rows, into: &expected)
            for _ in 0..<2 {
                remembering.decode(matrix, 0..<length, into: &found)
                #expect(found == expected, "\(length) tokens")
            }
        }
    }

    @Test func aSequenceMayHoldMoreFormsThanAreRemembered() throws {
        let (model, templates) = try Self.model()
        let length = FormScores.capacity + 500
        var matrix = AttributeMatrix(columns: 3)
        matrix.reset(rows: length)
        for row in 0..<length { matrix[row, 0] = Hash64.mix(UInt64(row), 1) }
        let remembering = SequenceDecoder(model, templates: templates, forms: Self.forms)
        var rows = FeatureRows()
        templates.extract(matrix, 0..<length, into: &rows)
        var expected: [UInt8] = []
        var found: [UInt8] = []
        SequenceDecoder(model).decode(rows, into: &expected)
        for _ in 0..<2 {
            remembering.decode(matrix, 0..<length, into: &found)
            #expect(found == expected)
        }
    }

    @Test func narrowMarginsStillGiveAnAllowedSequence() throws {
        let (model, templates) = try Self.model()
        let narrow = SequenceDecoder(
            model, templates: templates, forms: Self.forms,
            margins: DecodingMargins(certainty: 0, doubt: 0, path: 0))
        var generator = SplitMix64(seed: 7)
        var found: [UInt8] = []
        narrow.decode(Self.matrix(rows: 50, &generator), 0..<50, into: &found)
        #expect(found.count == 50 && found.allSatisfy { $0 < 3 })
    }
}
