// SPDX-License-Identifier: Apache-2.0
import LoepCore
import Testing

@testable import LoepEntities

@Suite struct AnnotationRulesTests {
    /// What the rules make of one entity over all words, the first of which the names stage knows or not.
    private func settled(
        _ words: [String], _ type: EntityType, knownAs form: NameForm? = nil, kind: IdentityKind = .place
    ) throws -> String {
        var document = Document(id: "", text: try Text(words.joined(separator: " ")))
        var offset: UInt32 = 0
        for word in words {
            let end = offset + UInt32(word.utf8.count)
            document.tokens.append(Token(start: offset, end: end, kind: .word))
            offset = end + 1
        }
        document.sentences = [Sentence(tokens: TokenRange(0..<words.count), paragraph: 0)]
        document.entities = [Entity(tokens: TokenRange(0..<words.count), type: type, confidence: 0.6)]
        if let form {
            document.identities = [Identity(id: "x", kind: kind, canonical: "X", dutch: "X")]
            document.names = [NameMention(tokens: TokenRange(0..<1), identity: 0, form: form, score: 0.9)]
        }
        AnnotationRules().apply(to: &document)
        let entity = document.entities[0]
        return "\(document.text[document.bytes(of: entity.tokens)])|\(entity.type.rawValue)"
    }

    @Test func aWordDerivedFromANameIsMiscellaneous() throws {
        let word = "Belarussisch-Oekraïense"
        #expect(try settled([word], .location, knownAs: .derived) == "\(word)|MISC")
        #expect(try settled([word], .location) == "\(word)|LOC")
        #expect(try settled(["Minsk"], .location, knownAs: .base) == "Minsk|LOC")
    }

    @Test func aCompoundWithAPluralHeadIsMiscellaneous() throws {
        #expect(try settled(["Zapad-oefeningen"], .event) == "Zapad-oefeningen|MISC")
        #expect(try settled(["Galaxy-toestellen"], .product) == "Galaxy-toestellen|MISC")
        #expect(try settled(["Gwangju-opstand"], .event) == "Gwangju-opstand|EVE")
        #expect(try settled(["Banda-eilanden"], .location) == "Banda-eilanden|LOC")
        #expect(try settled(["G-en"], .event) == "G-en|EVE")
    }

    @Test func anEpithetHoldsOneName() throws {
        #expect(try settled(["Europa’s", "laatste", "dictator"], .product, knownAs: .possessive) == "Europa’s|LOC")
        #expect(try settled(["Belarussische", "model"], .product, knownAs: .derived) == "Belarussische|MISC")
    }

    @Test func titlesAndOtherTypesStayWhole() throws {
        #expect(
            try settled(["Europa’s", "Laatste", "Kans"], .product, knownAs: .possessive) == "Europa’s Laatste Kans|PRO")
        #expect(try settled(["Europese", "verkiezingen"], .event, knownAs: .derived) == "Europese verkiezingen|EVE")
        #expect(
            try settled(["Poetins", "laatste", "kans"], .product, knownAs: .possessive, kind: .person)
                == "Poetins laatste kans|PRO")
        #expect(try settled(["Nacht", "en", "ontij"], .product) == "Nacht en ontij|PRO")
    }
}
