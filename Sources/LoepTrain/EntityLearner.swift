// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepEntities
import LoepEvaluation
import LoepFormats
import LoepModel

/// Trains one pass of the entity model and tags with it.
struct EntityLearner {
    /// Types the features on other mentions in the document have room for.
    static let mostTypes = 7

    /// A trained pass and the data its features are numbered in.
    struct Model {
        var trainer: SequenceTrainer
        var data: TrainingSet

        func write(_ name: String, to writer: inout ModelWriter) {
            let size = trainer.write(name, features: data, to: &writer)
            print("\(name): \(size.features) features, \(size.weights) weights")
        }

        /// The model as it will be read from disk, quantised.
        func opened() throws(LoepError) -> SequenceModel {
            var writer = ModelWriter(metadata: "{}")
            trainer.write("model", features: data, to: &writer)
            return try SequenceModel(ModelFile(writer), "model")
        }
    }

    /// Articles to measure on after each epoch.
    struct Evaluation {
        var documents: AnnotatedDocuments
        /// First-pass labels of each document, for the second pass.
        var evidence: [[UInt8]]?
        /// F1 of the last epoch.
        var last = 0.0

        init(documents: AnnotatedDocuments, evidence: [[UInt8]]?) {
            self.documents = documents
            self.evidence = evidence
        }
    }

    private var encoder: EntityEncoder
    private let labels: LabelSet
    private let codes: LabelCodes
    private let options: LearningOptions

    init(encoder: EntityEncoder, labels: LabelSet, options: LearningOptions) {
        self.encoder = encoder
        self.labels = labels
        self.options = options
        codes = LabelCodes(labels)
    }

    /// Trains a pass without measuring.
    mutating func learn(_ articles: [AnnotatedDocument], templates: FeatureTemplates, evidence: [[UInt8]]?) -> Model {
        let data = trainingSet(articles, templates: templates, evidence: evidence)
        var trainer = SequenceTrainer(labels: labels, features: data.featureCount, options: training(templates))
        trainer.train(on: data) { _, _, _ in true }
        return Model(trainer: trainer, data: data)
    }

    /// Trains a pass and prints loss and F1 after each epoch.
    mutating func learn(
        _ articles: [AnnotatedDocument], templates: FeatureTemplates, evidence: [[UInt8]]?, evaluation: inout Evaluation
    ) -> Model {
        let data = trainingSet(articles, templates: templates, evidence: evidence)
        print("\(data.tokens) tokens, \(data.featureCount) features")
        var trainer = SequenceTrainer(labels: labels, features: data.featureCount, options: training(templates))
        var measured = evaluation
        var learner = self
        let epochs = options.epochs
        trainer.train(on: data) { epoch, loss, trainer in
            var line = "epoch \(epoch): loss \(fixed(loss, digits: 5))"
            if epoch % 3 == 0 || epoch == epochs,
                let score = try? learner.score(Model(trainer: trainer, data: data), templates, measured)
            {
                measured.last = score.total.f1
                line += ", F1 \(fixed(100 * score.total.f1, digits: 2))"
                if epoch == epochs { line += "\n" + score.table }
            }
            print(line)
            return true
        }
        evaluation = measured
        return Model(trainer: trainer, data: data)
    }

    /// First-pass labels of each document.
    mutating func predict(
        _ articles: [AnnotatedDocument], model: Model, templates: FeatureTemplates
    ) throws(LoepError) -> [[UInt8]] {
        let decoder = SequenceDecoder(try model.opened())
        var result: [[UInt8]] = []
        for article in articles { result.append(predict(article, decoder, templates, evidence: nil)) }
        return result
    }

