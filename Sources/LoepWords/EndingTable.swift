// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// What follows from the end of a word: the value of the longest listed ending, whole words included.
///
/// Only endings whose value differs from that of the next shorter listed one are kept, so that rules and
/// their exceptions share one table (ripple-down rules, Compton & Jansen 1990; for lemmas Juršič et al.
/// 2010, "LemmaGen"). The word's class is part of the key.
struct EndingTable: Sendable {
    private let table: HashTable<UInt16>

    /// Longest ending looked up, in bytes; a longer word is looked up whole as well.
    static let longest = 16

    init(_ file: ModelFile, _ name: String) throws(LoepError) { table = try HashTable(file, name) }

    /// The value for a word in lower case; nil when the class has no rule at all.
    func value(of word: Span<UInt8>, class wordClass: UInt8) -> UInt16? {
        let seed = EndingTable.seed(wordClass)
        if let value = table(Hash64.hash(word, 0..<word.count, seed: ~seed)) { return value }
        var start = max(0, word.count - EndingTable.longest)
        while start <= word.count {
            if start == word.count || word[start] & 0xC0 != 0x80,
                let value = table(Hash64.hash(word, start..<word.count, seed: seed))
            {
                return value
            }
            start += 1
        }
        return nil
    }

    fileprivate static func seed(_ wordClass: UInt8) -> UInt64 { UInt64(wordClass) &+ 0x51ED_2701 }
}

/// Builds an `EndingTable` from words with their values.
package struct EndingTableBuilder {
    private var table = HashTableBuilder<UInt16>(empty: 0)

    package init() {}

    /// Number of endings and words kept so far.
    package var count: Int { table.count }

    /// Adds the rules of one class. Call once a class.
    ///
    /// - Parameter words: distinct words in lower case, ascending by their reversed bytes, with value and weight.
    package mutating func add(class wordClass: UInt8, words: [(word: [UInt8], value: UInt16, weight: Int)]) {
        guard !words.isEmpty else { return }
        add(words[...], ending: 0, inherited: nil, seed: EndingTable.seed(wordClass))
    }

    private mutating func add(
        _ words: ArraySlice<(word: [UInt8], value: UInt16, weight: Int)>, ending: Int, inherited: UInt16?, seed: UInt64
    ) {
        if words.allSatisfy({ $0.value == inherited }) { return }
        var inherited = inherited
        let sample = words.first!.word
        let isBoundary = ending == 0 || sample[sample.count - ending] & 0xC0 != 0x80
        if isBoundary, ending <= EndingTable.longest, words.count > 1 || ending == 0 {
            var weights: [UInt16: Int] = [:]
            for word in words { weights[word.value, default: 0] += word.weight }
            let best = weights.max { ($0.value, $1.key) < ($1.value, $0.key) }!
            if best.key != inherited, weights[inherited ?? best.key, default: 0] < best.value || inherited == nil {
                table.add(Hash64.hash(Array(sample.suffix(ending)), seed: seed), best.key)
                inherited = best.key
            }
        }
        var start = words.startIndex
        // A word that is the ending itself sorts first.
        while start < words.endIndex, words[start].word.count == ending {
            addWhole(words[start], inherited, seed)
            start += 1
        }
        while start < words.endIndex {
            let byte = words[start].word[words[start].word.count - ending - 1]
            var end = start + 1
            while end < words.endIndex, words[end].word[words[end].word.count - ending - 1] == byte { end += 1 }
            if end == start + 1 || ending >= EndingTable.longest {
                for word in words[start..<end] { addWhole(word, inherited, seed) }
            } else {
                add(words[start..<end], ending: ending + 1, inherited: inherited, seed: seed)
            }
            start = end
        }
    }

    private mutating func addWhole(
        _ word: (word: [UInt8], value: UInt16, weight: Int), _ inherited: UInt16?, _ seed: UInt64
    ) {
        if word.value != inherited { table.add(Hash64.hash(word.word, seed: ~seed), word.value) }
    }

    /// Writes the table.
    package func write(_ name: String, to writer: inout ModelWriter) { table.write(name, to: &writer) }
}
