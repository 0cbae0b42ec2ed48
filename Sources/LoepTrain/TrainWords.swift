// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc
import LoepCore
import LoepEvaluation
import LoepFormats
import LoepModel
import LoepUnicode
import LoepWords

/// `loep-train words`: part of speech, features and lemmas from treebanks in CoNLL-U and the lexicon.
struct TrainWords: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "words", abstract: "Train the model of words on CoNLL-U files.")

    @Option(help: "CoNLL-U file to train on, in LOEP_DATA; may be given more than once.")
    var train = ["treebank/alpino-train.conllu.xz", "treebank/alpino-extra.conllu.xz"]
    @Option(help: "CoNLL-U file to measure on after training, in LOEP_DATA; may be given more than once.")
    var dev = ["treebank/ud-alpino-dev.conllu", "treebank/ud-lassysmall-dev.conllu"]
    @Option(help: "Where to write the model.")
    var out = "Resources/models/words.loep"
    @Option(help: "Feature templates.")
    var templates = "Resources/models/words.templates"
    @Option(help: "Labels seen less often are joined with their nearest kin.")
    var minimumLabel = 25
    @Option(help: "Passes over the data.") var epochs = 6
    @Option(help: "Learning rate.") var alpha: Float = 0.1
    @Option(help: "L1 penalty.") var l1: Float = 0.3
    @Option(help: "L2 penalty.") var l2: Float = 1
    @Option(help: "Drop features seen in fewer rows.") var minimumCount = 3
    @Option(help: "Share of single features hidden.") var featureDropout: Float = 0
    @Option(help: "Seed of shuffles and dropout.") var seed: UInt64 = 1

    func run() throws {
        let resources = try ResourceDirectory.find()
        let data = try TrainingData()
        let treebanks = try train.map { try Treebank(conllu: data.bytes($0), name: $0) }
        var counts: [WordTag: Int] = [:]
        for word in treebanks.joined() { counts[word.tag, default: 0] += 1 }
        let inventory = TagInventory(counts: counts, minimum: minimumLabel)
        print("\(treebanks.joined().count) words, \(inventory.tags.count) tags, \(inventory.labels.count) labels")

        var evidence = try gather(data, treebanks)
        var writer = ModelWriter(metadata: metadata(words: treebanks.joined().count))
        let kinds = evidence.writeKinds(to: &writer)
        print("kinds: \(kinds.forms) forms, \(kinds.sets) sets")
        let lexicon = try Lexicon(resources: resources)
        var encoder = try WordEncoder(lexicon: lexicon, kinds: opened(writer))

        let source = try Text(validating: FileBytes.read(templates)).string
        let features = try FeatureTemplates(source, attributes: WordEncoder.attributes)
        var set = TrainingSet()
        var rows = FeatureRows()
        var forms = FormTable(inventory: inventory)
        for treebank in treebanks {
            encoder.encode(treebank.document)
            for sentence in treebank.document.sentences {
                var gold: [UInt8] = []
                for index in sentence.tokens.range {
                    let word = treebank.words[index]
                    let tag = inventory.number(of: word.tag)!
                    gold.append(UInt8(inventory.label(of: tag)))
                    let form = treebank.document.text[treebank.document.tokens[index].bytes]
                    let script = evidence.script(form: form, lemma: word.plainLemma) ?? 0
                    forms.add(lower: encoder.forms.lower[index], label: gold.last!, tag: tag, script: script)
                }
                rows.removeAll()
                features.extract(encoder.matrix, sentence.tokens.range, into: &rows)
                set.add(rows, gold: gold)
            }
        }
        set.prune(minimum: minimumCount)
        print("\(set.tokens) tokens, \(set.featureCount) features, \(features.count) templates")
        var options = TrainingOptions()
        options.epochs = epochs
        options.alpha = alpha
        options.l1 = l1
        options.l2 = l2
        options.featureDropout = featureDropout
        options.seed = seed
        var trainer = SequenceTrainer(
            labels: LabelSet(inventory.labels), features: set.featureCount, options: options)
        trainer.train(on: set) { epoch, loss, _ in
            print("epoch \(epoch): loss \(fixed(loss, digits: 5))")
            return true
        }
        let size = trainer.write("labels", features: set, to: &writer)
        print("labels: \(size.features) features, \(size.weights) weights")
        writer.add("templates", strings: [source])
        forms.write(to: &writer)
        let endings = evidence.endings()
        print("lemmas: \(endings.count) endings, \(evidence.scripts.scripts.count) scripts")
        endings.write("lemmas", to: &writer)
        evidence.scripts.write(to: &writer)
        try writer.write(to: out)
        print("wrote \(out): \(try FileBytes.read(out).count >> 10) KiB")
        let tagger = try WordTagger(resources: resources, options: WordOptions(model: out))
        for path in dev {
            var score = WordScore()
            score.add(try Treebank(conllu: data.bytes(path), name: path), tagger: tagger)
            print("\(path)\n\(score.table)")
        }
    }

    /// Lemmas, genders and kinds of words from the treebanks and the lexicon.
    private func gather(_ data: TrainingData, _ treebanks: [Treebank]) throws -> WordEvidence {
        var evidence = WordEvidence()
        var common: Set<Substring> = []
        for row in try data.rows("lexicon/wordfreq-nl.tsv") { common.insert(row[0]) }
        for row in try data.rows("lexicon/news-frequency.tsv") { common.insert(row[0]) }
        for treebank in treebanks {
            for (token, word) in zip(treebank.document.tokens, treebank.words) {
                let form = treebank.document.text[token.bytes]
                common.insert(Substring(form))
                evidence.add(form: form, lemma: word.plainLemma, upos: word.upos, xpos: word.xpos)
            }
        }
        for line in try data.lines("lexicon/languagetool-nl.tsv.xz") {
            let row = line.split(separator: "\t")
            let isCommon = common.contains(row[0])
            if isCommon || common.contains(row[1]) {
                evidence.add(form: row[0], lemma: row[1], tag: row[2], isCommon: isCommon)
            }
        }
        return evidence
    }

    /// The sections written so far, as a model.
    private func opened(_ writer: ModelWriter) throws(LoepError) -> ModelFile {
        let path = "\(out).part"
        try writer.write(to: path)
        defer { unlink(path) }
        return try ModelFile(path: path)
    }

    private func metadata(words: Int) -> String {
        """
        {"name":"words","licence":"CC BY-SA 4.0, LGPL 2.1+, CC BY 3.0","data":["\(train.joined(separator: "\",\""))",\
        "lexicon/languagetool-nl.tsv.xz","models/lexicon.loep"],"words":\(words)}
        """
    }
}

