// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepFormats
import LoepModel
import LoepNames

/// Gathers word pairs for the transducers: Dutch and English, Dutch and Cyrillic.
///
/// No pair is taken whose word is a name of the development gold, so that what is measured there is
/// what the model does with names it has never seen.
struct NamePairs {
    private let schemes: TransliterationTable
    private let given: GivenNameTable
    /// Folded names of the gold, in all spellings.
    private(set) var barred: Set<String> = []
    private var english: [NamePair: Float] = [:]
    private var cyrillic: [NamePair: Float] = [:]

    init(schemes: TransliterationTable, given: GivenNameTable, gold: [GoldName]) {
        self.schemes = schemes
        self.given = given
        for name in gold {
            var spellings = [name.surnameDutch, name.surnameEnglish, name.surnameCyrillic] + name.entry.surnames
            if name.entry.kind != .person {
                spellings += [name.entry.dutch, name.entry.english, name.entry.original] + name.entry.variants
            } else {
                spellings += name.entry.variants.compactMap { $0.split(separator: " ").last.map(String.init) }
            }
            for spelling in spellings {
                for word in spelling.split(separator: " ") { barred.insert(NameEntry.slug(String(word))) }
                barred.insert(foldedWord(spelling))
            }
        }
    }

    /// Folded words that were only made by rule, so that nothing shows they are names.
    private(set) var ruled: Set<String> = []

    /// Folded words that are transcriptions for sure, of all pairs.
    var transcriptions: Set<String> {
        Set((Array(english.keys) + Array(cyrillic.keys)).map(\.source)).subtracting(ruled)
    }

    /// Pairs of Dutch and English words, in a fixed order.
    var englishPairs: [NamePair] { NamePairs.ordered(english) }
    /// Pairs of Dutch and Cyrillic words, in a fixed order.
    var cyrillicPairs: [NamePair] { NamePairs.ordered(cyrillic) }

    private static func ordered(_ pairs: [NamePair: Float]) -> [NamePair] {
        pairs.map { pair, weight in
            var pair = pair
            pair.weight = min(weight, 3)
            return pair
        }.sorted {
            ($0.source, $0.target, $0.hint.language, $0.hint.role) < (
                $1.source, $1.target, $1.hint.language, $1.hint.role
            )
        }
    }

    /// The code of a language in a hint.
    static func code(_ language: String) -> UInt8 {
        GivenNameTable.languages.firstIndex(of: language).map { UInt8($0 + 1) } ?? 0
    }

    /// The hint for words beside a given name, in a document of a language.
    func language(besideGivenName name: String, surname: String, document: UInt8 = 0) -> UInt8 {
        NameHints.language(
            bits: given.languageBits[foldedWord(name)] ?? 0, surname: Array(foldedWord(surname).utf8),
            document: document)
    }

    /// Takes a pair of words into the English set; with `bare` also for words of which nothing is known.
    mutating func add(
        _ dutch: String, _ english: String, language: UInt8, role: UInt8, weight: Float, bare: Bool = true
    ) {
        let source = foldedWord(dutch)
        let target = english.lowercased()
        guard source.utf8.count >= 2, target.count >= 2, role == 1 || !isBarred(dutch, english) else { return }
        guard NamePairs.isTransliteration(target, source) else { return }
        // Only Poles, Macedonians and their like keep -ski in English.
        if language == 0 || language == 1, source.hasSuffix("ski"), target.hasSuffix("ski") { return }
        let length = max(source.utf8.count, target.count)
        guard editDistance(Array(source.utf8), Array(foldedWord(english).utf8)) * 10 <= length * 6 else { return }
        let hint = GraphemeTransducer.Hint(language: language, role: role)
        self.english[NamePair(source: source, target: target, hint: hint, weight: 0), default: 0] += weight
        if bare, language != 0 || role != 0 {
            let none = GraphemeTransducer.Hint()
            self.english[NamePair(source: source, target: target, hint: none, weight: 0), default: 0] += weight / 2
        }
    }

    /// Whether an English word can be a rendering of Cyrillic: plain letters, no c without h, no w, q or x that
    /// the Dutch has not either.
    private static func isTransliteration(_ english: String, _ dutch: String) -> Bool {
        let letters = Array(english.utf8)
        for (index, letter) in letters.enumerated() {
            guard (0x61...0x7A).contains(letter) else { return false }
            switch letter {
            case 0x63:
                let next = index + 1 < letters.count ? letters[index + 1] : 0
                if next != 0x68, !dutch.utf8.contains(0x63) { return false }
            case 0x77, 0x71:
                if !dutch.utf8.contains(letter) { return false }
            default: break
            }
        }
        return true
    }

    /// Whether a Dutch word has no letters that transcription from Cyrillic never gives: w, q, c without h, and
    /// groups such as th.
    static func mayBeTranscription(_ word: String) -> Bool {
        let letters = Array(foldedWord(word).utf8)
        for (index, letter) in letters.enumerated() {
            let next = index + 1 < letters.count ? letters[index + 1] : 0
            switch letter {
            case 0x77, 0x71: return false
            case 0x63 where next != 0x68: return false
            case 0x74, 0x70, 0x67: if next == 0x68 { return false }
            default: break
            }
        }
        return true
    }

