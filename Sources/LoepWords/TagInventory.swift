// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// A full tag: universal part of speech, CGN tag, UD features.
package struct WordTag: Hashable, Sendable {
    package var upos: UPOS
    package var xpos: String
    package var feats: String

    package init(upos: UPOS, xpos: String, feats: String) {
        self.upos = upos
        self.xpos = xpos
        self.feats = feats
    }

    /// What the sequence model decides of the tag: all that hangs on the context.
    ///
    /// The gender of nouns and most fields of pronouns follow from the word itself and are left out.
    package var label: String {
        let fields = xpos.split(separator: "|").map(String.init)
        var kept: [String]
        switch fields.first ?? "" {
        case "N" where fields.contains("soort"): kept = fields.filter { !["onz", "zijd", "genus"].contains($0) }
        case "LID": kept = Array(fields.prefix(2))
        case "VNW":
            let context: Set<String> = [
                "pers", "bez", "refl", "recip", "betr", "vb", "aanw", "onbep", "excl", "pr", "pron", "det", "adv-pron",
                "grad",
                "prenom", "vrij", "nom", "ev", "mv", "mv-n",
            ]
            kept = ["VNW"] + fields.dropFirst().filter(context.contains)
        default: kept = fields
        }
        kept.insert(upos.label, at: 0)
        return kept.joined(separator: "|")
    }
}

/// The tags a model knows and the labels they belong to.
package struct TagInventory: Sendable {
    /// All tags, the most frequent first.
    package let tags: [WordTag]
    /// Labels of the sequence model, the most frequent first.
    package let labels: [String]
    private let tagNumbers: [WordTag: Int]
    private let labelOfTag: [Int]

    /// Collects the tags of a treebank. Labels seen less often than `minimum` are given up: their tags go to the
    /// commonest label of the same part of speech that starts alike.
    package init(counts: [WordTag: Int], minimum: Int) {
        func order(_ a: (key: String, value: Int), _ b: (key: String, value: Int)) -> Bool {
            a.value != b.value ? a.value > b.value : a.key < b.key
        }
        tags = counts.sorted {
            $0.value != $1.value ? $0.value > $1.value : ($0.key.xpos, $0.key.feats) < ($1.key.xpos, $1.key.feats)
        }.map(\.key)
        var sums: [String: Int] = [:]
        for (tag, count) in counts { sums[tag.label, default: 0] += count }
        let ranked = sums.sorted(by: order)
        labels = ranked.filter { $0.value >= minimum }.map(\.key)
        let kept = labels
        labelOfTag = tags.map { tag in
            let own = tag.label.split(separator: "|")
            var best = (score: -1, label: 0)
            for (number, label) in kept.enumerated() {
                let shared = zip(label.split(separator: "|"), own).prefix { $0 == $1 }.count
                let score = label == tag.label ? 100 : shared
                if score > best.score { best = (score, number) }
            }
            return best.label
        }
        tagNumbers = Dictionary(uniqueKeysWithValues: tags.enumerated().map { ($1, $0) })
    }

    /// The number of a tag; nil when it is unknown.
    package func number(of tag: WordTag) -> Int? { tagNumbers[tag] }

    /// The label that stands for tag number `tag`.
    package func label(of tag: Int) -> Int { labelOfTag[tag] }
}
