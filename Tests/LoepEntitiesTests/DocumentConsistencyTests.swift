// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import Testing

@testable import LoepEntities

@Suite struct DocumentConsistencyTests {
    /// A document of one-word tokens, one sentence, with the given entities.
    private func document(_ words: [String], _ entities: [(Range<Int>, EntityType, Float)]) throws -> Document {
        let text = words.joined(separator: " ")
        var document = Document(id: "", text: try Text(text))
        var offset: UInt32 = 0
        for word in words {
            let end = offset + UInt32(word.utf8.count)
            document.tokens.append(Token(start: offset, end: end, kind: .word))
            offset = end + 1
        }
        document.sentences = [Sentence(tokens: TokenRange(0..<words.count), paragraph: 0)]
        document.entities = entities.map { Entity(tokens: TokenRange($0.0), type: $0.1, confidence: $0.2) }
        return document
    }

    private func apply(_ document: inout Document) {
        var consistency = DocumentConsistency()
        let words = document.tokens.map { Hash64.hash(document.text[$0.bytes]) }
        consistency.apply(to: &document, words: words)
    }

    @Test func anUnsureMentionFollowsTheSureOnes() throws {
        var document = try document(
            ["Minsk", "en", "Minsk", "en", "Minsk"],
            [(0..<1, .organisation, 0.5), (2..<3, .location, 0.95), (4..<5, .location, 0.95)])
        apply(&document)
        #expect(document.entities.map(\.type) == [.location, .location, .location])
    }

    @Test func aSureMentionKeepsItsType() throws {
        var document = try document(
            ["Ajax", "en", "Ajax", "en", "Ajax"],
            [(0..<1, .person, 0.97), (2..<3, .organisation, 0.99), (4..<5, .organisation, 0.99)])
        apply(&document)
        #expect(document.entities.map(\.type) == [.person, .organisation, .organisation])
    }

    @Test func twoPlacesSideBySideAreTwoEntities() throws {
        var document = try document(
            ["Rusland", "Belarus", "of", "Rusland", "of", "Belarus", "Rusland", "en", "Belarus"],
            [
                (0..<2, .organisation, 0.5), (3..<4, .location, 0.95), (5..<6, .location, 0.95),
                (6..<7, .location, 0.95), (8..<9, .location, 0.95),
            ])
        apply(&document)
        #expect(document.entities.map(\.tokens.range) == [0..<1, 1..<2, 3..<4, 5..<6, 6..<7, 8..<9])
        #expect(document.entities.allSatisfy { $0.type == .location })
    }

    @Test func aNameOfTwoWordsStaysWhole() throws {
        var document = try document(
            ["Chatham", "House", "of", "Chatham", "en", "meer"],
            [(0..<2, .organisation, 0.5), (3..<4, .location, 0.95), (5..<6, .location, 0.95)])
        apply(&document)
        #expect(document.entities.first?.tokens.range == 0..<2)
    }
}
