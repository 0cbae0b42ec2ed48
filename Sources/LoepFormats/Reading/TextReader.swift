import LoepCore

/// How the bytes of a file become text.
public enum InputEncoding: String, CaseIterable, Sendable {
    /// UTF-8 or an error.
    case utf8
}

/// Reads one file as one article.
public enum TextReader {
    /// Bytes looked at to tell a binary from text, like git does.
    static let probeLength = 8_000

    /// Makes the text of a file.
    ///
    /// - Throws: `text.empty` when nothing visible is in it, `text.binary` when it holds NUL bytes,
    ///   `text.invalid-utf8` with the place of the first wrong byte.
    public static func text(from bytes: [UInt8]) throws(LoepError) -> Text {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw LoepError(.invalidUTF8, "the text is UTF-16; convert it to UTF-8 first", range: ByteRange(0, 2))
        }
        if bytes.prefix(probeLength).contains(0) {
            throw LoepError(.binary, "this is no text but a binary file: it holds NUL bytes")
        }
        let text = try Text(validating: bytes)
        try requireContent(text)
        return text
    }

    /// Refuses a text in which nothing can be seen.
    ///
    /// - Throws: `text.empty`.
    static func requireContent(_ text: Text) throws(LoepError) {
        // A byte order mark and the blanks of ASCII; other white space alone is no article either.
        if text.bytes.contains(where: { $0 > 0x20 && $0 < 0x7F }) { return }
        let isVisible = text.string.unicodeScalars.contains { scalar in
            !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
                && scalar.properties.generalCategory != .format
        }
        if !isVisible { throw LoepError(.emptyText, "there is no text in it") }
    }
}
