// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepFormats

/// Scores and reliability of a tagger on annotated documents: what `loep eval entities` prints.
public struct EntityMeasurement: Sendable {
    /// Precision, recall and errors.
    public private(set) var score = EntityScore()
    /// How far the confidences can be trusted.
    public private(set) var reliability = Reliability()
    private let folding: TypeFolding

    /// Measures under the types that occur in `documents`: where those know MISC but no PRO, a PRO found is MISC.
    public init(on documents: [AnnotatedDocument]) {
        folding = TypeFolding(into: Set(documents.flatMap { $0.mentions.map(\.type) }))
    }

    /// Counts the entities of a tagged document against the gold mentions it came with.
    public mutating func add(_ document: Document, gold mentions: [GoldMention]) {
        let gold = mentions.map { (range: $0.bytes, type: $0.type) }
        let found = document.entities.map { (range: document.bytes(of: $0.tokens), type: folding($0.type)) }
        score.add(id: document.id, text: document.text, gold: gold, found: found)
        for (entity, span) in zip(document.entities, found) {
            let isRight = gold.contains { $0.range == span.range && $0.type == span.type }
            reliability.add(confidence: entity.confidence, isRight: isRight)
        }
    }
}