    private mutating func predict(
        _ article: AnnotatedDocument, _ decoder: SequenceDecoder, _ templates: FeatureTemplates, evidence: [UInt8]?
    ) -> [UInt8] {
        encoder.encode(article.document)
        if let evidence { encoder.addEvidence(article.document, labels: evidence, codes: codes) }
        var result: [UInt8] = []
        var rows = FeatureRows()
        var sequence: [UInt8] = []
        for sentence in article.document.sentences {
            rows.removeAll()
            templates.extract(encoder.matrix, sentence.tokens.range, into: &rows)
            decoder.decode(rows, into: &sequence)
            result += sequence
        }
        return result
    }

    private mutating func score(
        _ model: Model, _ templates: FeatureTemplates, _ evaluation: Evaluation
    ) throws(LoepError) -> EntityScore {
        let decoder = SequenceDecoder(try model.opened())
        var score = EntityScore()
        for (index, article) in evaluation.documents.all.enumerated() {
            let predicted = predict(article, decoder, templates, evidence: evaluation.evidence?[index])
            let tokens = article.document.tokens
            let found = labels.spans(predicted).map { span in
                (
                    range: ByteRange(tokens[span.range.lowerBound].start, tokens[span.range.upperBound - 1].end),
                    type: EntityType(rawValue: span.type)
                )
            }
            let gold = article.mentions.map { (range: $0.bytes, type: $0.type) }
            score.add(id: article.document.id, text: article.document.text, gold: gold, found: found)
        }
        return score
    }

    /// The temperature, in steps of a tenth, under which stated confidences are closest to the truth.
    mutating func temperature(
        of model: Model, templates: FeatureTemplates, _ evaluation: Evaluation
    ) throws(LoepError) -> Float {
        let opened = try model.opened()
        var best: (temperature: Float, error: Double) = (1, .infinity)
        for tenths in 10...30 {
            let decoder = SequenceDecoder(opened, temperature: Float(tenths) / 10)
            var reliability = Reliability()
            for (index, article) in evaluation.documents.all.enumerated() {
                encoder.encode(article.document)
                if let labels = evaluation.evidence?[index] {
                    encoder.addEvidence(article.document, labels: labels, codes: codes)
                }
                addConfidences(article, decoder, templates, to: &reliability)
            }
            if reliability.expectedError < best.error { best = (decoder.temperature, reliability.expectedError) }
        }
        return best.temperature
    }

    private func addConfidences(
        _ article: AnnotatedDocument, _ decoder: SequenceDecoder, _ templates: FeatureTemplates,
        to reliability: inout Reliability
    ) {
        let gold = article.labels(labels)
        var rows = FeatureRows()
        var sequence: [UInt8] = []
        for sentence in article.document.sentences {
            rows.removeAll()
            templates.extract(encoder.matrix, sentence.tokens.range, into: &rows)
            decoder.decode(rows, into: &sequence)
            decoder.computeMarginals()
            let start = Int(sentence.tokens.start)
            for span in labels.spans(sequence) {
                let isRight = sequence[span.range].elementsEqual(
                    gold[start + span.range.lowerBound..<start + span.range.upperBound])
                let confidence = decoder.probability(of: sequence[span.range], at: span.range)
                reliability.add(confidence: confidence, isRight: isRight)
            }
        }
    }

    private func training(_ templates: FeatureTemplates) -> TrainingOptions {
        var training = options.training
        training.dropout = options.dropout(of: templates)
        return training
    }

    private mutating func trainingSet(
        _ articles: [AnnotatedDocument], templates: FeatureTemplates, evidence: [[UInt8]]?
    ) -> TrainingSet {
        var data = TrainingSet()
        var rows = FeatureRows()
        for (index, article) in articles.enumerated() {
            encoder.encode(article.document)
            if let evidence { encoder.addEvidence(article.document, labels: evidence[index], codes: codes) }
            let gold = article.labels(labels)
            for sentence in article.document.sentences {
                rows.removeAll()
                templates.extract(encoder.matrix, sentence.tokens.range, into: &rows)
                data.add(rows, gold: Array(gold[sentence.tokens.range]))
            }
        }
        data.prune(minimum: options.minimumCount)
        return data
    }
}
