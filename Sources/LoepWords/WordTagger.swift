// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// What the word tagger can be told.
public struct WordOptions: Sendable {
    /// Path of another model of words; nil for the one in the resources.
    public var model: String?

    /// Makes the standard options.
    public init(model: String? = nil) { self.model = model }
}

/// Gives every token its part of speech (UD and CGN), its features and its lemma.
///
/// A linear-chain CRF decides what hangs on the context; what hangs on the word alone (the gender of a noun,
/// the case of a pronoun, the lemma) follows from form and label, for unknown words from their ending.
public struct WordTagger: Stage {
    public let name = "words"
    public let needs: Layers = [.tokens, .sentences]
    public let provides: Layers = [.words]

    private let lexicon: Lexicon
    private let model: WordModel

    /// Opens the model and the lexicon.
    ///
    /// - Throws: `model.missing`, `model.corrupt` or `model.version`.
    public init(resources: ResourceDirectory, options: WordOptions = WordOptions()) throws(LoepError) {
        lexicon = try Lexicon(resources: resources)
        model = try WordModel(path: options.model ?? resources.model("words.loep"))
    }

    public func makeWorker() -> any StageWorker { WordWorker(lexicon: lexicon, model: model) }
}

/// Tags one document at a time.
final class WordWorker: StageWorker {
    /// Chosen on the development treebanks, where no accuracy changes by more than 0.04 points.
    private static let margins = DecodingMargins(certainty: 6, doubt: 9, path: 7)

    private let model: WordModel
    private let decoder: SequenceDecoder
    private var encoder: WordEncoder
    private var labels: [UInt8] = []
    private var lower: [UInt8] = []
    private var particles: ParticleVerbs
    private var finder: LemmaFinder
    private var memory = WordMemory()
    /// Number of the CGN tag of a particle or preposition without a noun behind it; nil when the model has none.
    private let particle: UInt16?

    init(lexicon: Lexicon, model: WordModel) {
        self.model = model
        decoder = SequenceDecoder(
            model.labels, templates: model.templates, forms: WordAttribute.ofForm, limits: model.limits,
            margins: WordWorker.margins)
        encoder = WordEncoder(lexicon: lexicon, kinds: model.kinds)
        particles = ParticleVerbs(model.particles)
        finder = LemmaFinder(model)
        particle = model.xpos.firstIndex(of: "VZ|fin").map(UInt16.init)
    }

    func annotate(_ document: inout Document) {
        var layer = WordLayer()
        layer.xpos = model.xpos
        layer.feats = model.feats
        layer.words.reserveCapacity(document.tokens.count)
        layer.lemmas.reserveCapacity(document.text.count)
        encoder.encode(document)
        for sentence in document.sentences {
            decoder.decode(encoder.matrix, sentence.tokens.range, into: &labels)
            for (offset, index) in sentence.tokens.range.enumerated() {
                append(index, label: labels[offset], of: document, to: &layer)
            }
            joinParticles(sentence.tokens.range, in: &layer)
        }
        document.words = layer
        document.layers.insert(.words)
    }

    private func joinParticles(_ sentence: Range<Int>, in layer: inout WordLayer) {
        particles.join(
            sentence, particle: particle,
            isVerb: { [labels, model] index in
                model.choices[Int(labels[index - sentence.lowerBound])].wordClass.isSeparable
            },
            forms: encoder.forms, kinds: model.kinds, in: &layer)
    }

    private func append(_ index: Int, label: UInt8, of document: Document, to layer: inout WordLayer) {
        let token = encoder.matrix[index, WordAttribute.token.rawValue]
        let key = Hash64.mix(token, UInt64(label) + 1)
        let entry = memory.entry(key) ?? find(index, label, document, key)
        let start = layer.lemmas.count
        let source = Int(entry.start)
        layer.lemmas.append(contentsOf: memory.bytes[source..<source + Int(entry.lemma + entry.parts)])
        let middle = start + Int(entry.lemma)
        let tag = Int(entry.tag)
        layer.words.append(
            Word(
                upos: model.upos[tag], xpos: model.xposNumbers[tag], feats: model.featsNumbers[tag],
                lemma: ByteRange(start..<middle), compound: ByteRange(middle..<layer.lemmas.count)))
    }

    private func find(_ index: Int, _ label: UInt8, _ document: Document, _ key: UInt64) -> WordMemory.Entry {
        lower.removeAll(keepingCapacity: true)
        for byte in encoder.forms.offsets[index]..<encoder.forms.offsets[index + 1] {
            lower.append(encoder.forms.bytes[byte])
        }
        finder.find(
            document.text.bytes.span, document.tokens[index].bytes.range, exactHash: encoder.forms.exact[index],
            lower: lower, lowerHash: encoder.forms.lower[index], label: label,
            isFirst: encoder.matrix[index, WordAttribute.opening.rawValue] != 0)
        return memory.keep(key, tag: finder.tag, lemma: finder.lemma, parts: finder.parts)
    }
}
