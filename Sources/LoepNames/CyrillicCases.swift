// SPDX-License-Identifier: Apache-2.0
/// The case endings of East Slavic names, so that quoted Cyrillic is found too: Путина, Анны Ахматовой.
///
/// Only the patterns that hold without a dictionary: surnames in -ов, -ев, -ин and their feminines, adjectival
/// names, given names and places by their last letter. All words of a name stand in the same case.
enum CyrillicCases {
    /// Part a word plays in its name, which decides between patterns: Ирина has Ирины, the surname Пушкина has Пушкиной.
    private enum Role { case given, surname, alone }

    /// The oblique forms of a name in Cyrillic, each once; empty for another script.
    static func forms(of name: String) -> [String] {
        let words = name.split(separator: " ").map(String.init)
        guard !words.isEmpty, words.allSatisfy(isCyrillic) else { return [] }
        if words.count == 1 { return unique(patterns(words[0], .alone).flatMap { $0 }, name) }
        let isFeminine = "ая".contains(words[0].last ?? " ")
        var declined: [[String]] = []
        for (index, word) in words.enumerated() {
            let role: Role = index + 1 == words.count ? .surname : .given
            // A woman's surname that ends in a consonant does not change.
            let stays = role == .surname && isFeminine && !"ая".contains(word.last ?? " ")
            declined.append(stays ? [] : patterns(word, role).first ?? [])
        }
        let forms = (0..<5).map { number in
            zip(words, declined).map { $1.isEmpty ? $0 : $1[number] }.joined(separator: " ")
        }
        return unique(forms, name)
    }

    private static func isCyrillic(_ word: String) -> Bool {
        word.unicodeScalars.last.map { (0x430...0x45F).contains($0.value) } ?? false
    }

    private static func unique(_ forms: [String], _ name: String) -> [String] {
        var result: [String] = []
        for form in forms where form != name && !result.contains(form) { result.append(form) }
        return result
    }

    /// Genitive, dative, accusative, instrumental and prepositional of a word by each pattern that may be its own.
    private static func patterns(_ word: String, _ role: Role) -> [[String]] {
        func with(_ drop: Int, _ endings: [String]) -> [String] {
            let stem = String(word.dropLast(drop))
            return endings.map { stem + $0 }
        }
        func ends(_ endings: String...) -> Bool { endings.contains { word.hasSuffix($0) } }
        if ends("ая") { return [with(2, ["ой", "ой", "ую", "ой", "ой"])] }
        if ends("ский", "цкий") { return [with(2, ["ого", "ому", "ого", "им", "ом"])] }
        if ends("ый", "ой") { return [with(2, ["ого", "ому", "ого", "ым", "ом"])] }
        if ends("ий") { return [with(1, ["я", "ю", "я", "ем", "и"])] }
        if ends("ей", "ай", "уй") { return [with(1, ["я", "ю", "я", "ем", "е"])] }
        if ends("ия") { return [with(1, ["и", "и", "ю", "ей", "и"])] }
        if ends("я") { return [with(1, ["и", "е", "ю", "ей", "е"])] }
        let noun = with(1, [softens(word.dropLast().last) ? "и" : "ы", "е", "у", "ой", "е"])
        if ends("ова", "ева", "ёва", "ина", "ына"), role != .given {
            let surname = with(1, ["ой", "ой", "у", "ой", "ой"])
            return role == .alone ? [surname, noun] : [surname]
        }
        if ends("а") { return [noun] }
        if ends("ь") {
            let masculine = with(1, ["я", "ю", "я", "ем", "е"])
            return role == .alone ? [masculine, with(1, ["и", "и", "ь", "ью", "и"])] : [masculine]
        }
        guard let last = word.last, "бвгджзклмнпрстфхцчшщ".contains(last) else { return [] }
        let hard = with(0, ["а", "у", "а", "ом", "е"])
        if ends("ов", "ев", "ёв", "ин", "ын"), role != .given {
            let surname = with(0, ["а", "у", "а", "ым", "е"])
            return role == .alone ? [surname, hard] : [surname]
        }
        return [hard]
    }

    /// After these letters Russian writes и, never ы.
    private static func softens(_ letter: Character?) -> Bool { letter.map { "гкхжшчщ".contains($0) } ?? false }
}
