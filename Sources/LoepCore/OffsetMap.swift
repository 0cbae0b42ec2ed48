// SPDX-License-Identifier: Apache-2.0
/// The units in which a writer may count offsets.
public enum OffsetUnit: String, Sendable, CaseIterable {
    /// Unicode scalars (code points), as Python and JSON consumers count.
    case scalar
    /// UTF-8 bytes, as the library counts.
    case utf8
    /// UTF-16 code units, as JavaScript and Java count.
    case utf16
}

/// Converts byte offsets of one text into scalars or UTF-16 units, at the edge where it is printed.
///
/// Built in one linear pass with a checkpoint every 256 bytes; a look-up scans at most that many.
/// An ASCII text needs no checkpoints at all.
public struct OffsetMap: Sendable {
    private static let stride = 256
    private let text: Text
    private let unit: OffsetUnit
    private var checkpoints: [UInt32] = []

    /// Prepares to convert offsets of `text` into `unit`.
    public init(_ text: Text, unit: OffsetUnit) {
        self.text = text
        self.unit = unit
        if unit == .utf8 || text.bytes.allSatisfy({ $0 < 0x80 }) { return }
        checkpoints.reserveCapacity(text.count / OffsetMap.stride + 1)
        var units: UInt32 = 0
        for (offset, byte) in text.bytes.enumerated() {
            if offset % OffsetMap.stride == 0 { checkpoints.append(units) }
            units += width(byte)
        }
    }

    /// Units a byte adds: one for each scalar's first byte, two where UTF-16 needs a surrogate pair.
    private func width(_ byte: UInt8) -> UInt32 {
        if byte & 0xC0 == 0x80 { return 0 }
        return unit == .utf16 && byte >= 0xF0 ? 2 : 1
    }

    /// The offset in the chosen unit of a byte offset that lies on a scalar boundary.
    public func callAsFunction(_ offset: UInt32) -> UInt32 {
        if checkpoints.isEmpty { return offset }
        let checkpoint = min(Int(offset) / OffsetMap.stride, checkpoints.count - 1)
        return checkpoints[checkpoint] + units(in: checkpoint * OffsetMap.stride..<Int(offset))
    }

    /// Whether byte offsets need no conversion.
    var isIdentity: Bool { checkpoints.isEmpty }

    /// Units that begin in a range of bytes.
    func units(in range: Range<Int>) -> UInt32 {
        var units: UInt32 = 0
        let bytes = text.bytes.span
        for index in range { units += width(bytes[index]) }
        return units
    }
}

/// Converts ascending byte offsets of one text, moving along with them: each byte is looked at once.
///
/// For writers, which print ranges in text order; an offset before the last one is looked up in the map.
public struct OffsetCursor: Sendable {
    private let map: OffsetMap
    private var byte: UInt32 = 0
    private var units: UInt32 = 0

    /// Starts at the beginning of the map's text.
    public init(_ map: OffsetMap) { self.map = map }

    /// The offset in the map's unit of a byte offset that lies on a scalar boundary.
    public mutating func callAsFunction(_ offset: UInt32) -> UInt32 {
        // Far jumps are cheaper by checkpoint.
        if map.isIdentity || offset < byte || offset - byte > 256 {
            units = map(offset)
        } else {
            units += map.units(in: Int(byte)..<Int(offset))
        }
        byte = offset
        return units
    }
}
