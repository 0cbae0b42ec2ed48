import ArgumentParser
import Loep
import LoepCore
import LoepEntities
import LoepEvaluation
import LoepFormats
import LoepModel
import LoepNames
import LoepSegmentation

/// `loep eval entities`: entities found in plain articles against their annotation.
struct EvalEntities: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "entities",
        abstract: "Measure entities, exact spans and types, on annotated articles read as plain text.")

    @Argument(help: "Folder with annotated articles; the corpus's dev part unless told.")
    var folder: String?
    @Option(help: "Print the first N errors.")
    var errors = 0
    @Option(help: "Print the errors of one type only, such as ORG.")
    var type: String?
    @Option(help: "An entity model to measure instead of the resources' own.")
    var model: String?
    @Option(help: "Folder with lexicon/ and models/.")
    var models: String?

    func run() throws {
        let resources = try ResourceDirectory.find(explicit: models)
        let worker = try Pipeline {
            try Tokenizer(resources: resources)
            try SentenceSplitter(resources: resources)
            try NameNormalizer(resources: resources)
            try EntityTagger(resources: resources, options: EntityOptions(model: model))
        }.makeWorker()
        var score = EntityScore()
        var reliability = Reliability()
        for article in try CorpusArticle.articles(in: folder ?? "\(resources.path)/corpus/dev") {
            var document = try article.document()
            worker.annotate(&document)
            let gold = article.mentions.map { (range: $0.bytes, type: $0.type) }
            let found = document.entities.map { (range: document.bytes(of: $0.tokens), type: $0.type) }
            score.add(id: article.id, text: document.text, gold: gold, found: found)
            for (entity, span) in zip(document.entities, found) {
                let isRight = gold.contains { $0.range == span.range && $0.type == span.type }
                reliability.add(confidence: entity.confidence, isRight: isRight)
            }
        }
        print(score.table)
        print(score.errorReport)
        print(reliability.table)
        let listed = score.failures.filter { type == nil || $0.goldType == type || $0.foundType == type }
        for failure in listed.prefix(errors) { print(failure.line) }
    }
}
