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
        var units = checkpoints[checkpoint]
        for index in checkpoint * OffsetMap.stride..<Int(offset) { units += width(text.bytes[index]) }
        return units
    }
}
