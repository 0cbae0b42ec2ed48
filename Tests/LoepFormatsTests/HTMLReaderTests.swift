// SPDX-License-Identifier: Apache-2.0
import Foundation
import Loep
import LoepModel
import TestSupport
import Testing

@testable import LoepFormats

@Suite struct HTMLReaderTests {
    private func read(_ page: String) throws -> Document { try HTMLReader.document(Array(page.utf8), id: "x") }

    @Test(arguments: ["newssite", "weblog"]) func articlesComeWithoutFurniture(_ name: String) throws {
        let folder = GoldenWriterTests.folder.deletingLastPathComponent().appending(path: "html")
        let page = try Data(contentsOf: folder.appending(path: "\(name).html"))
        let document = try HTMLReader.document(Array(page), id: name)
        let file = folder.appending(path: "\(name).txt")
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
            try Data(document.text.bytes).write(to: file)
            Issue.record("recorded \(name)")
            return
        }
        #expect(document.text.string == String(decoding: try Data(contentsOf: file), as: UTF8.self))
    }

    @Test func factsComeFromTheHead() throws {
        let folder = GoldenWriterTests.folder.deletingLastPathComponent().appending(path: "html")
        let document = try HTMLReader.document(
            Array(try Data(contentsOf: folder.appending(path: "newssite.html"))), id: "x")
        #expect(
            document.metadata
                == Metadata(
                    title: "Brug bij Deurmeer weer open", date: "2023-05-04",
                    source: "https://bode.example/brug-deurmeer"))
    }

    @Test func datesComeFromLinkedDataAndTimes() throws {
        let body = "<p>Een alinea die lang genoeg is om voor tekst door te gaan.</p>"
        let linked = try read(
            "<script type=\"application/ld+json\">{\"datePublished\" : \"2021-02-03T10:00\"}</script>" + body)
        #expect(linked.metadata.date == "2021-02-03")
        #expect(try read("<time datetime=\"2020-12-31\">oud</time>" + body).metadata.date == "2020-12-31")
        #expect(try read("<time datetime=\"gisteren\">x</time>" + body).metadata.date == nil)
    }

    @Test func oldEncodingsAreReadAsThePageSays() throws {
        var page = Array("<html><head><meta charset=\"windows-1252\"></head><body><p>Een caf".utf8)
        page +=
            [0xE9] + Array(" in Itali".utf8) + [0xEB] + Array(" kost ".utf8) + [0x80]
            + Array(" 3.</p></body></html>".utf8)
        let document = try HTMLReader.document(page, id: "x")
        #expect(document.text.string == "Een café in Italië kost € 3.\n")
        #expect(document.metadata.encoding?.lowercased() == "windows-1252")
    }

    @Test func pagesWithoutTextAreEmpty() {
        for page in ["", " \n", "<html></html>", "<p></p>", "<script>x()</script>", "<!-- niets -->"] {
            #expect {
                _ = try read(page)
            } throws: { ["text.empty", "format.malformed"].contains(($0 as? LoepError)?.code.rawValue ?? "") }
        }
        #expect {
            _ = try HTMLReader.document([0x3C, 0, 1, 2], id: "x")
        } throws: { ($0 as? LoepError)?.code == .binary }
    }

    @Test func deepAndWidePagesEndInTime() throws {
        let deep = String(repeating: "<div>", count: 20_000) + "<p>Tekst die er toe doet, hoe diep ook.</p>"
        _ = try? read(deep)
        let wide = String(repeating: "<p>Een alinea zoals er duizenden zijn, en meer.</p>", count: 20_000)
        #expect(try read(wide).text.count > 800_000)
        let entities = "<p>" + String(repeating: "&amp;&#x41;&nope;", count: 20_000) + "</p>"
        #expect(try read(entities).text.bytes.starts(with: Array("&A".utf8)))
    }

    @Test func randomMarkupIsReadOrRefusedAndNeverWorse() {
        var generator = SplitMix64(seed: 17)
        let parts = [
            "<p>", "</p>", "<div class=\"a\">", "</div>", "<article>", "</article>", "<table><tr><td>", "<br>", "<li>",
            "&amp;",
            "&#0;", "&#xD800;", "<", ">", "\"", "<!--", "-->", "<![CDATA[", "]]>", "<a href=x>", "</a>", "<title>",
            "<h1>",
            "</h1>", "<script>", "</script>", "<svg>", "\u{FFFD}", "<p hidden>",
        ]
        for _ in 0..<400 {
            var page = ""
            for _ in 0..<30 {
                page += Bool.random(using: &generator) ? parts.randomElement(using: &generator)! : ""
                page += HostileText.random(&generator, scalars: 12)
            }
            if let document = try? read(page) {
                #expect(!document.text.bytes.isEmpty)
            }
        }
    }
}
