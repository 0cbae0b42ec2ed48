// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// Everything the names stage and name look-up read: the compiled table and the user's own.
final class NameKnowledge: Sendable {
    let table: NameTable
    let user: NameTable?
    let generator: NameGenerator
    /// Finds built-in identities by likeness.
    let fuzzy: FuzzyIndex
    let gaj: GajSpelling
    let generics: GenericWords
    let latin: LatinSpelling
    /// Whether identities of the built-in table are proposed.
    let usesTable: Bool

    init(resources: ResourceDirectory, options: NameOptions) throws(LoepError) {
        let file = try ModelFile(path: resources.model("names.loep"))
        table = try NameTable(file)
        fuzzy = try FuzzyIndex(file)
        gaj = try GajSpelling(resources: resources)
        generics = try GenericWords(resources: resources)
        let transducers = try ModelFile(path: resources.model("names-transducers.loep"))
        generator = try NameGenerator(transducers)
        latin = try LatinSpelling(transducers)
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
        var builder = NameTableBuilder(
            schemes: try TransliterationTable(resources: resources), russian: try RussianForms(resources: resources))
        let given = try GivenNameTable(resources: resources)
        for (index, group) in given.groups.enumerated() {
            builder.addGivenName(group, group: UInt16(index + 1)) { given.languageBits[$0] ?? 0 }
        }
        for entry in entries { builder.add(entry) }
        table = NameTable(builder)
        user = nil
        fuzzy = FuzzyIndex(builder.fuzzyParts())
        gaj = try GajSpelling(resources: resources)
        generics = try GenericWords(resources: resources)
        let transducers = try ModelFile(path: resources.model("names-transducers.loep"))
        generator = try NameGenerator(transducers)
        latin = try LatinSpelling(transducers)
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

    /// A transcribed word in English: as the bearers of a listed surname write it, by the alphabet of Serbian and
    /// Macedonian, as a listed given name, or else by the transducer; nil when it has letters no transcription uses.
    func english(_ word: String, hint: GraphemeTransducer.Hint) -> String? {
        let key = NameFolding.key(word)
        if hint.role != 1, let surname = listedSurname(key) { return surname }
        let language = GivenNameTable.languages[code: hint.language]
        if language == "sr" || language == "mk" { return gaj.apply(word) ?? word }
        if hint.role < 2, let given = table.word(KeyHash.of(key), WordForm.given, language: hint.language) {
            return given
        }
        return generator.english(NameKnowledge.latinised(word), hint: hint).first?.name
    }

    /// The English spelling of a surname some listed person has, or of its feminine: Chroesjtsjova is Khrushcheva
    /// since Chroesjtsjov is Khrushchev.
    private func listedSurname(_ key: [UInt8]) -> String? {
        guard usesTable, key.count >= NameKnowledge.shortestSurname else { return nil }
        if let number = table.bearer(KeyHash.of(key)) { return surname(number, key) }
        let stem = Array(key.dropLast())
        guard key.last == 0x61, stem.last == 0x76 || stem.last == 0x6E, let number = table.bearer(KeyHash.of(stem)),
            let masculine = surname(number, stem), masculine.hasSuffix("v") || masculine.hasSuffix("n")
        else { return nil }
        return masculine + "a"
    }

    /// The surname of a listed person in English, when its language is one that is transcribed and the folded
    /// spelling is the Dutch one, not one of another transcription.
    private func surname(_ number: Int, _ key: [UInt8]) -> String? {
        let record = table.records[number]
        guard NameHints.code(record.language) != 0,
            let dutch = NameEntry.split(table.string(record.dutch, record.dutchLength)).surname,
            NameFolding.key(dutch) == key
        else { return nil }
        return NameEntry.split(table.string(record.canonical, record.canonicalLength)).surname
    }

    private static let shortestSurname = 5

    /// The English name of a listed place by the hash of its key; nil when there is none.
    func listedPlace(_ hash: UInt64) -> String? {
        guard usesTable, var index = table.find(hash)?.postings else { return nil }
        while index < table.postings.count {
            let posting = table.postings[index]
            if posting.form == NameForm.base.rawValue {
                let record = table.records[Int(posting.target)]
                if record.kind == IdentityKind.place.rawValue, NameHints.code(record.language) != 0 {
                    return table.string(record.canonical, record.canonicalLength)
                }
            }
            if posting.last == 1 { break }
            index += 1
        }
        return nil
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
