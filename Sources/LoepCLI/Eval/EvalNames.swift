import ArgumentParser
import Glibc
import Loep
import LoepCore
import LoepEvaluation
import LoepFormats
import LoepModel
import LoepNames
import LoepSegmentation

/// `loep eval names`: how well spellings find their identity, unknown names are worked out, and
/// mentions in the corpus get their canonical name.
struct EvalNames: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "names",
        abstract: "Measure names: spellings, open set, unseen names, names in context.")

    @Option(help: "Resources folder.")
    var models: String?

    @Option(help: "Corpus folder for names in context; corpus/dev of the resources unless told.")
    var corpus: String?

    @Flag(help: "Print what went wrong.")
    var misses = false

    func run() throws {
        let resources = try ResourceDirectory.find(explicit: models)
        try context(resources)
        guard let data = getenv("LOEP_DATA") else { throw ValidationError("set LOEP_DATA to the data folder") }
        let path = String(cString: data) + "/names/names_gold.tsv"
        let gold = try Table(Text(validating: FileBytes.read(path)), name: path, required: ["english", "dutch"])
        let unseen = UnseenNameScore(
            gold: gold, lookup: try NameLookup(resources: resources, options: NameOptions(usesTable: false)))
        report("unseen: English surname", unseen.surname)
        report("unseen: English full name", unseen.full)
        report("unseen: Cyrillic in top 3", unseen.cyrillic)
        report("unseen: pl cs untouched", unseen.untouched)
        if misses { for miss in unseen.misses { print("  \(miss.asked): \(miss.got), wanted \(miss.wanted)") } }
    }

    /// Canonical names in the articles of a corpus folder.
    private func context(_ resources: ResourceDirectory) throws {
        let articles = try CorpusArticle.articles(in: corpus ?? "\(resources.path)/corpus/dev")
        let score = try NamesInContextScore(
            articles: articles,
            stages: [
                Tokenizer(resources: resources), SentenceSplitter(resources: resources),
                NameNormalizer(resources: resources),
            ])
        report("in context: canonical name", score.canonical)
        report("in context: people", score.people)
        report("in context: places", score.places)
        report("in context: none where none is", score.silent)
        report("in context: nothing respelt", score.unchanged)
        report("in context: one id a person", score.coherent)
        if misses { for miss in score.misses { print("  \(miss.asked): \(miss.got), wanted \(miss.wanted)") } }
    }

    private func report(_ label: String, _ share: Share) {
        let padded = label + String(repeating: " ", count: max(0, 34 - label.count))
        let tenths = Int((share.percent * 10).rounded())
        print("\(padded)\(tenths / 10).\(tenths % 10) %  (\(share.right) of \(share.total))")
    }
}
