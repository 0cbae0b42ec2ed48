// SPDX-License-Identifier: Apache-2.0
/// Rows of a matrix remembered by a key, for attributes that follow from the key alone.
///
/// When it is full all rows are forgotten.
public struct RowMemory: Sendable {
    private static let capacity = 12_000
    private let columns: Int
    private var keys: [UInt64]
    private var slots: [UInt32]
    private var values: [UInt64] = []
    private var count: UInt32 = 0

    /// Makes an empty memory for rows of `columns` values.
    public init(columns: Int) {
        self.columns = columns
        var size = 1
        while size < 2 * RowMemory.capacity { size *= 2 }
        keys = [UInt64](repeating: 0, count: size)
        slots = [UInt32](repeating: 0, count: size)
    }

    /// Fills a row of `matrix` with what was kept under `key`.
    ///
    /// - Returns: false when there is nothing under that key.
    public func recall(_ key: UInt64, into matrix: inout AttributeMatrix, row: Int) -> Bool {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: key >> 32) & mask
        while slots[slot] != 0 {
            if keys[slot] == key {
                matrix.fill(row: row, from: values.span, at: Int(slots[slot] - 1) * columns)
                return true
            }
            slot = (slot + 1) & mask
        }
        return false
    }

    /// Keeps a row of `matrix` under a key that `recall` did not find.
    public mutating func keep(_ key: UInt64, _ matrix: AttributeMatrix, row: Int) {
        if count == RowMemory.capacity {
            count = 0
            values.removeAll(keepingCapacity: true)
            for slot in slots.indices { slots[slot] = 0 }
        }
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: key >> 32) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        for column in 0..<columns { values.append(matrix[row, column]) }
        count += 1
        keys[slot] = key
        slots[slot] = count
    }
}
