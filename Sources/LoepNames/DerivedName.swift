// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore

/// A name worked out from its Dutch spelling alone.
struct DerivedName {
    /// The whole name in English.
    var english: String
    /// Guessed language, a code of `GivenNameTable.languages`.
    var language: String
    /// The whole name in Cyrillic, best first.
    var originals: [ScoredName]
}

extension NameKnowledge {
    /// Works out a name given as its words in Dutch spelling; nil when the log-odds that it is a
    /// transcription are below `leastLogOdds`.
    func derive(_ words: [String], leastLogOdds: Float) -> DerivedName? {
        guard !words.isEmpty else { return nil }
        var odds = -Float.infinity
        if words.contains(where: NameKnowledge.isLatinSlavic) { return nil }
        for word in words { odds = max(odds, logOdds(word)) }
        // A surname that is none makes the whole name none: Jan Peeters.
        guard odds > leastLogOdds, logOdds(words[words.count - 1]) > leastLogOdds
        else { return nil }
        let language = languageCode(words)
        var english: [String] = []
        for (index, word) in words.enumerated() {
            let hint = GraphemeTransducer.Hint(language: language, role: NameKnowledge.role(index, of: words.count))
            guard let best = self.english(word, hint: hint) else { return nil }
            english.append(best)
        }
        let name = GivenNameTable.languages[code: language]
        return DerivedName(
            english: english.joined(separator: " "), language: name,
            originals: name == "ka" ? [] : originals(words, language: name))
    }

    /// The log-odds that a word, or the surest part of a hyphenated one, is a transcription; Dutch -ië is read as -ia.
    private func logOdds(_ word: String) -> Float {
        NameKnowledge.latinised(word).split(separator: "-").map {
            generator.classifier.logOdds(NameFolding.key(String($0)))
        }.max() ?? -.infinity
    }

    /// Names of lands in Dutch -ië with the ending they have elsewhere: Karelië is Karelia.
    static func latinised(_ word: String) -> String { word.hasSuffix("ië") ? word.dropLast() + "a" : word }

    /// Cyrillic candidates for a name that is no sure transcription, with certainties that say so: `odds` are those
    /// of its surest word. None for names with letters or doubled vowels that no transcription has.
    func doubtfulOriginals(_ words: [String]) -> [ScoredName] {
        guard !words.contains(where: NameKnowledge.isLatinSlavic), words.allSatisfy(NameKnowledge.mayBeTranscription)
        else { return [] }
        let odds = words.map(logOdds).min() ?? -.infinity
        guard odds > NameKnowledge.leastDoubtful else { return [] }
        let language = languageCode(words)
        let certainty = 1 / (1 + expf(-odds))
        return originals(words, language: GivenNameTable.languages[code: language]).map {
            ScoredName(name: $0.name, score: $0.score * certainty)
        }
    }

    private static let leastDoubtful: Float = -9

    /// Whether a word has only letters that transcription from Cyrillic gives.
    private static func mayBeTranscription(_ word: String) -> Bool {
        let letters = NameFolding.key(word)
        var previous: UInt8 = 0
        for (index, letter) in letters.enumerated() {
            let next = index + 1 < letters.count ? letters[index + 1] : 0
            switch letter {
            case 0x77, 0x71, 0x78: return false
            case 0x63 where next != 0x68: return false
            case 0x61, 0x65, 0x6F, 0x75: if previous == letter { return false }
            default: break
            }
            previous = letter
        }
        return true
    }

    /// Whether a word is written as Polish, Czech, Slovak, Croatian or Serbian are in Latin script, so that it
    /// is no transcription: letters with the marks of those languages, or Polish letter groups.
    static func isLatinSlavic(_ word: String) -> Bool {
        let bytes = Array(word.utf8)
        return isLatinSlavic(bytes: bytes.span, 0..<bytes.count)
    }