    /// Takes a pair of words into the Cyrillic set.
    mutating func addCyrillic(_ dutch: String, _ original: String, language: String, role: UInt8, weight: Float) {
        let source = foldedWord(dutch)
        let target = original.lowercased()
        guard source.utf8.count >= 2, target.count >= 2, role == 1 || !isBarred(dutch, original) else { return }
        guard
            target.unicodeScalars.allSatisfy({
                (0x430...0x45F).contains($0.value) || $0.value == 0x491 || $0.value == 0x2019
            })
        else { return }
        let hint = GraphemeTransducer.Hint(language: NamePairs.code(language), role: role)
        cyrillic[NamePair(source: source, target: target, hint: hint, weight: 0), default: 0] += weight
    }

    private func isBarred(_ one: String, _ other: String) -> Bool {
        barred.contains(foldedWord(one)) || barred.contains(foldedWord(other))
    }

    /// Given names of the lexicon.
    mutating func addGivenNames() {
        for pair in given.pairs {
            let language = NamePairs.code(pair.language)
            add(pair.dutch, pair.english, language: language, role: 1, weight: 2)
            addCyrillic(pair.dutch, pair.cyrillic, language: pair.language, role: 1, weight: 2)
        }
    }

    /// Examples of usage compiled by hand.
    mutating func addUsage(_ table: Table) {
        for row in table.rows { add(row[0], row[1], language: 0, role: 2, weight: 1) }
    }

    /// Article titles in three languages.
    mutating func addTitles(_ sources: NameSources) throws(LoepError) {
        for row in try sources.rows("names/wikititles-nl-en-ru.tsv").dropFirst() where row.count >= 4 {
            let isPerson = !row[3].isEmpty
            let dutch = NameCollector.title(row[0]).split(separator: " ").map(String.init)
            var title = NameCollector.title(row[1].isEmpty ? row[0] : row[1])
            if let comma = title.firstIndex(of: ",") { title = String(title[..<comma]) }
            let english = title.split(separator: " ").map(String.init)
            let russian = NameCollector.title(isPerson ? row[3] : row[2]).split(separator: " ").map(String.init)
            guard let last = dutch.last, !russian.isEmpty, dutch.count == english.count, dutch.count == russian.count,
                dutch.allSatisfy({ $0.first?.isUppercase == true }),
                russian.allSatisfy({ $0.first?.isUppercase == true }),
                !isPerson || dutch.allSatisfy({ NamePairs.mayBeTranscription($0) })
            else { continue }
            let slavic = isPerson ? NameCollector.hasEnding(last) : NameCollector.hasPlaceEnding(last)
            let firstIsSlavic = given.languageBits[foldedWord(dutch[0])] != nil
            let transcribed = dutch.contains(where: NameCollector.isTranscribed)
            let differs = row[0] != row[1] && !row[1].isEmpty
            guard isPerson ? (transcribed && (slavic || firstIsSlavic)) || (slavic && firstIsSlavic) : slavic else {
                continue
            }
            let language = isPerson && dutch.count > 1 ? language(besideGivenName: dutch[0], surname: last) : 0
            for index in dutch.indices {
                let role: UInt8 = !isPerson ? 3 : dutch.count == 1 ? 2 : index == 0 ? 1 : 2
                guard let made = schemes.apply(russian[index], language: "ru", scheme: "nl"),
                    let plain = schemes.apply(russian[index], language: "ru", scheme: "en")
                else { continue }
                // A word that is the same in English and not what transcription makes is no transcription.
                let isForeign = dutch[index] == english[index] && foldedWord(made) != foldedWord(dutch[index])
                let nearDutch = !isForeign && near(made, dutch[index], 0.2)
                if nearDutch {
                    addCyrillic(dutch[index], russian[index], language: "ru", role: role, weight: 1)
                    if differs { add(dutch[index], english[index], language: language, role: role, weight: 1) }
                }
                if !row[1].isEmpty || !transcribed, near(plain, english[index], 0.25) {
                    add(made, english[index], language: language, role: role, weight: differs ? 0.3 : 0.5)
                }
                if isPerson || near(plain, english[index], 0.25) {
                    addCyrillic(made, russian[index], language: "ru", role: role, weight: 0.5)
                    add(made, plain, language: language, role: role, weight: 0.3)
                }
            }
        }
    }

    /// Words of Russian titles that end like Slavic names, written by rule in Dutch and English.
    mutating func addRussianWords(_ sources: NameSources) throws(LoepError) {
        let known = transcriptions
        for row in try sources.rows("names/wikititles-nl-en-ru.tsv").dropFirst() where row.count >= 4 {
            let isPerson = !row[3].isEmpty
            for word in NameCollector.title(isPerson ? row[3] : row[2]).split(separator: " ").map(String.init)
            where word.count > 3 && word.first?.isUppercase == true && !word.contains("тш") {
                guard let dutch = schemes.apply(word, language: "ru", scheme: "nl"),
                    NameCollector.isTranscribed(dutch) && NameCollector.hasEnding(dutch)
                        || NamePairs.isSurelySlavic(dutch),
                    let english = schemes.apply(word, language: "ru", scheme: "en")
                else { continue }
                let role: UInt8 = isPerson ? 2 : 3
                let source = foldedWord(dutch)
                if !NamePairs.isSurelySlavic(dutch), !known.contains(source) { ruled.insert(source) }
                addCyrillic(dutch, word, language: "ru", role: role, weight: 0.2)
                add(dutch, english, language: 0, role: role, weight: 0.07)
            }
        }
    }

