// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// Counts in which kinds of names a word, or a word's beginning or end, occurs.
///
/// A name that stands in no list is often made of words that do: `Falcons` closes names of clubs, `-hoven`
/// names of places.
struct NameWordCounts {
    /// The kinds told apart: people, places, organisations, others.
    private typealias Counts = [UInt32]
    private var firstWords: [UInt64: Counts] = [:]
    private var lastWords: [UInt64: Counts] = [:]
    private var affixes: [UInt64: Counts] = [:]

    /// Adds a name of one kind (0 person, 1 place, 2 organisation, 3 other).
    mutating func add(_ name: Substring, kind: Int) {
        let words = name.split(separator: " ")
        guard let first = words.first, let last = words.last, words.count <= 8 else { return }
        if words.count > 1 {
            firstWords[Hash64.hash(String(first)), default: [0, 0, 0, 0]][kind] += 1
            lastWords[Hash64.hash(String(last)), default: [0, 0, 0, 0]][kind] += 1
        }
        for word in words where word.first?.isUppercase == true {
            for affix in WordAffix.hashes(Array(word.utf8)) { affixes[affix, default: [0, 0, 0, 0]][kind] += 1 }
        }
    }

    /// Writes the tables `nameWords` and `affixes`; returns their sizes.
    func write(to writer: inout ModelWriter) -> (words: Int, affixes: Int) {
        let totals = firstWords.values.reduce(into: [Float](repeating: 1, count: 4)) { sums, counts in
            for kind in 0..<4 { sums[kind] += Float(counts[kind]) }
        }
        func code(_ counts: Counts?, minimum: UInt32) -> UInt8 {
            guard let counts, counts.reduce(0, +) >= minimum else { return 0 }
            // The lists differ much in length, so shares are taken of each list's own total.
            let shares = (0..<4).map { Float(counts[$0]) / totals[$0] }
            let sum = shares.reduce(0, +)
            let top = shares.indices.max { shares[$0] < shares[$1] }!
            let share = shares[top] / sum
            return UInt8(top + 1) << 2 | (share > 0.9 ? 3 : share > 0.7 ? 2 : share > 0.5 ? 1 : 0)
        }
        var words = HashTableBuilder<UInt16>(empty: 0)
        for hash in Set(firstWords.keys).union(lastWords.keys).sorted() {
            let first = code(firstWords[hash], minimum: 2)
            let last = code(lastWords[hash], minimum: 2)
            if first != 0 || last != 0 { words.add(hash, UInt16(first) << 8 | UInt16(last)) }
        }
        var endings = HashTableBuilder<UInt8>(empty: 0)
        for hash in affixes.keys.sorted() {
            let value = code(affixes[hash], minimum: 5)
            if value != 0 { endings.add(hash, value) }
        }
        words.write("nameWords", to: &writer)
        endings.write("affixes", to: &writer)
        return (words.count, endings.count)
    }
}
