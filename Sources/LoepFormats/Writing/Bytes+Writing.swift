// SPDX-License-Identifier: Apache-2.0
/// The few ways all writers put bytes into their output.
///
/// Writers append to one `[UInt8]` a document, without a `String` for each token: that is what makes
/// them several times faster than an encoder that builds values first.
extension [UInt8] {
    /// Appends fixed text.
    @inline(__always)
    mutating func append(_ literal: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    /// Appends the UTF-8 of a string.
    mutating func append(string: String) {
        append(contentsOf: string.utf8)
    }

    /// Appends a number in decimal digits.
    mutating func append(decimal value: some BinaryInteger) {
        var rest = UInt64(value)
        var end = count + 1
        var bound: UInt64 = 10
        while rest >= bound {
            end += 1
            let (next, overflows) = bound.multipliedReportingOverflow(by: 10)
            if overflows { break }
            bound = next
        }
        while count < end { append(UInt8(ascii: "0")) }
        repeat {
            end -= 1
            self[end] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
    }

    /// Appends a number between 0 and 1, rounded to four digits, without trailing zeros.
    mutating func append(score: Float) {
        let clamped = score > 0 ? (score < 1 ? score : 1) : 0
        var units = UInt64(clamped * 10_000 + 0.5)
        append(decimal: units / 10_000)
        units %= 10_000
        if units == 0 { return }
        append(UInt8(ascii: "."))
        var divisor: UInt64 = 1_000
        while units > 0 {
            append(UInt8(ascii: "0") + UInt8(units / divisor))
            units %= divisor
            divisor /= 10
        }
    }

    /// Appends bytes with some of them replaced: `replacement` gives the text that stands for a byte,
    /// or nil for one that is copied. Runs without replacements are copied in one go.
    @inline(__always)
    mutating func append(_ source: ArraySlice<UInt8>, replacing replacement: (UInt8) -> StaticString?) {
        var copied = source.startIndex
        for index in source.indices {
            guard let text = replacement(source[index]) else { continue }
            append(contentsOf: source[copied..<index])
            append(text)
            copied = index + 1
        }
        append(contentsOf: source[copied...])
    }
}
