// SPDX-License-Identifier: Apache-2.0
import Foundation
import FoundationXML
import Loep
import LoepModel
import TestSupport
import Testing

@testable import LoepFormats

@Suite struct MarkupTests {
    /// The text of an XML document by Foundation's parser.
    private final class TextCollector: NSObject, XMLParserDelegate {
        var text = ""
        func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
    }

    private func bareDocument(_ string: String) throws -> Document {
        var document = Document(id: "a<b>&\"c", text: try Text(string))
        let bytes = document.text.bytes
        var start: Int?
        for index in 0...bytes.count {
            let isBlank = index == bytes.count || bytes[index] <= 0x20
            if isBlank, let first = start {
                document.tokens.append(Token(start: UInt32(first), end: UInt32(index), kind: .word))
                start = nil
            } else if !isBlank, start == nil {
                start = index
            }
        }
        if !document.tokens.isEmpty {
            document.sentences = [Sentence(tokens: TokenRange(0..<document.tokens.count), paragraph: 0)]
            document.entities = [Entity(tokens: TokenRange(0, 1), type: .person)]
        }
        document.layers = [.tokens, .sentences, .entities]
        return document
    }

    @Test func xmlIsWellFormedAndKeepsTheText() throws {
        var generator = SplitMix64(seed: 11)
        let strings = HostileText.cases + (0..<100).map { _ in HostileText.random(&generator, scalars: 60) }
        for string in strings {
            // XML 1.0 has no place for these.
            let expected = String(
                String.UnicodeScalarView(
                    string.unicodeScalars.map { $0.value < 0x20 && ![9, 10, 13].contains($0.value) ? "\u{FFFD}" : $0 }))
            let parser = XMLParser(data: Data(XMLWriter().encode(try bareDocument(string))))
            let collector = TextCollector()
            parser.delegate = collector
            #expect(parser.parse(), "\(string.debugDescription): \(parser.parserError.debugDescription)")
            // The line end after <loep> and after </document>.
            #expect(Array(collector.text.utf8) == Array(("\n" + expected + "\n").utf8), "\(string.debugDescription)")
        }
    }

    @Test func markupInATextCannotLeaveIt() throws {
        let page = String(
            decoding: HTMLWriter().encode(try bareDocument("<script>alert(1)</script> \"x\" & y")), as: UTF8.self)
        #expect(!page.contains("<script>alert"))
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(!page.contains("a<b>"))
    }
}
