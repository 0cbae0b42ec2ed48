// SPDX-License-Identifier: Apache-2.0
/// A table from hashes of words to what is known about them: open addressing with linear probing, half full at most.
struct ValueTable<Entry: Sendable>: Sendable {
    private var keys: [UInt64] = Array(repeating: 0, count: 64)
    private var places: [Int32] = Array(repeating: 0, count: 64)
    private(set) var entries: [Entry] = []

    /// The entry under a hash; nil when there is none.
    subscript(hash: UInt64) -> Entry? {
        let place = find(hash)
        return place < 0 ? nil : entries[place]
    }

    /// The position of a hash's entry in `entries`, -1 when there is none.
    @inline(__always)
    func find(_ hash: UInt64) -> Int {
        let mask = keys.count - 1
        // The low bit of a hash is always set.
        var slot = Int(truncatingIfNeeded: hash >> 1) & mask
        while keys[slot] != 0 {
            if keys[slot] == hash { return Int(places[slot]) }
            slot = (slot + 1) & mask
        }
        return -1
    }

    /// Changes the entry under a hash, which is `new` when there was none.
    mutating func update(_ hash: UInt64, new: Entry, _ change: (inout Entry) -> Void = { _ in }) {
        let place = find(hash)
        if place >= 0 {
            change(&entries[place])
            return
        }
        entries.append(new)
        change(&entries[entries.count - 1])
        insert(hash, entries.count - 1)
        if entries.count * 2 > keys.count { grow() }
    }

    private mutating func insert(_ hash: UInt64, _ place: Int) {
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: hash >> 1) & mask
        while keys[slot] != 0 { slot = (slot + 1) & mask }
        keys[slot] = hash
        places[slot] = Int32(place)
    }

    private mutating func grow() {
        let old = zip(keys, places).filter { $0.0 != 0 }
        keys = Array(repeating: 0, count: keys.count * 2)
        places = Array(repeating: 0, count: keys.count)
        for (hash, place) in old { insert(hash, Int(place)) }
    }
}
