// SPDX-License-Identifier: Apache-2.0
/// The text of one document: immutable, contiguous, valid UTF-8.
///
/// Every offset in a document counts bytes of this text. Nothing ever rewrites it: keys that stages
/// need for look-up are folded into scratch buffers of their own.
public struct Text: Sendable, Hashable {
    /// The UTF-8 bytes, exactly as they were given.
    public let bytes: [UInt8]

    /// Longest text accepted, in bytes: offsets are UInt32, and a margin keeps `end + 1` representable.
    public static let maximumByteCount = Int(UInt32.max) - 16

    /// Takes over `bytes` after checking that they are well-formed UTF-8 (Unicode 16, table 3-7).
    ///
    /// - Throws: `text.invalid-utf8` with the byte range of the first ill-formed sequence, or
    ///   `text.too-large` above `maximumByteCount`.
    public init(validating bytes: [UInt8]) throws(LoepError) {
        try Text.checkSize(bytes.count)
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            let range = error.byteOffsets
            throw LoepError(
                .invalidUTF8,
                "byte \(range.lowerBound) is not valid UTF-8; convert the text to UTF-8 first",
                range: ByteRange(range))
        }
        self.bytes = bytes
    }

    /// Makes a text from a Swift string, which is valid by construction.
    ///
    /// - Throws: `text.too-large` above `maximumByteCount`.
    public init(_ string: String) throws(LoepError) {
        try Text.checkSize(string.utf8.count)
        self.bytes = Array(string.utf8)
    }

    private static func checkSize(_ count: Int) throws(LoepError) {
        if count > maximumByteCount {
            throw LoepError(.textTooLarge, "the text has \(count) bytes; the limit is \(maximumByteCount)")
        }
    }

    /// Length in bytes.
    public var count: Int { bytes.count }

    /// The text of a range; the range must lie on scalar boundaries (invariant I1).
    public subscript(range: ByteRange) -> String {
        String(decoding: bytes[range.range], as: UTF8.self)
    }

    /// The whole text as a Swift string.
    public var string: String { String(decoding: bytes, as: UTF8.self) }
}
