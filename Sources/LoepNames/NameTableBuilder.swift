// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// Collects entries and lays them out as a `NameTable`.
///
/// The same entries in the same order give the same bytes.
public struct NameTableBuilder {
    var strings: [UInt8] = []
    var records: [IdentityRecord] = []
    /// All keys with their meanings, in the order they were added.
    private var forms: [(key: [UInt8], posting: NamePosting)] = []
    private var pool: [String: UInt32] = [:]
    /// Group of each folded spelling of a given name.
    private var givenGroups: [String: UInt16] = [:]

    /// Writes Cyrillic originals in every scheme; nil to index only what is listed.
    private let schemes: TransliterationTable?
    /// Turns Ukrainian originals into the Russian forms that Dutch long used; nil to leave them out.
    private let russian: RussianForms?

    /// Starts an empty table; with `schemes` the original of each identity is indexed in every scheme too, and with
    /// `russian` the Russian form of Ukrainian ones.
    public init(schemes: TransliterationTable? = nil, russian: RussianForms? = nil) {
        self.schemes = schemes
        self.russian = russian
    }

    /// Adds a group of spellings of one given name; groups are numbered from 1 in the order they come.
    /// `languages` gives the languages a spelling belongs to, as bits.
    public mutating func addGivenName(
        _ spellings: [String], group: UInt16, languages: (String) -> UInt8 = { _ in 0 }
    ) {
        for spelling in spellings {
            let key = NameFolding.key(spelling)
            guard !key.isEmpty else { continue }
            let folded = String(decoding: key, as: UTF8.self)
            guard givenGroups[folded] == nil else { continue }
            givenGroups[folded] = group
            add(key, target: UInt32(group), form: .givenName, score: 255, languages: languages(folded))
        }
    }

    /// Adds the usual English spelling of a given name in a language, an ISO 639-1 code.
    public mutating func addGivenEnglish(_ spelling: String, _ english: String, language: String) {
        let code = NameHints.code(of: language)
        addWord(spelling, english, WordForm.given, languages: code == 0 ? 0 : 1 << (code - 1))
    }

    /// Adds a given name of a language written in Latin script with marks, a code of `LatinSpelling`.
    public mutating func addLatinGiven(_ name: String, language: String) {
        let bit = LatinSpelling.bit(of: language)
        addWord(name, name, WordForm.latin, languages: bit)
        let spelledOut = name.replacing("đ", with: "dj").replacing("Đ", with: "Dj")
        if spelledOut != name { addWord(spelledOut, name, WordForm.latin, languages: bit) }
    }

    /// Adds the spelling with its marks of a word that is often printed without.
    public mutating func addMarked(_ word: String) { addWord(word, word, WordForm.marked) }

    private mutating func addWord(_ spelling: String, _ english: String, _ form: UInt8, languages: UInt8 = 0) {
        let key = NameFolding.key(spelling)
        guard key.count > 1, english.utf8.count < 256 else { return }
        forms.append(
            (
                key,
                NamePosting(
                    target: intern(english), form: form, score: UInt8(english.utf8.count), last: 0,
                    languages: languages)
            ))
    }

    /// Adds an identity with all spellings that are listed for it or follow from them.
    public mutating func add(_ entry: NameEntry, given: (String) -> UInt16? = { _ in nil }) {
        let index = UInt32(records.count)
        let (givenName, _) = NameEntry.split(entry.dutch)
        let englishGiven = NameEntry.split(entry.english).given
        var group: UInt16?
        if entry.kind == .person {
            for name in [englishGiven, givenName] where group == nil {
                guard let name else { continue }
                let folded = NameFolding.folded(name)
                group = givenGroups[folded] ?? given(folded)
            }
        }
        let id = intern(entry.id)
        let canonical = intern(entry.english)
        let dutch = intern(entry.dutch)
        let original = intern(entry.original)
        let language = Array(entry.language.utf8)
        records.append(
            IdentityRecord(
                id: id, canonical: canonical, dutch: dutch, original: original,
                idLength: UInt16(clamping: entry.id.utf8.count),
                canonicalLength: UInt16(clamping: entry.english.utf8.count),
                dutchLength: UInt16(clamping: entry.dutch.utf8.count),
                originalLength: UInt16(clamping: entry.original.utf8.count),
                given: group ?? 0,
                language: language.count == 2 ? UInt16(language[0]) | UInt16(language[1]) << 8 : 0,
                kind: entry.kind.rawValue, prior: entry.prior,
                initial: entry.kind == .person ? givenName.map { NameFolding.key($0).first ?? 0 } ?? 0 : 0))
        for (number, form) in entry.fullForms.enumerated() {
            add(NameFolding.key(form), target: index, form: .base, score: number < 3 ? 255 : 245)
            for inflected in CyrillicCases.forms(of: form) {
                add(NameFolding.key(inflected), target: index, form: .base, score: 230)
            }
        }
        if entry.kind == .place, NameHints.code(of: entry.language) != 0 {
            for form in entry.fullForms.flatMap(NameEntry.shortened) {
                add(NameFolding.key(form), target: index, form: .base, score: 215)
            }
        }
        for form in schemeForms(entry.original, entry.language) {
            add(NameFolding.key(form), target: index, form: .base, score: 235)
            if entry.kind == .person, let surname = NameEntry.split(form).surname {
                add(NameFolding.key(surname), target: index, form: .surname, score: 185)
            }
        }
        for form in entry.surnameForms {
            add(NameFolding.key(form), target: index, form: .surname, score: 200)
            for inflected in CyrillicCases.forms(of: form) {
                add(NameFolding.key(inflected), target: index, form: .surname, score: 190)
            }
        }
    }

