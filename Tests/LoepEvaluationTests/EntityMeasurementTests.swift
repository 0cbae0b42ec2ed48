// SPDX-License-Identifier: Apache-2.0
import Loep
import LoepEvaluation
import LoepFormats
import Testing

@Suite struct EntityMeasurementTests {
    private func document(_ types: [EntityType]) throws -> Document {
        var document = Document(id: "x", text: try Text("een twee drie"))
        document.tokens = [
            Token(start: 0, end: 3, kind: .word), Token(start: 4, end: 8, kind: .word),
            Token(start: 9, end: 13, kind: .word),
        ]
        document.entities = types.enumerated().map { index, type in
            Entity(tokens: TokenRange(index..<index + 1), type: type, confidence: 0.9)
        }
        return document
    }

    private func gold(_ types: [EntityType]) throws -> AnnotatedDocument {
        let document = try document(types)
        return AnnotatedDocument(
            document: document,
            mentions: document.entities.map {
                GoldMention(bytes: document.bytes(of: $0.tokens), type: $0.type)
            })
    }

    @Test func productsCountAsMiscWhereTheAnnotationKnowsNoOther() throws {
        let annotated = try gold([.person, .miscellaneous])
        var measurement = EntityMeasurement(on: [annotated])
        measurement.add(try document([.person, .product]), gold: annotated.mentions)
        #expect(measurement.score.total.f1 == 1)
    }

    @Test func productsStayProductsWhereTheyAreAnnotated() throws {
        let annotated = try gold([.product, .miscellaneous])
        var measurement = EntityMeasurement(on: [annotated])
        measurement.add(try document([.product, .product]), gold: annotated.mentions)
        #expect(measurement.score.total.right == 1)
    }

    @Test func withoutMiscNothingIsFolded() throws {
        let annotated = try gold([.person, .location])
        var measurement = EntityMeasurement(on: [annotated])
        measurement.add(try document([.person, .event]), gold: annotated.mentions)
        #expect(measurement.score.types[.event]?.found == 1)
    }
}
