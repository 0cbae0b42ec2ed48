// SPDX-License-Identifier: Apache-2.0
/// Writes durations as ISO 8601 does.
enum DurationText {
    /// `count` periods, which letter S I H D W M Q Y E C T K J of values-calendar.tsv tells; nil when it is too long.
    ///
    /// Halves come out in the next smaller unit where that is whole: one and a half hours are `PT1H30M`, years
    /// `P1Y6M`; other fractions stay decimal.
    static func make(_ count: ExactDecimal, _ period: UInt8) -> String? {
        switch period {
        case UInt8(ascii: "S"): return "PT\(count.text)S"
        case UInt8(ascii: "I"): return split(count, "PT", "M", 60, "S")
        case UInt8(ascii: "H"): return split(count, "PT", "H", 60, "M")
        case UInt8(ascii: "K"): return count.times(15).map { "PT\($0.text)M" }
        case UInt8(ascii: "J"): return count.times(30).map { "PT\($0.text)M" }
        case UInt8(ascii: "D"): return "P\(count.text)D"
        case UInt8(ascii: "W"): return "P\(count.text)W"
        case UInt8(ascii: "M"): return "P\(count.text)M"
        case UInt8(ascii: "Q"): return count.times(3).map { "P\($0.text)M" }
        case UInt8(ascii: "Y"): return split(count, "P", "Y", 12, "M")
        case UInt8(ascii: "E"): return count.times(10).flatMap { split($0, "P", "Y", 12, "M") }
        case UInt8(ascii: "C"): return count.times(100).flatMap { split($0, "P", "Y", 12, "M") }
        case UInt8(ascii: "T"): return count.times(1000).flatMap { split($0, "P", "Y", 12, "M") }
        default: return nil
        }
    }

    private static func split(_ count: ExactDecimal, _ head: String, _ unit: String, _ parts: Int, _ part: String)
        -> String?
    {
        if let whole = count.integer { return "\(head)\(whole)\(unit)" }
        guard let small = count.times(parts)?.integer, small > 0 else { return "\(head)\(count.text)\(unit)" }
        let whole = small / parts
        return whole > 0 ? "\(head)\(whole)\(unit)\(small % parts)\(part)" : "\(head)\(small)\(part)"
    }
}
