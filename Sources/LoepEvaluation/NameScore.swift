// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepNames

/// How many of how many questions were answered rightly.
public struct Share: Sendable {
    /// Right answers.
    public private(set) var right = 0
    /// Questions.
    public private(set) var total = 0

    /// Makes an empty share.
    public init() {}

    /// Counts one answer.
    public mutating func count(_ isRight: Bool) {
        total += 1
        if isRight { right += 1 }
    }

    /// The share in percent; 0 when nothing was asked.
    public var percent: Double { total == 0 ? 0 : 100 * Double(right) / Double(total) }
}

/// How well names nobody knows are worked out: measured on listed names with the table switched off.
public struct UnseenNameScore: Sendable {
    /// English surname (places: the whole name) right, case and diacritics aside.
    public var surname = Share()
    /// English full name right.
    public var full = Share()
    /// Cyrillic among the first three candidates, ь, ъ, ё, э and the apostrophe aside.
    public var cyrillic = Share()
    /// Polish and Czech names left as they are.
    public var untouched = Share()
    /// What went wrong, for reading: question, answer, wanted.
    public var misses: [(asked: String, got: String, wanted: String)] = []

    /// Asks `lookup`, which must not use its table, for the names of a gold table.
    ///
    /// - Parameter gold: a table with the columns kind, lang, cyrillic, english, dutch, surname_english,
    ///   surname_dutch, surname_cyrillic, other_variants.
    public init(gold: Table, lookup: NameLookup) {
        func column(_ name: String) -> Int { gold.index(of: name) ?? 0 }
        let (lang, cyrillic, english, dutch) = (column("lang"), column("cyrillic"), column("english"), column("dutch"))
        let (surnameEnglish, surnameDutch) = (column("surname_english"), column("surname_dutch"))
        let (surnameCyrillic, others) = (column("surname_cyrillic"), column("other_variants"))
        for row in gold.rows {
            let isPerson = !row[surnameDutch].isEmpty
            let asked = isPerson ? row[surnameDutch] : row[dutch]
            let wanted = isPerson ? row[surnameEnglish] : row[english]
            let answer = lookup.answer(asked)
            if row[lang] == "pl" || row[lang] == "cs" {
                let isUntouched = answer.canonical == nil || answer.canonical == asked
                untouched.count(isUntouched)
                if !isUntouched { misses.append((asked, answer.canonical ?? "", asked)) }
                continue
            }
            let got = answer.canonical ?? asked
            surname.count(NameEntry.slug(got) == NameEntry.slug(wanted))
            if NameEntry.slug(got) != NameEntry.slug(wanted) { misses.append((asked, got, wanted)) }
            let whole = lookup.answer(row[dutch]).canonical ?? row[dutch]
            full.count(NameEntry.slug(whole) == NameEntry.slug(row[english]))
            guard ["ru", "uk", "be", "bg"].contains(row[lang]) else { continue }
            var accepted = [UnseenNameScore.loose(isPerson ? row[surnameCyrillic] : row[cyrillic])]
            for other in row[others].split(separator: "|") {
                let form = isPerson ? other.split(separator: " ").last ?? other : other
                if form.unicodeScalars.contains(where: { $0.value > 0x400 && $0.value < 0x460 }) {
                    accepted.append(UnseenNameScore.loose(String(form)))
                }
            }
            let candidates = answer.originals.prefix(3).map { UnseenNameScore.loose($0.name) }
            if !candidates.contains(where: { accepted.contains($0) }) {
                misses.append((asked, candidates.joined(separator: " "), accepted.joined(separator: " ")))
            }
            self.cyrillic.count(candidates.contains { accepted.contains($0) })
        }
    }

    /// Cyrillic without what Dutch spelling cannot tell.
    static func loose(_ name: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in name.lowercased().unicodeScalars {
            switch scalar {
            case "ь", "ъ", "’", "'": break
            case "ё", "э": result.append("е")
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
