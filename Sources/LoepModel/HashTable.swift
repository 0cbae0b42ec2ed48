// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// A read-only table from 64-bit hashes to plain values, mapped from a model file.
///
/// Open addressing with linear probing. The high bits of a hash choose the slot (Lemire 2019, "Fast
/// random integer generation in an interval"), its low 32 bits are kept to compare. Sections
/// `NAME.keys` (UInt32, 0 = empty) and `NAME.values`.
public struct HashTable<Value: BitwiseCopyable & Sendable>: Sendable {
    @usableFromInline let keys: MappedArray<UInt32>
    @usableFromInline let values: MappedArray<Value>

    /// Opens the table `name` of a model.
    ///
    /// - Throws: `model.corrupt` when a section is missing or the sizes do not fit.
    public init(_ file: ModelFile, _ name: String) throws(LoepError) {
        keys = try file.section("\(name).keys", of: UInt32.self)
        values = try file.section("\(name).values", of: Value.self)
        guard keys.count == values.count, keys.count > 0 else {
            throw LoepError(.modelCorrupt, "\(file.path): table \(name) has a wrong size")
        }
    }

    /// The value stored under `hash`; nil when there is none. Constant time.
    @inlinable
    public func callAsFunction(_ hash: UInt64) -> Value? { slot(of: hash).map { values[$0] } }

    /// The slot in which `hash` is stored; nil when it is not there.
    @inlinable
    func slot(of hash: UInt64) -> Int? {
        let capacity = keys.count
        let key = HashTableBuilder<Value>.key(hash)
        var slot = HashTableBuilder<Value>.slot(hash, capacity)
        // A builder leaves slots empty, but a crafted file may not: never probe longer than the table.
        for _ in 0..<capacity {
            let found = keys[slot]
            if found == key { return slot }
            if found == 0 { return nil }
            slot += 1
            if slot == capacity { slot = 0 }
        }
        return nil
    }
}

extension HashTable where Value == UInt32 {
    /// Looks many hashes up at once: the value of each, 0 for those that are not there.
    ///
    /// All first keys are loaded before any is compared, then all values: waiting for memory overlaps.
    func find(_ hashes: [UInt64], _ found: inout [UInt32]) {
        if found.count < hashes.count {
            found.append(contentsOf: repeatElement(0, count: hashes.count - found.count))
        }
        let hashes = hashes.span
        let keys = keys.span
        let values = values.span
        let capacity = keys.count
        var output = found.mutableSpan
        // A slot is always below the capacity, and `found` is at least as long as `hashes`.
        for index in hashes.indices {
            let slot = HashTableBuilder<UInt32>.slot(hashes[unchecked: index], capacity)
            output[unchecked: index] = keys[unchecked: slot]
        }
        for index in hashes.indices {
            let first = output[unchecked: index]
            let hash = hashes[unchecked: index]
            if first == HashTableBuilder<UInt32>.key(hash) {
                output[unchecked: index] = values[unchecked: HashTableBuilder<UInt32>.slot(hash, capacity)]
            } else if first != 0 {
                output[unchecked: index] = slot(of: hash).map { values[unchecked: $0] } ?? 0
            }
        }
    }
}

/// Builds a `HashTable`: the same entries in the same order give the same bytes.
public struct HashTableBuilder<Value: BitwiseCopyable & Sendable> {
    private var entries: [(hash: UInt64, value: Value)] = []
    private let empty: Value

    /// Starts an empty table; `empty` fills the free slots.
    public init(empty: Value) { self.empty = empty }

    /// Adds an entry; a hash must be added once only.
    public mutating func add(_ hash: UInt64, _ value: Value) { entries.append((hash, value)) }

    /// Number of entries so far.
    public var count: Int { entries.count }

    /// The 32 bits of a hash that are compared; never 0.
    @inlinable
    static func key(_ hash: UInt64) -> UInt32 {
        let low = UInt32(truncatingIfNeeded: hash)
        return low == 0 ? 1 : low
    }

    /// The slot at which the search for a hash starts.
    @inlinable
    static func slot(_ hash: UInt64, _ capacity: Int) -> Int {
        Int(truncatingIfNeeded: hash.multipliedFullWidth(by: UInt64(capacity)).high)
    }

    /// Writes the sections of table `name`.
    ///
    /// - Parameter isRoomy: fills half the slots and not three in four, for tables that are asked in vain more
    ///   often than not.
    public func write(_ name: String, isRoomy: Bool = false, to writer: inout ModelWriter) {
        let capacity = isRoomy ? entries.count * 2 + 1 : entries.count * 4 / 3 + 1
        var keys = [UInt32](repeating: 0, count: capacity)
        var values = [Value](repeating: empty, count: capacity)
        for entry in entries {
            var slot = HashTableBuilder.slot(entry.hash, capacity)
            while keys[slot] != 0 { slot = slot + 1 == capacity ? 0 : slot + 1 }
            keys[slot] = HashTableBuilder.key(entry.hash)
            values[slot] = entry.value
        }
        writer.add("\(name).keys", keys)
        writer.add("\(name).values", values)
    }
}
