// SPDX-License-Identifier: Apache-2.0
import Loep
import LoepModel
import TestSupport
import Testing

@testable import LoepFormats

/// What one reading gave, in short: the text of each document or the code of its failure.
private func outcomes(
    _ string: String, _ reader: any RecordReader, source: String = "in", at position: StreamPosition = StreamPosition()
) -> [(id: String, text: String)] {
    var found: [(id: String, text: String)] = []
    reader.forEachDocument(in: Array(string.utf8), source: source, at: position, isWhole: true) { result in
        switch result {
        case .success(let document): found.append((document.id, document.text.string))
        case .failure(let failure): found.append((failure.document ?? "", failure.code.rawValue))
        }
        return true
    }
    return found
}

@Suite struct DelimitedReaderTests {
    private func open(
        _ string: String, _ format: InputFormat = .csv, text: String = "text"
    ) throws -> (reader: DelimitedReader, rest: String) {
        var fields = RecordFields()
        fields.text = text
        let opening = try DelimitedReader.open(
            Array(string.utf8), format: format, fields: fields, source: "in")
        return (opening.reader, String(decoding: Array(string.utf8)[opening.headerLength...], as: UTF8.self))
    }

    @Test(arguments: [",", ";", "\t"]) func theSeparatorIsTheOneTheHeaderHas(_ separator: String) throws {
        let header = ["id", "text", "date"].joined(separator: separator)
        let (reader, rest) = try open(header + "\n" + ["a", "Een zin.", "2020"].joined(separator: separator) + "\n")
        #expect(outcomes(rest, reader).map(\.text) == ["Een zin."])
        #expect(outcomes(rest, reader).map(\.id) == ["a"])
    }

    @Test func quotedFieldsHoldSeparatorsLineEndsAndQuotes() throws {
        let (reader, rest) = try open("text,id\n\"Een, \"\"twee\"\"\r\nen drie\",x\n\"\",y\nvier,z\n")
        #expect(outcomes(rest, reader).map(\.text) == ["Een, \"twee\"\r\nen drie", "text.empty", "vier"])
    }

    @Test func tabSeparatedValuesHaveNoQuotes() throws {
        let (reader, rest) = try open("id\ttext\n1\t\"Nee\", zei hij\n2\t\"open\n", .tsv)
        #expect(outcomes(rest, reader).map(\.text) == ["\"Nee\", zei hij", "\"open"])
    }

    @Test func aQuoteThatIsNotClosedCostsItsLineOnly() throws {
        let (reader, rest) = try open("text\nEen.\n\"twee\nDrie.\n")
        let found = outcomes(rest, reader, at: StreamPosition(bytes: 5, line: 2, document: 1))
        #expect(found.map(\.text) == ["Een.", "format.malformed", "Drie."])
        #expect(found.map(\.id) == ["in:2", "in:3", "in:4"])
    }

    @Test func columnsByNumberNeedNoHeader() throws {
        let (reader, rest) = try open("a,Een.\nb,Twee.\nc\n", text: "2")
        #expect(outcomes(rest, reader).map(\.text) == ["Een.", "Twee.", "format.malformed"])
    }

    @Test func aMissingColumnNamesTheOnesThereAre() {
        #expect {
            _ = try open("kop,body\nx,y\n")
        } throws: { "\($0)".contains("kop, body") }
    }

    @Test func rowsAreWholeOnlyWhenTheirQuotesAreClosed() throws {
        let (reader, _) = try open("text,id\n")
        #expect(reader.wholeLength(of: Array("a,b\n\"c\nd".utf8)) == 4)
        #expect(reader.wholeLength(of: Array("a,b\n\"c\nd\",e\nf".utf8)) == 12)
        #expect(reader.wholeLength(of: Array("a,b".utf8)) == 0)
    }

    @Test func everyCutIntoWholeRowsGivesTheSameRows() throws {
        var generator = SplitMix64(seed: 5)
        let parts = ["a", "\"", "\"\"", ",", "\n", "\r\n", "b c", "\"x,\ny\"", "é"]
        for _ in 0..<200 {
            let body = (0..<40).map { _ in parts.randomElement(using: &generator)! }.joined()
            let (reader, _) = try open("text,id\n")
            let bytes = Array(body.utf8)
            let length = reader.wholeLength(of: bytes)
            let first = String(decoding: bytes[..<length], as: UTF8.self)
            let second = String(decoding: bytes[length...], as: UTF8.self)
            let parted = outcomes(first, reader) + outcomes(second, reader)
            #expect(parted.map(\.text) == outcomes(body, reader).map(\.text), "\(body.debugDescription)")
        }
    }
}

