// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore
import LoepModel

/// One skeleton of an identity in the fuzzy index.
struct SkeletonRecord: BitwiseCopyable, Sendable {
    /// Number of the identity in the table.
    var identity: UInt32
    /// Offset of the skeleton in the pool.
    var offset: UInt32
    var length: UInt8
    /// Raw value of `NameForm`: `surname`, or `base` for a whole name.
    var form: UInt8
    /// Certainty of the form when it is spelt exactly, in 1/255.
    var score: UInt8
    var spare: UInt8 = 0
}

/// A name found by likeness.
struct FuzzyHit {
    var identity: Int
    var form: NameForm
    /// Certainty, 0 to 1.
    var score: Float
    /// Weighted distance in tenths of a letter.
    var distance: Int
}

/// Finds identities whose spelling is near to a given one.
///
/// Skeletons within one deletion on either side share a key (Garbe 2012, symmetric delete), so a query costs a
/// handful of hash look-ups; what they bring is measured by weighted edit distance.
struct FuzzyIndex: Sendable {
    let pool: MappedArray<UInt8>
    let records: MappedArray<SkeletonRecord>
    let keys: MappedArray<UInt64>
    /// Index of the first entry in `links` for the key of the same slot.
    let values: MappedArray<UInt32>
    /// Record numbers; the last of a key has its highest bit set.
    let links: MappedArray<UInt32>

    /// Shortest skeleton that is compared by likeness.
    static let shortest = 4
    /// Least certainty of a spelling that is taken for the name.
    static let accepted: Float = 0.5
    /// Largest distance that transcription alone explains, in tenths of a letter.
    static let sameName = 5
    private static let lastFlag: UInt32 = 0x8000_0000

    /// Takes the index out of a model file.
    ///
    /// - Throws: `model.corrupt`.
    init(_ file: ModelFile) throws(LoepError) {
        pool = try file.section("fuzzy.pool", of: UInt8.self)
        records = try file.section("fuzzy.records", of: SkeletonRecord.self)
        keys = try file.section("fuzzy.keys", of: UInt64.self)
        values = try file.section("fuzzy.values", of: UInt32.self)
        links = try file.section("fuzzy.links", of: UInt32.self)
        guard keys.count == values.count, keys.count > 0, keys.count & (keys.count - 1) == 0 else {
            throw LoepError(.modelCorrupt, "\(file.path): sections fuzzy.keys and fuzzy.values do not fit together")
        }
    }

    /// Takes an index built in memory.
    init(_ parts: Parts) {
        pool = MappedArray(copying: parts.pool)
        records = MappedArray(copying: parts.records)
        keys = MappedArray(copying: parts.keys)
        values = MappedArray(copying: parts.values)
        links = MappedArray(copying: parts.links)
    }

    /// The arrays of an index.
    struct Parts {
        var pool: [UInt8] = []
        var records: [SkeletonRecord] = []
        var keys: [UInt64] = []
        var values: [UInt32] = []
        var links: [UInt32] = []

        /// Adds the index to a model.
        func write(to writer: inout ModelWriter) {
            writer.add("fuzzy.pool", pool)
            writer.add("fuzzy.records", records)
            writer.add("fuzzy.keys", keys)
            writer.add("fuzzy.values", values)
            writer.add("fuzzy.links", links)
        }
    }

