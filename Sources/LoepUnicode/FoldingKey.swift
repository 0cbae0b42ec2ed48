// SPDX-License-Identifier: Apache-2.0
import CICU

/// Keys for look-up: what two spellings of one word have in common.
///
/// Folding lower-cases, strips diacritics from Latin and Greek letters (`é` and `e` + U+0301 both become `e`),
/// spells out letters that are no base plus mark (`ø` o, `ł` l, `ß` ss, `æ` ae, `ĳ` ij, ligatures), turns every
/// apostrophe and single quotation mark into `'`, every double one into `"`, every hyphen and dash into `-`,
/// every space into one space byte, and drops what cannot be seen (soft hyphen, joiners, control). Letters of
/// other scripts keep their identity (`й` stays apart from `и`), but `ё` becomes `е` and stress marks go.
/// Keys are equal when their bytes are.
///
/// The text itself is never folded: keys live in scratch memory of the caller (invariant I7).
public enum FoldingKey {
    /// Replaces the contents of `scratch` with the key of `bytes[range]`.
    ///
    /// Pure ASCII never reaches libicu. The range must lie on scalar boundaries of well-formed UTF-8.
    @inlinable
    public static func fold(_ bytes: Span<UInt8>, _ range: Range<Int>, into scratch: inout [UInt8]) {
        scratch.removeAll(keepingCapacity: true)
        append(bytes, range, to: &scratch)
    }

    /// Appends the key of `bytes[range]` to `scratch`.
    @inlinable
    public static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to scratch: inout [UInt8]) {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte >= 0x80 {
                appendUnicode(bytes, index..<range.upperBound, to: &scratch)
                return
            }
            if byte &- 0x41 < 26 {
                scratch.append(byte | 0x20)
            } else if byte == 0x60 {
                scratch.append(0x27)
            } else if byte >= 0x20, byte != 0x7F {
                scratch.append(byte)
            } else if byte >= 0x09, byte <= 0x0D {
                scratch.append(0x20)
            }
            index += 1
        }
    }

    /// The key of a whole string, for tables built at start.
    public static func fold(_ string: String) -> String {
        let bytes = Array(string.utf8)
        var scratch: [UInt8] = []
        scratch.reserveCapacity(bytes.count)
        append(bytes.span, 0..<bytes.count, to: &scratch)
        return String(decoding: scratch, as: UTF8.self)
    }

    /// The part from the first byte outside ASCII on.
    @usableFromInline
    static func appendUnicode(_ bytes: Span<UInt8>, _ range: Range<Int>, to scratch: inout [UInt8]) {
        let latin = LatinFolding.shared
        var folder = ScalarFolder()
        if range.lowerBound > 0, bytes[range.lowerBound - 1] < 0x80 { folder.lastIsLatin = true }
        var index = range.lowerBound
        while index < range.upperBound {
            let (scalar, length) = UTF8Scalars.decode(bytes, at: index)
            index += length
            if let packed = latin[scalar] {
                packed.append(to: &scratch)
                folder.lastIsLatin = true
            } else {
                folder.append(scalar, to: &scratch)
            }
        }
    }
}

/// Up to three ASCII bytes that a Latin scalar folds to.
struct PackedFold {
    var bits: UInt32

    func append(to scratch: inout [UInt8]) {
        var rest = bits & 0x00FF_FFFF
        for _ in 0..<bits >> 24 {
            scratch.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }
}

/// Folds of U+0000 to U+024F and U+1E00 to U+1EFF, filled from libicu once.
struct LatinFolding: Sendable {
    static let shared = LatinFolding()

    /// `UInt32.max` for a scalar that needs the general way.
    private let entries: [UInt32]
    private static let lowEnd: UInt32 = 0x250
    private static let additionalStart: UInt32 = 0x1E00
    private static let additionalEnd: UInt32 = 0x1F00

    private init() {
        var entries: [UInt32] = []
        for scalar in 0..<LatinFolding.lowEnd { entries.append(LatinFolding.entry(scalar)) }
        for scalar in LatinFolding.additionalStart..<LatinFolding.additionalEnd {
            entries.append(LatinFolding.entry(scalar))
        }
        self.entries = entries
    }

    subscript(scalar: UInt32) -> PackedFold? {
        let index: Int
        if scalar < LatinFolding.lowEnd {
            index = Int(scalar)
        } else if scalar >= LatinFolding.additionalStart, scalar < LatinFolding.additionalEnd {
            index = Int(scalar - LatinFolding.additionalStart + LatinFolding.lowEnd)
        } else {
            return nil
        }
        return entries[index] == UInt32.max ? nil : PackedFold(bits: entries[index])
    }

    private static func entry(_ scalar: UInt32) -> UInt32 {
        var folder = ScalarFolder()
        var folded: [UInt8] = []
        folder.append(scalar, to: &folded)
        guard folder.lastIsLatin, folded.count <= 3, folded.allSatisfy({ $0 < 0x80 }) else { return UInt32.max }
        var bits = UInt32(folded.count) << 24
        for (place, byte) in folded.enumerated() { bits |= UInt32(byte) << (8 * UInt32(place)) }
        return bits
    }
}

/// Folds scalar after scalar by libicu, with the memory that decomposed text needs.
struct ScalarFolder {
    /// Whether the scalar before was a Latin or Greek letter, whose marks are dropped.
    var lastIsLatin = false
    /// The scalar before, when it was of another script and a mark may compose with it.
    private var last: UInt32 = 0
    /// Bytes that `last` took in the output.
    private var lastLength = 0

