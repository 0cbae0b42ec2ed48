// SPDX-License-Identifier: Apache-2.0
import CICU

/// Word and sentence boundaries by the default rules of UAX #29, as libicu implements them.
///
/// Loep's own segmenter differs from them on purpose where Dutch does; this is what it is compared with.
public enum DefaultBoundaries {
    /// Word boundaries of `text` (UAX #29, section 4), ascending, in bytes of UTF-8, 0 and the end included.
    public static func words(of text: String) -> [Int] { boundaries(text, kind: 1) }

    /// Sentence boundaries of `text` (UAX #29, section 5), ascending, in bytes of UTF-8, 0 and the end included.
    public static func sentences(of text: String) -> [Int] { boundaries(text, kind: 3) }

    private static func boundaries(_ text: String, kind: Int32) -> [Int] {
        let units = Array(text.utf16)
        var found = [0]
        guard let iterator = cicu_ubrk_open(kind, units, Int32(units.count)) else { return found }
        defer { cicu_ubrk_close(iterator) }
        var unit = 0
        var offset = 0
        while true {
            let next = Int(cicu_ubrk_next(iterator))
            if next < 0 { return found }
            offset += String(decoding: units[unit..<next], as: UTF16.self).utf8.count
            unit = next
            found.append(offset)
        }
    }
}
