// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import LoepCore
import LoepModel

/// `loep-train lexicon`: clusters, frequencies and name lists into `models/lexicon.loep`.
struct TrainLexicon: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lexicon", abstract: "Compile word clusters and name lists into models/lexicon.loep.")

    @Option(help: "Where to write the file.")
    var out = "Resources/models/lexicon.loep"

    func run() throws {
        let data = try TrainingData()
        var writer = ModelWriter(
            metadata: """
                {"name":"lexicon","licence":"CC BY-SA 4.0, ODbL, CC BY 3.0, LGPL 2.1+, CC0","data":["clusters/brown-700.tsv",\
                "clusters/word2vec-kmeans.tsv","lexicon/news-frequency.tsv","lexicon/languagetool-nl.tsv.xz",\
                "gazetteers/alpino-*.txt","lexicon/known-names.tsv","lexicon/type-nouns.tsv","gazetteers/news-names.tsv","names/wikititles-nl-en-ru.tsv"]}
                """)
        try addWords(from: data, to: &writer)
        try addPhrases(from: data, to: &writer)
        try addTypeNouns(to: &writer)
        try writer.write(to: out)
    }

    private func addWords(from data: TrainingData, to writer: inout ModelWriter) throws {
        var order: [String] = []
        var entries: [String: WordEntry] = [:]
        func change(_ form: Substring, _ body: (inout WordEntry) -> Void) {
            let form = String(form)
            if entries[form] == nil {
                entries[form] = WordEntry()
                order.append(form)
            }
            body(&entries[form]!)
        }
        var paths: [Substring: UInt16] = [:]
        var pathBits: [UInt32] = []
        for row in try data.rows("clusters/brown-700.tsv") {
            let index = paths[row[1]] ?? UInt16(paths.count)
            if paths[row[1]] == nil {
                paths[row[1]] = index
                pathBits.append(UInt32(row[1].utf8.count) << 24 | (UInt32(row[1], radix: 2) ?? 0))
            }
            change(row[0]) { $0.brown = index + 1 }
        }
        for row in try data.rows("clusters/word2vec-kmeans.tsv") {
            change(row[0]) {
                $0.means100 = UInt8(row[1])! + 1
                $0.means300 = UInt16(row[2])! + 1
                $0.means1000 = UInt16(row[3])! + 1
            }
        }
        // Form counts are case-sensitive: the share of lower-case use tells a name from a word at a sentence's start.
        var counts: [String: Int] = [:]
        for row in try data.rows("lexicon/news-frequency.tsv") { counts[String(row[0])] = Int(row[1]) }
        for row in try data.rows("lexicon/news-frequency.tsv") {
            let form = String(row[0])
            let count = counts[form] ?? 0
            let lower = counts[form.lowercased()] ?? 0
            let upper = form == form.lowercased() ? counts[form.capitalizedFirst] ?? 0 : count
            let share = Float(lower) / Float(max(lower + upper, 1))
            change(row[0]) {
                $0.casing = UInt8(min(Int(Float.bitWidth(count)), 15)) << 4 | UInt8((share * 14).rounded()) + 1
            }
        }
        var table = HashTableBuilder<WordEntry>(empty: WordEntry())
        for form in order { table.add(Hash64.hash(form), entries[form]!) }
        table.write("words", to: &writer)
        writer.add("brown", pathBits)
        // How much of news each k-means cluster of 100 takes, against which a document's topics stand out.
        var clusters = [Float](repeating: 0, count: 101)
        for form in order { clusters[Int(entries[form]!.means100)] += Float(counts[form] ?? 0) }
        let total = clusters.reduce(0, +)
        writer.add("clusters", clusters.map { $0 / total })
        print("words: \(table.count) forms, \(pathBits.count) Brown clusters")
    }

    private func addTypeNouns(to writer: inout ModelWriter) throws {
        let types: [String: UInt8] = ["PER": 1, "LOC": 2, "ORG": 3, "PRO": 4, "EVE": 5]
        var table = HashTableBuilder<UInt8>(empty: 0)
        for row in try ResourceDirectory.find().table("type-nouns.tsv", required: ["noun", "type"]).rows {
            guard let type = types[row[1]] else { throw LoepError(.malformedTable, "type nouns: no type \(row[1])") }
            table.add(Hash64.hash(row[0]), type)
        }
        table.write("typeNouns", to: &writer)
        print("type nouns: \(table.count)")
    }

    private func addPhrases(from data: TrainingData, to writer: inout ModelWriter) throws {
        let resources = try ResourceDirectory.find()
        var lists = try PhraseLists(kinds: resources.table("title-kinds.tsv", required: ["language", "word", "list"]))
        var counts = NameWordCounts()
        for (kind, (file, list)) in [
            ("per", PhraseEntry.Lists.person), ("geo", .place), ("org", .organisation), ("misc", .other),
        ].enumerated() {
            for line in try data.lines("gazetteers/alpino-\(file).txt") {
                lists.add(line, list)
                counts.add(line, kind: kind)
            }
        }
        let sizes = counts.write(to: &writer)
        print("name words: \(sizes.words), affixes: \(sizes.affixes)")
        for line in try data.lines("lexicon/languagetool-nl.tsv.xz") where line.contains("\tENM:") {
            let row = line.split(separator: "\t")
            switch row[2].split(separator: ":").dropFirst().joined(separator: ":") {
            case "PER:FST": lists.add(row[0], .givenName)
            case "PER:LST": lists.add(row[0], .surname)
            case let tag where tag.hasPrefix("LOC"): lists.add(row[0], .settlement)
            case "ORG": lists.add(row[0], .organisation)
            case "PRD": lists.add(row[0], .titleWork)
            default: break
            }
        }
        for row in try data.rows("names/wikititles-nl-en-ru.tsv").dropFirst() { lists.add(title: row) }
        for row in try data.rows("gazetteers/news-names.tsv") { lists.add(counted: row) }
        lists.add(known: try resources.table("known-names.tsv", required: ["name", "type"]))
        let count = lists.write(to: &writer)
        print("phrases: \(count)")
    }
}

extension String {
    /// The string with its first scalar in upper case.
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension Float {
    /// Bits needed to write a count: 1 + floor(log2), 0 for 0.
    fileprivate static func bitWidth(_ count: Int) -> Int { Int.bitWidth - count.leadingZeroBitCount }
}
