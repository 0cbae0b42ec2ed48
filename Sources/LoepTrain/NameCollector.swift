// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepNames

/// Gathers the identities of `names-identities.tsv` from all sources, the surest first; a name whose
/// Dutch spelling is already listed is not taken again.
struct NameCollector {
    private let sources: NameSources
    private let schemes: TransliterationTable
    /// Language of each country whose names are written in Cyrillic or a Slavic language.
    let languageOfCountry: [String: String]
    private let givenNames: Set<String>
    private var commonWords: Set<String> = []
    private var geography: Set<String> = []
    private var organisations: Set<String> = []
    /// English title of each Dutch one, as slugs.
    private var titles: [String: String] = [:]
    private var spellings: Set<String> = []
    private var ids: Set<String> = []
    /// The identities, in the order they were found.
    private(set) var entries: [NameEntry] = []

    init(
        sources: NameSources, schemes: TransliterationTable, countries: Table, given: GivenNameTable
    ) throws(LoepError) {
        self.sources = sources
        self.schemes = schemes
        givenNames = Set(given.groups.flatMap { $0 }.map(NameEntry.slug))
        var languages: [String: String] = [:]
        if let code = countries.index(of: "country"), let lang = countries.index(of: "lang") {
            for row in countries.rows where !row[lang].isEmpty { languages[row[code]] = row[lang] }
        }
        languageOfCountry = languages
        for row in try sources.rows("lexicon/news-frequency.tsv") where row.count >= 2 {
            if let first = row[0].unicodeScalars.first, first.properties.isLowercase, (Int(row[1]) ?? 0) >= 5 {
                commonWords.insert(String(row[0]))
            }
        }
        geography = Set(try sources.lines("gazetteers/alpino-geo.txt").map(String.init))
        organisations = Set(try sources.lines("gazetteers/alpino-org.txt").map(String.init))
    }

    /// Takes an entry unless its Dutch spelling is listed already.
    @discardableResult
    mutating func take(_ entry: NameEntry, always: Bool = false) -> Bool {
        let key = NameEntry.slug(entry.dutch)
        guard always || !spellings.contains(key) else { return false }
        var entry = entry
        if ids.contains(entry.id) { entry.id += "-" + entry.kind.label }
        var number = 2
        let base = entry.id
        while ids.contains(entry.id) {
            entry.id = "\(base)-\(number)"
            number += 1
        }
        ids.insert(entry.id)
        spellings.insert(key)
        for variant in entry.variants { spellings.insert(NameEntry.slug(variant)) }
        entries.append(entry)
        return true
    }

    /// Takes an entry made by hand: it changes the one of its kind with the same Dutch spelling, else it is new.
    mutating func correct(_ entry: NameEntry) {
        let key = NameEntry.slug(entry.dutch)
        guard let index = entries.firstIndex(where: { $0.kind == entry.kind && NameEntry.slug($0.dutch) == key }) else {
            take(entry, always: true)
            return
        }
        let old = entries[index]
        var entry = entry
        entry.id = old.id
        if old.english != entry.english, !entry.variants.contains(old.english) { entry.variants.append(old.english) }
        entry.variants += old.variants.filter { !entry.variants.contains($0) }
        entry.surnames += old.surnames.filter { !entry.surnames.contains($0) }
        entry.prior = max(entry.prior, old.prior)
        for variant in entry.variants { spellings.insert(NameEntry.slug(variant)) }
        entries[index] = entry
    }

