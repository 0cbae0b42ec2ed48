// SPDX-License-Identifier: Apache-2.0
import Loep
import Testing

/// Train your own tagger.
///
/// The learner behind Loep's models is open to yours: attributes are numbers, templates join those of neighbours, labels are
/// any strings. Same data and seed, same bytes. (For entities on your own articles there is `loep-train entities`.)
@Suite struct TrainYourOwnTagger {
    @Test func trainYourOwnTagger() throws {
        // START
        let labels = LabelSet(["O", "DISH"])
        let lessons = [
            ("we aten stamppot met worst", ["O", "O", "DISH", "O", "DISH"]),
            ("zij kookten erwtensoep met brood", ["O", "O", "DISH", "O", "DISH"]),
            ("we kookten stamppot", ["O", "O", "DISH"]),
            ("zij liepen met worst", ["O", "O", "O", "DISH"]),
        ]
        let templates = try FeatureTemplates("word[0]\nword[-1]", attributes: ["word"])
        func features(_ sentence: String) -> FeatureRows {
            let words = sentence.split(separator: " ")
            var matrix = AttributeMatrix(columns: 1)
            matrix.reset(rows: words.count)
            for (row, word) in words.enumerated() { matrix[row, 0] = Hash64.hash(String(word)) }
            var rows = FeatureRows()
            templates.extract(matrix, 0..<words.count, into: &rows)
            return rows
        }
        var data = TrainingSet()
        for (sentence, gold) in lessons {
            data.add(features(sentence), gold: gold.map { $0 == "O" ? 0 : 1 })
        }
        data.prune(minimum: 1)
        var options = TrainingOptions()
        (options.epochs, options.alpha, options.l1, options.l2) = (40, 0.5, 0.01, 0.01)
        var trainer = SequenceTrainer(labels: labels, features: data.featureCount, options: options)
        trainer.train(on: data) { _, _, _ in true }
        var writer = ModelWriter(metadata: #"{"name":"dishes","licence":"CC0-1.0"}"#)
        trainer.write("dishes", features: data, to: &writer)

        let model = try SequenceModel(ModelFile(writer), "dishes")
        var found: [UInt8] = []
        SequenceDecoder(model).decode(features("zij aten erwtensoep"), into: &found)
        let tags = found.map { labels.labels[Int($0)] }
        // END
        #expect(tags == ["O", "O", "DISH"])
    }
}
