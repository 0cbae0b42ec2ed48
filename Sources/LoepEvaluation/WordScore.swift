// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepFormats
import LoepWords

/// Part of speech, features and lemma against a treebank, on its own tokens.
///
/// With gold tokens the F1 of the CoNLL 2018 shared task is the accuracy. Of the features those count which
/// the task counts: all but the ones of single languages and `ExtPos`. Lemmas are compared with their case,
/// without the `_` that parts compounds.
public struct WordScore: Sendable {
    /// Right and all words.
    public struct Share: Hashable, Sendable {
        /// Words that are right.
        public var right = 0
        /// All words.
        public var total = 0
        /// Share of the right ones, 0 to 1.
        public var accuracy: Double { total == 0 ? 0 : Double(right) / Double(total) }

        mutating func add(_ isRight: Bool) {
            total += 1
            if isRight { right += 1 }
        }
    }

    /// One word that is wrong in some column.
    public struct Failure: Sendable {
        /// The form.
        public var form: String
        /// The column: `upos`, `xpos`, `feats` or `lemma`.
        public var column: String
        /// What the treebank says.
        public var gold: String
        /// What the tagger says.
        public var system: String
        /// Form, column, gold, system, tab-separated.
        public var line: String { "\(form)\t\(column)\t\(gold)\t\(system)" }
    }

    /// Universal part of speech.
    public private(set) var upos = Share()
    /// Language-specific tag.
    public private(set) var xpos = Share()
    /// Features.
    public private(set) var feats = Share()
    /// Part of speech, tag and features, all three right.
    public private(set) var all = Share()
    /// Lemma.
    public private(set) var lemma = Share()
    /// All words with an error, in text order.
    public private(set) var failures: [Failure] = []
    private var gold = [Int](repeating: 0, count: UPOS.allCases.count)
    private var system = [Int](repeating: 0, count: UPOS.allCases.count)
    private var hits = [Int](repeating: 0, count: UPOS.allCases.count)
    /// By gold part of speech: tag, features and lemma.
    private var byTag = [[Share]](repeating: [Share(), Share(), Share()], count: UPOS.allCases.count)

    /// Makes an empty score.
    public init() {}

    /// Tags the treebank's tokens and counts.
    public mutating func add(_ treebank: Treebank, tagger: WordTagger) {
        var document = treebank.document
        tagger.makeWorker().annotate(&document)
        let layer = document.words
        for (index, gold) in treebank.words.enumerated() {
            let word = layer.words[index]
            let form = document.text[document.tokens[index].bytes]
            func compare(_ column: String, _ gold: String, _ system: String, _ share: inout Share) -> Bool {
                share.add(gold == system)
                if gold != system {
                    failures.append(Failure(form: form, column: column, gold: gold, system: system))
                }
                return gold == system
            }
            let tag = Int(gold.upos.rawValue)
            let right = [
                compare("xpos", gold.xpos, layer.xpos[Int(word.xpos)], &xpos),
                compare(
                    "feats", WordScore.universal(gold.feats), WordScore.universal(layer.feats[Int(word.feats)]), &feats),
                compare("lemma", gold.plainLemma, layer.lemma(of: index), &lemma),
            ]
            for (column, isRight) in right.enumerated() { byTag[tag][column].add(isRight) }
            all.add(compare("upos", gold.upos.label, word.upos.label, &upos) && right[0] && right[1])
            self.gold[tag] += 1
            system[Int(word.upos.rawValue)] += 1
            if gold.upos == word.upos { hits[Int(gold.upos.rawValue)] += 1 }
        }
    }

    /// The features that the shared task counts.
    private static let counted: Set<String> = [
        "PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number", "Case", "Definite",
        "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident", "Polarity", "Person", "Polite",
    ]

    private static func universal(_ feats: String) -> String {
        feats.split(separator: "|").filter { counted.contains(String($0.prefix { $0 != "=" })) }.joined(separator: "|")
    }

    /// Accuracies in percent, one line each.
    public var table: String {
        [("UPOS", upos), ("XPOS", xpos), ("FEATS", feats), ("all", all), ("lemma", lemma)].map { name, share in
            "  \(name)\(String(repeating: " ", count: 7 - name.count))\(fixed(100 * share.accuracy, digits: 2))"
                + "  (\(share.right) of \(share.total))"
        }.joined(separator: "\n")
    }

    /// Precision, recall and F1 of each part of speech in percent; of its words the share with the right CGN tag,
    /// features and lemma; and how many there are.
    public var tagTable: String {
        UPOS.allCases.filter { gold[Int($0.rawValue)] > 0 || system[Int($0.rawValue)] > 0 }.map { tag in
            let index = Int(tag.rawValue)
            let precision = 100 * Double(hits[index]) / Double(max(system[index], 1))
            let recall = 100 * Double(hits[index]) / Double(max(gold[index], 1))
            let f1 = 200 * Double(hits[index]) / Double(max(gold[index] + system[index], 1))
            return "  \(tag.label)\(String(repeating: " ", count: 7 - tag.label.count))P \(fixed(precision, digits: 2))"
                + "  R \(fixed(recall, digits: 2))  F1 \(fixed(f1, digits: 2))"
                + zip(["XPOS", "FEATS", "lemma"], byTag[index]).map { name, share in
                    "  \(name) \(fixed(100 * share.accuracy, digits: 2))"
                }.joined() + "  (\(gold[index]))"
        }.joined(separator: "\n")
    }
}

extension Treebank.GoldWord {
    /// The lemma without the `_` between the parts of a compound.
    public var plainLemma: String { lemma == "_" ? lemma : lemma.filter { $0 != "_" } }
}
