// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepUnicode

/// Finds tag, lemma and parts of a form under a label, for forms the treebank has and for new ones.
struct LemmaFinder {
    private let model: WordModel
    /// Number of the model's tag.
    private(set) var tag = 0
    /// The lemma.
    private(set) var lemma: [UInt8] = []
    /// The parts of a compound, a bar between each two; empty for other words.
    private(set) var parts: [UInt8] = []
    private var lowerLemma: [UInt8] = []

    init(_ model: WordModel) { self.model = model }

    /// Fills `tag`, `lemma` and `parts`.
    ///
    /// - Parameters:
    ///   - exact: the text, and where the form stands in it.
    ///   - exactHash: hash of the form as written; `lowerHash` of the form in lower case.
    ///   - lower: the form in lower case.
    ///   - isFirst: whether the form opens its sentence, so that a capital tells nothing.
    mutating func find(
        _ exact: Span<UInt8>, _ range: Range<Int>, exactHash: UInt64, lower: [UInt8], lowerHash: UInt64, label: UInt8,
        isFirst: Bool
    ) {
        let choice = model.choices[Int(label)]
        tag = choice.tag
        var script = 0
        lemma.removeAll(keepingCapacity: true)
        parts.removeAll(keepingCapacity: true)
        let key = choice.wordClass.keepsItsCase ? exactHash : lowerHash
        if let known = model.forms(WordModel.key(key, label: label)) {
            tag = min(Int(known >> 16), model.upos.count - 1)
            script = Int(known & 0xFFFF)
            append(script, exact, range, lower)
            if choice.wordClass.isNoun { split(rewrites: false) }
            return
        }
        if choice.common != choice.neuter,
            let gender = model.endings.value(of: lower.span, class: WordClass.nounGender.rawValue)
        {
            tag = gender == 2 ? choice.neuter : choice.common
        }
        script = Int(model.endings.value(of: lower.span, class: choice.wordClass.rawValue) ?? 0)
        append(script, exact, range, lower)
        if choice.wordClass.isNoun || choice.wordClass.isAdjective { restoreCapitals(exact, range, choice, isFirst) }
        if choice.wordClass.isNoun { split(rewrites: true) }
        // `24-jarig` is a compound, `Noord-Iers` a name.
        if choice.wordClass.isAdjective, let first = lemma.first, first &- 0x41 >= 26 {
            lemma.removeAll { $0 == UInt8(ascii: "-") }
        }
        if lemma.isEmpty { for index in range { lemma.append(exact[index]) } }
    }

    private mutating func append(_ script: Int, _ exact: Span<UInt8>, _ range: Range<Int>, _ lower: [UInt8]) {
        model.scripts.append(
            min(script, model.scripts.count - 1), exact: exact, range, lower: lower.span, to: &lemma)
    }

    /// Capitals inside a word (`FARC-rebel`, `A50`) are its own, and so is the first one of an adjective within a
    /// sentence (`Barnevelds`).
    private mutating func restoreCapitals(
        _ exact: Span<UInt8>, _ range: Range<Int>, _ choice: WordModel.LabelChoice, _ isFirst: Bool
    ) {
        func isUpper(_ index: Int) -> Bool { exact[index] &- 0x41 < 26 }
        guard isUpper(range.lowerBound) else { return }
        var upper = 0
        var small = 0
        for index in range {
            if isUpper(index) {
                upper += 1
            } else if exact[index] &- 0x61 < 26 || exact[index] &- 0x30 < 10 {
                small += 1
            }
        }
        guard small > 0, upper > 1 || choice.wordClass.isAdjective && !isFirst || small > 0 && hasDigit(exact, range)
        else { return }
        var index = 0
        while index < lemma.count, index < range.count {
            let byte = exact[range.lowerBound + index]
            guard byte == lemma[index] || byte | 0x20 == lemma[index] else { break }
            lemma[index] = byte
            index += 1
        }
    }

    private func hasDigit(_ exact: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range where exact[index] &- 0x30 < 10 { return true }
        return false
    }

    /// Splits the lemma, and joins the lemmas of its parts to its own.
    ///
    /// - Parameter rewrites: whether a lemma that the parts do not make up gives way to them.
    private mutating func split(rewrites: Bool) {
        lowerLemma.removeAll(keepingCapacity: true)
        for byte in lemma { lowerLemma.append(byte &- 0x41 < 26 ? byte | 0x20 : byte) }
        guard model.compounds.append(lemma, lowerLemma, scripts: model.scripts, to: &parts) else { return }
        var joined = 0
        var isSame = true
        for byte in parts where byte != UInt8(ascii: "|") {
            if joined >= lemma.count || lemma[joined] != byte { isSame = false }
            joined += 1
        }
        if isSame, joined == lemma.count { return }
        if rewrites {
            lemma.removeAll(keepingCapacity: true)
            for byte in parts where byte != UInt8(ascii: "|") { lemma.append(byte) }
        } else {
            parts.removeAll(keepingCapacity: true)
        }
    }
}
