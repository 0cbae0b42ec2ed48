import LoepCore
import LoepModel

/// Turns a document into attributes and features, for training and tagging alike.
package struct EntityEncoder {
    private var features: EntityFeatures
    private var evidence = DocumentEvidence()
    /// The attributes of the current document.
    package private(set) var matrix = AttributeMatrix(columns: EntityAttribute.names.count)

    /// The names of the attributes, for templates.
    package static var attributes: [String] { EntityAttribute.names }

    package init(lexicon: Lexicon) { features = EntityFeatures(lexicon: lexicon) }

    /// Gathers the evidence of a document that does not depend on labels.
    package mutating func encode(_ document: Document) {
        features.fill(&matrix, document)
    }

    /// Adds what first-pass labels of the same document tell.
    package mutating func addEvidence(_ document: Document, labels: [UInt8], codes: LabelCodes) {
        evidence.fill(
            &matrix, document, features.forms, labels: labels, types: codes.types, positions: codes.positions)
    }
}
