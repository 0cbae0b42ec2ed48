// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepFormats
import LoepModel
import LoepUnicode
import LoepWords

/// Forms with lemma and class, gathered from treebank and lexicon.
struct WordEvidence {
    /// One reading of a form: value of a table and how much speaks for it.
    private struct Reading {
        var value: UInt16
        var weight: Int
    }
    private var readings: [[[UInt8]: [Reading]]] = WordClass.allCases.map { _ in [:] }
    private var kinds: [[UInt8]: Set<String>] = [:]
    private(set) var scripts = ScriptNumbers()
    /// For each lemma of a noun how much more often the treebank splits it than not.
    private var splits: [[UInt8]: Int] = [:]

    /// Weight of one use in the treebank, in listings of the lexicon: the treebank's own conventions win.
    private static let treebankWeight = 20

    init() {
        // Number 0 is what a word gets of which nothing is known.
        _ = scripts.number(of: .lowercase)
        _ = scripts.number(of: .same)
    }

    /// The number of the script from `form` to `lemma`.
    mutating func script(form: String, lemma: String) -> UInt16? {
        LemmaScript(
            form: Array(form.utf8), lower: Array(Casing.lowercased(form).utf8), lemma: Array(lemma.utf8),
            lowerLemma: Array(Casing.lowercased(lemma).utf8)
        ).flatMap { scripts.number(of: $0) }
    }

    /// Adds a word of the treebank, whose lemma has a `_` between the parts of a compound.
    mutating func add(form: String, lemma: String, upos: UPOS, xpos: String) {
        let wordClass = WordClass(upos: upos, xpos: xpos)
        let lower = Array(Casing.lowercased(form).utf8)
        if wordClass.isNoun {
            splits[Array(Casing.lowercased(lemma.filter { $0 != "_" }).utf8), default: 0] +=
                lemma.contains("_") ? 1 : -1
        }
        if let script = script(form: form, lemma: WordEvidence.lemmaOfSurface(form: form, lemma: lemma)) {
            add(lower, wordClass, script, WordEvidence.treebankWeight)
        }
        if wordClass == .noun {
            if xpos.contains("|zijd") { add(lower, .nounGender, 1, WordEvidence.treebankWeight) }
            if xpos.contains("|onz") { add(lower, .nounGender, 2, WordEvidence.treebankWeight) }
        }
    }

    /// Adds a row of the LanguageTool lexicon.
    mutating func add(form: Substring, lemma: Substring, tag: Substring, isCommon: Bool) {
        let form = String(form)
        let lower = Array(Casing.lowercased(form).utf8)
        if isCommon, !tag.hasPrefix("ENM") { kinds[lower, default: []].insert(WordEvidence.kind(of: tag)) }
        guard let wordClass = WordEvidence.wordClass(of: tag) else { return }
        if let script = script(form: form, lemma: String(lemma)) { add(lower, wordClass, script, 1) }
        if wordClass == .noun {
            if tag.hasSuffix(":DE_") { add(lower, .nounGender, 1, 1) }
            if tag.hasSuffix(":HET") { add(lower, .nounGender, 2, 1) }
        }
    }

    /// The lemma with the parts before the head as the form has them: `opleidingsploeg` and not `opleidingploeg`,
    /// since what binds the parts is the splitter's affair.
    static func lemmaOfSurface(form: String, lemma: String) -> String {
        guard let head = lemma.split(separator: "_").last, head.utf8.count < lemma.utf8.count else { return lemma }
        let lower = Array(Casing.lowercased(form).utf8)
        let start = Array(Casing.lowercased(String(head)).utf8.prefix(3))
        guard lower.count == form.utf8.count, lower.count > start.count else { return lemma.filter { $0 != "_" } }
        for offset in stride(from: lower.count - start.count, to: 0, by: -1)
        where lower[offset..<offset + start.count].elementsEqual(start) {
            let before = String(decoding: form.utf8.prefix(offset), as: UTF8.self)
            // The case of the lemma is the case of its first part.
            let isLower = Casing.lowercased(lemma) == lemma
            return (isLower ? Casing.lowercased(before) : before) + head
        }
        return lemma.filter { $0 != "_" }
    }

