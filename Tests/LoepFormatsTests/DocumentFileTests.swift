// SPDX-License-Identifier: Apache-2.0
import Foundation
import Loep
import TestSupport
import Testing

@testable import LoepFormats

/// Files of word processors, books and FoLiA; the containers are packed here, by a zip of stored files.
@Suite struct DocumentFileTests {
    /// A zip container whose files are stored as they are (APPNOTE 6.3.10).
    private func zip(_ files: [(name: String, content: String)]) -> [UInt8] {
        func two(_ value: Int) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8 & 255)] }
        func four(_ value: UInt32) -> [UInt8] { two(Int(value & 0xFFFF)) + two(Int(value >> 16)) }
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        for file in files {
            let content = Array(file.content.utf8)
            var crc: UInt32 = 0xFFFF_FFFF
            for byte in content {
                crc ^= UInt32(byte)
                for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
            }
            let name = Array(file.name.utf8)
            let size = UInt32(content.count)
            let facts = two(0) + two(0) + two(0) + two(0x21) + four(~crc) + four(size) + four(size)
            directory +=
                four(0x0201_4B50) + two(20) + two(20) + facts + two(name.count) + two(0) + two(0) + two(0) + two(0)
                + four(0) + four(UInt32(bytes.count)) + name
            bytes += four(0x0403_4B50) + two(20) + facts + two(name.count) + two(0) + name + content
        }
        let start = UInt32(bytes.count)
        return bytes + directory + four(0x0605_4B50) + two(0) + two(0) + two(files.count) + two(files.count)
            + four(UInt32(directory.count)) + four(start) + two(0)
    }

    private func office(_ files: [(name: String, content: String)], _ isOpenDocument: Bool) throws -> Document {
        try OfficeReader.document(zip(files), id: "x", isOpenDocument: isOpenDocument, limit: 1 << 20)
    }

    @Test func wordDocumentsGiveTheirParagraphs() throws {
        let body = """
            <w:p><w:pPr><w:pStyle w:val="Kop1"/><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>Kop</w:t></w:r></w:p>
            <w:p><w:r><w:t xml:space="preserve">Poetin </w:t></w:r><w:del><w:r><w:delText>weg</w:delText></w:r></w:del>
            <w:ins><w:r><w:t>&amp; co</w:t><w:tab/><w:t>hier</w:t><w:br/><w:t>daar</w:t></w:r></w:ins>
            <w:r><w:instrText>PAGE</w:instrText></w:r></w:p><w:p/>
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc>
            <w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
            """
        let document = try office(
            [
                ("[Content_Types].xml", "<x/>"),
                ("word/document.xml", "<w:document xmlns:w=\"w\"><w:body>\(body)</w:body></w:document>"),
                (
                    "docProps/core.xml",
                    "<c xmlns:dc=\"d\" xmlns:t=\"t\"><dc:title>De  kop</dc:title><t:modified>2023-05-06T10:00:00Z</t:modified></c>"
                ),
            ], false)
        #expect(document.text.string == "Kop\n\nPoetin & co\thier\ndaar\n\na b\tc\n")
        #expect(document.metadata == Metadata(title: "De kop", date: "2023-05-06"))
    }

    @Test func openDocumentsGiveTheirParagraphs() throws {
        let body = """
            <text:tracked-changes><text:p>weg</text:p></text:tracked-changes>
            <text:h text:outline-level="1">Kop</text:h>
            <text:p>Een  zin<text:s text:c="2"/>met <text:span>opmaak</text:span><text:note><text:p>noot</text:p></text:note>.<text:line-break/>Regel</text:p>
            <text:list><text:list-item><text:p>punt</text:p></text:list-item></text:list>
            <table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>
            """
        let document = try office(
            [
                (
                    "content.xml",
                    "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\"><office:body>\(body)</office:body></office:document-content>"
                ),
                ("meta.xml", "<m xmlns:dc=\"d\"><dc:title>T</dc:title><dc:date>2020-01-02T00:00:00</dc:date></m>"),
            ], true)
        #expect(document.text.string == "Kop\n\nEen zin  met opmaak.\nRegel\n\npunt\n\na\tb\n")
        #expect(document.metadata == Metadata(title: "T", date: "2020-01-02"))
    }

    @Test func booksGiveADocumentAChapterInReadingOrder() throws {
        let container = "<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\"/></rootfiles></container>"
        let package = """
            <package xmlns:dc="d"><metadata><dc:title>Boek</dc:title><dc:date>2021-02-03</dc:date></metadata><manifest>
            <item id="b" href="tekst/twee%20.xhtml"/><item id="a" href="een.xhtml#top"/><item id="c" href="leeg.xhtml"/>
            </manifest><spine><itemref idref="a"/><itemref idref="c"/><itemref idref="b"/></spine></package>
            """
        let documents = try BookReader.documents(
            zip([
                ("META-INF/container.xml", container), ("OEBPS/book.opf", package),
                ("OEBPS/tekst/twee .xhtml", "<html><body><p class=\"nav\">Zonder kop.</p></body></html>"),
                ("OEBPS/een.xhtml", "<html><body><h1>Eerste</h1><p>Alinea.</p></body></html>"),
                ("OEBPS/leeg.xhtml", "<html><body><img/></body></html>"),
            ]), id: "b.epub", limit: 1 << 20)
        #expect(documents.map(\.id) == ["b.epub:1", "b.epub:2"])
        #expect(documents.map(\.text.string) == ["Eerste\n\nAlinea.\n", "Zonder kop.\n"])
        #expect(documents.map(\.metadata.title) == ["Eerste", "Boek"])
        #expect(documents.allSatisfy { $0.metadata.date == "2021-02-03" })
    }

    @Test func containersThatAreNoneOrTooLargeAreRefused() {
        func code(_ bytes: [UInt8], limit: Int = 1 << 20) -> LoepError.Code? {
            do {
                _ = try OfficeReader.document(bytes, id: "x", isOpenDocument: false, limit: limit)
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code([]) == .emptyText)
        #expect(code(Array("geen zip".utf8)) == .malformedInput)
        #expect(code(zip([("ander.txt", "x")])) == .malformedInput)
        let large = zip([("word/document.xml", "<w><p><t>" + String(repeating: "a", count: 9_000) + "</t></p></w>")])
        #expect(code(large) == nil)
        #expect(code(large, limit: 8_000) == .textTooLarge)
        for cut in stride(from: 4, to: large.count - 1, by: 301) {
            #expect(code(Array(large[..<cut])) != nil, "cut at \(cut)")
        }
    }

    @Test func entitiesThatExpandAreRefusedAtOnce() {
        let nested = (1..<12).map { level in
            "<!ENTITY e\(level) \"\(String(repeating: "&e\(level - 1);", count: 10))\">"
        }.joined()
        let documents = [
            "<!DOCTYPE x [<!ENTITY e0 \"lol\">\(nested)]><FoLiA><text><p><t>&e11;</t></p></text></FoLiA>",
            "<!DOCTYPE x [<!ENTITY e0 \"lol\">\(nested)]><FoLiA xml:id=\"&e11;\"><text><p><t>x</t></p></text></FoLiA>",
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><FoLiA><text><p><t>&e;</t></p></text></FoLiA>",
            "<FoLiA>" + String(repeating: "<div>", count: 100_000),
        ]
        for document in documents {
            #expect {
                _ = try FoliaReader.document(Array(document.utf8), id: "x")
            } throws: { ($0 as? LoepError)?.code == .malformedInput }
        }
    }
}

