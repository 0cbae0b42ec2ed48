// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// The trained model of words: labels in context, then tag and lemma by form and label.
///
/// Sections beside those of the sequence model `labels` and its `limits`: `templates`; `tags` (part of speech, CGN tag and
/// features by number, tab-separated); `tags.choice` (for each label the tag of an unknown word, and for nouns
/// those of common and neuter gender); `forms` (by form and label: tag << 16 | script); `lemmas`, `kinds`, `compounds`
/// and `particles`.
public struct WordModel: Sendable {
    let labels: SequenceModel
    let limits: LabelLimits
    let templates: FeatureTemplates
    let kinds: WordKinds
    let scripts: ScriptTable
    let forms: HashTable<UInt32>
    let endings: EndingTable
    let compounds: CompoundSplitter
    let particles: HashTable<UInt8>
    /// Part of speech of each tag.
    let upos: [UPOS]
    /// Number of each tag's CGN tag and features in the tables below.
    let xposNumbers: [UInt16]
    let featsNumbers: [UInt16]
    let xpos: [String]
    let feats: [String]
    /// For each label: tag of an unknown word, of a common noun, of a neuter noun; class of its lemmas.
    let choices: [LabelChoice]

    struct LabelChoice: Sendable {
        var tag: Int
        var common: Int
        var neuter: Int
        var wordClass: WordClass
    }

    /// Opens a model file.
    ///
    /// - Throws: `model.missing` or `model.corrupt`.
    public init(path: String) throws(LoepError) {
        let file = try ModelFile(path: path, verify: false)
        labels = try SequenceModel(file, "labels")
        limits = try LabelLimits(file, "limits", columns: WordAttribute.limits, count: labels.labels.count)
        templates = try FeatureTemplates(
            file.strings("templates").joined(separator: "\n"), attributes: WordAttribute.names)
        kinds = try WordKinds(file)
        scripts = try ScriptTable(file)
        forms = try HashTable(file, "forms")
        endings = try EndingTable(file, "lemmas")
        compounds = try CompoundSplitter(file)
        particles = try HashTable(file, "particles")
        var upos: [UPOS] = []
        var xposTable = StringNumbers()
        var featsTable = StringNumbers()
        for line in try file.strings("tags") {
            let fields = line.split(separator: "\t").map(String.init)
            guard fields.count == 3, let tag = UPOS(label: fields[0]) else {
                throw LoepError(.modelCorrupt, "\(path): cannot read tag \(line)")
            }
            upos.append(tag)
            xposTable.add(fields[1])
            featsTable.add(fields[2])
        }
        self.upos = upos
        xpos = xposTable.strings
        feats = featsTable.strings
        xposNumbers = xposTable.numbers
        featsNumbers = featsTable.numbers
        let choice = try file.section("tags.choice", of: UInt16.self)
        var choices: [LabelChoice] = []
        for label in 0..<labels.labels.count {
            guard choice.count == 3 * labels.labels.count,
                (0..<3).allSatisfy({ Int(choice[3 * label + $0]) < upos.count })
            else { throw LoepError(.modelCorrupt, "\(path): the choice of tags has a wrong size") }
            let tag = Int(choice[3 * label])
            choices.append(
                LabelChoice(
                    tag: tag, common: Int(choice[3 * label + 1]), neuter: Int(choice[3 * label + 2]),
                    wordClass: WordClass(upos: upos[tag], xpos: xpos[Int(xposNumbers[tag])])))
        }
        self.choices = choices
    }

    /// The key of a form under a label: the form as written for names, in lower case for other words.
    package static func key(_ lower: UInt64, label: UInt8) -> UInt64 { Hash64.mix(lower, UInt64(label) + 1) }
}

/// Numbers strings in order of appearance, one number for each string given.
private struct StringNumbers {
    var strings: [String] = []
    var numbers: [UInt16] = []
    private var known: [String: UInt16] = [:]

    mutating func add(_ string: String) {
        let number = known[string] ?? UInt16(strings.count)
        if known[string] == nil {
            known[string] = number
            strings.append(string)
        }
        numbers.append(number)
    }
}
