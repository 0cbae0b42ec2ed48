// SPDX-License-Identifier: Apache-2.0
import LoepCore
import Testing

@testable import LoepEntities

@Suite struct IdentityResolverTests {
    /// A document of single-space words, one sentence, with entities and name mentions by word ranges.
    private func document(_ text: String) throws -> Document {
        var document = Document(id: "test", text: try Text(text))
        var offset = 0
        for word in text.split(separator: " ") {
            let end = offset + word.utf8.count
            document.tokens.append(Token(start: UInt32(offset), end: UInt32(end), kind: .word))
            offset = end + 1
        }
        document.sentences = [Sentence(tokens: TokenRange(0..<document.tokens.count), paragraph: 0)]
        document.layers = [.tokens, .sentences, .names, .entities]
        return document
    }

    private func made(_ english: String, _ dutch: String) -> Identity {
        Identity(
            id: english.lowercased(), kind: .other, canonical: english, dutch: dutch, original: "Х", language: "ru",
            isKnown: false)
    }

    private func canonical(_ document: Document, _ index: Int) -> String? {
        document.entities[index].identity.map { document.identities[Int($0)].canonical }
    }

    @Test func aBareSurnameGoesToTheFullNameSeenElsewhere() throws {
        var document = try document("Gleb Karnaoechov sprak en Karnaoechov zweeg")
        document.identities = [made("Gleb", "Gleb"), made("Karnaukhov", "Karnaoechov")]
        document.names = [
            NameMention(tokens: TokenRange(0, 1), identity: 0, form: .base, score: 0.4),
            NameMention(tokens: TokenRange(1, 2), identity: 1, form: .base, score: 0.4),
            NameMention(tokens: TokenRange(4, 5), identity: 1, form: .base, score: 0.4),
        ]
        document.entities = [
            Entity(tokens: TokenRange(0, 2), type: .person), Entity(tokens: TokenRange(4, 5), type: .person),
        ]
        IdentityResolver().resolve(&document)
        #expect(canonical(document, 0) == "Gleb Karnaukhov")
        #expect(document.entities[0].identity == document.entities[1].identity)
        #expect(document.identities[Int(document.entities[0].identity ?? 0)].id == "gleb-karnaukhov")
        #expect(document.invariantViolations().isEmpty)
    }

    @Test func aListedSurnameYieldsToAnotherBearerOfTheDocument() throws {
        var document = try document("Nikolaj Borisov kwam later Borisov")
        document.identities = [
            Identity(
                id: "boyko-borisov", kind: .person, canonical: "Boyko Borisov", dutch: "Bojko Borisov", language: "bg"),
            made("Nikolaj", "Nikolaj"),
        ]
        document.identities[1].canonical = "Nikolai"
        document.names = [
            NameMention(tokens: TokenRange(0, 1), identity: 1, form: .base, score: 0.4),
            NameMention(tokens: TokenRange(1, 2), identity: 0, form: .surname, score: 0.05),
            NameMention(tokens: TokenRange(4, 5), identity: 0, form: .surname, score: 0.6),
        ]
        document.entities = [
            Entity(tokens: TokenRange(0, 2), type: .person), Entity(tokens: TokenRange(4, 5), type: .person),
        ]
        IdentityResolver().resolve(&document)
        #expect(canonical(document, 0) == "Nikolai Borisov")
        #expect(document.entities[0].identity == document.entities[1].identity)
    }

    @Test func derivedWordsAndOtherLanguagesGetNoIdentity() throws {
        var document = try document("Belarussische Parijs")
        document.identities = [
            Identity(id: "belarus", kind: .place, canonical: "Belarus", dutch: "Belarus", language: "be"),
            Identity(id: "paris", kind: .place, canonical: "Paris", dutch: "Parijs"),
        ]
        document.names = [
            NameMention(tokens: TokenRange(0, 1), identity: 0, form: .derived, score: 0.98),
            NameMention(tokens: TokenRange(1, 2), identity: 1, form: .base, score: 1),
        ]
        document.entities = [
            Entity(tokens: TokenRange(0, 1), type: .miscellaneous), Entity(tokens: TokenRange(1, 2), type: .location),
        ]
        IdentityResolver().resolve(&document)
        #expect(canonical(document, 0) == nil)
        #expect(canonical(document, 1) == nil)
    }

    @Test func aNameThatStaysTheSameNeedsNoIdentity() throws {
        var document = try document("Oleg Antonov sprak")
        document.identities = [made("Oleg", "Oleg"), made("Antonov", "Antonov")]
        document.names = [
            NameMention(tokens: TokenRange(0, 1), identity: 0, form: .base, score: 0.4),
            NameMention(tokens: TokenRange(1, 2), identity: 1, form: .base, score: 0.4),
        ]
        document.entities = [Entity(tokens: TokenRange(0, 2), type: .person)]
        IdentityResolver().resolve(&document)
        #expect(canonical(document, 0) == nil)
    }
}