    /// The same for a word in place; the bytes are UTF-8.
    static func isLatinSlavic(bytes text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var previous: UInt8 = 0
        var hasU = false
        var hasRz = false
        var isDutch = false
        for index in range {
            let byte = text[index]
            let lower = byte | 0x20
            // U+0100 to U+017F, without the ligature ĳ
            if byte == 0xC4 || byte == 0xC5 {
                let isLigature = byte == 0xC4 && index + 1 < range.upperBound && text[index + 1] & 0xFE == 0xB2
                if !isLigature { return true }
            }
            // á, Á and ý
            if previous == 0xC3, byte == 0xA1 || byte == 0x81 || byte == 0xBD { return true }
            if lower == 0x7A, previous == 0x63 || previous == 0x73 { return true }
            if lower == 0x7A, previous == 0x72 { hasRz = true }
            // Letter groups of Dutch transcription: the z after an r is one of its own.
            if lower == 0x6A, previous == 0x7A || previous == 0x73 { isDutch = true }
            if lower == 0x65, previous == 0x6F { isDutch = true }
            if lower == 0x75, previous != 0x65, previous != 0x61, previous != 0x6F { hasU = true }
            previous = byte < 0x80 ? lower : byte
        }
        if hasRz, !isDutch { return true }
        // Polish surnames: Dutch transcription has oe where these have u.
        guard range.count >= 6 else { return false }
        let end = range.upperBound
        guard text[end - 2] | 0x20 == 0x6B, text[end - 1] | 0x20 == 0x69 || text[end - 1] | 0x20 == 0x61 else {
            return false
        }
        let before = text[end - 3] | 0x20
        return before == 0x63 || before == 0x73 && hasU
    }

    /// The part a word plays in a name of so many words, as a hint: given names first, the surname last.
    static func role(_ index: Int, of count: Int) -> UInt8 { count == 1 ? 0 : index + 1 == count ? 2 : 1 }

    /// The language a given name points to, or the letters of the words; 0 when nothing points anywhere.
    func languageCode(_ words: [String]) -> UInt8 {
        guard words.count > 1 else { return 0 }
        let given = table.givenName(KeyHash.of(NameFolding.key(words[0])))
        return NameHints.language(bits: given?.languages ?? 0, surname: NameFolding.key(words[words.count - 1]))
    }

    /// Cyrillic candidates: the guessed language first, the other East Slavic ones after it, since many
    /// Ukrainian and Belarusian people are known in Dutch by the Russian form of their name.
    private func originals(_ words: [String], language: String) -> [ScoredName] {
        var all: [ScoredName] = []
        let others: [(String, Float)] =
            switch language {
            case "uk", "be": [(language, 0.7), ("ru", 0.3)]
            case "ru": [("ru", 0.75), ("uk", 0.25)]
            default: [(language, 0.9), ("ru", 0.1)]
            }
        for (candidate, prior) in others {
            let code = UInt8((GivenNameTable.languages.firstIndex(of: candidate) ?? 0) + 1)
            var results = [ScoredName(name: "", score: prior)]
            for (index, word) in words.enumerated() {
                let hint = GraphemeTransducer.Hint(language: code, role: NameKnowledge.role(index, of: words.count))
                let read = word.hasSuffix("ië") ? word.dropLast() + "ja" : word
                let choices = generator.cyrillic(read, hint: hint).prefix(5)
                results = results.flatMap { result in
                    choices.map {
                        ScoredName(
                            name: result.name.isEmpty ? $0.name : result.name + " " + $0.name,
                            score: result.score * $0.score)
                    }
                }
                results.sort { ($1.score, $0.name) < ($0.score, $1.name) }
                results = Array(results.prefix(6))
            }
            for result in results {
                if let known = all.firstIndex(where: { $0.name == result.name }) {
                    all[known].score += result.score
                } else {
                    all.append(result)
                }
            }
        }
        all.sort { ($1.score, $0.name) < ($0.score, $1.name) }
        return Array(all.prefix(5))
    }
}
