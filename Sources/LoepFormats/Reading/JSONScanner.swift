// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Reads the scalar fields of one JSON object (RFC 8259), checking all of it on the way.
///
/// One pass over bytes; values that nobody asked for are checked and skipped without being built.
struct JSONScanner {
    /// Deepest nesting accepted in skipped values.
    private static let maximumDepth = 256

    private let bytes: ArraySlice<UInt8>
    private var position: Int

    /// Starts at the first byte of a line.
    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    /// The text of the wanted top-level fields, nil where a field is absent or null; numbers as written.
    ///
    /// - Throws: `format.malformed` with the one-based column in bytes.
    mutating func fields(_ wanted: [[UInt8]]) throws(LoepError) -> [[UInt8]?] {
        var found = [[UInt8]?](repeating: nil, count: wanted.count)
        skipBlanks()
        try expect(UInt8(ascii: "{"))
        skipBlanks()
        if !take(UInt8(ascii: "}")) {
            repeat {
                skipBlanks()
                let key = try string()
                skipBlanks()
                try expect(UInt8(ascii: ":"))
                skipBlanks()
                if let index = wanted.firstIndex(of: key) {
                    found[index] = try scalarValue(of: key)
                } else {
                    try skipValue(depth: 0)
                }
                skipBlanks()
            } while take(UInt8(ascii: ","))
            try expect(UInt8(ascii: "}"))
        }
        skipBlanks()
        if position < bytes.endIndex { throw malformed("something follows the object") }
        return found
    }

    /// A string or number as text; nil for null.
    private mutating func scalarValue(of key: [UInt8]) throws(LoepError) -> [UInt8]? {
        switch peek {
        case UInt8(ascii: "\""): return try string()
        case UInt8(ascii: "n"):
            try skipWord("null")
            return nil
        case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")):
            let start = position
            try skipNumber()
            return Array(bytes[start..<position])
        default: throw malformed("field \(String(decoding: key, as: UTF8.self)) is no string")
        }
    }

    private mutating func skipValue(depth: Int) throws(LoepError) {
        if depth > JSONScanner.maximumDepth { throw malformed("nested too deeply") }
        switch peek {
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "{"):
            position += 1
            skipBlanks()
            if take(UInt8(ascii: "}")) { return }
            repeat {
                skipBlanks()
                _ = try string()
                skipBlanks()
                try expect(UInt8(ascii: ":"))
                skipBlanks()
                try skipValue(depth: depth + 1)
                skipBlanks()
            } while take(UInt8(ascii: ","))
            try expect(UInt8(ascii: "}"))
        case UInt8(ascii: "["):
            position += 1
            skipBlanks()
            if take(UInt8(ascii: "]")) { return }
            repeat {
                skipBlanks()
                try skipValue(depth: depth + 1)
                skipBlanks()
            } while take(UInt8(ascii: ","))
            try expect(UInt8(ascii: "]"))
        case UInt8(ascii: "t"): try skipWord("true")
        case UInt8(ascii: "f"): try skipWord("false")
        case UInt8(ascii: "n"): try skipWord("null")
        default: try skipNumber()
        }
    }

    private mutating func skipWord(_ word: StaticString) throws(LoepError) {
        let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes[position...].starts(with: expected) else { throw malformed("expected a value") }
        position += expected.count
    }

    private mutating func skipNumber() throws(LoepError) {
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try skipDigits() }
        if take(UInt8(ascii: ".")) { try skipDigits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try skipDigits()
        }
    }

    private mutating func skipDigits() throws(LoepError) {
        let start = position
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        if position == start { throw malformed("expected a value") }
    }

    /// Reads a string and undoes its escapes.
    private mutating func string() throws(LoepError) -> [UInt8] {
        try expect(UInt8(ascii: "\""))
        var result: [UInt8] = []
        var start = position
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                result += bytes[start..<position]
                position += 1
                return result
            case UInt8(ascii: "\\"):
                result += bytes[start..<position]
                position += 1
                try appendEscape(to: &result)
                start = position
            case 0..<0x20: throw malformed("a control character stands in a string; write it as an escape")
            default: position += 1
            }
        }
        throw malformed("a string is not closed")
    }

    private mutating func appendEscape(to result: inout [UInt8]) throws(LoepError) {
        guard let byte = peek else { throw malformed("a string is not closed") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "u"):
            var value = try hexadecimal()
            if (0xD800..<0xDC00).contains(value) {
                guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
                    throw malformed("half of a surrogate pair")
                }
                let low = try hexadecimal()
                guard (0xDC00..<0xE000).contains(low) else { throw malformed("half of a surrogate pair") }
                value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(value) else { throw malformed("half of a surrogate pair") }
            result += UTF8.encode(scalar)!
        default: throw malformed("there is no such escape")
        }
    }

    private mutating func hexadecimal() throws(LoepError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw malformed("expected four hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    private var peek: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(LoepError) {
        if !take(byte) { throw malformed("expected \(Character(Unicode.Scalar(byte)))") }
    }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    }

    private func malformed(_ problem: String) -> LoepError {
        LoepError(.malformedInput, "column \(position - bytes.startIndex + 1): \(problem)")
    }
}
