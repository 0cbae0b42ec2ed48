// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// Splits the lemma of a compound into its parts: `beleidsanalist` into `beleid` and `analist`.
///
/// Dutch writes compounds as one word, often with a binding `s` or `en`. The treebanks give the lemma of each part
/// (Bouma & van Noord 2017, "Increasing return on annotation investment: the automatic construction of a Universal
/// Dependency treebank for Dutch"). A part is a word the lexicon lists; the fewest parts win, then the longest head.
///
/// Table `compounds`: by a form in lower case, script + 1 of the lemma it has as a part before the head (16 bits,
/// 0 when it is none), `head`, `whole`.
struct CompoundSplitter: Sendable {
    /// The word can end a compound.
    static let head: UInt32 = 1 << 16
    /// The word has no parts.
    static let whole: UInt32 = 1 << 17
    /// Shortest part, in bytes.
    private static let shortest = 3
    private static let mostParts = 4

    private let table: HashTable<UInt32>

    init(_ file: ModelFile) throws(LoepError) { table = try HashTable(file, "compounds") }

    /// Appends the parts of a lemma to `output`, a bar between each two.
    ///
    /// - Parameters:
    ///   - lemma: as it is written.
    ///   - lower: the same in lower case, as many bytes.
    /// - Returns: false, with nothing appended, when the lemma has no parts.
    func append(
        _ lemma: [UInt8], _ lower: [UInt8], scripts: ScriptTable, to output: inout [UInt8], depth: Int = 0
    ) -> Bool {
        guard lemma.count == lower.count, lemma.count >= 2 * CompoundSplitter.shortest, lemma.count < 64,
            depth < CompoundSplitter.mostParts, value(lower, 0..<lower.count) & CompoundSplitter.whole == 0,
            let cut = findCut(lower, 0..<lower.count, depth: depth)
        else { return false }
        var end = cut
        while end > 1, lower[end - 1] == UInt8(ascii: "-") { end -= 1 }
        var part = Array(lemma[..<end])
        var lowerPart = Array(lower[..<end])
        let script = Int(value(lower, 0..<end) & 0xFFFF)
        if script > 0, let (removed, ending) = scripts.suffixChange(script - 1), removed < end {
            part = Array(part.dropLast(removed)) + ending
            lowerPart = Array(lowerPart.dropLast(removed)) + ending
        }
        if !append(part, lowerPart, scripts: scripts, to: &output, depth: depth + 1) { output.append(contentsOf: part) }
        output.append(UInt8(ascii: "|"))
        let head = Array(lemma[cut...])
        if !append(head, Array(lower[cut...]), scripts: scripts, to: &output, depth: depth + 1) {
            output.append(contentsOf: head)
        }
        return true
    }

    /// Where the head begins: the longest listed head after a listed part, or after parts.
    private func findCut(_ word: [UInt8], _ range: Range<Int>, depth: Int) -> Int? {
        guard range.count >= 2 * CompoundSplitter.shortest else { return nil }
        for isDirect in [true, false] {
            for cut in range.lowerBound + CompoundSplitter.shortest...range.upperBound - CompoundSplitter.shortest
            where word[cut] & 0xC0 != 0x80 {
                let afterHyphen = word[cut - 1] == UInt8(ascii: "-")
                let follows = value(word, cut..<range.upperBound)
                let isHead = depth == 0 || !isDirect ? follows & CompoundSplitter.head != 0 : follows & 0x1_FFFF != 0
                guard isHead || afterHyphen && isDirect && isLetters(word, cut..<range.upperBound) else { continue }
                if isDirect {
                    if afterHyphen || value(word, range.lowerBound..<cut) & 0xFFFF != 0 { return cut }
                } else if depth < 2, findCut(word, range.lowerBound..<cut, depth: depth + 1) != nil {
                    return cut
                }
            }
        }
        return nil
    }

    private func isLetters(_ word: [UInt8], _ range: Range<Int>) -> Bool {
        word[range].allSatisfy { $0 &- 0x61 < 26 || $0 >= 0x80 }
    }

    private func value(_ word: [UInt8], _ range: Range<Int>) -> UInt32 { table(Hash64.hash(word.span, range)) ?? 0 }
}

/// Gathers the parts compounds are made of.
package struct CompoundBuilder {
    private var values: [[UInt8]: UInt32] = [:]

    package init() {}

    /// A noun in the singular, which can be a head.
    package mutating func add(head noun: [UInt8]) { values[noun, default: 0] |= CompoundSplitter.head }

    /// A form that can stand before a head; the first script given stays.
    package mutating func add(part: [UInt8], script: UInt16) {
        if part.count < 3 || values[part, default: 0] & 0xFFFF != 0 { return }
        values[part, default: 0] |= UInt32(script) + 1
    }

    /// A word that a treebank does not split.
    package mutating func add(whole word: [UInt8]) { values[word, default: 0] |= CompoundSplitter.whole }

    /// Writes the table.
    ///
    /// - Returns: number of entries.
    package func write(to writer: inout ModelWriter) -> Int {
        var table = HashTableBuilder<UInt32>(empty: 0)
        for (word, value) in values.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            table.add(Hash64.hash(word), value)
        }
        table.write("compounds", isRoomy: true, to: &writer)
        return table.count
    }
}
