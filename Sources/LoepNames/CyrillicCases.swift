// SPDX-License-Identifier: Apache-2.0
/// The commonest case endings of East Slavic names, so that quoted Cyrillic is found too.
///
/// Only the patterns that hold without a dictionary: surnames in -ов, -ев, -ин, adjectival names in
/// -ский and -ый, feminine surnames in -ова, -ина, and other words that end in a hard consonant.
enum CyrillicCases {
    /// The oblique forms of a name in Cyrillic; of several words only the last is inflected. Empty for
    /// Latin script.
    static func forms(of name: String) -> [String] {
        guard let last = name.unicodeScalars.last, (0x430...0x45F).contains(last.value) else { return [] }
        func with(_ drop: Int, _ endings: [String]) -> [String] {
            let stem = String(name.dropLast(drop))
            return endings.map { stem + $0 }
        }
        if name.hasSuffix("ский") || name.hasSuffix("цкий") { return with(2, ["ого", "ому", "им", "ом"]) }
        if name.hasSuffix("ый") { return with(2, ["ого", "ому", "ым", "ом"]) }
        if name.hasSuffix("ов") || name.hasSuffix("ев") || name.hasSuffix("ин") {
            return with(0, ["а", "у", "ым", "е", "ом"])
        }
        if name.hasSuffix("ова") || name.hasSuffix("ева") || name.hasSuffix("ина") {
            return with(1, ["ой", "у", "ы", "е"])
        }
        if name.hasSuffix("а") { return with(1, ["ы", "у", "ой", "е"]) }
        if name.hasSuffix("ь") { return with(1, ["я", "ю", "и", "ью"]) }
        if "бвгджзклмнпрстфхцчшщ".unicodeScalars.contains(last) { return with(0, ["а", "у", "ом", "е"]) }
        return []
    }
}
