// SPDX-License-Identifier: Apache-2.0
/// A half-open range of bytes in the original text.
///
/// Offsets are UInt32, so one document holds at most 4 GiB; `Text` refuses more.
public struct ByteRange: Hashable, Sendable {
    /// Offset of the first byte.
    public var start: UInt32
    /// Offset one past the last byte.
    public var end: UInt32

    /// Makes the range `start ..< end`, both in bytes.
    @inlinable
    public init(_ start: UInt32, _ end: UInt32) {
        self.start = start
        self.end = end
    }

    /// Makes a range from native integers, both in bytes.
    @inlinable
    public init(_ range: Range<Int>) {
        self.init(UInt32(range.lowerBound), UInt32(range.upperBound))
    }

    /// Length in bytes.
    @inlinable
    public var count: Int { Int(end) - Int(start) }

    /// The same range as native integers, for subscripts.
    @inlinable
    public var range: Range<Int> { Int(start)..<Int(end) }

    /// Whether both ranges share at least one byte.
    @inlinable
    public func overlaps(_ other: ByteRange) -> Bool { start < other.end && other.start < end }
}

/// A half-open range of token indices of one document.
public struct TokenRange: Hashable, Sendable {
    /// Index of the first token.
    public var start: UInt32
    /// Index one past the last token.
    public var end: UInt32

    /// Makes the range `start ..< end`, both token indices.
    @inlinable
    public init(_ start: UInt32, _ end: UInt32) {
        self.start = start
        self.end = end
    }

    /// Makes a range from native integers, both token indices.
    @inlinable
    public init(_ range: Range<Int>) {
        self.init(UInt32(range.lowerBound), UInt32(range.upperBound))
    }

    /// Length in tokens.
    @inlinable
    public var count: Int { Int(end) - Int(start) }

    /// The same range as native integers, for subscripts.
    @inlinable
    public var range: Range<Int> { Int(start)..<Int(end) }

    /// Whether both ranges share at least one token.
    @inlinable
    public func overlaps(_ other: TokenRange) -> Bool { start < other.end && other.start < end }
}
