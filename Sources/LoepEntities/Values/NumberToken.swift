// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// A token of figures taken apart: runs of digits, the signs between them, and what follows.
///
/// `10.000`, `12,50`, `14u30`, `2022-10-16`, `3,5-4,5`, `’80`, `19e`, `2½`, `80km`.
struct NumberToken {
    /// Most runs of digits a token may have.
    static let mostRuns = 6
    /// Value of each run.
    private(set) var values = InlineArray<6, Int>(repeating: 0)
    /// Figures of each run.
    private(set) var widths = InlineArray<6, Int>(repeating: 0)
    /// The sign before each run but the first; a dash of any length is `-`.
    private(set) var signs = InlineArray<6, UInt8>(repeating: 0)
    /// Number of runs; 0 in a lone fraction.
    private(set) var count = 0
    /// Whether a minus sign stands in front.
    private(set) var isNegative = false
    /// Whether an apostrophe stands in front: `’80`.
    private(set) var isShort = false
    /// Whether the last run has an apostrophe in front: `2021/’22`.
    private(set) var endsShort = false
    /// A fraction after the runs (`½`, `¼`, `¾`), in hundredths.
    private(set) var fraction = 0
    /// The bytes after the number.
    private(set) var suffix: Range<Int>

    /// Whether a token may be read as figures; a cheap test.
    @inline(__always)
    static func startsLikeNumber(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let byte = bytes[range.lowerBound]
        if byte &- 0x30 < 10 { return true }
        if byte >= 0x61 && byte < 0x80 || byte &- 0x41 < 26 { return false }
        if byte == 0xC2 { return bytes[range.lowerBound + 1] >= 0xBC && bytes[range.lowerBound + 1] <= 0xBE }
        guard range.count > 1 else { return false }
        if byte == 0x2D || byte == 0x2B || byte == 0x27 { return bytes[range.lowerBound + 1] &- 0x30 < 10 }
        return byte == 0xE2 && range.count > 3 && bytes[range.lowerBound + 3] &- 0x30 < 10
    }

