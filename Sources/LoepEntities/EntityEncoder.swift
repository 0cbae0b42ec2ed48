// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// The tables that entity evidence is read from, opened once.
package struct EntityEvidence: Sendable {
    let lexicon: Lexicon
    /// Words that join the parts of a name, such as `van`.
    let particles: [String]

    /// - Throws: `model.missing`, `model.corrupt` or `table.malformed`.
    package init(resources: ResourceDirectory) throws(LoepError) {
        lexicon = try Lexicon(resources: resources)
        particles = try resources.table("name-particles.tsv", required: ["particle"]).rows.map { $0[0] }
    }
}

/// Turns a document into attributes and features, for training and tagging alike.
package struct EntityEncoder {
    private var features: EntityFeatures
    private var evidence = DocumentEvidence()
    /// The attributes of the current document.
    package private(set) var matrix = AttributeMatrix(columns: EntityAttribute.names.count)

    /// Hash of each token of the current document as written.
    package var words: [UInt64] { features.forms.exact }

    /// The names of the attributes, for templates.
    package static var attributes: [String] { EntityAttribute.names }

    package init(_ evidence: EntityEvidence) {
        features = EntityFeatures(lexicon: evidence.lexicon, particles: evidence.particles)
    }

    /// Gathers the evidence of a document that does not depend on labels.
    package mutating func encode(_ document: Document) {
        features.fill(&matrix, document)
    }

    /// Adds what first-pass labels of the same document tell.
    package mutating func addEvidence(_ document: Document, labels: [UInt8], codes: LabelCodes) {
        evidence.fill(
            &matrix, document, features.forms, labels: labels, types: codes.types, positions: codes.positions)
    }

    /// Whether any word of the sentence is written like a name: with a capital that is not just that of the
    /// sentence's start. The others need no model.
    package func mayHoldNames(_ document: Document, _ sentence: Sentence) -> Bool {
        let bytes = document.text.bytes
        for index in sentence.tokens.range {
            if matrix[index, EntityAttribute.run.rawValue] != 0 { return true }
            if matrix[index, EntityAttribute.opening.rawValue] != 0 { continue }
            let token = document.tokens[index]
            for offset in Int(token.start)..<Int(token.end)
            where (0x41...0x5A).contains(bytes[offset]) || bytes[offset] >= 0xC3 && bytes[offset] < 0xE0 { return true }
        }
        return false
    }

    /// Whether the first pass found a name in the sentence, or one of its words is a name elsewhere.
    package func needsSecondPass(_ sentence: Sentence, labels: [UInt8]) -> Bool {
        sentence.tokens.range.contains { index in
            labels[index] != 0 || matrix[index, EntityAttribute.documentForm.rawValue] >> 4 & 7 != 0
                || matrix[index, EntityAttribute.documentLonger.rawValue] != 0
        }
    }
}
