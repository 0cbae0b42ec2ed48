// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepUnicode

/// How the bytes of a file become text.
public enum InputEncoding: Sendable, Hashable {
    /// UTF-8 or an error: nothing is guessed, and offsets count the bytes of the file.
    case utf8
    /// Told from the bytes; offsets count the text converted to UTF-8.
    case detected
    /// A charset by its IANA name, such as `windows-1252`.
    case named(String)

    /// Reads what a user writes: `utf-8`, `auto` or a name of a charset.
    public init(label: String) {
        switch label.lowercased() {
        case "utf-8", "utf8": self = .utf8
        case "auto": self = .detected
        default: self = .named(label)
        }
    }
}

/// Reads one file as one article.
public enum TextReader {
    /// Bytes looked at to tell a binary from text, like git does.
    private static let probeLength = 8_000

    /// Makes a document of a file.
    ///
    /// - Throws: `text.empty` when nothing visible is in it, `text.binary` when it is a picture, an archive or
    ///   holds NUL bytes, `text.invalid-utf8` with the place of the first wrong byte, `option.invalid` for a
    ///   charset nobody knows.
    public static func document(
        _ bytes: [UInt8], id: String, encoding: InputEncoding = .utf8
    ) throws(LoepError) -> Document {
        var metadata = Metadata()
        let text: Text
        switch encoding {
        case .utf8: text = try strictText(bytes)
        case .detected, .named:
            let decoded: DecodedText
            if case .named(let charset) = encoding {
                decoded = try CharsetDetector.decode(bytes, as: charset)
            } else {
                decoded = try CharsetDetector.decode(bytes)
            }
            text = try Text(validating: decoded.utf8)
            metadata.encoding = decoded.charset
        }
        try requireContent(text)
        return Document(id: id, text: text, metadata: metadata)
    }

    private static func strictText(_ bytes: [UInt8]) throws(LoepError) -> Text {
        if !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]),
            bytes.prefix(probeLength).contains(0)
        {
            // The detector knows better names for most binaries; UTF-16 without a mark is left to it too.
            let decoded = try CharsetDetector.decode(bytes)
            throw LoepError(.invalidUTF8, "the text is \(decoded.charset); \(advice)", range: ByteRange(0, 1))
        }
        do throws(LoepError) {
            return try Text(validating: bytes)
        } catch {
            guard error.code == .invalidUTF8 else { throw error }
            var failure = error
            do throws(LoepError) {
                let decoded = try CharsetDetector.decode(bytes)
                failure.message = "byte \(error.range?.start ?? 0) is not valid UTF-8, but the text may be "
                failure.message += "\(decoded.charset); \(advice)"
            } catch {
                if error.code == .binary { throw error }
            }
            throw failure
        }
    }

    private static let advice = "convert it to UTF-8, or let Loep do it (--encoding auto)"

    /// Refuses a text in which nothing can be seen.
    ///
    /// - Throws: `text.empty`.
    static func requireContent(_ text: Text) throws(LoepError) {
        if text.bytes.contains(where: { $0 > 0x20 && $0 < 0x7F }) { return }
        let isVisible = text.string.unicodeScalars.contains { scalar in
            !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
                && scalar.properties.generalCategory != .format
        }
        if !isVisible { throw LoepError(.emptyText, "there is no text in it") }
    }
}
