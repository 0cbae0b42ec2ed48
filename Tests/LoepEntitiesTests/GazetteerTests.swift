// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepSegmentation
import TestSupport
import Testing

@testable import LoepEntities

@Suite struct GazetteerTests {
    private func gazetteer(_ rows: String, header: String = "name\ttype\tcanonical\toriginal") throws -> Gazetteer {
        try Gazetteer(Table(Text(header + "\n" + rows), name: "list"), name: "list")
    }

    private func tag(_ text: String, _ list: Gazetteer, before: [(String, EntityType)] = []) throws -> Document {
        let resources = try ResourceDirectory.find()
        var document = Document(id: "x", text: try Text(text))
        try Tokenizer(resources: resources).makeWorker().annotate(&document)
        try SentenceSplitter(resources: resources).makeWorker().annotate(&document)
        for (form, type) in before {
            let words = form.split(separator: " ").count
            let first = try #require(
                document.tokens.firstIndex {
                    document.text[$0.bytes] == form.split(separator: " ").first.map(String.init)
                })
            document.entities.append(Entity(tokens: TokenRange(first..<first + words), type: type))
        }
        document.layers.insert(.entities)
        list.makeWorker().annotate(&document)
        #expect(document.invariantViolations() == [])
        return document
    }

    private func found(_ document: Document) -> [String] {
        document.entities.map { "\(document.string(of: $0.tokens))/\($0.type.rawValue)" }
    }

    @Test func theLongestNameWins() throws {
        let list = try gazetteer("Bode\tORG\t\t\nDe Bode\tORG\t\t\nDe Bode van Deurmeer\tPRO\t\t")
        #expect(
            try found(tag("Zij las De Bode  van Deurmeer, hij de Bode.", list)) == [
                "De Bode  van Deurmeer/PRO", "Bode/ORG",
            ])
    }

    @Test func whatTheTaggerFoundInTheWayGivesPlace() throws {
        let list = try gazetteer("Vos\tPER\tLotte Vos\t")
        let document = try tag(
            "Lotte Vos won van Koning.", list, before: [("Lotte Vos", .organisation), ("Koning", .person)])
        #expect(found(document) == ["Vos/PER", "Koning/PER"])
        #expect(document.entities[0].identity.map { document.identities[Int($0)].id } == "lotte-vos")
    }

    @Test func possessivesAreFound() throws {
        let list = try gazetteer("Nordvik\tORG\t\t\nAnouk\tPER\t\t\nBeatrix\tPER\t\t")
        #expect(try found(tag("Nordviks stoel, Anouk’s brug en Beatrix’ kroon.", list)).count == 3)
    }

    @Test func partsOfWordsAreNot() throws {
        let list = try gazetteer("Vos\tPER\t\t")
        #expect(try found(tag("Vossenjacht in Vosselaar, zei de Vosser.", list)) == [])
    }

    @Test func anyTypeMayBeUsed() throws {
        #expect(try found(tag("Een zetje aspirine.", gazetteer("aspirine\tDRUG\t\t"))) == ["aspirine/DRUG"])
    }

    @Test func emptyFieldsAreRefused() {
        #expect {
            _ = try gazetteer("\tPER\t\t")
        } throws: { ($0 as? LoepError)?.code == .malformedTable }
        #expect {
            _ = try gazetteer("x", header: "name")
        } throws: { ($0 as? LoepError)?.code == .malformedTable }
    }

    @Test func hostileTextKeepsTheInvariants() throws {
        let list = try gazetteer(
            HostileText.cases.filter { !$0.contains("\t") && !$0.contains("\n") && !$0.isEmpty }
                .map { "\($0)\tMISC\t\t" }.joined(separator: "\n"))
        for text in HostileText.cases { _ = try tag(text, list) }
    }
}
