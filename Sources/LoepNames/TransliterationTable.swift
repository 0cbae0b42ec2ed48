// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// Transliteration of Cyrillic names by the rule tables of `schemes.tsv`.
///
/// At each position of a word the first rule (in `seq` order) applies whose `cyr` is a prefix of the
/// rest and whose contexts hold. A context is a comma-separated list of alternatives: `^` word start,
/// `$` word end, `V` a vowel, `[абв]` one of these letters; empty means anything. Matching is on lower
/// case; an upper-case letter makes the first letter of its output upper case.
public struct TransliterationTable: Sendable {
    /// One alternative of a context.
    private enum Context: Sendable {
        case edge
        case vowel
        case letters([UInt32])
    }

    private struct Rule: Sendable {
        var cyrillic: [UInt32]
        var left: [Context]
        var right: [Context]
        var output: String
    }

    private struct Scheme: Sendable {
        var rules: [UInt32: [Rule]] = [:]
    }

    private var schemes: [String: Scheme] = [:]
    /// The schemes of each language, in file order.
    public private(set) var schemesOfLanguage: [String: [String]] = [:]

    /// Reads the rules of `schemes.tsv`.
    ///
    /// - Throws: errors of reading the table, and `table.malformed` for a context that cannot be read.
    public init(resources: ResourceDirectory) throws(LoepError) {
        let name = "schemes.tsv"
        let table = try resources.table(name, required: ["lang", "scheme", "seq", "cyr", "left", "right", "out"])
        func column(_ name: String) -> Int { table.index(of: name) ?? 0 }
        let (lang, scheme, seq) = (column("lang"), column("scheme"), column("seq"))
        let (cyr, left, right, out) = (column("cyr"), column("left"), column("right"), column("out"))
        var ordered: [(key: String, seq: Int, rule: Rule)] = []
        for row in table.rows {
            let key = "\(row[lang]) \(row[scheme])"
            if !schemesOfLanguage[row[lang], default: []].contains(row[scheme]) {
                schemesOfLanguage[row[lang], default: []].append(row[scheme])
            }
            let rule = Rule(
                cyrillic: row[cyr].unicodeScalars.map(\.value),
                left: try TransliterationTable.context(row[left], name),
                right: try TransliterationTable.context(row[right], name),
                output: row[out])
            ordered.append((key, Int(row[seq]) ?? 0, rule))
        }
        ordered.sort { $0.seq < $1.seq }
        for (key, _, rule) in ordered {
            guard let first = rule.cyrillic.first else { continue }
            schemes[key, default: Scheme()].rules[first, default: []].append(rule)
        }
    }

    private static func context(_ text: String, _ name: String) throws(LoepError) -> [Context] {
        var alternatives: [Context] = []
        var letters: [UInt32]?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "[": letters = []
            case "]":
                alternatives.append(.letters(letters ?? []))
                letters = nil
            case _ where letters != nil: letters?.append(scalar.value)
            case "^", "$": alternatives.append(.edge)
            case "V": alternatives.append(.vowel)
            case ",": break
            default: throw LoepError(.malformedTable, "\(name): context \(text) cannot be read")
            }
        }
        return alternatives
    }

    /// Whether there are rules for a language and scheme.
    public func has(language: String, scheme: String) -> Bool { schemes["\(language) \(scheme)"] != nil }

    /// The name in a scheme; nil when there are no rules for this language and scheme.
    ///
    /// Characters that are no Cyrillic letters stay as they are.
    public func apply(_ name: String, language: String, scheme: String) -> String? {
        guard let rules = schemes["\(language) \(scheme)"]?.rules else { return nil }
        let scalars = name.unicodeScalars.map(\.value)
        let lower = scalars.map(TransliterationTable.lowercase)
        var result = ""
        var index = 0
        while index < scalars.count {
            guard TransliterationTable.isLetter(lower[index]) else {
                if let scalar = Unicode.Scalar(scalars[index]) { result.unicodeScalars.append(scalar) }
                index += 1
                continue
            }
            let match = rules[lower[index]]?.first { rule in
                index + rule.cyrillic.count <= lower.count
                    && lower[index..<index + rule.cyrillic.count].elementsEqual(rule.cyrillic)
                    && holds(rule.left, lower, index - 1, language)
                    && holds(rule.right, lower, index + rule.cyrillic.count, language)
            }
            guard let match else {
                if let scalar = Unicode.Scalar(scalars[index]) { result.unicodeScalars.append(scalar) }
                index += 1
                continue
            }
            if scalars[index] != lower[index] {
                result += match.output.prefix(1).uppercased() + match.output.dropFirst()
            } else {
                result += match.output
            }
            index += match.cyrillic.count
        }
        return result
    }

    private func holds(_ contexts: [Context], _ letters: [UInt32], _ position: Int, _ language: String) -> Bool {
        if contexts.isEmpty { return true }
        let isEdge = position < 0 || position >= letters.count || !TransliterationTable.isLetter(letters[position])
        for context in contexts {
            switch context {
            case .edge where isEdge: return true
            case .vowel where !isEdge && TransliterationTable.isVowel(letters[position], language): return true
            case .letters(let set) where !isEdge && set.contains(letters[position]): return true
            default: break
            }
        }
        return false
    }

    /// Lower case of a Cyrillic letter; anything else unchanged.
    static func lowercase(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x410...0x42F: scalar + 0x20
        case 0x400...0x40F: scalar + 0x50
        case 0x490: 0x491
        default: scalar
        }
    }

    /// A letter of a Cyrillic word, the Ukrainian and Belarusian apostrophe included.
    static func isLetter(_ scalar: UInt32) -> Bool {
        (0x400...0x52F).contains(scalar) || scalar == 0x2019 || scalar == 0x27
    }

    private static func isVowel(_ scalar: UInt32, _ language: String) -> Bool {
        switch scalar {
        case 0x430, 0x435, 0x451, 0x438, 0x43E, 0x443, 0x44B, 0x44D, 0x44E, 0x44F, 0x456, 0x457, 0x454: true
        case 0x44A: language == "bg"
        default: false
        }
    }
}
