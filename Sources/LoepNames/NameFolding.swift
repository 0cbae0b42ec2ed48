/// Folds the spelling of a name to a key: lower case, no diacritics, no apostrophes, white space and
/// hyphens as one space, Cyrillic ё as е.
///
/// Two spellings with one key are the same spelling for a look-up. Folding works from UTF-8 to UTF-8
/// into a scratch array of the caller; the text is never changed (invariant I7).
enum NameFolding {
    /// What a Latin letter of U+00C0…U+024F folds to: one or two ASCII letters, low byte first.
    private static let latin: [UInt16] = {
        var table = [UInt16](repeating: 0, count: 0x250 - 0xC0)
        let groups: [(String, String)] = [
            ("a", "ÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎȀȁȂȃȦȧǞǟǠǡǺǻ"), ("ae", "ÆæǢǣǼǽ"), ("c", "ÇçĆćĈĉĊċČč"), ("d", "ĎďÐð"), ("dj", "Đđ"),
            ("e", "ÈÉÊËèéêëĒēĔĕĖėĘęĚěȄȅȆȇȨȩƏǝ"), ("g", "ĜĝĞğĠġĢģǤǥǦǧǴǵ"), ("h", "ĤĥĦħȞȟ"),
            ("i", "ÌÍÎÏìíîïĨĩĪīĬĭĮįİıǏǐȈȉȊȋ"), ("ij", "Ĳĳ"), ("j", "Ĵĵǰ"), ("k", "Ķķĸǩ"), ("l", "ĹĺĻļĽľĿŀŁł"),
            ("n", "ÑñŃńŅņŇňŉŊŋǸǹ"), ("o", "ÒÓÔÕÖØòóôõöøŌōŎŏŐőǑǒǪǫǬǭȌȍȎȏȪȫȬȭȮȯȰȱ"), ("oe", "Œœ"), ("r", "ŔŕŖŗŘřȐȑȒȓ"),
            ("s", "ŚśŜŝŞşŠšȘșſ"), ("ss", "ß"), ("t", "ŢţŤťŦŧȚț"), ("th", "Þþ"), ("u", "ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųǓǔǕǖǗǘǙǚǛǜȔȕȖȗ"),
            ("w", "Ŵŵ"), ("y", "ÝýÿŶŷŸȲȳ"), ("z", "ŹźŻżŽž"), ("dz", "ǄǅǆǱǲǳ"), ("lj", "Ǉǈǉ"), ("nj", "Ǌǋǌ"),
        ]
        for (key, letters) in groups {
            let bytes = Array(key.utf8)
            let packed = UInt16(bytes[0]) | (bytes.count > 1 ? UInt16(bytes[1]) << 8 : 0)
            for scalar in letters.unicodeScalars { table[Int(scalar.value) - 0xC0] = packed }
        }
        return table
    }()

    /// Appends the key of `bytes[range]` to `key`; a key never begins or ends with a space.
    ///
    /// The bytes must be valid UTF-8. Returns the number of bytes added.
    @discardableResult
    static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to key: inout [UInt8]) -> Int {
        let start = key.count
        var pendingSpace = false
        func separate(_ key: inout [UInt8]) {
            if pendingSpace, key.count > start { key.append(0x20) }
            pendingSpace = false
        }
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte < 0x80 {
                index += 1
                switch byte {
                case 0x41...0x5A:
                    separate(&key)
                    key.append(byte | 0x20)
                case 0x61...0x7A, 0x30...0x39, 0x26, 0x2B:
                    separate(&key)
                    key.append(byte)
                case 0x27, 0x60:
                    break
                default:
                    pendingSpace = true
                }
                continue
            }
            let (scalar, length) = decode(bytes, index, range.upperBound)
            index += length
            switch scalar {
            case 0xC0...0x24F:
                let folded = latin[Int(scalar) - 0xC0]
                guard folded != 0 else { continue }
                separate(&key)
                key.append(UInt8(truncatingIfNeeded: folded))
                if folded > 0xFF { key.append(UInt8(folded >> 8)) }
            case 0x259:
                separate(&key)
                key.append(0x65)
            case 0x300...0x36F, 0x2B9...0x2BF, 0x2BB, 0x2C8, 0x2019, 0x2018, 0x201B, 0xB4, 0xAD, 0x200B...0x200D:
                break
            case 0xA0, 0x2010...0x2015, 0x202F, 0xB7:
                pendingSpace = true
            case 0x400...0x40F:
                separate(&key)
                encode(scalar == 0x401 ? 0x435 : scalar + 0x50, to: &key)
            case 0x410...0x42F:
                separate(&key)
                encode(scalar + 0x20, to: &key)
            case 0x451:
                separate(&key)
                encode(0x435, to: &key)
            case 0x490:
                separate(&key)
                encode(0x491, to: &key)
            default:
                separate(&key)
                encode(scalar, to: &key)
            }
        }
        return key.count - start
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

    /// Decodes one scalar of valid UTF-8; a sequence cut by `end` yields U+FFFD and one byte.
    @inline(__always)
    static func decode(_ bytes: Span<UInt8>, _ index: Int, _ end: Int) -> (scalar: UInt32, length: Int) {
        let first = UInt32(bytes[index])
        if first < 0x80 { return (first, 1) }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard index + length <= end else { return (0xFFFD, 1) }
        var scalar = first & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
        for offset in 1..<length { scalar = scalar << 6 | UInt32(bytes[index + offset] & 0x3F) }
        return (scalar, length)
    }

    /// Appends a scalar as UTF-8.
    @inline(__always)
    static func encode(_ scalar: UInt32, to key: inout [UInt8]) {
        if scalar < 0x80 {
            key.append(UInt8(scalar))
        } else if scalar < 0x800 {
            key.append(UInt8(0xC0 | scalar >> 6))
            key.append(UInt8(0x80 | scalar & 0x3F))
        } else if scalar < 0x10000 {
            key.append(UInt8(0xE0 | scalar >> 12))
            key.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            key.append(UInt8(0x80 | scalar & 0x3F))
        } else {
            key.append(UInt8(0xF0 | scalar >> 18))
            key.append(UInt8(0x80 | scalar >> 12 & 0x3F))
            key.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            key.append(UInt8(0x80 | scalar & 0x3F))
        }
    }
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
