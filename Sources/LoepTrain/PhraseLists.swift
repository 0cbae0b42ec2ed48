// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// Collects name lists into one table of phrases.
struct PhraseLists {
    private var order: [UInt64] = []
    private var entries: [UInt64: PhraseEntry] = [:]
    /// Longest phrase kept, in tokens.
    private static let longest = 8

    /// Words in the brackets of Dutch titles that tell what the thing is.
    private var kinds: [String: PhraseEntry.Lists] = [:]
    /// Words in English titles that tell what the thing is.
    private var englishKinds: [(word: String, list: PhraseEntry.Lists)] = []

    /// Starts with `kinds`, a table of language, word and list.
    init(kinds table: Table) throws(LoepError) {
        let lists: [String: PhraseEntry.Lists] = [
            "titlePlace": .titlePlace, "titleWork": .titleWork, "titleGroup": .titleGroup, "titlePerson": .titlePerson,
            "givenName": .givenName,
        ]
        for row in table.rows {
            guard let list = lists[row[2]] else { throw LoepError(.malformedTable, "title kinds: no list \(row[2])") }
            if row[0] == "nl" { kinds[row[1]] = list } else { englishKinds.append((row[1], list)) }
        }
    }

    private mutating func change(_ hash: UInt64, _ body: (inout PhraseEntry) -> Void) {
        if entries[hash] == nil {
            entries[hash] = PhraseEntry()
            order.append(hash)
        }
        body(&entries[hash]!)
    }

    /// Adds a name, its words parted by spaces, to a list.
    mutating func add(_ name: Substring, _ list: PhraseEntry.Lists) {
        add(name) { $0.lists.insert(list) }
    }

    private mutating func add(_ name: Substring, _ body: (inout PhraseEntry) -> Void) {
        let words = name.split(separator: " ")
        guard !words.isEmpty, words.count <= PhraseLists.longest, name.contains(where: \.isUppercase),
            !name.contains("&#")
        else { return }
        var hash: UInt64 = 0
        for (index, word) in words.enumerated() {
            hash = Lexicon.join(hash, Hash64.hash(String(word)))
            if index < words.count - 1 {
                change(hash) { $0.lists.insert(.prefix) }
            } else {
                change(hash, body)
            }
        }
    }

    /// Adds an encyclopedia title (Dutch, English, Russian, Russian person), with the kind it gives away.
    mutating func add(title row: [Substring]) {
        var name = row[0]
        var lists: PhraseEntry.Lists = .title
        if let open = name.firstIndex(of: "("), name.last == ")" {
            let kind = name[name.index(after: open)...].dropLast()
            if let list = kinds[String(kind)] { lists.insert(list) }
            name = name[..<open].prefix { _ in true }
            while name.last == " " { name.removeLast() }
        }
        if row.count > 3, !row[3].isEmpty { lists.insert(.titlePerson) }
        let english = row[1].split(separator: " ")
        for (word, list) in englishKinds where english.contains(where: { $0 == word }) { lists.insert(list) }
        if row[1].contains(", ") { lists.insert(.titlePlace) }
        // A one-word title that is an ordinary word says nothing; names differ from their lower-case form.
        guard name.contains(" ") || name.first?.isUppercase == true else { return }
        add(name) { $0.lists.formUnion(lists) }
    }

    /// Adds a name with the counts of its types in news: name, count, PER, LOC, ORG, PRO, EVE, MISC, O.
    mutating func add(counted row: [Substring]) {
        let counts = row[2...].map { Int($0) ?? 0 }
        let total = counts.reduce(0, +)
        guard total > 0, let top = counts.indices.max(by: { counts[$0] < counts[$1] }) else { return }
        let share = Float(counts[top]) / Float(total)
        let purity: UInt16 = share > 0.97 ? 3 : share > 0.85 ? 2 : share > 0.6 ? 1 : 0
        add(row[0]) { $0.news = UInt16(top + 1) | purity << 3 }
    }

    /// Adds the names of a curated table of names and types, which win over counted ones.
    mutating func add(known table: Table) {
        let types = ["PER", "LOC", "ORG", "PRO", "EVE", "MISC"]
        for row in table.rows {
            guard let type = types.firstIndex(of: row[1]) else { continue }
            let list: PhraseEntry.Lists = row[1] == "ORG" ? .organisation : .other
            add(row[0][...]) {
                $0.lists.insert(list)
                $0.news = UInt16(type + 1) | 3 << 3
            }
        }
    }

    /// Writes the table; returns its number of entries.
    func write(to writer: inout ModelWriter) -> Int {
        var table = HashTableBuilder<PhraseEntry>(empty: PhraseEntry())
        for hash in order { table.add(hash, entries[hash]!) }
        table.write("phrases", to: &writer)
        return table.count
    }
}
