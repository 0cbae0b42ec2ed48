// SPDX-License-Identifier: Apache-2.0
import Loep
import TestSupport
import Testing

@testable import LoepFormats

@Suite struct TextReaderTests {
    private func code(_ bytes: [UInt8], _ encoding: InputEncoding = .utf8) -> LoepError.Code? {
        do {
            _ = try TextReader.document(bytes, id: "x", encoding: encoding)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func nothingVisibleIsEmpty() {
        #expect(code([]) == .emptyText)
        #expect(code(Array(" \n\t\r\n".utf8)) == .emptyText)
        #expect(code(Array("\u{FEFF}\u{A0}\u{200B}".utf8)) == .emptyText)
        #expect(code(Array("Ж".utf8)) == nil)
        #expect(code(Array("👍".utf8)) == nil)
    }

    @Test func binariesAreRefused() {
        #expect(code(Array("abc\0def".utf8)) == .binary)
        #expect(code([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]) == .binary)
        #expect(code([0xFF, 0xD8, 0xFF, 0xE0, 0x10]) == .binary)
    }

    @Test func brokenUTF8IsFoundAtEveryPlace() {
        let text = Array("Een café in België kost € 3.".utf8)
        for place in 0...text.count {
            var broken = text
            broken.insert(0xFF, at: place)
            #expect(code(broken) == .invalidUTF8, "byte \(place)")
        }
        for end in 1..<text.count where text[end] & 0xC0 == 0x80 {
            #expect(code(Array(text[..<end])) == .invalidUTF8, "cut at \(end)")
        }
    }

    @Test func theMessageNamesTheByte() {
        #expect {
            _ = try TextReader.document(Array("goed ".utf8) + [0xC3, 0x28] + Array(" fout".utf8), id: "x")
        } throws: { error in
            let failure = error as? LoepError
            return failure?.range?.start == 5 && failure?.message.contains("byte 5") == true
        }
    }

    @Test func textIsTakenAsItIs() throws {
        let string = "\u{FEFF}Regel één\r\n\r\ne\u{301}\u{A0}\n"
        #expect(try TextReader.document(Array(string.utf8), id: "x").text.bytes == Array(string.utf8))
    }

    @Test func otherEncodingsAreReadWhenAsked() throws {
        let latin = Array("Een caf".utf8) + [0xE9] + Array(" in Itali".utf8) + [0xEB] + Array(" is duur.".utf8)
        #expect(code(latin) == .invalidUTF8)
        let document = try TextReader.document(latin, id: "x", encoding: .detected)
        #expect(document.text.string == "Een café in Italië is duur.")
        #expect(document.metadata.encoding == "ISO-8859-1")
        let wide: [UInt8] = [0xFF, 0xFE] + "Hé, dag".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        #expect(code(wide) == .invalidUTF8)
        #expect(try TextReader.document(wide, id: "x", encoding: .detected).text.string == "Hé, dag")
        #expect(code(latin, .named("no-such-charset")) == .invalidOption)
    }
}

@Suite struct ConllReaderTests {
    private func read(_ string: String, number: Int? = nil) -> [Result<Document, LoepError>] {
        ConllReader().documents(Array(string.utf8)[...], source: "in", number: number)
    }

    @Test func textIsRebuiltFromTheFirstColumn() throws {
        let document = try read("Jan N B-PER\nloopt V O\n\n. O\n")[0].get()
        #expect(document.text.string == "Jan loopt\n.")
        #expect(document.tokens.map { document.text[$0.bytes] } == ["Jan", "loopt", "."])
        #expect(document.sentences.map(\.tokens) == [TokenRange(0, 2), TokenRange(2, 3)])
        #expect(document.layers == [.tokens, .sentences])
        #expect(document.invariantViolations() == [])
    }

    @Test func marksStartDocuments() throws {
        let documents = try read("-DOCSTART- O\n\na O\n\n-DOCSTART-\n\n-DOCSTART-\nb\n", number: 4).map { try $0.get() }
        #expect(documents.map(\.id) == ["in:4", "in:5"])
        #expect(documents.map(\.text.string) == ["a", "b"])
    }

    @Test func windowsLineEndsAndTabsAreUnderstood() throws {
        let document = try read("a\tO\r\n\r\nb\tO\r\n")[0].get()
        #expect(document.text.string == "a\nb")
        #expect(document.sentences.count == 2)
    }

    @Test func anEmptyFirstColumnFailsItsDocumentOnly() {
        let results = read("a\n\tO\n-DOCSTART-\nb\n", number: 1)
        #expect(results.count == 2)
        guard case .failure(let failure) = results[0], case .success = results[1] else {
            Issue.record("the wrong document failed")
            return
        }
        #expect(failure.message.contains("line 2"))
        #expect(failure.document == "in:1")
    }

    @Test func iobGivesALineForEveryTokenWhateverTheTokensAre() throws {
        let tokens = [
            "'s", "Zo'n", "a.b.c", "…", "(", "10.000,00", "’t", "👍🏽", "x\u{301}", "\u{A0}", "http://a.b/c", "-",
        ]
        let source = tokens.enumerated().map { $0.element + "\tO\n" + ($0.offset % 4 == 3 ? "\n" : "") }.joined()
        let document = try read(source)[0].get()
        let lines = String(decoding: IOBWriter().encode(document), as: UTF8.self).split(separator: "\n")
        #expect(lines.map { String($0.split(separator: "\t")[0]) } == tokens)
    }

    @Test(arguments: [
        ("Jan", TokenKind.word), ("foto's", .word), ("10.000", .number), ("2-1", .number), ("19e", .number),
        ("A4", .word), ("dhr.", .abbreviation), (".", .punctuation), ("...", .punctuation), ("€", .symbol),
        ("http://x.nl", .address), ("a@b.nl", .address), ("@loep", .handle), ("#loep", .handle), ("👍", .emoji),
        ("Жуков", .word), ("’", .punctuation),
    ])
    func kindsComeFromTheForm(_ form: String, _ kind: TokenKind) {
        #expect(TokenKind(form: Array(form.utf8)[...]) == kind)
    }
}