@Suite struct FoliaReaderTests {
    private func read(_ body: String) throws -> Document {
        let head = "<?xml version=\"1.0\"?><FoLiA xmlns=\"http://ilk.uvt.nl/folia\" xml:id=\"ex\">"
        return try FoliaReader.document(Array((head + body + "</FoLiA>").utf8), id: "x")
    }

    @Test func wordsAndSentencesAreTakenOver() throws {
        let document = try read(
            """
            <metadata><annotations/><meta id="title">Een &amp; twee</meta><meta id="date">2020-01-02</meta></metadata>
            <text><div><head><s><w><t>Kop</t></w></s></head>
            <p><s><w space="no"><t>Hoi</t><t class="OCR">Hol</t></w><w><t>!</t></w></s>
            <s><w><correction><new><t>juist</t></new><original><t>juits</t></original></correction></w>
            <quote><w><t>hier</t></w></quote><entities><entity><wref id="q" t="hier"/></entity></entities></s></p></div></text>
            """)
        #expect(document.id == "ex")
        #expect(document.text.string == "Kop\n\nHoi!\njuist hier")
        #expect(document.sentences.map(\.tokens.count) == [1, 2, 2])
        #expect(document.sentences.map(\.paragraph) == [0, 1, 1])
        #expect(document.metadata == Metadata(title: "Een & twee", date: "2020-01-02"))
        #expect(document.invariantViolations() == [])
    }

    @Test func textWithoutWordsIsTaggedFromTheStart() throws {
        let document = try read(
            "<text><p><t>Een alinea.</t><s><t>Een alinea.</t></s></p><p><s><t>Twee.</t></s><s><t>Drie.</t></s></p></text>"
        )
        #expect(document.text.string == "Een alinea.\n\nTwee. Drie.")
        #expect(document.layers == [])
    }

    @Test func otherXMLIsRefusedByName() {
        #expect {
            _ = try FoliaReader.document(Array("<TEI><p>x</p></TEI>".utf8), id: "x")
        } throws: { "\($0)".contains("<TEI>") }
    }

    @Test func whatLoepWritesIsReadBack() throws {
        let document = try SampleDocument.make()
        let again = try FoliaReader.document(FoliaWriter().encode(document), id: "x")
        #expect(again.tokens.map { again.text[$0.bytes] } == document.tokens.map { document.text[$0.bytes] })
        #expect(again.sentences.map(\.tokens) == document.sentences.map(\.tokens))
    }
}
