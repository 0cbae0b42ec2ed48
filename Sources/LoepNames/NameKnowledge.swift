// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// Everything the names stage and name look-up read: the compiled table and the user's own.
struct NameKnowledge: Sendable {
    let table: NameTable
    let user: NameTable?
    let generator: NameGenerator
    /// Finds built-in identities by likeness.
    let fuzzy: FuzzyIndex
    let gaj: GajSpelling
    /// Whether identities of the built-in table are proposed.
    let usesTable: Bool

    init(resources: ResourceDirectory, options: NameOptions) throws(LoepError) {
        let file = try ModelFile(path: resources.model("names.loep"), verify: false)
        table = try NameTable(file)
        fuzzy = try FuzzyIndex(file)
        gaj = try GajSpelling(resources: resources)
        generator = try NameGenerator(resources: resources)
        usesTable = options.usesTable
        if let path = options.namesFile {
            let list = try Table(Text(validating: FileBytes.read(path)), name: path, required: ["english", "dutch"])
            var builder = NameTableBuilder(schemes: try TransliterationTable(resources: resources))
            let compiled = table
            for entry in try NameEntry.entries(of: list, name: path) {
                builder.add(entry) { compiled.givenGroup($0) }
            }
            user = NameTable(builder)
        } else {
            user = nil
        }
    }

    /// The knowledge of exactly these identities, for measuring: given names and transducers as always.
    init(resources: ResourceDirectory, entries: [NameEntry]) throws(LoepError) {
        var builder = NameTableBuilder(schemes: try TransliterationTable(resources: resources))
        let given = try GivenNameTable(resources: resources)
        for (index, group) in given.groups.enumerated() {
            builder.addGivenName(group, group: UInt16(index + 1)) { given.languageBits[$0] ?? 0 }
        }
        for entry in entries { builder.add(entry) }
        table = NameTable(builder)
        user = nil
        fuzzy = FuzzyIndex(builder.fuzzyParts())
        gaj = try GajSpelling(resources: resources)
        generator = try NameGenerator(resources: resources)
        usesTable = true
    }

    /// The identity with a number: those of the user's table come first.
    func identity(_ number: Int) -> Identity {
        if let user {
            return number < user.count ? user.identity(number) : table.identity(number - user.count)
        }
        return table.identity(number)
    }

    /// The record with a number: those of the user's table come first.
    @inline(__always)
    func record(_ number: Int) -> IdentityRecord {
        if let user {
            return number < user.count ? user.records[number] : table.records[number - user.count]
        }
        return table.records[number]
    }

    /// Whether a number belongs to the user's own table.
    @inline(__always)
    func isUser(_ number: Int) -> Bool { number < (user?.count ?? 0) }
}

extension NameTable {
    /// The group of a given name in folded spelling; nil when it is none.
    func givenGroup(_ folded: String) -> UInt16? {
        givenName(KeyHash.of(Array(folded.utf8))).map { UInt16(truncatingIfNeeded: $0.target) }
    }

    /// What is listed for a given name by the hash of its key; nil when it is none.
    func givenName(_ hash: UInt64) -> NamePosting? {
        guard var index = find(hash)?.postings else { return nil }
        while index < postings.count {
            let posting = postings[index]
            if posting.form == NameForm.givenName.rawValue { return posting }
            if posting.last == 1 { break }
            index += 1
        }
        return nil
    }
}
