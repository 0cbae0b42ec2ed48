// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// Turns the phonetic spelling of Serbian, Bosnian and Macedonian names in Dutch (Sjoeletitsj, Pantsjevo)
/// into the Latin alphabet those languages use themselves (Šuletić, Pančevo), by the pairs of `names-gaj.tsv`.
struct GajSpelling: Sendable {
    private let pairs: [(dutch: [Character], gaj: String, isFinal: Bool)]

    /// Reads the pairs, which are applied longest first; a `$` ends a pair that holds at the end of a word.
    ///
    /// - Throws: errors of reading a table.
    init(resources: ResourceDirectory) throws(LoepError) {
        let table = try resources.table("names-gaj.tsv", required: ["dutch", "gaj"])
        pairs = table.rows.map { row in
            let isFinal = row[0].hasSuffix("$")
            return (Array(isFinal ? String(row[0].dropLast()) : row[0]), row[1], isFinal)
        }.sorted { ($0.isFinal ? 1 : 0, $0.dutch.count) > ($1.isFinal ? 1 : 0, $1.dutch.count) }
    }

    /// The word in Gaj's alphabet; nil when nothing in it is phonetic spelling.
    func apply(_ word: String) -> String? {
        let letters = Array(word.lowercased())
        var result = ""
        var index = 0
        var isChanged = false
        while index < letters.count {
            let match = pairs.first { pair in
                index + pair.dutch.count <= letters.count
                    && (!pair.isFinal || index + pair.dutch.count == letters.count)
                    && letters[index..<index + pair.dutch.count].elementsEqual(pair.dutch)
            }
            if let match {
                result += match.gaj
                index += match.dutch.count
                isChanged = true
            } else {
                result.append(letters[index])
                index += 1
            }
        }
        return isChanged ? NameGenerator.capitalised(result) : nil
    }
}
