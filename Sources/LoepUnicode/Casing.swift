// SPDX-License-Identifier: Apache-2.0
import CICU

/// Case mapping by Dutch rules (`ĳ` and `ij` keep together: `IJs`), over bytes into scratch memory.
public enum Casing {
    /// Appends `bytes[range]` in lower case; ASCII never reaches libicu.
    public static func appendLowercased(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
        append(bytes, range, to: &output, shift: { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }, map: cicu_lowercase)
    }

    /// Appends `bytes[range]` in upper case; ASCII never reaches libicu.
    public static func appendUppercased(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
        append(bytes, range, to: &output, shift: { $0 &- 0x61 < 26 ? $0 & 0xDF : $0 }, map: cicu_uppercase)
    }

    /// The string in lower case.
    public static func lowercased(_ string: String) -> String {
        let bytes = Array(string.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        appendLowercased(bytes.span, 0..<bytes.count, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// The string in upper case.
    public static func uppercased(_ string: String) -> String {
        let bytes = Array(string.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        appendUppercased(bytes.span, 0..<bytes.count, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// The string with its first letter in upper case and the rest as it was; `ijs` becomes `IJs`.
    public static func capitalized(_ string: String) -> String {
        let head = string.hasPrefix("ij") ? string.prefix(2) : string.prefix(1)
        return uppercased(String(head)) + string.dropFirst(head.count)
    }

    private typealias Mapping = (UnsafePointer<UInt16>?, Int32, UnsafeMutablePointer<UInt16>?, Int32) -> Int32

    private static func append(
        _ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8], shift: (UInt8) -> UInt8, map: Mapping
    ) {
        let start = output.count
        for index in range {
            let byte = bytes[index]
            if byte >= 0x80 {
                output.removeLast(output.count - start)
                UTF16Buffer(bytes, range).appendMapped(map, to: &output)
                return
            }
            output.append(shift(byte))
        }
    }
}

/// UTF-16 of a run of bytes, for the functions of libicu that know no UTF-8.
struct UTF16Buffer {
    var units: [UInt16] = []

    init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        units.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            let (scalar, length) = UTF8Scalars.decode(bytes, at: index)
            append(scalar)
            index += length
        }
    }

    private mutating func append(_ scalar: UInt32) {
        if scalar < 0x10000 {
            units.append(UInt16(scalar))
        } else {
            units.append(UInt16(0xD7C0 + scalar >> 10))
            units.append(UInt16(0xDC00 | scalar & 0x3FF))
        }
    }

    /// Applies one of libicu's string functions and appends the result as UTF-8; on failure the text as it was.
    func appendMapped(
        _ map: (UnsafePointer<UInt16>?, Int32, UnsafeMutablePointer<UInt16>?, Int32) -> Int32,
        to output: inout [UInt8]
    ) {
        var result = [UInt16](repeating: 0, count: units.count * 3 + 16)
        var count = map(units, Int32(units.count), &result, Int32(result.count))
        if count > Int32(result.count) {
            result = [UInt16](repeating: 0, count: Int(count))
            count = map(units, Int32(units.count), &result, Int32(result.count))
        }
        let mapped = count < 0 ? units[...] : result[..<Int(count)]
        output.append(contentsOf: String(decoding: mapped, as: UTF16.self).utf8)
    }
}