    /// The original in every scheme of its language.
    private func schemeForms(_ original: String, _ language: String) -> [String] {
        guard let schemes, let first = original.unicodeScalars.first, (0x400...0x52F).contains(first.value) else {
            return []
        }
        let known = schemes.schemesOfLanguage[language] == nil ? "ru" : language
        var forms = (schemes.schemesOfLanguage[known] ?? []).compactMap {
            schemes.apply(original, language: known, scheme: $0)
        }
        guard language == "uk", let russian = russian?.form(of: original), russian != original else { return forms }
        forms += (schemes.schemesOfLanguage["ru"] ?? []).compactMap {
            schemes.apply(russian, language: "ru", scheme: $0)
        }
        return forms
    }

    /// Adds a word derived from the name of the identity with that number: an adjective or inhabitant.
    public mutating func addDerived(_ form: String, of index: Int) {
        add(NameFolding.key(form), target: UInt32(index), form: .derived, score: 250)
    }

    private mutating func add(_ key: [UInt8], target: UInt32, form: NameForm, score: UInt8, languages: UInt8 = 0) {
        guard key.count > 1 else { return }
        forms.append(
            (key, NamePosting(target: target, form: form.rawValue, score: score, last: 0, languages: languages)))
    }

    private mutating func intern(_ string: String) -> UInt32 {
        if let offset = pool[string] { return offset }
        let offset = UInt32(strings.count)
        strings.append(contentsOf: string.utf8)
        pool[string] = offset
        return offset
    }

    /// The hash of all keys and its postings.
    ///
    /// The certainty of a bare surname is shared out between its bearers by how well known they are.
    func hashed() -> (keys: [UInt64], values: [UInt32], postings: [NamePosting]) {
        var byKey: [UInt64: [NamePosting]] = [:]
        var order: [UInt64] = []
        var prefixes: Set<UInt64> = []
        for (key, posting) in forms {
            let hash = KeyHash.of(key)
            if byKey[hash] == nil { order.append(hash) }
            let isWord = posting.form >= WordForm.given
            let known = byKey[hash]?.contains {
                $0.form == posting.form
                    && (isWord ? $0.languages == posting.languages : $0.target == posting.target)
            }
            if known != true {
                byKey[hash, default: []].append(posting)
            }
            for (position, byte) in key.enumerated() where byte == 0x20 {
                prefixes.insert(KeyHash.of(Array(key[..<position])))
            }
        }
        var postings: [NamePosting] = []
        var slots: [(hash: UInt64, value: UInt32)] = []
        for hash in order {
            var group = shared(byKey[hash] ?? [])
            group.sort { ($1.score, $0.target, $0.form) < ($0.score, $1.target, $1.form) }
            group[group.count - 1].last = 1
            slots.append((hash, UInt32(postings.count)))
            postings += group
        }
        for hash in prefixes.sorted() where byKey[hash] == nil { slots.append((hash, NameTable.prefixOnly)) }
        var capacity = 16
        while capacity * 3 < slots.count * 5 { capacity *= 2 }
        var keys = [UInt64](repeating: 0, count: capacity)
        var values = [UInt32](repeating: 0, count: capacity)
        for (hash, value) in slots {
            var slot = Int(truncatingIfNeeded: hash) & (capacity - 1)
            while keys[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
            keys[slot] = hash
            values[slot] = value | (prefixes.contains(hash) ? NameTable.continuesFlag : 0)
        }
        return (keys, values, postings)
    }

    private func shared(_ group: [NamePosting]) -> [NamePosting] {
        var total = 0.0
        let surname = NameForm.surname.rawValue
        func weight(_ posting: NamePosting) -> Double {
            let prior = Double(records[Int(posting.target)].prior)
            return 1 + prior * prior
        }
        for posting in group where posting.form == surname { total += weight(posting) }
        return group.map { posting in
            guard posting.form == surname else { return posting }
            var posting = posting
            let fame = 0.55 + 0.05 * min(9, Double(records[Int(posting.target)].prior))
            posting.score = UInt8(Double(posting.score) * fame * weight(posting) / total)
            return posting
        }
    }

    /// The fuzzy index over the identities with Slavic or Cyrillic names.
    func fuzzyParts() -> FuzzyIndex.Parts {
        var entries: [(skeleton: [UInt8], identity: UInt32, form: NameForm, score: UInt8)] = []
        for (key, posting) in forms where posting.form < WordForm.given {
            guard let form = NameForm(rawValue: posting.form), form == .surname || form == .base,
                key.allSatisfy({ $0 < 0x80 })
            else { continue }
            let record = records[Int(posting.target)]
            guard record.language != 0, form == .surname || record.kind != IdentityKind.person.rawValue else {
                continue
            }
            var skeletons = [key]
            for english in [false, true] {
                skeletons.append([])
                NameSkeleton.append(key.span, english: english, to: &skeletons[skeletons.count - 1])
            }
            for skeleton in skeletons {
                let isKnown = entries.suffix(60).contains { $0.identity == posting.target && $0.skeleton == skeleton }
                if !isKnown { entries.append((skeleton, posting.target, form, 255)) }
            }
        }
        return FuzzyIndex.parts(entries)
    }

    /// Adds the sections of the table to a model.
    public func write(to writer: inout ModelWriter) {
        fuzzyParts().write(to: &writer)
        let hash = hashed()
        writer.add("strings", strings)
        writer.add("records", records)
        writer.add("keys", hash.keys)
        writer.add("values", hash.values)
        writer.add("postings", hash.postings)
    }
}