    /// Country and city names of CLDR, and the countries of mledoze.
    mutating func takeCLDR() throws(LoepError) {
        for row in try sources.rows("gazetteers/cldr_names.tsv").dropFirst() where row.count >= 11 {
            guard row[0] != "language", !row[2].isEmpty, row[2] != row[3] else { continue }
            let code = row[0] == "territory" ? String(row[1]) : ""
            let language = languageOfCountry[code] ?? ""
            let column = ["ru": 4, "uk": 5, "be": 6, "bg": 8, "sr": 9, "mk": 10][language] ?? 4
            let original = ["pl", "cs", "sk", "hr", "sl", "bs"].contains(language) ? "" : String(row[column])
            take(
                NameEntry(
                    kind: .place, language: language, prior: 5, english: String(row[3]), dutch: String(row[2]),
                    original: language.isEmpty ? "" : original))
        }
        for row in try sources.rows("gazetteers/mledoze_countries.tsv").dropFirst() where row.count >= 4 {
            guard row[1] != row[2] else { continue }
            take(
                NameEntry(
                    kind: .place, language: languageOfCountry[String(row[0])] ?? "", prior: 5, english: String(row[1]),
                    dutch: String(row[2])))
        }
    }

    /// Provinces and cities of dr5hn whose Dutch and English names differ.
    mutating func takeCities() throws(LoepError) {
        let rows =
            try sources.rows("gazetteers/dr5hn_states.tsv").dropFirst()
            + sources.rows("gazetteers/dr5hn_cities.tsv.xz").dropFirst()
        for row in rows where row.count >= 9 {
            let language = languageOfCountry[String(row[0])] ?? ""
            let (english, dutch) = (String(row[1]), String(row[2]))
            guard !dutch.isEmpty, NameEntry.slug(english) != NameEntry.slug(dutch), !isCommon(dutch) else { continue }
            guard !language.isEmpty || geography.contains(dutch) else { continue }
            if let title = titles[NameEntry.slug(dutch)], title != NameEntry.slug(english) { continue }
            let column = language == "uk" ? 4 : 3
            take(
                NameEntry(
                    kind: .place, language: language, prior: 2, english: english, dutch: dutch,
                    original: ["ru", "uk", "be", "kk", "ky"].contains(language) ? String(row[column]) : ""))
        }
    }

    /// People, places and organisations among the article titles.
    mutating func takeTitles() throws(LoepError) {
        for row in try sources.rows("names/wikititles-nl-en-ru.tsv").dropFirst() where row.count >= 4 {
            let dutch = NameCollector.title(row[0])
            let russian = NameCollector.title(row[3].isEmpty ? row[2] : row[3])
            var english = NameCollector.title(row[1].isEmpty ? row[0] : row[1])
            if let comma = english.firstIndex(of: ",") { english = String(english[..<comma]) }
            guard !dutch.isEmpty, !english.isEmpty, dutch.first?.isUppercase == true,
                english.first?.isUppercase == true
            else { continue }
            titles[NameEntry.slug(dutch)] = NameEntry.slug(english)
            let isPerson = !row[3].isEmpty
            let differs = NameEntry.slug(dutch) != NameEntry.slug(english)
            let relation = transcription(dutch: dutch, english: english, russian: russian)
            if isPerson {
                guard let relation, relation.dutch < 0.3 else { continue }
                let slavic = NameCollector.hasEnding(String(dutch.split(separator: " ").last ?? ""))
                if differs, relation.english < 0.35,
                    slavic || NameCollector.isTranscribed(dutch) || hasSlavicGivenName(dutch)
                {
                    takePerson(dutch, english, russian)
                } else if row[1].isEmpty, relation.dutch < 0.15, slavic {
                    takePerson(dutch, schemes.apply(russian, language: "ru", scheme: "en") ?? english, russian)
                } else if !differs, relation.dutch < 0.15, slavic, hasSlavicGivenName(dutch) {
                    takePerson(dutch, english, russian)
                }
            } else if differs, !isCommon(dutch), dutch.split(separator: " ").count <= 4,
                !NameCollector.contains(english, dutch)
            {
                let isPlace = geography.contains(dutch)
                let cyrillic =
                    relation.map { $0.dutch < 0.16 && $0.english < 0.3 } ?? false
                    && (NameCollector.isTranscribed(dutch) || NameCollector.hasPlaceEnding(dutch))
                    && !dutch.hasSuffix("ië") && NameCollector.hasPlaceEnding(dutch)
                guard isPlace || (cyrillic && organisations.contains(dutch)) else { continue }
                take(
                    NameEntry(
                        kind: isPlace ? .place : .organisation, language: cyrillic ? "ru" : "", prior: 2,
                        english: english, dutch: dutch, original: cyrillic ? russian : ""))
            }
        }
    }

