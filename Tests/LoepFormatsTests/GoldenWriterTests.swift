// SPDX-License-Identifier: Apache-2.0
import Foundation
import Loep
import LoepModel
import LoepNames
import Testing

@testable import LoepFormats

/// Every format against a file in Tests/Golden/formats. `RECORD_GOLDEN=1` writes them anew and fails.
@Suite struct GoldenWriterTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Golden/formats")

    private func check(_ writer: any DocumentWriter, _ name: String) throws {
        let written = String(decoding: writer.encode(try SampleDocument.make()), as: UTF8.self)
        // How a page looks is not what is compared.
        let text = written.replacing(/<(style|script)>[^<]*<\/(style|script)>/, with: "")
        let file = GoldenWriterTests.folder.appending(path: name)
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
            try FileManager.default.createDirectory(
                at: GoldenWriterTests.folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            Issue.record("recorded \(name)")
            return
        }
        let expected = try String(contentsOf: file, encoding: .utf8)
        #expect(text == expected)
    }

    @Test func sampleDocumentKeepsTheInvariants() throws {
        #expect(try SampleDocument.make().invariantViolations() == [])
    }

    @Test func jsonLines() throws { try check(JSONLinesWriter(), "sample.jsonl") }
    @Test func jsonLinesWithNamesAndUTF16() throws {
        try check(
            JSONLinesWriter(options: WriterOptions(offsets: .utf16, showsNames: true)), "sample-names-utf16.jsonl")
    }
    @Test func conllu() throws { try check(ConlluWriter(), "sample.conllu") }
    @Test func iob() throws { try check(IOBWriter(), "sample.iob") }
    @Test func xml() throws { try check(XMLWriter(), "sample.xml") }
    @Test func folia() throws { try check(FoliaWriter(), "sample.folia.xml") }
    @Test func spacy() throws { try check(SpacyWriter(), "sample.spacy.jsonl") }
    @Test func entityTable() throws { try check(EntityTableWriter(), "sample.tsv") }
    @Test func html() throws { try check(HTMLWriter(), "sample.html") }
    @Test func explanation() throws { try check(ExplanationWriter(), "sample-explanation.txt") }
    @Test(arguments: NormalizedTextWriter.Scheme.allCases) func normalized(_ scheme: NormalizedTextWriter.Scheme) throws
    {
        try check(
            NormalizedTextWriter(
                scheme: scheme, schemes: TransliterationTable(resources: ResourceDirectory.find())),
            "sample-\(scheme).txt")
    }
    @Test func digest() throws { try check(DigestWriter(), "sample-digest.txt") }
    @Test func colouredDigest() throws {
        try check(DigestWriter(options: WriterOptions(isColoured: true, width: 44)), "sample-digest-coloured.txt")
    }
    @Test(arguments: LinesWriter.Layer.allCases) func lines(_ layer: LinesWriter.Layer) throws {
        try check(LinesWriter(layer), "sample-\(layer).txt")
    }
}