    /// Takes a token apart; nil when it holds no number or too long a one.
    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        let end = range.upperBound
        var index = range.lowerBound
        suffix = end..<end
        switch NumberToken.mark(bytes, index, end) {
        case (UInt8(ascii: "-"), let length):
            isNegative = true
            index += length
        case (UInt8(ascii: "'"), let length):
            isShort = true
            index += length
        case (UInt8(ascii: "+"), let length): index += length
        default: break
        }
        while index < end, bytes[index] &- 0x30 < 10 {
            guard count < NumberToken.mostRuns else { return nil }
            let start = index
            while index < end, bytes[index] &- 0x30 < 10, index - start < 16 {
                values[count] = values[count] * 10 + Int(bytes[index] - 0x30)
                index += 1
            }
            guard index - start <= 15 else { return nil }
            widths[count] = index - start
            count += 1
            var (sign, length) = NumberToken.mark(bytes, index, end)
            guard sign != 0, sign != UInt8(ascii: "'"), sign != UInt8(ascii: "+"), index + length < end else { break }
            var next = index + length
            let (following, skipped) = NumberToken.mark(bytes, next, end)
            if following == UInt8(ascii: "'"), sign == UInt8(ascii: "-") || sign == UInt8(ascii: "/") {
                endsShort = true
                next += skipped
                length += skipped
            }
            guard next < end, bytes[next] &- 0x30 < 10, count < NumberToken.mostRuns else { break }
            // A letter joins hours and minutes only.
            if sign == UInt8(ascii: "u") || sign == UInt8(ascii: "h") {
                guard widths[count - 1] <= 2, next + 2 <= end, bytes[next + 1] &- 0x30 < 10 else { break }
                sign = UInt8(ascii: "u")
            }
            signs[count] = sign
            index = next
        }
        if index + 1 < end, bytes[index] == 0xC2, bytes[index + 1] >= 0xBC, bytes[index + 1] <= 0xBE {
            fraction = (Int(bytes[index + 1]) - 0xBB) * 25
            index += 2
        }
        guard count > 0 || fraction > 0 else { return nil }
        suffix = index..<end
    }

    /// The sign at `index` that may stand in or before a number, and its length; 0 for none.
    private static func mark(_ bytes: Span<UInt8>, _ index: Int, _ end: Int) -> (sign: UInt8, length: Int) {
        guard index < end else { return (0, 0) }
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ":"),
            UInt8(ascii: "u"), UInt8(ascii: "h"), UInt8(ascii: "'"), UInt8(ascii: "+"):
            return (byte, 1)
        case 0xE2 where index + 2 < end:
            switch (bytes[index + 1], bytes[index + 2]) {
            case (0x80, 0x90...0x94), (0x88, 0x92): return (UInt8(ascii: "-"), 3)
            case (0x80, 0x98), (0x80, 0x99): return (UInt8(ascii: "'"), 3)
            default: return (0, 0)
            }
        default: return (0, 0)
        }
    }

    /// Whether the signs between the runs are these.
    func isJoined(by pattern: StaticString) -> Bool {
        guard pattern.utf8CodeUnitCount == count - 1 else { return false }
        for index in 1..<count where signs[index] != pattern.utf8Start[index - 1] { return false }
        return true
    }

    /// Whether it is one run of digits and nothing else.
    var isPlain: Bool { count == 1 && suffix.isEmpty && fraction == 0 && !isNegative && !isShort }

    /// Position of the run after the only dash; nil when there is no dash or more than one.
    private var dash: Int? {
        var found: Int?
        for index in 1..<max(count, 1) where signs[index] == UInt8(ascii: "-") {
            if found != nil { return nil }
            found = index
        }
        return found
    }

    /// The number, or the two ends of a range such as `3-4`; nil when the signs make none.
    func amounts() -> (lower: ExactDecimal, upper: ExactDecimal?)? {
        if isShort || endsShort { return nil }
        let part = fraction % 10 == 0 ? ExactDecimal(fraction / 10, scale: 1) : ExactDecimal(fraction, scale: 2)
        if count == 0 { return (part, nil) }
        if let dash {
            guard fraction == 0, !isNegative, let lower = decimal(0..<dash), let upper = decimal(dash..<count),
                ExactDecimal.isAscending(lower, upper)
            else { return nil }
            return (lower, upper)
        }
        guard var value = decimal(0..<count) else { return nil }
        if fraction > 0 {
            guard count == 1, let sum = value.plus(part) else { return nil }
            value = sum
        }
        if isNegative { value.digits = -value.digits }
        return (value, nil)
    }

    /// A number of the runs: thousands parted by full stops, decimals after a comma, or one decimal after a full stop.
    private func decimal(_ runs: Range<Int>) -> ExactDecimal? {
        var last = runs.lowerBound
        var value = values[last]
        while last + 1 < runs.upperBound, signs[last + 1] == UInt8(ascii: "."), widths[last + 1] == 3,
            widths[runs.lowerBound] <= 3, values[runs.lowerBound] > 0, value < 1_000_000_000_000
        {
            last += 1
            value = value * 1000 + values[last]
        }
        if last + 1 == runs.upperBound { return ExactDecimal(value) }
        let isDecimal =
            signs[last + 1] == UInt8(ascii: ",")
            || (signs[last + 1] == UInt8(ascii: ".") && widths[last + 1] == 1 && last == runs.lowerBound)
        guard last + 2 == runs.upperBound, isDecimal, widths[last + 1] <= 6,
            let whole = ExactDecimal(value).times(NumberToken.power(widths[last + 1]))
        else { return nil }
        return ExactDecimal(whole.digits + values[last + 1], scale: widths[last + 1])
    }

    static func power(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { product, _ in product * 10 } }
}

extension ExactDecimal {
    /// Whether the first number is below the second.
    static func isAscending(_ lower: ExactDecimal, _ upper: ExactDecimal) -> Bool {
        guard let difference = upper.plus(ExactDecimal(-lower.digits, scale: lower.scale)) else { return false }
        return difference.digits > 0
    }
}
