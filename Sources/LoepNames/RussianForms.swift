// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// The Russian form of Ukrainian names in Cyrillic, by the pairs of endings and letters in `names-russian.tsv`:
/// Чернігів is Чернигов, Кривий Ріг is Кривой Рог.
///
/// Until 2022 the Dutch press named most of Ukraine by these forms.
public struct RussianForms: Sendable {
    private struct Pair: Sendable {
        var ukrainian: [Character]
        var russian: String
        var isStart: Bool
        var isEnd: Bool
    }

    private let pairs: [Pair]

    /// Reads the pairs, which are tried in their order at every letter; `^` and `$` stand for the edges of a word.
    ///
    /// - Throws: errors of reading a table.
    public init(resources: ResourceDirectory) throws(LoepError) {
        let table = try resources.table("names-russian.tsv", required: ["ukrainian", "russian"])
        pairs = table.rows.map { row in
            let letters = row[0].filter { $0 != "^" && $0 != "$" }
            return Pair(
                ukrainian: Array(letters), russian: row[1], isStart: row[0].hasPrefix("^"),
                isEnd: row[0].hasSuffix("$"))
        }
    }

    /// The Russian form of a name of one or more words.
    func form(of name: String) -> String {
        name.split(separator: " ").map { word(String($0)) }.joined(separator: " ")
    }

    private func word(_ word: String) -> String {
        let letters = Array(word.lowercased())
        var result = ""
        var index = 0
        while index < letters.count {
            let match = pairs.first { pair in
                let end = index + pair.ukrainian.count
                return end <= letters.count && (!pair.isStart || index == 0) && (!pair.isEnd || end == letters.count)
                    && letters[index..<end].elementsEqual(pair.ukrainian)
            }
            result += match?.russian ?? String(letters[index])
            index += match?.ukrainian.count ?? 1
        }
        let isCapital = word.first?.isUppercase ?? false
        return isCapital ? NameGenerator.capitalised(result) : result
    }
}