    mutating func append(_ scalar: UInt32, to output: inout [UInt8]) {
        switch scalar {
        case 0x27, 0x60, 0xB4, 0x2B9, 0x2BB...0x2BD, 0x2C8, 0x2018...0x201B, 0x2032, 0x2035, 0xFF07:
            return appendASCII(0x27, to: &output)
        case 0x41...0x5A: return appendASCII(UInt8(scalar | 0x20), to: &output)
        case 0x22, 0xAB, 0xBB, 0x201C...0x201F, 0x2033, 0x2039, 0x203A, 0xFF02: return appendASCII(0x22, to: &output)
        case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D: return appendASCII(0x2D, to: &output)
        default: break
        }
        let table = ScalarTable.classify(scalar)
        if table == .space || table == .newline { return appendASCII(0x20, to: &output) }
        if table.isBlank { return }
        if table == .mark { return appendMark(scalar, to: &output) }
        let lowered = UInt32(bitPattern: cicu_u_foldCase(UChar32(bitPattern: scalar)))
        if let spelt = ScalarFolder.spelling(lowered) {
            output.append(contentsOf: spelt.utf8)
            lastIsLatin = true
            return
        }
        let parts = Decomposition(of: lowered)
        guard parts.count > 0 else { return appendBase(lowered, to: &output) }
        if ScalarFolder.keepsMarks(parts[0]), parts.isBaseAndMarks {
            return appendBase(ScalarFolder.unstressed(lowered), to: &output)
        }
        // The parts of a full decomposition decompose no further.
        for index in 0..<parts.count { append(parts[index], to: &output) }
    }

    private mutating func appendASCII(_ byte: UInt8, to output: inout [UInt8]) {
        output.append(byte)
        lastIsLatin = true
    }

    private mutating func appendBase(_ scalar: UInt32, to output: inout [UInt8]) {
        lastIsLatin = !ScalarFolder.keepsMarks(scalar)
        let before = output.count
        UTF8Scalars.append(scalar, to: &output)
        last = scalar
        lastLength = output.count - before
    }

    /// A mark goes after Latin and Greek; elsewhere it composes with its letter, or goes when it is a stress mark.
    private mutating func appendMark(_ mark: UInt32, to output: inout [UInt8]) {
        if lastIsLatin || output.isEmpty { return }
        let composed = cicu_composePair(UChar32(bitPattern: last), UChar32(bitPattern: mark))
        if composed > 0 {
            let whole = UInt32(bitPattern: composed)
            output.removeLast(min(lastLength, output.count))
            appendBase(ScalarFolder.unstressed(whole), to: &output)
        } else if !(0x300...0x36F).contains(mark), !(0xFE00...0xFE0F).contains(mark) {
            UTF8Scalars.append(mark, to: &output)
            last = mark
            lastLength = mark < 0x800 ? 2 : mark < 0x10000 ? 3 : 4
        }
    }

    /// Whether a letter is of a script whose marks tell letters apart: all but Latin and Greek.
    private static func keepsMarks(_ scalar: UInt32) -> Bool {
        !(scalar < 0x400 || (0x1E00...0x1FFF).contains(scalar) || (0x2C60...0x2C7F).contains(scalar)
            || (0xA720...0xA7FF).contains(scalar))
    }

    /// Cyrillic letters whose mark is left out in everyday print: ё, ѐ, ѝ.
    private static func unstressed(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x450, 0x451: 0x435
        case 0x45D: 0x438
        default: scalar
        }
    }

    /// Latin letters that Unicode does not decompose, spelt as passports and catalogues do (ICAO Doc 9303).
    private static func spelling(_ scalar: UInt32) -> String? {
        switch scalar {
        case 0xDF: "ss"
        case 0xE6, 0x1E3, 0x1FD: "ae"
        case 0xF0, 0x111, 0x189, 0x256: "d"
        case 0xF8, 0x1FF: "o"
        case 0xFE: "th"
        case 0x127: "h"
        case 0x131: "i"
        case 0x133: "ij"
        case 0x138: "k"
        case 0x142: "l"
        case 0x14B: "n"
        case 0x153: "oe"
        case 0x167: "t"
        case 0x180: "b"
        case 0x1DD, 0x259: "e"
        case 0x268: "i"
        default: nil
        }
    }
}

/// The full compatibility decomposition (NFKD, UAX #15) of one scalar: at most 18 scalars.
private struct Decomposition {
    private var scalars = InlineArray<18, UInt32>(repeating: 0)
    /// How many scalars there are; 0 when the scalar does not decompose.
    private(set) var count = 0

    init(of scalar: UInt32) {
        var units = InlineArray<18, UInt16>(repeating: 0)
        let length = withUnsafeMutableBytes(of: &units) { buffer in
            cicu_compatibilityDecomposition(
                UChar32(bitPattern: scalar), buffer.bindMemory(to: UInt16.self).baseAddress, 18)
        }
        var index = 0
        while index < length {
            var value = UInt32(units[index])
            if value & 0xFC00 == 0xD800, index + 1 < length {
                index += 1
                value = 0x10000 + (value & 0x3FF) << 10 + UInt32(units[index]) & 0x3FF
            }
            scalars[count] = value
            count += 1
            index += 1
        }
    }

    subscript(index: Int) -> UInt32 { scalars[index] }

    /// Whether everything after the first scalar is a combining mark.
    var isBaseAndMarks: Bool {
        for index in 1..<max(count, 1) where ScalarTable.classify(scalars[index]) != .mark { return false }
        return true
    }
}
