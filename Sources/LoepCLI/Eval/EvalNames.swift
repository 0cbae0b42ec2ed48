// SPDX-License-Identifier: Apache-2.0
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
        abstract: "Measure names: spellings, open set, unseen names, names in context.",
        discussion: """
            Examples:
              LOEP_DATA=data loep eval names
              LOEP_DATA=data loep eval names --misses
            """)

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
        try spellings(resources, String(cString: data), gold)
        report("unseen: English surname", unseen.surname)
        report("unseen: English full name", unseen.full)
        report("unseen: Cyrillic in top 3", unseen.cyrillic)
        report("unseen: pl cs untouched", unseen.untouched)
        if misses { for miss in unseen.misses { print("  \(miss.asked): \(miss.got), wanted \(miss.wanted)") } }
    }

    /// Spellings of listed names, and other names that must not be taken for them.
    private func spellings(_ resources: ResourceDirectory, _ data: String, _ gold: Table) throws {
        func column(_ name: String) -> Int { gold.index(of: name) ?? 0 }
        let entries = gold.rows.map { row in
            NameEntry(
                id: row[column("id")],
                kind: ["person": .person, "place": .place][row[column("kind")]] ?? .organisation,
                language: row[column("lang")], prior: 7, english: row[column("english")], dutch: row[column("dutch")],
                original: row[column("cyrillic")])
        }
        let lookup = try NameLookup(resources: resources, entries: entries)
        let path = data + "/names/forms_gold.tsv"
        let forms = try Table(Text(validating: FileBytes.read(path)), name: path, required: ["id", "type", "form"])
        let listed = Set(
            entries.flatMap { [$0.english, $0.dutch] }.flatMap { $0.split(separator: " ") }.map {
                NameEntry.slug(String($0))
            })
        // Ordinary surnames: the last words of people in the corpus who have no canonical name.
        var ordinary: Set<String> = []
        for article in try CorpusArticle.articles(in: "\(resources.path)/corpus/train") {
            let text = try Text(article.text)
            for mention in article.mentions where mention.type == .person && mention.canonical == nil {
                if let last = text[mention.bytes].split(separator: " ").last, last.utf8.count >= 3 {
                    ordinary.insert(String(last))
                }
            }
        }
        let usage = try resources.table("names-usage.tsv", required: ["dutch", "english"])
        let transcribed = usage.rows.filter {
            !listed.contains(NameEntry.slug($0[0])) && !listed.contains(NameEntry.slug($0[1]))
        }.map { $0[0] }
        let score = NameSpellingScore(
            forms: forms, lookup: lookup,
            ordinary: ordinary.filter { !listed.contains(NameEntry.slug($0)) }.sorted(), transcribed: transcribed)
        for (kind, share) in score.byKind { report("spelling: \(kind)", share) }
        report("open set: ordinary surnames taken", score.ordinary)
        report("open set: transcribed taken", score.transcribed)
        if misses { for miss in score.misses { print("  \(miss.asked): \(miss.got), wanted \(miss.wanted)") } }
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
