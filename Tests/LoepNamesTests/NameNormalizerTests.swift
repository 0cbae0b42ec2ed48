// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import TestSupport
import Testing

@testable import LoepNames

/// A document whose tokens are runs of letters, digits, apostrophes and hyphens, or single other signs.
func simpleDocument(_ string: String) throws -> Document {
    var document = Document(id: "test", text: try Text(string))
    var start: Int?
    var offset = 0
    func close(_ end: Int) {
        guard let first = start else { return }
        document.tokens.append(Token(start: UInt32(first), end: UInt32(end), kind: .word))
        start = nil
    }
    for scalar in string.unicodeScalars {
        let length = String(scalar).utf8.count
        if scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || "'’-".unicodeScalars.contains(scalar)
            || scalar.value == 0x301
        {
            if start == nil { start = offset }
        } else {
            close(offset)
            if !scalar.properties.isWhitespace, scalar.value > 0x20 {
                document.tokens.append(Token(start: UInt32(offset), end: UInt32(offset + length), kind: .punctuation))
            }
        }
        offset += length
    }
    close(offset)
    if !document.tokens.isEmpty {
        document.sentences = [Sentence(tokens: TokenRange(0..<document.tokens.count), paragraph: 0)]
    }
    document.layers = [.tokens, .sentences]
    return document
}

@Suite struct NameNormalizerTests {
    static let stage = try? NameNormalizer(resources: ResourceDirectory.find())

    /// The best mention of the tokens that read `surface`.
    private func best(_ text: String, _ surface: String) throws -> (identity: Identity, mention: NameMention)? {
        let stage = try #require(Self.stage)
        var document = try simpleDocument(text)
        stage.makeWorker().annotate(&document)
        #expect(document.invariantViolations().isEmpty)
        return document.names.first { document.string(of: $0.tokens) == surface }
            .map { (document.identities[Int($0.identity)], $0) }
    }

    @Test(arguments: [
        ("Gisteren sprak Poetin.", "Poetin", "Vladimir Putin"),
        ("Het is Loekasjenko’s wil.", "Loekasjenko’s", "Alexander Lukashenko"),
        ("Het is Lukashenko's wil.", "Lukashenko's", "Alexander Lukashenko"),
        ("In CHARKOV valt regen.", "CHARKOV", "Kharkiv"),
        ("In Charkov valt regen.", "Charkov", "Kharkiv"),
        ("Hij zag Владимир Путин.", "Владимир Путин", "Vladimir Putin"),
        ("De Belarussische grens.", "Belarussische", "Belarus"),
        ("Veel Oekraïners vluchten.", "Oekraïners", "Ukraine"),
        ("Rostov aan de Don slaapt.", "Rostov aan de Don", "Rostov-on-Don"),
        ("De Poetin-getrouwen juichen.", "Poetin-getrouwen", "Vladimir Putin"),
        ("Poetin, Vladimir", "Poetin, Vladimir", "Vladimir Putin"),
        ("Peking zwijgt.", "Peking", "Beijing"),
    ])
    func spellingsFindTheirIdentity(text: String, surface: String, canonical: String) throws {
        let found = try #require(try best(text, surface))
        #expect(found.identity.canonical == canonical)
    }

    @Test func formsAreTold() throws {
        #expect(try best("Het is Poetins plan.", "Poetins")?.mention.form == .possessive)
        #expect(try best("De Belarussische grens.", "Belarussische")?.mention.form == .derived)
        #expect(try best("De Poetin-getrouwen.", "Poetin-getrouwen")?.mention.form == .compound)
        #expect(try best("Toen kwam Poetin.", "Poetin")?.mention.form == .surname)
        #expect(try best("Toen kwam Vladimir Poetin.", "Vladimir Poetin")?.mention.form == .base)
    }

    @Test func anotherGivenNameIsAnotherPerson() throws {
        let stage = try #require(Self.stage)
        var document = try simpleDocument("Toen kwam Ljoedmila Poetin binnen.")
        stage.makeWorker().annotate(&document)
        for mention in document.names where document.identities[Int(mention.identity)].id == "vladimir-putin" {
            #expect(mention.score < 0.2)
        }
    }

    @Test(arguments: [
        ("Gisteren sprak Gleb Karnaoechov.", "Gleb Karnaoechov", "Gleb Karnaukhov"),
        ("Het huis van Sanzjar Bokajev’s moeder.", "Bokajev’s", "Bokayev"),
        ("De burgemeester, Ihor Tsjoemak, zweeg.", "Tsjoemak", "Chumak"),
    ])
    func unknownNamesAreWorkedOut(text: String, surface: String, canonical: String) throws {
        let found = try #require(try best(text, surface))
        #expect(found.identity.canonical == canonical)
        #expect(!found.identity.isKnown)
    }

    @Test func ordinaryWordsAreNoNames() throws {
        let stage = try #require(Self.stage)
        var document = try simpleDocument("De oude vos liep door Het Bos, en dat was alles wat er gebeurde.")
        stage.makeWorker().annotate(&document)
        #expect(document.names.isEmpty)
    }

    @Test func hostileTextNeverBreaksAnInvariant() throws {
        let stage = try #require(Self.stage)
        let worker = stage.makeWorker()
        var generator = SplitMix64(seed: 7)
        for string in HostileText.cases + (0..<300).map({ _ in HostileText.random(&generator, scalars: 60) }) {
            var document = try simpleDocument(string)
            worker.annotate(&document)
            #expect(document.invariantViolations().isEmpty)
        }
    }
}
