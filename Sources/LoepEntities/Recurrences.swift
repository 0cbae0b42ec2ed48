// SPDX-License-Identifier: Apache-2.0
import LoepModel

/// Which tokens of a document carry the same form, among those that stand in a run of capitalised words.
struct Recurrences {
    /// Other occurrences looked at for one token; more tell little and cost time in long documents.
    private static let limit = 6
    private var slots: [Int32] = []
    /// The next token with the same form, in a ring; the token itself when it stands alone.
    private var next: [Int32] = []

    mutating func fill(_ forms: [UInt64], _ matrix: AttributeMatrix) {
        var size = 16
        while size < forms.count * 2 { size *= 2 }
        slots.removeAll(keepingCapacity: true)
        slots.append(contentsOf: repeatElement(-1, count: size))
        next.removeAll(keepingCapacity: true)
        for (index, form) in forms.enumerated() {
            next.append(Int32(index))
            guard matrix[index, EntityAttribute.run.rawValue] != 0 else { continue }
            var slot = Int(truncatingIfNeeded: form >> 20) & (size - 1)
            while slots[slot] >= 0, forms[Int(slots[slot])] != form { slot = (slot + 1) & (size - 1) }
            if slots[slot] >= 0 {
                // The slot holds the latest token of the ring; its successor is the earliest.
                let latest = Int(slots[slot])
                next[index] = next[latest]
                next[latest] = Int32(index)
            }
            slots[slot] = Int32(index)
        }
    }

    /// Calls `body` with up to six other tokens of the same form, those that follow first.
    func forEachOther(than index: Int, _ body: (Int) -> Void) {
        var other = Int(next[index])
        var count = 0
        while other != index, count < Recurrences.limit {
            body(other)
            other = Int(next[other])
            count += 1
        }
    }
}