    /// Builds the arrays from skeletons with their identities.
    static func parts(_ entries: [(skeleton: [UInt8], identity: UInt32, form: NameForm, score: UInt8)]) -> Parts {
        var parts = Parts()
        var byKey: [UInt64: [UInt32]] = [:]
        var order: [UInt64] = []
        for entry in entries where entry.skeleton.count >= shortest && entry.skeleton.count < 256 {
            let number = UInt32(parts.records.count)
            parts.records.append(
                SkeletonRecord(
                    identity: entry.identity, offset: UInt32(parts.pool.count), length: UInt8(entry.skeleton.count),
                    form: entry.form.rawValue, score: entry.score))
            parts.pool += entry.skeleton
            forEachKey(entry.skeleton) { hash in
                if byKey[hash] == nil { order.append(hash) }
                if byKey[hash]?.last != number { byKey[hash, default: []].append(number) }
            }
        }
        var capacity = 16
        while capacity * 3 < order.count * 5 { capacity *= 2 }
        parts.keys = [UInt64](repeating: 0, count: capacity)
        parts.values = [UInt32](repeating: 0, count: capacity)
        for hash in order {
            var slot = Int(truncatingIfNeeded: hash) & (capacity - 1)
            while parts.keys[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
            parts.keys[slot] = hash
            parts.values[slot] = UInt32(parts.links.count)
            let numbers = byKey[hash] ?? []
            for (place, number) in numbers.enumerated() {
                parts.links.append(place == numbers.count - 1 ? number | lastFlag : number)
            }
        }
        return parts
    }

    /// Calls `body` with the hash of a skeleton, of each of its one-letter deletions and of its consonants.
    private static func forEachKey(_ skeleton: [UInt8], _ body: (UInt64) -> Void) {
        body(KeyHash.of(skeleton))
        for hole in skeleton.indices {
            var hash = KeyHash()
            for index in skeleton.indices where index != hole { hash.feed(skeleton[index]) }
            body(hash.value)
        }
        guard skeleton.count >= longPattern else { return }
        var pattern = KeyHash()
        for letter in skeleton { pattern.feed(isVowel(letter) ? 0x2A : letter) }
        body(pattern.value)
    }

    private static func isVowel(_ letter: UInt8) -> Bool {
        letter == 0x61 || letter == 0x65 || letter == 0x69 || letter == 0x6F || letter == 0x75
    }

    /// Shortest skeleton that is also found by its consonants, so that vowels may change places.
    private static let longPattern = 7

    /// The identities near a skeleton, best first, each once.
    func find(_ skeleton: [UInt8], into hits: inout [FuzzyHit], scratch: inout [Int]) {
        guard skeleton.count >= FuzzyIndex.shortest else { return }
        let limit = FuzzyIndex.limit(skeleton.count)
        let mask = keys.count - 1
        FuzzyIndex.forEachKey(skeleton) { hash in
            var slot = Int(truncatingIfNeeded: hash) & mask
            while keys[slot] != 0 {
                if keys[slot] == hash {
                    var link = Int(values[slot])
                    while link < links.count {
                        let number = Int(links[link] & ~FuzzyIndex.lastFlag)
                        consider(number, skeleton, limit, &hits, &scratch)
                        if links[link] & FuzzyIndex.lastFlag != 0 { break }
                        link += 1
                    }
                    break
                }
                slot = (slot + 1) & mask
            }
        }
        hits.sort { ($1.score, $0.identity) < ($0.score, $1.identity) }
    }

    private func consider(
        _ number: Int, _ skeleton: [UInt8], _ limit: Int, _ hits: inout [FuzzyHit], _ scratch: inout [Int]
    ) {
        let record = records[number]
        let form = NameForm(rawValue: record.form) ?? .base
        if hits.contains(where: { $0.identity == Int(record.identity) && $0.distance == 0 }) { return }
        let start = Int(record.offset)
        var other: [UInt8] = []
        other.reserveCapacity(Int(record.length))
        for index in start..<start + Int(record.length) { other.append(pool[index]) }
        if FuzzyIndex.isGenderPair(skeleton, other) { return }
        let distance = NameSkeleton.distance(skeleton, other, limit: limit, &scratch)
        guard distance <= limit else { return }
        let score = FuzzyIndex.certainty(distance, max(skeleton.count, other.count)) * Float(record.score) / 255
        if let known = hits.firstIndex(where: { $0.identity == Int(record.identity) }) {
            if hits[known].score < score {
                hits[known] = FuzzyHit(identity: Int(record.identity), form: form, score: score, distance: distance)
            }
        } else {
            hits.append(FuzzyHit(identity: Int(record.identity), form: form, score: score, distance: distance))
        }
    }

    /// Gorbatsjov and Gorbatsjova, Tolstoj and Tolstaja are two people.
    private static func isGenderPair(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        let (short, long) = one.count < other.count ? (one, other) : (other, one)
        return long.count == short.count + 1 && long.last == 0x61 && long.dropLast().elementsEqual(short)
    }

    /// The largest distance that is looked at, in tenths of a letter, by the length of the query.
    static func limit(_ length: Int) -> Int { length <= 4 ? 5 : length <= 6 ? 10 : length <= 8 ? 12 : 16 }

    /// Certainty that a spelling at this distance is a spelling of the name: logistic in distance by length,
    /// fitted on the development gold.
    static func certainty(_ distance: Int, _ length: Int) -> Float {
        1 / (1 + expf(-(4.2 - 2.4 * Float(distance) / Float(max(1, length)))))
    }
}
