// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// Words for kinds of places and institutions that close a name: Roestaveli-laan, Tasjkentstraat,
/// Poesjkinmuseum. The pairs come from `names-generics.tsv`.
struct GenericWords: Sendable {
    /// Shortest name that is taken off a word written in one, in bytes.
    private static let shortest = 5

    private let words: [(dutch: [UInt8], english: String)]

    /// Reads the table; longer words are tried first.
    ///
    /// - Throws: errors of reading a table.
    init(resources: ResourceDirectory) throws(LoepError) {
        let table = try resources.table("names-generics.tsv", required: ["dutch", "english"])
        words = table.rows.map { (Array($0[0].utf8), $0[1]) }.sorted {
            ($1.0.count, String(decoding: $0.0, as: UTF8.self)) < ($0.0.count, String(decoding: $1.0, as: UTF8.self))
        }
    }

    /// Where the name in a word ends and the place of the generic word after it; nil when there is none.
    func find(_ text: Span<UInt8>, _ word: Range<Int>) -> (end: Int, number: Int)? {
        for (number, generic) in words.enumerated() where word.count >= generic.dutch.count + 4 {
            let start = word.upperBound - generic.dutch.count
            var same = true
            for offset in generic.dutch.indices where text[start + offset] != generic.dutch[offset] {
                same = false
                break
            }
            guard same else { continue }
            if text[start - 1] == 0x2D { return (start - 1, number) }
            return start - word.lowerBound >= GenericWords.shortest ? (start, number) : nil
        }
        return nil
    }

    /// The English name made of an English name and the generic word with that number.
    func english(_ name: String, number: Int) -> String {
        var result = ""
        for character in words[number].english {
            if character == "%" { result += name } else { result.append(character) }
        }
        return result
    }
}
