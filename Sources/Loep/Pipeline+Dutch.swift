// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepEntities
import LoepModel
import LoepNames
import LoepSegmentation
import LoepSummary
import LoepWords

/// What the whole Dutch chain lets the caller choose; one record a stage.
public struct DutchOptions: Sendable {
    /// The layers wanted; stages they build on are added by themselves.
    public var layers: Layers = .dutch
    /// Layers the documents bring with them, so that no stage makes them anew.
    public var given: Layers = []
    /// How tokens and sentences are cut.
    public var segmentation = SegmentationOptions()
    /// How names are looked up.
    public var names = NameOptions()
    /// How entities are found.
    public var entities = EntityOptions()
    /// How dates, amounts and numbers are read.
    public var values = ValueOptions()
    /// Path of the user's own list of names; it wins over the tagger (see `Gazetteer`).
    public var gazetteer: String?
    /// How part of speech and lemma are found.
    public var words = WordOptions()
    /// What a summary shall look like.
    public var summary = SummaryOptions()
    /// What keyphrases shall be found.
    public var keyphrases = KeyphraseOptions()

    /// Makes options for the whole chain.
    public init() {}
}

extension Layers {
    /// Every layer.
    public static let all: Layers = [
        .tokens, .sentences, .words, .names, .entities, .values, .summary, .keyphrases,
    ]

    /// The layers that the Dutch chain fills unless told otherwise.
    public static let dutch: Layers = [.tokens, .sentences, .names, .entities, .values, .summary, .keyphrases]

    /// The layers that some stage of the Dutch chain can fill: words only when they are asked for.
    public static let available: Layers = dutch.union(.words)

    /// The layers together with all that are filled on the way to them.
    ///
    /// A summary is made from names where they are there, keyphrases from entities too; they belong to their way,
    /// so that a document gets the same summary and keyphrases whatever else is asked for.
    public var withFoundations: Layers {
        var result = self
        if contains(.keyphrases) { result.formUnion([.sentences, .names, .entities]) }
        if contains(.summary) { result.formUnion([.sentences, .names]) }
        if result.contains(.entities) { result.formUnion([.names, .sentences]) }
        if !result.isDisjoint(with: [.words, .names, .values]) { result.insert(.sentences) }
        if result.contains(.sentences) { result.insert(.tokens) }
        return result
    }
}

extension Pipeline {
    /// The whole Dutch chain, or the part of it that fills the wanted layers.
    ///
    /// - Parameters:
    ///   - resources: the folder with tables and models; found by itself when nil.
    ///   - options: what to leave out and how the stages work.
    /// - Throws: `model.missing`, `model.corrupt` and their like when resources cannot be used.
    public static func dutch(
        resources: ResourceDirectory? = nil, options: DutchOptions = DutchOptions()
    ) throws(LoepError) -> Pipeline {
        let resources = if let resources { resources } else { try ResourceDirectory.find() }
        let wanted = options.layers.withFoundations.subtracting(options.given)
        var stages: [any Stage] = []
        if wanted.contains(.tokens) {
            stages.append(try Tokenizer(resources: resources, options: options.segmentation))
        }
        if wanted.contains(.sentences) {
            stages.append(try SentenceSplitter(resources: resources, options: options.segmentation))
        }
        if wanted.contains(.words) {
            stages.append(try WordTagger(resources: resources, options: options.words))
        }
        if wanted.contains(.names) {
            stages.append(try NameNormalizer(resources: resources, options: options.names))
        }
        if wanted.contains(.values) {
            stages.append(try ValueTagger(resources: resources, options: options.values))
        }
        if wanted.contains(.entities) {
            stages.append(try EntityTagger(resources: resources, options: options.entities))
            if let path = options.gazetteer { stages.append(try Gazetteer(path: path)) }
        }
        if wanted.contains(.summary) {
            stages.append(try Summarizer(resources: resources, options: options.summary))
        }
        if wanted.contains(.keyphrases) {
            stages.append(try KeyphraseExtractor(resources: resources, options: options.keyphrases))
        }
        return try Pipeline(given: options.given, stages: stages)
    }
}