    /// Whether the English name is the Dutch one with a word such as Province or River added.
    private static func contains(_ english: String, _ dutch: String) -> Bool {
        let (long, short) = (NameEntry.slug(english), NameEntry.slug(dutch))
        return long.hasPrefix(short + "-") || long.hasSuffix("-" + short)
    }

    /// Whether a name has letter groups of the Dutch transcription of Cyrillic.
    static func isTranscribed(_ dutch: String) -> Bool {
        let name = NameEntry.slug(dutch)
        return ["oe", "sj", "zj", "ch", "aj", "ej", "oj", "ja", "jo", "je"].contains { name.contains($0) }
    }

    /// Whether a surname ends like those of lands where Cyrillic is or was written.
    static func hasEnding(_ surname: String) -> Bool {
        let folded = NameEntry.slug(surname)
        return endings.contains { folded.hasSuffix($0) }
    }

    static func hasPlaceEnding(_ dutch: String) -> Bool {
        let name = NameEntry.slug(dutch)
        return ["sk", "vo", "no", "ka", "grad", "gorod", "ov", "ev", "oj", "ski", "ja", "tsi", "sty", "vka", "zjan"]
            .contains {
                name.hasSuffix($0)
            }
    }

    private func hasSlavicGivenName(_ name: String) -> Bool {
        guard let first = name.split(separator: " ").first else { return false }
        return givenNames.contains(NameEntry.slug(String(first)))
    }

    private mutating func takePerson(_ dutch: String, _ english: String, _ russian: String) {
        guard dutch.split(separator: " ").count >= 2 else { return }
        take(
            NameEntry(
                kind: .person, language: "ru", prior: 2, english: english, dutch: dutch, original: russian))
    }

    private func isCommon(_ name: String) -> Bool { commonWords.contains(name.lowercased()) }

    /// How far Dutch and English are from the transliteration of the Russian name, as shares of their
    /// lengths; nil when there is no Russian name.
    private func transcription(dutch: String, english: String, russian: String) -> (dutch: Double, english: Double)? {
        guard let first = russian.unicodeScalars.first, (0x410...0x42F).contains(first.value) || first.value == 0x401,
            let inDutch = schemes.apply(russian, language: "ru", scheme: "nl"),
            let inEnglish = schemes.apply(russian, language: "ru", scheme: "en")
        else { return nil }
        func distance(_ made: String, _ given: String) -> Double {
            let given = Array(NameEntry.slug(given).utf8)
            return Double(editDistance(Array(NameEntry.slug(made).utf8), given)) / Double(max(1, given.count))
        }
        return (distance(inDutch, dutch), distance(inEnglish, english))
    }

    /// A title without what stands in brackets after it.
    static func title(_ field: Substring) -> String {
        guard let bracket = field.firstIndex(of: "(") else { return String(field) }
        var title = String(field[..<bracket])
        while title.last == " " { title.removeLast() }
        return title
    }

    /// Endings of surnames from the lands where Cyrillic is or was written, in Dutch and English spelling.
    private static let endings = [
        "ov", "ev", "in", "yn", "ski", "sky", "skij", "tsky", "ko", "oek", "uk", "ova", "eva", "ina", "yna", "skaja",
        "skaya", "aja", "aya", "oj", "oy", "tsj", "ich", "vili", "dze", "jan", "yan", "iy", "ny", "ij", "ik", "ets",
    ]
}
