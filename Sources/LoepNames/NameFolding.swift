// SPDX-License-Identifier: Apache-2.0
import LoepUnicode

/// Folds the spelling of a name to a key: `FoldingKey` without apostrophes, and with everything that is
/// no letter or digit as one space.
///
/// Two spellings with one key are the same spelling for a look-up. The key is made in a scratch array of
/// the caller; the text is never changed (invariant I7).
enum NameFolding {
    /// Appends the key of `bytes[range]` to `key`; a key never begins or ends with a space.
    ///
    /// The bytes must be valid UTF-8. Returns the number of bytes added.
    @discardableResult
    static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to key: inout [UInt8]) -> Int {
        let start = key.count
        FoldingKey.append(bytes, range, to: &key)
        var write = start
        var pendingSpace = false
        for read in start..<key.count {
            let byte = key[read]
            switch byte {
            case 0x61...0x7A, 0x30...0x39, 0x26, 0x2B, 0x80...0xFF:
                if pendingSpace, write > start {
                    key[write] = 0x20
                    write += 1
                }
                pendingSpace = false
                key[write] = byte
                write += 1
            case 0x27: break
            default: pendingSpace = true
            }
        }
        key.removeLast(key.count - write)
        return write - start
    }

    /// The key of a whole string.
    static func key(_ string: String) -> [UInt8] {
        let bytes = Array(string.utf8)
        var key: [UInt8] = []
        append(bytes.span, 0..<bytes.count, to: &key)
        return key
    }

    /// The key of a whole string, as a string.
    static func folded(_ string: String) -> String { String(decoding: key(string), as: UTF8.self) }
}

/// The 64-bit FNV-1a hash of a key, fed in parts (Fowler, Noll & Vo, draft-eastlake-fnv), with a final
/// mix so that its low bits may index a table.
struct KeyHash {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Feeds bytes.
    @inline(__always)
    mutating func feed(_ bytes: Span<UInt8>) {
        for index in bytes.indices { feed(bytes[index]) }
    }

    /// Feeds one byte.
    @inline(__always)
    mutating func feed(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }

    /// The hash of what has been fed; never 0, which marks an empty slot.
    @inline(__always)
    var value: UInt64 {
        var mixed = state
        mixed ^= mixed >> 32
        mixed = mixed &* 0xD6E8_FEB8_6659_FD93
        mixed ^= mixed >> 32
        return mixed == 0 ? 1 : mixed
    }

    /// The hash of a whole key in scratch memory.
    @inline(__always)
    static func ofSpan(_ key: Span<UInt8>) -> UInt64 {
        var hash = KeyHash()
        hash.feed(key)
        return hash.value
    }

    /// The hash of a whole key.
    static func of(_ key: [UInt8]) -> UInt64 {
        var hash = KeyHash()
        hash.feed(key.span)
        return hash.value
    }
}
