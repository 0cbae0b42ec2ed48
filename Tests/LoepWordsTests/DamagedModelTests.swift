// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepSegmentation
import LoepWords
import TestSupport
import Testing

@testable import LoepModel

/// The model of words with damage in every one of its sections.
@Suite struct DamagedModelTests {
    @Test func damageIsATypedErrorOrHarmlessAndNeverATrap() throws {
        let resources = try ResourceDirectory.find()
        let folder = try TemporaryFolder()
        let path = folder.path + "/words.loep"
        let original = try FileBytes.read(resources.model("words.loep"))
        let sections = try ModelFile(path: resources.model("words.loep"), verify: false).entries
        let segmenter = try Pipeline {
            try Tokenizer(resources: resources)
            try SentenceSplitter(resources: resources)
        }
        let document = try segmenter.annotate("De beleidsanalist belde gisteren FARC-leider Jansen op.")
        var opened = 0
        for section in sections where section.length > 0 {
            for position in [section.offset, section.offset + section.length / 2, section.offset + section.length - 1] {
                var bytes = original
                bytes[position] ^= 0xA5
                try FileBytes.write(bytes, to: path)
                let tagger: WordTagger
                do {
                    tagger = try WordTagger(resources: resources, options: WordOptions(model: path))
                } catch {
                    #expect(error.code == .modelCorrupt, "section \(section.name): \(error.code)")
                    continue
                }
                opened += 1
                var copy = document
                tagger.makeWorker().annotate(&copy)
                #expect(copy.words.words.count == copy.tokens.count)
            }
        }
        #expect(opened > 0)
    }

    /// Each section's sum is checked when asked, as `loep model verify` does.
    @Test func everySectionIsCovered() throws {
        let labels = LabelSet(["A", "B"])
        var data = TrainingSet()
        var rows = FeatureRows()
        rows.append(8)
        rows.closeRow()
        data.add(rows, gold: [1])
        var options = TrainingOptions()
        options.method = .perceptron(isSecondOrder: true)
        var trainer = SequenceTrainer(labels: labels, features: data.featureCount, options: options)
        trainer.train(on: data) { _, _, _ in true }
        var writer = ModelWriter(metadata: "{}")
        trainer.write("m", features: data, to: &writer)
        let original = writer.encoded()
        let folder = try TemporaryFolder()
        let path = folder.path + "/m.loep"
        for section in try ModelFile(writer).entries {
            for position in section.offset..<section.offset + section.length {
                var bytes = original
                bytes[position] ^= 1
                try FileBytes.write(bytes, to: path)
                #expect(throws: LoepError.self, "byte \(position) of \(section.name)") { try ModelFile(path: path) }
                // Unchecked, the model opens or says what is wrong.
                _ = try? SequenceModel(ModelFile(path: path, verify: false), "m")
            }
        }
    }
}