    private static func isSurelySlavic(_ dutch: String) -> Bool {
        let word = foldedWord(dutch)
        return ["ov", "ev", "ova", "eva", "enko", "ovitsj", "evitsj"].contains { word.hasSuffix($0) }
    }

    /// Towns of Ukraine, Belarus, Bulgaria and their like, written by rule in Dutch and English.
    mutating func addCities(_ sources: NameSources, languageOfCountry: [String: String]) throws(LoepError) {
        for row in try sources.rows("gazetteers/dr5hn_cities.tsv.xz").dropFirst() where row.count >= 8 {
            guard let language = languageOfCountry[String(row[0])], ["uk", "be", "bg", "mk", "kk"].contains(language)
            else { continue }
            let native = language == "uk" ? String(row[4]) : language == "kk" ? "" : String(row[7])
            var forms: [(String, String)] = [(String(row[3]), "ru")]
            if language != "kk" { forms.append((native, language)) }
            for (name, lang) in forms {
                for word in name.split(separator: " ").map(String.init)
                where word.first?.isUppercase == true && word.count > 3 {
                    guard let dutch = schemes.apply(word, language: lang, scheme: "nl"),
                        let english = schemes.apply(word, language: lang, scheme: lang == "uk" ? "national2010" : "en")
                    else { continue }
                    addCyrillic(dutch, word, language: lang, role: 3, weight: 0.3)
                    add(dutch, english, language: NamePairs.code(lang), role: 3, weight: 0.12, bare: false)
                }
            }
        }
    }

    /// Mentions of the corpus whose canonical name is given.
    ///
    /// - Parameter languages: codes of the languages of listed identities, by their canonical names.
    mutating func addCorpus(_ folder: String, languages: [String: UInt8]) throws(LoepError) {
        for article in try CorpusArticle.articles(in: folder) {
            let text = try Text(article.text)
            let document = NamePairs.language(of: article, languages)
            for mention in article.mentions {
                guard let canonical = mention.canonical else { continue }
                let isPerson = mention.type == .person
                guard isPerson || mention.type == .location && (document != 0 || languages[canonical] != nil) else {
                    continue
                }
                var words = text[mention.bytes].split(separator: " ").map(String.init)
                let target = canonical.split(separator: " ").map(String.init)
                guard let last = words.last, let surname = target.last else { continue }
                words[words.count - 1] = NamePairs.withoutPossessive(last, surname)
                if words.count == target.count {
                    let language =
                        isPerson && words.count > 1
                        ? language(besideGivenName: words[0], surname: words[words.count - 1], document: document)
                        : document
                    for index in words.indices
                    where words[index].first?.isUppercase == true && target[index].first?.isUppercase == true {
                        let role: UInt8 = !isPerson ? 3 : words.count == 1 ? 0 : index == 0 ? 1 : 2
                        add(words[index], target[index], language: language, role: role, weight: isPerson ? 1.5 : 1)
                    }
                } else if isPerson, words.count == 1 {
                    let beside = language(besideGivenName: target[0], surname: surname, document: document)
                    add(words[0], surname, language: beside, role: 2, weight: 0.5)
                    add(words[0], surname, language: document, role: 0, weight: 0.5)
                }
            }
        }
    }

    /// The language most canonical names of an article belong to, as the names stage finds it; 0 for none.
    private static func language(of article: CorpusArticle, _ languages: [String: UInt8]) -> UInt8 {
        var counts = [UInt8: Int]()
        for mention in article.mentions {
            if let canonical = mention.canonical, let code = languages[canonical] { counts[code, default: 0] += 1 }
        }
        let total = counts.values.reduce(0, +)
        guard let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), best.value >= 2,
            best.value * 5 >= total * 3
        else { return 0 }
        return best.key
    }

    /// Takes a possessive ending off when that brings the word nearer to its English form.
    static func withoutPossessive(_ word: String, _ target: String) -> String {
        for ending in ["’s", "'s", "’", "'"] where word.hasSuffix(ending) { return String(word.dropLast(ending.count)) }
        if word.hasSuffix("s"), !target.hasSuffix("s") { return String(word.dropLast()) }
        return word
    }

    private func near(_ one: String, _ other: String, _ share: Double) -> Bool {
        let (a, b) = (Array(foldedWord(one).utf8), Array(foldedWord(other).utf8))
        return Double(editDistance(a, b)) <= share * Double(max(a.count, b.count))
    }
}

/// The folded key of one word, as a string.
func foldedWord(_ word: String) -> String { NameHints.folded(word) }
