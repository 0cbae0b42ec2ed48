// SPDX-License-Identifier: Apache-2.0
/// Text inside XML and HTML, with the characters that mean something there escaped.
extension [UInt8] {
    /// Appends text for element content or a double-quoted attribute.
    ///
    /// Control bytes that XML 1.0 (section 2.2) forbids become U+FFFD.
    mutating func append(markup source: ArraySlice<UInt8>) {
        append(source) { byte in
            switch byte {
            case UInt8(ascii: "&"): "&amp;"
            case UInt8(ascii: "<"): "&lt;"
            case UInt8(ascii: ">"): "&gt;"
            case UInt8(ascii: "\""): "&quot;"
            case 0x0D: "&#13;"
            case 0..<0x09, 0x0B..<0x20: "\u{FFFD}"
            default: nil
            }
        }
    }

    /// Appends text for element content or a double-quoted attribute.
    mutating func append(markup string: String) {
        append(markup: Array(string.utf8)[...])
    }

    /// Appends ` name="value"`.
    mutating func append(attribute name: StaticString, _ value: String) {
        append(UInt8(ascii: " "))
        append(name)
        append("=\"")
        append(markup: value)
        append(UInt8(ascii: "\""))
    }
}
