// SPDX-License-Identifier: Apache-2.0
/// JSON strings (RFC 8259), written byte by byte.
extension [UInt8] {
    /// Appends a quoted JSON string of UTF-8 bytes; only quotes, backslashes and control bytes are escaped.
    mutating func append(json source: ArraySlice<UInt8>) {
        source.withUnsafeBufferPointer { append(json: $0) }
    }

    /// Appends a quoted JSON string.
    mutating func append(json string: String) {
        var string = string
        string.withUTF8 { append(json: $0) }
    }

    private mutating func append(json bytes: UnsafeBufferPointer<UInt8>) {
        append(UInt8(ascii: "\""))
        var copied = 0
        for index in bytes.indices {
            let byte = bytes[index]
            if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { continue }
            append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied..<index]))
            append(jsonEscapeOf: byte)
            copied = index + 1
        }
        append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied...]))
        append(UInt8(ascii: "\""))
    }

    private mutating func append(jsonEscapeOf byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case 0x08: append("\\b")
        case 0x09: append("\\t")
        case 0x0A: append("\\n")
        case 0x0C: append("\\f")
        case 0x0D: append("\\r")
        default:
            let digits = Array("0123456789abcdef".utf8)
            append("\\u00")
            append(digits[Int(byte >> 4)])
            append(digits[Int(byte & 15)])
        }
    }
}