    /// The parts of compounds: nouns in the singular, with a binding `s`, in the plural, and adjectives.
    mutating func compounds() -> CompoundBuilder {
        var builder = CompoundBuilder()
        func best(_ wordClass: WordClass) -> [(form: [UInt8], script: UInt16)] {
            readings[Int(wordClass.rawValue)].map { form, list in
                (form, list.max { ($0.weight, $1.value) < ($1.weight, $0.value) }!.value)
            }.sorted { $0.form.lexicographicallyPrecedes($1.form) }
        }
        let nouns = best(.noun).filter { $0.script < 2 && $0.form.allSatisfy { $0 >= 0x61 } }
        for noun in nouns {
            builder.add(head: noun.form)
            builder.add(part: noun.form, script: 0)
        }
        let withoutLast = scripts.number(of: LemmaScript(keepsCase: false, cut: 1)) ?? 0
        for noun in nouns { builder.add(part: noun.form + [UInt8(ascii: "s")], script: withoutLast) }
        for plural in best(.nounPlural) where plural.form.last != UInt8(ascii: "s") {
            builder.add(part: plural.form, script: plural.script)
        }
        for adjective in best(.adjective) where adjective.script < 2 { builder.add(part: adjective.form, script: 0) }
        for (word, balance) in splits where balance < 0 { builder.add(whole: word) }
        return builder
    }

    private mutating func add(_ lower: [UInt8], _ wordClass: WordClass, _ value: UInt16, _ weight: Int) {
        var list = readings[Int(wordClass.rawValue)][lower] ?? []
        if let index = list.firstIndex(where: { $0.value == value }) {
            list[index].weight += weight
        } else {
            list.append(Reading(value: value, weight: weight))
        }
        readings[Int(wordClass.rawValue)][lower] = list
    }

    /// The tag without what tells nothing about the part of speech.
    private static func kind(of tag: Substring) -> String {
        tag.split(separator: ":").filter { !["DE_", "HET", "LOS"].contains($0) }.joined(separator: ":")
    }

    /// The class of a tag of the LanguageTool lexicon; nil when its lemma does not follow UD.
    private static func wordClass(of tag: Substring) -> WordClass? {
        let fields = tag.split(separator: ":").map(String.init)
        func has(_ field: String) -> Bool { fields.contains(field) }
        switch fields.first {
        case "ZNW":
            if has("BEZ") { return nil }
            if has("VRK") { return has("MRV") ? .diminutivePlural : .diminutive }
            return has("MRV") ? .nounPlural : .noun
        case "BNW":
            if has("MRV") { return .adjectiveNominal }
            if has("VGR") { return .comparative }
            if has("OVR") { return .superlative }
            if has("ALR") { return nil }
            if has("IET") { return .adjectiveGenitive }
            if has("VRB") { return .adjectiveInflected }
            return has("ONV") ? .adjective : nil
        case "WKW":
            if has("ZNW") || has("AWS") || has("GIJ") { return nil }
            if has("TGW") { return has("INF") ? .infinitive : has("3EP") ? .presentT : .presentStem }
            if has("VLT") { return has("INF") ? .pastPlural : .past }
            if has("VTD") { return has("VRB") ? .participleInflected : .participle }
            return has("ODW") ? .presentParticiple : nil
        case "ENM": return has("BEZ") ? .nameGenitive : nil
        default: return nil
        }
    }

    /// Builds the table of endings.
    func endings() -> EndingTableBuilder {
        var builder = EndingTableBuilder()
        for wordClass in WordClass.allCases {
            let words = readings[Int(wordClass.rawValue)].map { form, list in
                let best = list.max { ($0.weight, $1.value) < ($1.weight, $0.value) }!
                return (reversed: Array(form.reversed()), word: form, value: best.value, weight: min(best.weight, 40))
            }.sorted { $0.reversed.lexicographicallyPrecedes($1.reversed) }
            builder.add(class: wordClass.rawValue, words: words.map { ($0.word, $0.value, $0.weight) })
        }
        return builder
    }

    /// Writes the table of kinds.
    ///
    /// - Returns: numbers of forms and of sets of kinds.
    func writeKinds(to writer: inout ModelWriter) -> (forms: Int, sets: Int) {
        let sets = kinds.map { (form: $0.key, set: $0.value.sorted().joined(separator: " ")) }
            .sorted { $0.form.lexicographicallyPrecedes($1.form) }
        var counts: [String: Int] = [:]
        for entry in sets { counts[entry.set, default: 0] += 1 }
        let ranked = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
        var numbers: [String: UInt16] = [:]
        for (number, entry) in ranked.prefix(60_000).enumerated() { numbers[entry.key] = UInt16(number + 1) }
        var table = HashTableBuilder<UInt16>(empty: 0)
        for entry in sets {
            if let number = numbers[entry.set] { table.add(Hash64.hash(entry.form), number) }
        }
        table.write("kinds", isRoomy: true, to: &writer)
        return (table.count, numbers.count)
    }
}
