// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// Which kinds of word a form can be, by the lexicon: a number for each set of kinds.
struct WordKinds: Sendable {
    private let table: HashTable<UInt16>

    /// Shortest ending that may stand in for a form that is not listed, in bytes.
    private static let shortest = 4
    /// Longest one.
    private static let longest = 20

    init(_ file: ModelFile) throws(LoepError) { table = try HashTable(file, "kinds") }

    /// Whether the lexicon lists the form with this hash.
    func isListed(_ hash: UInt64) -> Bool { table(hash) != nil }

    /// The kinds of a form in lower case; for a form that is not listed, those of its longest listed ending,
    /// told apart by the highest bit; 0 when nothing is known.
    func value(_ bytes: Span<UInt8>, _ range: Range<Int>, hash: UInt64) -> UInt64 {
        if let value = table(hash) { return UInt64(value) }
        var start = max(range.lowerBound + 2, range.upperBound - WordKinds.longest)
        while start + WordKinds.shortest <= range.upperBound {
            if bytes[start] & 0xC0 != 0x80, let value = table(Hash64.hash(bytes, start..<range.upperBound)) {
                return UInt64(value) | 1 << 32
            }
            start += 1
        }
        return 0
    }
}
