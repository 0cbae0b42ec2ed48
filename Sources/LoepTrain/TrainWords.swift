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

    @Option(help: "CoNLL-U file to train on, as a path or in LOEP_DATA; may be given more than once.")
    var train = ["treebank/alpino-train.conllu.xz", "treebank/alpino-extra.conllu.xz"]
    @Option(help: "CoNLL-U file to measure on, as a path or in LOEP_DATA; may be given more than once.")
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
    @Option(help: "What learns the labels: crf, perceptron or perceptron2 (second order).")
    var method = Method.crf
    @Option(help: "Words of a form from which its own labels suffice.") var sufficient = 100
    @Option(help: "Words of a kind from which it limits the labels of its forms.") var leastKind = 30
    @Option(help: "Stop after so many epochs without a better score on the first file of --dev; 0 never stops.")
    var patience = 0
    @Option(help: "Threads; the model is the same for any number.") var threads = 2
    @Flag(help: "Go on after the last whole epoch of a training that was interrupted.") var resume = false

    /// The learners by the names of the command.
    enum Method: String, ExpressibleByArgument {
        case crf, perceptron, perceptron2

        var learning: LearningMethod {
            switch self {
            case .crf: .conditionalRandomField
            case .perceptron: .perceptron(isSecondOrder: false)
            case .perceptron2: .perceptron(isSecondOrder: true)
            }
        }
    }

    func run() throws {
        let resources = try ResourceDirectory.find()
        let data = try? TrainingData()
        if data == nil { print("LOEP_DATA is not set: no lexicon, the treebank alone") }
        let treebanks = try train.map { try treebank($0, data) }
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
        var limits = LabelLimitsBuilder(labels: inventory.labels.count, sufficient: sufficient, least: leastKind)
        var particles = ParticleCounts()
        for treebank in treebanks {
            encoder.encode(treebank.document)
            for (index, word) in treebank.words.enumerated() {
                let (form, kind) = encoder.limits(of: index)
                let label = inventory.label(of: inventory.number(of: word.tag)!)
                limits.add(form: form, kind: kind, label: UInt8(label))
            }
            particles.add(treebank)
        }
        var set = TrainingSet()
        var forms = FormTable(inventory: inventory)
        for treebank in treebanks {
            encoder.encode(treebank.document)
            for (index, word) in treebank.words.enumerated() {
                let tag = inventory.number(of: word.tag)!
                let form = treebank.document.text[treebank.document.tokens[index].bytes]
                let script = evidence.script(form: form, lemma: word.plainLemma) ?? 0
                let wordClass = WordClass(upos: word.upos, xpos: word.xpos)
                let hash = wordClass.keepsItsCase ? encoder.forms.exact[index] : encoder.forms.lower[index]
                forms.add(form: hash, label: UInt8(inventory.label(of: tag)), tag: tag, script: script)
            }
            add(treebank, encoder, features, inventory, limits, to: &set)
        }
        set.prune(minimum: minimumCount)
        print("\(set.tokens) tokens, \(set.featureCount) features, \(features.count) templates")
        let listed = limits.write("limits", to: &writer)
        print("limits: \(listed.keys) forms and kinds, \(listed.lists) lists")
        writer.add("templates", strings: [source])
        forms.write(to: &writer)
        let parts = evidence.compounds().write(to: &writer)
        let joined = particles.builder.write(to: &writer)
        print("compounds: \(parts) parts; particles: \(joined.particles), \(joined.pairs) with a verb")
        let endings = evidence.endings()
        print("lemmas: \(endings.count) endings, \(evidence.scripts.scripts.count) scripts")
        endings.write("lemmas", to: &writer)
        evidence.scripts.write(to: &writer)

        try learn(set, inventory, writer, resources, data).write(to: out)
        unlink(checkpoint)
        print("wrote \(out): \(try FileBytes.read(out).count >> 10) KiB")
        let tagger = try WordTagger(resources: resources, options: WordOptions(model: out))
        for path in dev {
            var score = WordScore()
            score.add(try treebank(path, data), tagger: tagger)
            print("\(path)\n\(score.table)")
        }
    }

    /// Reads a treebank: a file of that path, or else one of the training data.
    private func treebank(_ name: String, _ data: TrainingData?) throws -> Treebank {
        if access(name, R_OK) == 0 || data == nil { return try Treebank(conllu: FileBytes.read(name), name: name) }
        return try Treebank(conllu: data?.bytes(name) ?? [], name: name)
    }

    private var checkpoint: String { "\(out).checkpoint" }

    /// Trains the sequence model and returns the whole model, that of the best epoch when `patience` is set.
    private func learn(
        _ set: TrainingSet, _ inventory: TagInventory, _ base: ModelWriter, _ resources: ResourceDirectory,
        _ data: TrainingData?
    ) throws -> ModelWriter {
        var options = TrainingOptions()
        options.method = method.learning
        options.epochs = epochs
        options.alpha = alpha
        options.l1 = l1
        options.l2 = l2
        options.featureDropout = featureDropout
        options.seed = seed
        options.threads = threads
        var trainer = SequenceTrainer(
            labels: LabelSet(inventory.labels), features: set.featureCount, options: options)
        if resume {
            try trainer.resume(from: checkpoint, set)
            print("going on after epoch \(trainer.epoch)")
        }
        func model(_ trainer: SequenceTrainer) -> ModelWriter {
            var writer = base
            let size = trainer.write("labels", features: set, to: &writer)
            print("labels: \(size.features) features, \(size.weights) weights")
            return writer
        }
        var stopping = EarlyStopping(patience: patience)
        var failure: (any Error)?
        let gold =
            patience > 0 ? try dev.first.map { try treebank($0, data) } : nil
        trainer.train(on: set) { epoch, loss, trainer in
            var line = "epoch \(epoch): loss \(fixed(loss, digits: 5))"
            defer {
                print(line)
                // Progress is wanted while it happens, also in a file.
                fflush(nil)
            }
            do {
                try trainer.writeCheckpoint(to: checkpoint, set)
                guard let gold else { return true }
                let candidate = model(trainer)
                let path = "\(out).part"
                try candidate.write(to: path)
                defer { unlink(path) }
                var score = WordScore()
                score.add(
                    gold, tagger: try WordTagger(resources: resources, options: WordOptions(model: path)))
                line += ", UPOS \(fixed(100 * score.upos.accuracy, digits: 2))"
                return stopping.goesOn(epoch: epoch, score: score.upos.accuracy + score.xpos.accuracy) { candidate }
            } catch {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
        if let best = stopping.best { print("best: epoch \(best.epoch)") }
        return stopping.model ?? model(trainer)
    }

    /// Adds the sentences of a treebank to the training data.
    private func add(
        _ treebank: Treebank, _ encoder: WordEncoder, _ features: FeatureTemplates, _ inventory: TagInventory,
        _ limits: LabelLimitsBuilder, to set: inout TrainingSet
    ) {
        var rows = FeatureRows()
        var possible: [UInt64: [UInt8]] = [:]
        for sentence in treebank.document.sentences {
            var gold: [UInt8] = []
            var lists: [[UInt8]] = []
            for index in sentence.tokens.range {
                gold.append(UInt8(inventory.label(of: inventory.number(of: treebank.words[index].tag)!)))
                let form = encoder.limits(of: index).form
                if possible[form] == nil { possible[form] = limits.possible(form: form) }
                lists.append(possible[form]!)
            }
            rows.removeAll()
            features.extract(encoder.matrix, sentence.tokens.range, into: &rows)
            set.add(rows, gold: gold, possible: lists)
        }
    }

    /// Lemmas, genders and kinds of words from the treebanks and the lexicon.
    private func gather(_ data: TrainingData?, _ treebanks: [Treebank]) throws -> WordEvidence {
        var evidence = WordEvidence()
        var common: Set<Substring> = []
        if let data {
            for row in try data.rows("lexicon/wordfreq-nl.tsv") { common.insert(row[0]) }
            for row in try data.rows("lexicon/news-frequency.tsv") { common.insert(row[0]) }
        }
        for treebank in treebanks {
            for (token, word) in zip(treebank.document.tokens, treebank.words) {
                let form = treebank.document.text[token.bytes]
                common.insert(Substring(form))
                evidence.add(form: form, lemma: word.lemma, upos: word.upos, xpos: word.xpos)
            }
        }
        for line in try data?.lines("lexicon/languagetool-nl.tsv.xz") ?? [] {
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

    mutating func add(form: UInt64, label: UInt8, tag: Int, script: UInt16) {
        let key = WordModel.key(form, label: label)
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