@Suite struct ConlluReaderTests {
    private func read(_ string: String) -> [Result<Document, LoepError>] {
        var results: [Result<Document, LoepError>] = []
        ConlluReader().forEachDocument(
            in: Array(string.utf8), source: "in", at: StreamPosition(), isWhole: true
        ) {
            results.append($0)
            return true
        }
        return results
    }

    @Test func tokensSentencesAndParagraphsAreTakenOver() throws {
        let document = try read(
            """
            # newdoc id = artikel
            # newpar
            # text = Jan loopt.
            1\tJan\tJan\tPROPN\t_\t_\t0\troot\t_\t_
            2\tloopt\tlopen\tVERB\t_\t_\t1\tx\t_\tSpaceAfter=No|NER=O
            3\t.\t.\tPUNCT\t_\t_\t1\tx\t_\t_

            1\tEn\t_\t_\t_\t_\t_\t_\t_\t_

            # newpar id = p2
            1-2\tt’is\t_\t_\t_\t_\t_\t_\t_\t_
            1\tt\t_\t_\t_\t_\t_\t_\t_\t_
            2\tis\t_\t_\t_\t_\t_\t_\t_\t_
            2.1\tleeg\t_\t_\t_\t_\t_\t_\t_\t_
            3\tA B\t_\t_\t_\t_\t_\t_\t_\t_
            """)[0].get()
        #expect(document.id == "artikel")
        #expect(document.text.string == "Jan loopt.\nEn\n\nt’is A B")
        #expect(document.tokens.map { document.text[$0.bytes] } == ["Jan", "loopt", ".", "En", "t’is", "A B"])
        #expect(document.sentences.map(\.tokens.count) == [3, 1, 2])
        #expect(document.sentences.map(\.paragraph) == [0, 0, 1])
        #expect(document.invariantViolations() == [])
    }

    @Test func documentsWithoutANameAreNumberedAndBadLinesFailTheirDocumentOnly() throws {
        let results = read("# newdoc\n1\ta\n\n# newdoc\nkapot\n# newdoc id = c\n1\tc\n")
        #expect(results.count == 3)
        #expect(try results[0].get().id == "in:1")
        guard case .failure(let failure) = results[1] else {
            Issue.record("a broken line was accepted")
            return
        }
        #expect(failure.message.contains("line 5"))
        #expect(failure.document == "in:2")
        #expect(try results[2].get().id == "c")
    }

    @Test func whatLoepWritesIsReadBack() throws {
        let document = try SampleDocument.make()
        let again = try read(String(decoding: ConlluWriter().encode(document), as: UTF8.self))[0].get()
        #expect(again.id == document.id)
        #expect(
            again.tokens.map { again.text[$0.bytes] }
                == document.tokens.map { document.text[$0.bytes].replacing("\t", with: " ") })
        #expect(again.sentences.map(\.tokens) == document.sentences.map(\.tokens))
    }
}

@Suite struct MarkdownReaderTests {
    private func read(_ string: String) throws -> Document {
        try MarkdownReader.document(TextReader.document(Array(string.utf8), id: "x"))
    }

