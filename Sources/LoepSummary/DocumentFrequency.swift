// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore
import LoepModel

/// Inverse document frequencies of Dutch news words: a read-only hash table inside `summary.loep`.
///
/// Spärck Jones 1972, "A statistical interpretation of term specificity and its application in retrieval".
/// Open addressing over a power of two of slots; a slot holds 32 bits of the word's hash and the IDF in
/// sixteenths of a natural-log unit. A word outside the table counts as rarer than all inside.
package struct DocumentFrequency: Sendable {
    private let keys: MappedArray<UInt32>
    private let values: MappedArray<UInt8>

    /// Natural-log units a step of the stored byte is worth.
    private static let step: Float = 1.0 / 16
    /// The IDF of a word that is not in the table.
    package static let unknown: Float = 10

    /// Opens the table in a model.
    ///
    /// - Throws: `model.corrupt`.
    package init(_ file: ModelFile) throws(LoepError) {
        keys = try file.section("idf.keys", of: UInt32.self)
        values = try file.section("idf.values", of: UInt8.self)
        guard keys.count > 0, keys.count & (keys.count - 1) == 0, values.count == keys.count else {
            throw LoepError(.modelCorrupt, "\(file.path): the table of document frequencies has a wrong size")
        }
    }

    /// The IDF of a term, in natural-log units, 0 to `unknown`.
    @inline(__always)
    package func idf(_ hash: UInt64) -> Float {
        let mask = keys.count - 1
        let key = DocumentFrequency.key(hash)
        var slot = Int(truncatingIfNeeded: hash) & mask
        for _ in 0...mask {
            let found = keys[slot]
            if found == key { return min(Float(values[slot]) * DocumentFrequency.step, DocumentFrequency.unknown) }
            if found == 0 { break }
            slot = (slot + 1) & mask
        }
        return DocumentFrequency.unknown
    }

    /// The stored part of a hash; zero marks an empty slot.
    private static func key(_ hash: UInt64) -> UInt32 { max(1, UInt32(truncatingIfNeeded: hash >> 32)) }

    /// Lays out the two sections of a table.
    ///
    /// - Parameters:
    ///   - counts: a term's hash and the number of documents it is in; ascending by hash, each once.
    ///   - documents: number of documents counted.
    package static func sections(
        counts: [(hash: UInt64, documents: Int)], documents: Int
    ) -> (keys: [UInt32], values: [UInt8]) {
        var capacity = 1024
        while capacity * 4 < counts.count * 5 { capacity *= 2 }
        var keys = [UInt32](repeating: 0, count: capacity)
        var values = [UInt8](repeating: 0, count: capacity)
        for (hash, count) in counts {
            let idf = logf((Float(documents) + 1) / (Float(count) + 0.5))
            var slot = Int(truncatingIfNeeded: hash) & (capacity - 1)
            while keys[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
            keys[slot] = key(hash)
            values[slot] = UInt8(min(255, max(0, (idf / step).rounded())))
        }
        return (keys, values)
    }
}
