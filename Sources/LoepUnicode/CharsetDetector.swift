// SPDX-License-Identifier: Apache-2.0
import CICU
import LoepCore

/// The bytes of a file as UTF-8, and what they were before.
public struct DecodedText: Sendable, Hashable {
    /// Well-formed UTF-8 without a byte order mark.
    public var utf8: [UInt8]
    /// IANA name of the charset the input was in, such as `UTF-8` or `windows-1252`.
    public var charset: String
    /// Whether the charset was guessed rather than stated by a mark, by the caller or by well-formedness.
    public var isGuess: Bool
}

/// Turns bytes of unknown encoding into UTF-8.
///
/// Order of the evidence: byte order marks; signatures of binary formats; the zero bytes of UTF-16; UTF-8 by
/// well-formedness; Windows-1252 or ISO 8859-15 when every byte above ASCII makes sense there in Western
/// prose; the guess of libicu's detector, when it is sure enough. Broken UTF-8 is an error, not Latin.
public enum CharsetDetector {
    /// Decodes `bytes`.
    ///
    /// - Throws: `text.binary` for a picture, archive, program or office file, `text.invalid-utf8` for bytes
    ///   that are no encoding of text that can be told with confidence.
    public static func decode(_ bytes: [UInt8]) throws(LoepError) -> DecodedText {
        for (mark, charset) in byteOrderMarks where bytes.starts(with: mark) {
            return try decode(bytes, as: charset)
        }
        if let format = BinarySignature.name(of: bytes) {
            throw LoepError(.binary, "this is \(format), not text")
        }
        if let charset = BinarySignature.wideCharset(of: bytes) {
            var decoded = try decode(bytes, as: charset)
            decoded.isGuess = true
            return decoded
        }
        if BinarySignature.hasBinaryControls(bytes) {
            throw LoepError(.binary, "the bytes hold control codes that no text has")
        }
        let error: LoepError
        do {
            return DecodedText(utf8: try Text(validating: bytes).bytes, charset: "UTF-8", isGuess: false)
        } catch let failure {
            error = failure
        }
        if error.code != .invalidUTF8 { throw error }
        if let charset = WesternEvidence(bytes).charset {
            return DecodedText(utf8: try convert(bytes, charset), charset: charset, isGuess: true)
        }
        if let charset = confidentGuess(bytes) {
            return DecodedText(utf8: try convert(bytes, charset), charset: charset, isGuess: true)
        }
        throw error
    }

    /// Decodes `bytes` from a charset the caller states; a byte order mark at the start is dropped.
    ///
    /// - Throws: `option.invalid` for a charset libicu does not know, `text.invalid-utf8` when the bytes are
    ///   not of it.
    public static func decode(_ bytes: [UInt8], as charset: String) throws(LoepError) -> DecodedText {
        let isUTF8 = charset.utf8.count <= 5 && Casing.lowercased(charset).filter { $0 != "-" } == "utf8"
        var utf8 = isUTF8 ? bytes : try convert(bytes, charset)
        if utf8.starts(with: [0xEF, 0xBB, 0xBF]) { utf8.removeFirst(3) }
        let text = try Text(validating: utf8)
        return DecodedText(utf8: text.bytes, charset: isUTF8 ? "UTF-8" : charset, isGuess: false)
    }

    /// Longest first: the mark of UTF-32LE begins with that of UTF-16LE.
    private static let byteOrderMarks: [([UInt8], String)] = [
        ([0xFF, 0xFE, 0x00, 0x00], "UTF-32LE"), ([0x00, 0x00, 0xFE, 0xFF], "UTF-32BE"),
        ([0xEF, 0xBB, 0xBF], "UTF-8"), ([0xFF, 0xFE], "UTF-16LE"), ([0xFE, 0xFF], "UTF-16BE"),
    ]

    private static func convert(_ bytes: [UInt8], _ charset: String) throws(LoepError) -> [UInt8] {
        // Three bytes for each byte or UTF-16 unit cover every charset libicu has.
        let capacity = bytes.count * 3 + 16
        var result: Int64 = 0
        let utf8 = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            result = cicu_convertToUTF8(charset, bytes, Int64(bytes.count), buffer.baseAddress, Int64(capacity))
            count = max(0, Int(result))
        }
        if result == -1 { throw LoepError(.invalidOption, "there is no charset \(charset)") }
        if result < 0 { throw LoepError(.invalidUTF8, "the bytes are not well-formed \(charset)") }
        return utf8
    }

    /// libicu's guess over at most 64 KiB, from a confidence of 40 on.
    private static func confidentGuess(_ bytes: [UInt8]) -> String? {
        var name = [CChar](repeating: 0, count: 64)
        let confidence = cicu_detectCharset(bytes, Int32(min(bytes.count, 1 << 16)), &name, 64)
        guard confidence >= 40 else { return nil }
        let charset = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return charset.hasPrefix("UTF-") || charset.hasPrefix("ISO-8859-1") || charset == "windows-1252" ? nil : charset
    }
}