    @Test func whatAReaderSeesIsTheText() throws {
        let document = try read(
            """
            # Kop *schuin*

            Een [link](http://x.nl "t") met **vet**,
            `code` &amp; ~~weg~~. ![plaatje](a.png)

            > Citaat\\
            > verder

            1. een
            2. twee

            | A | B |
            |---|---|
            | 1 | 2 |

            <div>Blok <b>html</b></div>

            <!-- niets -->
            """)
        #expect(
            document.text.string == """
                Kop schuin

                Een link met vet, code & weg.

                Citaat
                verder

                een

                twee

                A\tB

                1\t2

                Blok html

                """)
    }

    @Test(arguments: [
        "---\ntitle: \"De kop\"\ndate: 2022-10-24\nurl: https://x.nl\ntags:\n  - title: nee\n---\nTekst.\n",
        "+++\ntitle = 'De kop'\ndate = 2022-10-24\nsource = \"https://x.nl\"\n+++\nTekst.\n",
    ])
    func frontMatterBecomesMetadata(_ string: String) throws {
        let document = try read(string)
        #expect(document.metadata == Metadata(title: "De kop", date: "2022-10-24", source: "https://x.nl"))
        #expect(document.text.string == "De kop\n\nTekst.\n")
    }

    @Test func aRuleIsNoFrontMatter() throws {
        #expect(try read("---\n\nTekst: meer.\n").text.string == "Tekst: meer.\n")
    }

    @Test func hostileMarkdownIsReadOrEmpty() {
        var generator = SplitMix64(seed: 9)
        let marks = ["# ", "*", "_", "[", "](", ")", "`", "|", "\n", "> ", "- ", "<", ">", "&#0;", "---\n", "~~"]
        for _ in 0..<300 {
            let text = (0..<30).map { _ in
                Bool.random(using: &generator)
                    ? marks.randomElement(using: &generator)! : HostileText.random(&generator, scalars: 4)
            }.joined()
            do {
                #expect(try read(text).text.count > 0)
            } catch {
                #expect(
                    ["text.empty", "text.binary", "text.invalid-utf8"].contains((error as? LoepError)?.code.rawValue))
            }
        }
        #expect(throws: LoepError.self) { try read(String(repeating: "> ", count: 50_000)) }
    }
}

@Suite struct WebArchiveReaderTests {
    private func record(_ type: String, _ content: String, address: String = "http://x.example/a", kind: String = "")
        -> String
    {
        "WARC/1.0\r\nWARC-Type: \(type)\r\nWARC-Target-URI: \(address)\r\nWARC-Date: 2021-02-03T04:05:06Z\r\n"
            + (kind.isEmpty ? "" : "Content-Type: \(kind)\r\n")
            + "Content-Length: \(content.utf8.count)\r\n\r\n\(content)\r\n\r\n"
    }

    private let page = "<html><body><p>Een alinea die lang genoeg is om voor tekst door te gaan.</p></body></html>"

    @Test func pagesAreReadAndAllElseIsPassedOver() {
        let archive =
            record("warcinfo", "software: x")
            + record("response", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page)
            + record("response", "HTTP/1.1 404 Nee\r\nContent-Type: text/html\r\n\r\n" + page)
            + record("response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG")
            + record("conversion", "Platte tekst.", address: "http://x.example/b", kind: "text/plain")
            + record(
                "response",
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nEen zi\r\n3\r\nn. \r\n0\r\n\r\n"
            )
        let found = outcomes(archive, WebArchiveReader(limit: 1 << 20))
        #expect(
            found.map(\.text) == [
                "Een alinea die lang genoeg is om voor tekst door te gaan.\n", "Platte tekst.", "Een zin. ",
            ])
        #expect(found.map(\.id) == ["http://x.example/a", "http://x.example/b", "http://x.example/a"])
    }

    @Test func metadataComesFromTheRecord() throws {
        var documents: [Document] = []
        WebArchiveReader(limit: 1 << 20).forEachDocument(
            in: Array(record("resource", page, kind: "text/html").utf8), source: "in", at: StreamPosition(),
            isWhole: true
        ) {
            if case .success(let document) = $0 { documents.append(document) }
            return true
        }
        #expect(documents.map(\.metadata.date) == ["2021-02-03"])
        #expect(documents.map(\.metadata.source) == ["http://x.example/a"])
    }

    @Test func brokenRecordsFailAloneAndCutsChangeNothing() {
        let good = record("resource", "Tekst.", kind: "text/plain")
        let reader = WebArchiveReader(limit: 1 << 20)
        #expect(
            outcomes(good + "WARC/1.0\r\nkapot\r\n" + good, reader).map(\.text) == [
                "Tekst.", "format.malformed", "Tekst.",
            ])
        let archive = Array((good + good + good).utf8)
        for cut in stride(from: 1, to: archive.count, by: 7) {
            let length = reader.wholeLength(of: Array(archive[..<cut]))
            let parts = [archive[..<length], archive[length...]].map { String(decoding: $0, as: UTF8.self) }
            #expect(parts.flatMap { outcomes($0, reader) }.count == 3, "cut at \(cut)")
        }
    }
}
