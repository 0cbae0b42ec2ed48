// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import LoepCore
import LoepEntities
import LoepEvaluation
import LoepFormats
import LoepModel

/// `loep-train entities`: the two-pass entity model from the annotated corpus.
struct TrainEntities: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "entities", abstract: "Train the entity model on annotated articles.")

    @Option(
        help: """
            Folder of annotated articles or CoNLL file (token first, IOB, BIOES or BILOU tag last) to train on; may be \
            repeated. Types that only later ones have become MISC, so name the file whose types you want first. \
            (default: Resources/corpus/train)
            """)
    var data: [String] = []
    @Option(help: "Folder of annotated articles or CoNLL file to measure on while training, and to fit confidences on.")
    var dev = "Resources/corpus/dev"
    @Option(help: "Where to write the model.")
    var out = "Resources/models/entities.loep"
    @Option(help: "Feature templates of the first pass.")
    var templates = "Resources/models/entities.templates"
    @Option(help: "Feature templates that the second pass has beside those of the first.")
    var secondTemplates = "Resources/models/entities.second.templates"
    @Option(help: "Parts the articles are dealt into for honest first-pass labels.")
    var folds = 3
    @Option(help: "Use only this share of the articles, spread evenly, for learning curves.")
    var share = 1.0
    @Flag(help: "Stop after the first pass, for experiments.")
    var firstOnly = false
    @OptionGroup var learning: LearningOptions

    func run() throws {
        let resources = try ResourceDirectory.find()
        let encoder = EntityEncoder(try EntityEvidence(resources: resources))
        var articles = try read(sources, resources)
        if share < 1 { articles.keep { Int(Double($0 + 1) * share) > Int(Double($0) * share) } }
        let types = articles.types
        guard types.count <= EntityLearner.mostTypes else {
            throw LoepError(
                .invalidOption, "\(types.count) types of entities; at most \(EntityLearner.mostTypes) can be learned")
        }
        var development = try AnnotatedDocuments(AnnotatedDocument.read(dev), resources: resources)
        development.fold(TypeFolding(into: Set(types)))
        print("train: \(articles.summary)\ndev: \(development.summary)")
        let labels = LabelSet.bioes(types.map(\.rawValue))
        let source = try Text(validating: FileBytes.read(templates)).string
        let extra = try Text(validating: FileBytes.read(secondTemplates)).string
        let first = try FeatureTemplates(source, attributes: EntityEncoder.attributes)
        let second = try FeatureTemplates(source + "\n" + extra, attributes: EntityEncoder.attributes)
        var learner = EntityLearner(encoder: encoder, labels: labels, options: learning)

        print("first pass: \(first.count) templates")
        var evaluated = EntityLearner.Evaluation(documents: development, evidence: nil)
        let firstModel = learner.learn(articles.all, templates: first, evidence: nil, evaluation: &evaluated)
        if firstOnly { return }

        // Labels for the second pass come from models that have not seen the article, as they will in use.
        var evidence = [[UInt8]](repeating: [], count: articles.all.count)
        for fold in 0..<folds {
            print("fold \(fold + 1) of \(folds)")
            let kept = articles.all.enumerated().filter { $0.offset % folds != fold }.map(\.element)
            let model = learner.learn(kept, templates: first, evidence: nil)
            let rest = articles.all.indices.filter { $0 % folds == fold }
            let predicted = try learner.predict(rest.map { articles.all[$0] }, model: model, templates: first)
            for (index, labels) in zip(rest, predicted) { evidence[index] = labels }
        }
        let devLabels = try learner.predict(development.all, model: firstModel, templates: first)
        print("second pass: \(second.count) templates")
        evaluated = EntityLearner.Evaluation(documents: development, evidence: devLabels)
        let secondModel = learner.learn(articles.all, templates: second, evidence: evidence, evaluation: &evaluated)

        var writer = ModelWriter(metadata: metadata(articles, f1: evaluated.last))
        writer.add("first.templates", strings: [source])
        writer.add("second.templates", strings: [source, extra])
        let temperature = try learner.temperature(of: secondModel, templates: second, evaluated)
        print("temperature \(fixed(Double(temperature), digits: 1))")
        writer.add("temperature", [temperature])
        firstModel.write("first", to: &writer)
        secondModel.write("second", to: &writer)
        try writer.write(to: out)
        print("wrote \(out): \(try FileBytes.read(out).count >> 10) KiB")
    }

    private var sources: [String] { data.isEmpty ? ["Resources/corpus/train"] : data }

    /// Reads all training data under the types of the first of it.
    private func read(_ sources: [String], _ resources: ResourceDirectory) throws -> AnnotatedDocuments {
        var all = try AnnotatedDocuments(AnnotatedDocument.read(sources[0]), resources: resources)
        let folding = TypeFolding(into: Set(all.types))
        for source in sources.dropFirst() {
            var more = try AnnotatedDocuments(AnnotatedDocument.read(source), resources: resources)
            more.fold(folding)
            all.append(more)
        }
        return all
    }

    private func metadata(_ articles: AnnotatedDocuments, f1: Double) -> String {
        // The lists and clusters bring their licences along; what other data is under, its owner knows.
        let licence = (data.isEmpty ? "" : "that of the data; ") + "CC BY-SA 4.0, ODbL, CC BY 3.0, LGPL 2.1+, CC0"
        let names = sources.map { $0.filter { $0 != "\"" && $0 != "\\" } }.joined(separator: "\",\"")
        return """
            {"name":"entities","licence":"\(licence)","data":["\(names)",\
            "models/lexicon.loep"],\
            "articles":\(articles.all.count),"devF1":\(fixed(100 * f1, digits: 2))}
            """
    }
}

/// How the models are trained; shared by the subcommands that train one.
struct LearningOptions: ParsableArguments {
    @Option(help: "Passes over the data.") var epochs = 6
    @Option(help: "Learning rate.") var alpha: Float = 0.1
    @Option(help: "L1 penalty.") var l1: Float = 0.3
    @Option(help: "L2 penalty.") var l2: Float = 1
    @Option(help: "Share of the sentences in which the list features are hidden.") var listDropout: Float = 0.15
    @Option(help: "Share of the sentences in which the features of the words themselves are hidden.")
    var wordDropout: Float = 0.15
    @Option(help: "Share of single features hidden.") var featureDropout: Float = 0.2
    @Option(help: "Average the weights from this epoch on.") var averageFrom = 4
    @Option(help: "Drop features seen in fewer rows.") var minimumCount = 2
    @Option(help: "Seed of shuffles and dropout.") var seed: UInt64 = 1

    /// The dropout of each group of a set of templates.
    func dropout(of templates: FeatureTemplates) -> [Float] {
        templates.groups.map { $0 == "lists" ? listDropout : $0 == "word" ? wordDropout : 0 }
    }

    var training: TrainingOptions {
        var options = TrainingOptions()
        options.epochs = epochs
        options.alpha = alpha
        options.l1 = l1
        options.l2 = l2
        options.featureDropout = featureDropout
        options.averageFrom = averageFrom
        options.seed = seed
        return options
    }
}
