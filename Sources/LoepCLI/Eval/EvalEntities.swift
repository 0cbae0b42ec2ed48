// SPDX-License-Identifier: Apache-2.0
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
        abstract: "Measure entities, exact spans and types, on annotated articles or a CoNLL file.",
        discussion: """
            Examples:
              loep eval entities
              loep eval entities my-articles/
              loep eval entities my-corpus.conll
            """)

    @Argument(
        help: """
            Folder of annotated articles, or CoNLL file whose tokens are kept; the corpus's dev part unless told. \
            Where its types have no PRO and EVE, those found count as MISC.
            """)
    var path: String?
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
        let documents = try AnnotatedDocument.read(path ?? "\(resources.path)/corpus/dev")
        let names = try NameNormalizer(resources: resources)
        let tagger = try EntityTagger(resources: resources, options: EntityOptions(model: model))
        let whole = try Pipeline {
            try Tokenizer(resources: resources)
            try SentenceSplitter(resources: resources)
            names
            tagger
        }.makeWorker()
        let tokenised = try Pipeline(given: [.tokens, .sentences]) { [names, tagger] }.makeWorker()
        var measurement = EntityMeasurement(on: documents)
        for annotated in documents {
            var document = annotated.document
            (document.layers.contains(.sentences) ? tokenised : whole).annotate(&document)
            measurement.add(document, gold: annotated.mentions)
        }
        print(measurement.score.table)
        print(measurement.score.errorReport)
        print(measurement.reliability.table)
        let listed = measurement.score.failures.filter { type == nil || $0.goldType == type || $0.foundType == type }
        for failure in listed.prefix(errors) { print(failure.line) }
    }
}
