// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepNames

/// Gathers words without and with their marks, for the transducer of `LatinSpelling`.
enum MarkPairs {
    /// Language of `LatinSpelling` for each country of dr5hn.
    private static let languageOfCountry = [
        "CZ": "cs", "SK": "cs", "PL": "pl", "HR": "sh", "RS": "sh", "BA": "sh", "ME": "sh", "SI": "sl", "TR": "tr",
        "RO": "ro", "MD": "ro",
    ]

    /// The pairs of hand-made names, each for its own role, and of towns by their countries.
    static func collect(_ sources: NameSources, table: Table) throws(LoepError) -> [NamePair] {
        var pairs: [NamePair: Float] = [:]
        func add(_ word: String, _ language: String, role: UInt8, weight: Float) {
            // Print without marks has dj for đ, or d.
            let spelledOut = word.replacing("đ", with: "dj").replacing("Đ", with: "Dj")
            if spelledOut != word { put(word, foldedWord(spelledOut), language, role, weight) }
            put(word, foldedWord(word), language, role, weight)
        }
        func put(_ word: String, _ source: String, _ language: String, _ role: UInt8, _ weight: Float) {
            guard word.count >= 3, word.allSatisfy(\.isLetter), source.utf8.allSatisfy({ (0x61...0x7A).contains($0) }),
                let code = LatinSpelling.languages.firstIndex(of: language)
            else { return }
            let hint = GraphemeTransducer.Hint(language: UInt8(code + 1), role: role)
            let pair = NamePair(source: source, target: word.lowercased(), hint: hint, weight: 0)
            pairs[pair] = min(3, (pairs[pair] ?? 0) + weight)
        }
        for row in table.rows {
            add(row[2], row[0], role: row[1] == "given" ? 1 : 2, weight: 2)
        }
        for row in try sources.rows("gazetteers/dr5hn_cities.tsv.xz").dropFirst() where row.count >= 8 {
            guard let language = languageOfCountry[String(row[0])] else { continue }
            for word in row[1].split(whereSeparator: { $0 == " " || $0 == "-" }) where word.first?.isUppercase == true {
                add(String(word), language, role: 3, weight: 0.5)
            }
        }
        return pairs.map { pair, weight in
            var pair = pair
            pair.weight = weight
            return pair
        }.sorted {
            ($0.source, $0.target, $0.hint.language, $0.hint.role) < (
                $1.source, $1.target, $1.hint.language, $1.hint.role
            )
        }
    }
}
