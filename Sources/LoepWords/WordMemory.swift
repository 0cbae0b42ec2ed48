// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// What followed for a form under a label: tag, lemma and parts, remembered from one token to the next.
///
/// When it is full everything is forgotten.
struct WordMemory {
    struct Entry {
        var tag: Int32
        /// Where lemma and parts lie in `bytes`: the parts follow the lemma.
        var start: Int32
        var lemma: Int32
        var parts: Int32
    }

    private static let capacity = 16_000
    private var keys: [UInt64]
    private var slots: [Int32]
    private var entries: [Entry] = []
    private(set) var bytes: [UInt8] = []

    init() {
        var size = 1
        while size < 2 * WordMemory.capacity { size *= 2 }
        keys = [UInt64](repeating: 0, count: size)
        slots = [Int32](repeating: -1, count: size)
    }

    /// What is kept under `key`.
    func entry(_ key: UInt64) -> Entry? {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: key >> 32) & mask
        while slots[slot] >= 0 {
            if keys[slot] == key { return entries[Int(slots[slot])] }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Keeps an entry under a key that is not there yet.
    mutating func keep(_ key: UInt64, tag: Int, lemma: [UInt8], parts: [UInt8]) -> Entry {
        if entries.count == WordMemory.capacity || bytes.count > 1 << 22 {
            entries.removeAll(keepingCapacity: true)
            bytes.removeAll(keepingCapacity: true)
            for slot in slots.indices { slots[slot] = -1 }
        }
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: key >> 32) & mask
        while slots[slot] >= 0 { slot = (slot + 1) & mask }
        keys[slot] = key
        slots[slot] = Int32(entries.count)
        let entry = Entry(
            tag: Int32(tag), start: Int32(bytes.count), lemma: Int32(lemma.count), parts: Int32(parts.count))
        bytes.append(contentsOf: lemma)
        bytes.append(contentsOf: parts)
        entries.append(entry)
        return entry
    }
}
