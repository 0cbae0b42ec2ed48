// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// What the entity tagger can be told.
public struct EntityOptions: Sendable {
    /// Path of another entity model; nil for the one in the resources.
    public var model: String?

    /// Makes the standard options.
    public init(model: String? = nil) { self.model = model }
}

/// Finds named entities: people, places, organisations, products, events and words made from names.
///
/// A linear-chain CRF over word, cluster and list features in two passes; the second sees what the
/// first decided elsewhere in the document.
public struct EntityTagger: Stage {
    public let name = "entities"
    public let needs: Layers = [.tokens, .sentences, .names]
    public let provides: Layers = [.entities]

    private let evidence: EntityEvidence
    private let model: EntityModel

    /// Opens the model and the lexicon.
    ///
    /// - Throws: `model.missing`, `model.corrupt` or `model.version`.
    public init(resources: ResourceDirectory, options: EntityOptions = EntityOptions()) throws(LoepError) {
        evidence = try EntityEvidence(resources: resources)
        model = try EntityModel(path: options.model ?? resources.model("entities.loep"))
    }

    public func makeWorker() -> any StageWorker { EntityWorker(evidence: evidence, model: model) }
}

/// Tags one document at a time.
final class EntityWorker: StageWorker {
    /// Chosen on the development articles: F1 differs by 0.01 from that of the widest margins.
    private static let margins = DecodingMargins(certainty: 8, doubt: 10, path: 8)

    private let codes: LabelCodes
    private let types: [EntityType]
    private let first: SequenceDecoder
    private let second: SequenceDecoder
    private let resolver = IdentityResolver()
    private let rules = AnnotationRules()
    /// Whether the model was trained on the types that the guidelines speak of.
    private let followsGuidelines: Bool
    private var consistency = DocumentConsistency()
    private var encoder: EntityEncoder
    private var labels: [UInt8] = []
    private var firstLabels: [UInt8] = []

    init(evidence: EntityEvidence, model: EntityModel) {
        codes = LabelCodes(model.first.labels)
        types = codes.names.map(EntityType.init(rawValue:))
        followsGuidelines = types.contains(.miscellaneous) && types.contains(.location)
        first = SequenceDecoder(
            model.first, templates: model.firstTemplates, forms: EntityAttribute.ofForm, margins: EntityWorker.margins)
        second = SequenceDecoder(
            model.second, templates: model.secondTemplates, forms: EntityAttribute.ofForm,
            margins: EntityWorker.margins, temperature: model.temperature)
        encoder = EntityEncoder(evidence)
    }

    func annotate(_ document: inout Document) {
        encoder.encode(document)
        firstLabels.removeAll(keepingCapacity: true)
        for sentence in document.sentences {
            guard encoder.mayHoldNames(document, sentence) else {
                firstLabels.append(contentsOf: repeatElement(0, count: sentence.tokens.count))
                continue
            }
            first.decode(encoder.matrix, sentence.tokens.range, into: &labels)
            firstLabels.append(contentsOf: labels)
        }
        encoder.addEvidence(document, labels: firstLabels, codes: codes)
        document.entities.removeAll(keepingCapacity: true)
        for sentence in document.sentences where encoder.needsSecondPass(sentence, labels: firstLabels) {
            second.decode(encoder.matrix, sentence.tokens.range, into: &labels)
            appendEntities(sentence, to: &document)
        }
        if followsGuidelines { rules.apply(to: &document) }
        consistency.apply(to: &document, words: encoder.words)
        document.layers.insert(.entities)
        resolver.resolve(&document)
    }

    /// Reads the entities of the sentence decoded last off its labels.
    private func appendEntities(_ sentence: Sentence, to document: inout Document) {
        guard labels.contains(where: { codes.types[Int($0)] != 0 }) else { return }
        second.computeMarginals()
        var start = 0
        for index in labels.indices {
            let position = codes.positions[Int(labels[index])]
            if position == 1 || position == 4 { start = index }
            guard position == 3 || position == 4 else { continue }
            let confidence = second.probability(of: labels[start...index], at: start..<index + 1)
            document.entities.append(
                Entity(
                    tokens: TokenRange(
                        sentence.tokens.start + UInt32(start), sentence.tokens.start + UInt32(index) + 1),
                    type: types[codes.types[Int(labels[index])] - 1], confidence: confidence))
        }
    }
}
