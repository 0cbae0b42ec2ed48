import Glibc
import LoepCore
import LoepEntities
import LoepEvaluation
import LoepModel

/// Trains one pass of the entity model and tags with it.
struct EntityLearner {
    /// A trained pass and the data its features are numbered in.
    struct Model {
        var trainer: SequenceTrainer
        var data: TrainingSet

        func write(_ name: String, to writer: inout ModelWriter) {
            let size = trainer.write(name, features: data, to: &writer)
            print("\(name): \(size.features) features, \(size.weights) weights")
        }

        /// The model as it will be read from disk, quantised.
        func opened(_ path: String = "/tmp/loep-train-\(getpid()).loep") throws(LoepError) -> SequenceModel {
            var writer = ModelWriter(metadata: "{}")
            trainer.write("model", features: data, to: &writer)
            try writer.write(to: path)
            defer { unlink(path) }
            return try SequenceModel(ModelFile(path: path), "model")
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
    private let options: (training: TrainingOptions, minimumCount: Int)

    init(encoder: EntityEncoder, labels: LabelSet, options: (training: TrainingOptions, minimumCount: Int)) {
        self.encoder = encoder
        self.labels = labels
        self.options = options
        codes = LabelCodes(labels)
    }

    /// Trains a pass without measuring.
    mutating func learn(_ articles: [AnnotatedDocument], templates: FeatureTemplates, evidence: [[UInt8]]?) -> Model {
        let data = trainingSet(articles, templates: templates, evidence: evidence)
        var trainer = SequenceTrainer(labels: labels, features: data.featureCount, options: options.training)
        trainer.train(on: data) { _, _, _ in true }
        return Model(trainer: trainer, data: data)
    }

    /// Trains a pass and prints loss and F1 after each epoch.
    mutating func learn(
        _ articles: [AnnotatedDocument], templates: FeatureTemplates, evidence: [[UInt8]]?, evaluation: inout Evaluation
    ) -> Model {
        let data = trainingSet(articles, templates: templates, evidence: evidence)
        print("\(data.tokens) tokens, \(data.featureCount) features")
        var trainer = SequenceTrainer(labels: labels, features: data.featureCount, options: options.training)
        var measured = evaluation
        var learner = self
        let epochs = options.training.epochs
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

    /// First-pass labels of a document.
    mutating func predict(
        _ article: AnnotatedDocument, model: Model, templates: FeatureTemplates
    ) throws(LoepError) -> [UInt8] {
        if cached?.trainerID != model.data.featureCount || cached == nil {
            cached = (model.data.featureCount, try SequenceDecoder(model.opened()))
        }
        return predict(article, cached!.decoder, templates, evidence: nil)
    }
    private var cached: (trainerID: Int, decoder: SequenceDecoder)?

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
                (range: ByteRange(tokens[span.range.lowerBound].start, tokens[span.range.upperBound - 1].end),
                 type: EntityType(rawValue: span.type))
            }
            score.add(id: article.document.id, text: article.document.text, gold: article.gold, found: found)
        }
        return score
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
