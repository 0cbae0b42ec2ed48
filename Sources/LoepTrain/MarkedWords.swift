// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepNames

/// Words that lose their marks in plain print: Vucic for Vučić, Kvitova for Kvitová.
enum MarkedWords {
    /// Letters that show a word to be Slavic, Romanian or Turkish.
    private static let letters: Set<Character> = [
        "č", "š", "ž", "ć", "đ", "ř", "ě", "ů", "ł", "ń", "ś", "ź", "ż", "ą", "ę", "ı", "ğ", "ş", "ț", "ș", "ň", "ť",
        "ď", "ľ",
    ]

    /// The words of English titles of people and places that are never written without marks there, sorted.
    static func collect(_ sources: NameSources) throws(LoepError) -> [String] {
        var marked: [String: [String: Int]] = [:]
        var plain: [String: Int] = [:]
        for row in try sources.rows("names/wikititles-nl-en-ru.tsv").dropFirst() where row.count >= 4 {
            var title = NameCollector.title(row[1].isEmpty ? row[0] : row[1])
            if let comma = title.firstIndex(of: ",") { title = String(title[..<comma]) }
            for part in title.split(whereSeparator: { $0 == " " || $0 == "-" }) where part.first?.isUppercase == true {
                let word = String(part)
                guard word.count >= 3, word.allSatisfy(\.isLetter) else { continue }
                let isMarked =
                    word.lowercased().contains { letters.contains($0) } || word.hasSuffix("ová") || word.hasSuffix("ý")
                if isMarked {
                    marked[NameEntry.slug(word), default: [:]][word, default: 0] += 1
                } else {
                    plain[NameEntry.slug(word), default: 0] += 1
                }
            }
        }
        var result: [String] = []
        for (key, words) in marked {
            let total = words.values.reduce(0, +)
            guard key.utf8.count >= 3, let best = words.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
                (plain[key] ?? 0) * 4 <= total, best.value * 4 >= total * 3
            else { continue }
            result.append(best.key)
        }
        return result.sorted()
    }
}
