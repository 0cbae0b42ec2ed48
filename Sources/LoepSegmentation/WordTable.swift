// SPDX-License-Identifier: Apache-2.0
import LoepUnicode

/// A set of lower-cased words with sixteen flags each, looked up by bytes: open addressing, no String, no SipHash.
struct WordTable: Sendable {
    /// For each slot the entry number plus one; 0 is empty. The length is a power of two.
    private var slots: [UInt32] = []
    /// For each entry the end of its bytes in `words`.
    private var ends: [UInt32] = []
    private var words: [UInt8] = []
    private var flags: [UInt16] = []
    /// For each first byte the lengths of the words that begin with it, one bit a length (31 for more): most words of a
    /// text are turned away here.
    private var lengths = [UInt32](repeating: 0, count: 256)

    /// Makes a table from words, which are lower-cased; a word given twice gets the flags of both.
    init(_ entries: [(word: String, flags: UInt16)]) {
        var capacity = 16
        while capacity < entries.count * 2 { capacity *= 2 }
        slots = [UInt32](repeating: 0, count: capacity)
        for entry in entries {
            let word = Array(Casing.lowercased(entry.word).utf8)
            if word.isEmpty { continue }
            let slot = slot(of: word.span, 0..<word.count)
            if slots[slot] != 0 {
                flags[Int(slots[slot]) - 1] |= entry.flags
                continue
            }
            words += word
            ends.append(UInt32(words.count))
            flags.append(entry.flags)
            slots[slot] = UInt32(flags.count)
            lengths[Int(word[0])] |= 1 << UInt32(min(word.count, 31))
        }
    }

    /// The flags of `bytes[range]`, ASCII case ignored; 0 when it is not in the table.
    @inline(__always)
    func lookup(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt16 {
        if range.isEmpty { return 0 }
        let first = Int(WordTable.lower(bytes[range.lowerBound]))
        if lengths[first] >> UInt32(min(range.count, 31)) & 1 == 0 { return 0 }
        return find(bytes, range)
    }

    private func find(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt16 {
        let slot = slot(of: bytes, range)
        return slots[slot] == 0 ? 0 : flags[Int(slots[slot]) - 1]
    }

    /// The slot that holds a word, or the empty one where it belongs.
    private func slot(of bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        var slot = WordTable.hash(bytes, range) & (slots.count - 1)
        while slots[slot] != 0, !matches(Int(slots[slot]) - 1, bytes, range) { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }

    private func matches(_ entry: Int, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let start = entry == 0 ? 0 : Int(ends[entry - 1])
        if Int(ends[entry]) - start != range.count { return false }
        for offset in 0..<range.count
        where words[start + offset] != WordTable.lower(bytes[range.lowerBound + offset]) { return false }
        return true
    }

    @inline(__always)
    private static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    /// FNV-1a over the lower-cased bytes (http://www.isthe.com/chongo/tech/comp/fnv/).
    @inline(__always)
    private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in range { hash = (hash ^ UInt64(lower(bytes[index]))) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: hash ^ hash >> 32) & Int.max
    }
}
