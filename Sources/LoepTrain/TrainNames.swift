// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import LoepCore
import LoepModel
import LoepNames

/// `loep-train names`: derives the names tables from the data and compiles `models/names.loep`.
struct TrainNames: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "names",
        abstract: "Derive lexicon/names-identities.tsv from the data and compile models/names.loep.")

    @Option(help: "Resources folder to read hand-made tables from and to write to.")
    var resources: String?

    @Flag(help: "Only compile the tables that are there; LOEP_DATA is not needed.")
    var compileOnly = false

    func run() throws {
        let resources = try ResourceDirectory.find(explicit: resources)
        if !compileOnly { try derive(resources) }
        try compile(resources)
    }

    /// Writes the tables that come from data.
    private func derive(_ resources: ResourceDirectory) throws(LoepError) {
        let sources = try NameSources()
        let schemes = try TransliterationTable(resources: resources)
        let countries = try resources.table("names-countries.tsv", required: ["country", "lang"])
        var collector = try NameCollector(
            sources: sources, schemes: schemes, countries: countries, given: GivenNameTable(resources: resources))
        for gold in try GoldName.all(sources) { collector.take(gold.entry, always: true) }
        let curated = try resources.table("names-curated.tsv", required: ["english", "dutch"])
        for entry in try NameEntry.entries(of: curated, name: "names-curated.tsv") { collector.correct(entry) }
        try collector.takeCLDR()
        try collector.takeTitles()
        try collector.takeCities()
        var text = """
            # Identities: people, places and organisations whose name in Dutch may differ from the English one.
            # Made by `loep-train names` from names compiled for this project, names-curated.tsv, Wikidata (CC0),
            # Unicode CLDR (Unicode licence), mledoze/countries and dr5hn (ODbL); checked against the names of
            # rug-compling/Alpino (LGPL 2.1+). Do not edit: hand-made entries go to names-curated.tsv.

            """
        text += NameEntry.columns.joined(separator: "\t") + "\n"
        for entry in collector.entries { text += entry.line + "\n" }
        try FileBytes.write(Array(text.utf8), to: resources.lexicon("names-identities.tsv"))
        print("names-identities.tsv: \(collector.entries.count) identities")
        let marked = try MarkedWords.collect(sources)
        let head = """
            # Words of names from Latin-script languages of Central and South-East Europe and Turkey that are hardly
            # ever printed without their marks in English titles. Made by `loep-train names` from Wikidata (CC0).
            word

            """
        try FileBytes.write(
            Array((head + marked.joined(separator: "\n") + "\n").utf8), to: resources.lexicon("names-marked.tsv"))
        print("names-marked.tsv: \(marked.count) words")
        try trainTransducers(resources, sources, schemes, collector)
    }

    /// Learns the transducers and writes them to `models/names-transducers.loep`.
    private func trainTransducers(
        _ resources: ResourceDirectory, _ sources: NameSources, _ schemes: TransliterationTable,
        _ collector: NameCollector
    ) throws(LoepError) {
        let given = try GivenNameTable(resources: resources)
        var pairs = NamePairs(schemes: schemes, given: given, gold: try GoldName.all(sources))
        pairs.addGivenNames()
        pairs.addUsage(try resources.table("names-usage.tsv", required: ["dutch", "english"]))
        try pairs.addTitles(sources)
        try pairs.addRussianWords(sources)
        try pairs.addCities(sources, languageOfCountry: collector.languageOfCountry)
        var languages: [String: UInt8] = [:]
        for entry in collector.entries where NameHints.code(of: entry.language) != 0 {
            languages[entry.english] = NameHints.code(of: entry.language)
        }
        try pairs.addCorpus("\(resources.path)/corpus/train", languages: languages)
        var writer = ModelWriter(
            metadata: """
                {"model":"name transducers","licence":"data of several licences, see NOTICE"}
                """)
        for (name, list) in [("en", pairs.englishPairs), ("cyr", pairs.cyrillicPairs)] {
            let result = TransducerTrainer(list).train()
            writer.add("\(name).inventory", Array(result.inventory.utf8))
            writer.add("\(name).weights", result.weights)
            print("transducer \(name): \(list.count) pairs")
        }
        let marks = try MarkPairs.collect(
            sources, table: resources.table("names-latin.tsv", required: ["lang", "role", "name"]))
        let marked = TransducerTrainer(marks, digraphs: LatinSpelling.digraphs).train()
        writer.add("marks.inventory", Array(marked.inventory.utf8))
        writer.add("marks.weights", marked.weights)
        print("transducer marks: \(marks.count) pairs")
        var classifier = ClassifierTrainer(
            positives: pairs.transcriptions, barred: pairs.barred)
        try classifier.addNegatives(sources, schemes: schemes, corpus: "\(resources.path)/corpus/train")
        writer.add("slavic.weights", classifier.train())
        try writer.write(to: resources.model("names-transducers.loep"))
    }

    /// Compiles the tables of the lexicon folder.
    private func compile(_ resources: ResourceDirectory) throws {
        var builder = NameTableBuilder(
            schemes: try TransliterationTable(resources: resources), russian: try RussianForms(resources: resources))
        let given = try GivenNameTable(resources: resources)
        for (index, group) in given.groups.enumerated() {
            builder.addGivenName(group, group: UInt16(index + 1)) { given.languageBits[$0] ?? 0 }
        }
        for pair in given.pairs { builder.addGivenEnglish(pair.dutch, pair.english, language: pair.language) }
        let marked = try resources.table("names-marked.tsv", required: ["word"])
        for row in marked.rows { builder.addMarked(row[0]) }
        let latin = try resources.table("names-latin.tsv", required: ["lang", "role", "name"])
        for row in latin.rows where row[1] == "given" { builder.addLatinGiven(row[2], language: row[0]) }
        let name = "names-identities.tsv"
        let entries = try NameEntry.entries(of: resources.table(name, required: NameEntry.columns), name: name)
        var numbers: [String: Int] = [:]
        for (index, entry) in entries.enumerated() {
            builder.add(entry)
            if numbers[entry.id] == nil { numbers[entry.id] = index }
        }
        let derived = try resources.table("names-derived.tsv", required: ["id", "forms"])
        for row in derived.rows {
            guard let index = numbers[row[0]] else {
                throw LoepError(.malformedTable, "names-derived.tsv: there is no identity \(row[0])")
            }
            for form in row[1].split(separator: "|") { builder.addDerived(String(form), of: index) }
        }
        var writer = ModelWriter(
            metadata: """
                {"model":"names","identities":\(entries.count),"licence":"data of several licences, see NOTICE"}
                """)
        builder.write(to: &writer)
        let path = resources.model("names.loep")
        try writer.write(to: path)
        print("names.loep: \(entries.count) identities")
    }
}