/// Tag and script of each form under each label: the commonest ones of the treebank.
private struct FormTable {
    let inventory: TagInventory
    private var counts: [UInt64: [(tag: Int, script: UInt16, count: Int)]] = [:]

    init(inventory: TagInventory) { self.inventory = inventory }

    mutating func add(lower: UInt64, label: UInt8, tag: Int, script: UInt16) {
        let key = WordModel.key(lower, label: label)
        if let index = counts[key]?.firstIndex(where: { $0.tag == tag && $0.script == script }) {
            counts[key]![index].count += 1
        } else {
            counts[key, default: []].append((tag, script, 1))
        }
    }

    func write(to writer: inout ModelWriter) {
        var table = HashTableBuilder<UInt32>(empty: 0)
        for (key, list) in counts.sorted(by: { $0.key < $1.key }) {
            var best = list[0]
            for entry in list where entry.count > best.count { best = entry }
            table.add(key, UInt32(best.tag) << 16 | UInt32(best.script))
        }
        table.write("forms", to: &writer)
        writer.add("tags", strings: inventory.tags.map { "\($0.upos.label)\t\($0.xpos)\t\($0.feats)" })
        var choice: [UInt16] = []
        for label in 0..<inventory.labels.count {
            // Tags are ordered by frequency, so the first that fits is the commonest.
            let tags = inventory.tags.indices.filter { inventory.label(of: $0) == label }
            let first = tags.first { inventory.tags[$0].label == inventory.labels[label] } ?? tags[0]
            func gendered(_ field: String) -> Int {
                let fits = { (tag: Int) in
                    inventory.tags[tag].xpos.hasPrefix("N|soort|ev") && inventory.tags[tag].xpos.contains("|\(field)|")
                }
                return tags.first(where: fits) ?? first
            }
            choice += [UInt16(first), UInt16(gendered("zijd")), UInt16(gendered("onz"))]
        }
        writer.add("tags.choice", choice)
    }
}

extension Treebank.GoldWord {
    fileprivate var tag: WordTag { WordTag(upos: upos, xpos: xpos, feats: feats) }
}

extension [Treebank] {
    fileprivate func joined() -> [Treebank.GoldWord] { flatMap(\.words) }
}
