// SPDX-License-Identifier: Apache-2.0
/// The skeleton of a name: its folded key in classes of sounds, so that spellings of one name in several
/// transcriptions (Sjevtsjenko, Shevchenko, Schewtschenko, Chevtchenko) meet in one or nearly one string.
///
/// Letter groups become one class each: tsj, tch, cz as C; sj, sh, sch as S; zj, zh as Z; ch, kh as H; oe, ou, u
/// as u; j, y, ij as i, which falls away before a vowel; v, w, f as v; doubled letters count once.
enum NameSkeleton {
    /// Groups and their class, longest first.
    private static let groups: [(letters: [UInt8], code: [UInt8])] = [
        ("schtsch", "SC"), ("sjtsj", "SC"), ("shtsh", "SC"), ("chtch", "SC"), ("shch", "SC"), ("stsj", "SC"),
        ("tsch", "C"),
        ("dzj", "DZ"), ("dzh", "DZ"), ("dsch", "DZ"), ("tsj", "C"), ("tch", "C"), ("tsh", "C"), ("sch", "S"),
        ("sj", "S"),
        ("sh", "S"), ("sz", "S"), ("cz", "C"), ("zj", "Z"), ("zh", "Z"), ("kh", "H"), ("ch", "H"), ("ts", "c"),
        ("tz", "c"),
        ("oe", "u"), ("ou", "u"), ("ij", "i"), ("iy", "i"), ("yy", "i"), ("ii", "i"), ("x", "ks"), ("ff", "v"),
        ("w", "v"),
        ("f", "v"), ("y", "i"), ("j", "i"), ("q", "k"),
    ].map { (Array($0.utf8), Array($1.utf8)) }

    /// Appends the skeleton of a folded key to `skeleton`. With `english` the letters ch are read as in English.
    static func append(_ key: Span<UInt8>, english: Bool, to skeleton: inout [UInt8]) {
        let start = skeleton.count
        var index = 0
        func push(_ code: UInt8, _ skeleton: inout [UInt8]) {
            if skeleton.count > start, skeleton[skeleton.count - 1] == code { return }
            // An i before a vowel is only a glide.
            if skeleton.count > start, skeleton[skeleton.count - 1] == 0x69, isVowel(code) { skeleton.removeLast() }
            skeleton.append(code)
        }
        while index < key.count {
            var length = 0
            for group in groups where index + group.letters.count <= key.count {
                var same = true
                for offset in group.letters.indices where key[index + offset] != group.letters[offset] {
                    same = false
                    break
                }
                if same {
                    length = group.letters.count
                    if english, length == 2, group.letters[0] == 0x63, group.letters[1] == 0x68 {
                        push(0x43, &skeleton)
                    } else {
                        for code in group.code { push(code, &skeleton) }
                    }
                    break
                }
            }
            if length == 0 {
                push(key[index], &skeleton)
                length = 1
            }
            index += length
        }
    }

    private static func isVowel(_ code: UInt8) -> Bool {
        code == 0x61 || code == 0x65 || code == 0x69 || code == 0x6F || code == 0x75
    }

    /// Weighted edit distance of two skeletons, in tenths of a letter (Damerau 1964, with the costs below);
    /// `limit` ends it early with a larger number.
    ///
    /// A wrong letter costs more than a lost, added or exchanged one, for that is how another name differs; confusions
    /// that transcriptions bring cost less than others: e and o (ё), i and e, s and z, g and h and H,
    /// C and c, S and s, Z and z, and a lost or added i.
    static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int, _ scratch: inout [Int]) -> Int {
        let width = right.count + 1
        scratch.removeAll(keepingCapacity: true)
        for column in 0..<width { scratch.append(column == 0 ? 0 : scratch[column - 1] + gap(right[column - 1])) }
        scratch.append(contentsOf: repeatElement(0, count: 2 * width))
        var (before, previous, current) = (2 * width, 0, width)
        for row in 1..<left.count + 1 {
            scratch[current] = scratch[previous] + gap(left[row - 1])
            var least = scratch[current]
            for column in 1..<width {
                let (a, b) = (left[row - 1], right[column - 1])
                var best = scratch[previous + column - 1] + (a == b ? 0 : substitution(a, b))
                best = min(best, scratch[previous + column] + gap(a), scratch[current + column - 1] + gap(b))
                if row > 1, column > 1, a == right[column - 2], b == left[row - 2], a != b {
                    best = min(best, scratch[before + column - 2] + 7)
                }
                scratch[current + column] = best
                least = min(least, best)
            }
            if least > limit { return least }
            (before, previous, current) = (previous, current, before)
        }
        return scratch[previous + right.count]
    }

    private static func gap(_ code: UInt8) -> Int { code == 0x69 ? 5 : 10 }

    private static func substitution(_ a: UInt8, _ b: UInt8) -> Int {
        switch (min(a, b), max(a, b)) {
        case (0x65, 0x6F), (0x65, 0x69), (0x61, 0x65), (0x61, 0x6F), (0x6F, 0x75): 6
        case (0x76, 0x77), (0x66, 0x76): 3
        case (0x63, 0x7A), (0x63, 0x73): 10
        case (0x73, 0x7A), (0x53, 0x73), (0x5A, 0x7A), (0x43, 0x63), (0x43, 0x53), (0x53, 0x5A), (0x53, 0x7A): 5
        case (0x67, 0x68), (0x48, 0x68), (0x48, 0x6B), (0x48, 0x67), (0x43, 0x48), (0x62, 0x76), (0x64, 0x74): 6
        default: isVowel(a) && isVowel(b) ? 12 : 16
        }
    }
}
