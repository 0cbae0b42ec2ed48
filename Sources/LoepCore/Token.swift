// SPDX-License-Identifier: Apache-2.0
/// What kind of thing a token is, as far as its form tells.
public enum TokenKind: UInt8, Sendable, CaseIterable {
    /// Letters, with inner apostrophes, hyphens and digits: `foto's`, `Noord-Holland`, `A4`.
    case word
    /// Digits with their inner separators and affixes: `10.000`, `2-1`, `16u30`, `19e`.
    case number
    /// An abbreviation written with full stops, or initials: `a.u.b.`, `dhr.`, `J.P.`.
    case abbreviation
    /// Sentence punctuation, quotes, brackets and dashes.
    case punctuation
    /// Any other sign: `€`, `%`, `+`, `©`.
    case symbol
    /// A web address, e-mail address or file name.
    case address
    /// A social-media handle (`@loep`) or hashtag (`#loep`).
    case handle
    /// An emoji sequence or emoticon.
    case emoji
}

/// One token: a plain struct of 12 bytes without references, so an array of them is one allocation.
public struct Token: Hashable, Sendable {
    /// Offset of the first byte in the original text.
    public var start: UInt32
    /// Offset one past the last byte.
    public var end: UInt32
    /// What kind of thing it is.
    public var kind: TokenKind
    /// Number of the rule that set this token's boundaries; the segmenter's rule table names it.
    public var rule: UInt8

    /// Makes a token over the bytes `start ..< end`.
    @inlinable
    public init(start: UInt32, end: UInt32, kind: TokenKind, rule: UInt8 = 0) {
        self.start = start
        self.end = end
        self.kind = kind
        self.rule = rule
    }

    /// The bytes it covers.
    @inlinable
    public var bytes: ByteRange { ByteRange(start, end) }

    /// Length in bytes.
    @inlinable
    public var count: Int { Int(end) - Int(start) }
}
