// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// What goes in, well-formed or not: each failure has its code, its place in the output and its exit code.
@Suite struct InputTests {
    private func codes(_ run: LoepRun) throws -> [String] {
        try run.objects().map { (($0["error"] as? [String: Any])?["code"] as? String) ?? "ok" }
    }

    @Test func aFolderIsReadInBytewiseOrderWithoutHiddenFiles() throws {
        let sandbox = try Sandbox()
        for name in ["map/b.txt", "map/a.txt", "map/a/z.txt", "map/a-1.txt", "map/é.txt", "map/Z.txt"] {
            try sandbox.write(name, "Tekst.")
        }
        try sandbox.write("map/.verborgen.txt", "Niet lezen.")
        try sandbox.write("map/.git/c.txt", "Niet lezen.")
        let run = try Loep.run(["map"], in: sandbox.url)
        #expect(run.status == 0)
        #expect(run.errors == "")
        #expect(
            try run.objects().map { $0["id"] as? String } == [
                "map/Z.txt", "map/a-1.txt", "map/a.txt", "map/a/z.txt", "map/b.txt", "map/é.txt",
            ])
    }

    @Test func badFilesFailInTheirPlaceAndTheRestIsDone() throws {
        let sandbox = try Sandbox()
        try sandbox.write("in/1.txt", "Goed.")
        try sandbox.write("in/2.txt", [0x47, 0x81, 0x28])
        try sandbox.write("in/3.txt", "")
        try sandbox.write("in/4.bin", [0x7F, 0x45, 0x4C, 0x46, 0, 1, 2])
        try sandbox.write("in/5.txt", " \n\t\n")
        try sandbox.write("in/6.txt", "Ook goed.")
        let run = try Loep.run(["in"], in: sandbox.url)
        #expect(run.status == 1)
        #expect(
            try codes(run) == ["ok", "text.invalid-utf8", "text.empty", "text.binary", "text.empty", "ok"])
        let lines = run.errors.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(
            lines.first
                == "loep: in/2.txt: text.invalid-utf8: byte 1 is not valid UTF-8; convert the text to UTF-8 first")
        let quiet = try Loep.run(["in", "--quiet"], in: sandbox.url)
        #expect(quiet.output == run.output)
        #expect(quiet.errors == "")
    }

    @Test func aFailureStopsTheBatchWhenAsked() throws {
        let sandbox = try Sandbox()
        try sandbox.write("in/1.txt", "Goed.")
        try sandbox.write("in/2.txt", [0xFF, 0x20])
        try sandbox.write("in/3.txt", "Komt niet meer.")
        let run = try Loep.run(["in", "--on-error", "stop"], in: sandbox.url)
        #expect(run.status == 1)
        #expect(try codes(run) == ["ok", "text.invalid-utf8"])
    }

    @Test func missingPathsAreNoInput() throws {
        let sandbox = try Sandbox()
        let run = try Loep.run(["nergens.txt", "ook/niet"], in: sandbox.url)
        #expect(run.status == 66)
        #expect(try codes(run) == ["io.not-found", "io.not-found"])
        try sandbox.write("wel.txt", "Tekst.")
        let mixed = try Loep.run(["nergens.txt", "wel.txt"], in: sandbox.url)
        #expect(mixed.status == 1)
        #expect(try codes(mixed) == ["io.not-found", "ok"])
        try FileManager.default.createDirectory(
            at: sandbox.url.appending(path: "leeg"), withIntermediateDirectories: true)
        let empty = try Loep.run(["leeg"], in: sandbox.url)
        #expect(empty.status == 66)
        #expect(empty.output == "")
        #expect(empty.errors.contains("nothing to read in leeg"))
    }

    @Test func aFolderInsideItselfIsNoticed() throws {
        let sandbox = try Sandbox()
        try sandbox.write("in/a.txt", "Tekst.")
        try FileManager.default.createSymbolicLink(
            at: sandbox.url.appending(path: "in/lus"), withDestinationURL: sandbox.url.appending(path: "in"))
        try FileManager.default.createSymbolicLink(
            at: sandbox.url.appending(path: "in/zelf"), withDestinationURL: sandbox.url.appending(path: "in/zelf"))
        let run = try Loep.run(["in"], in: sandbox.url)
        #expect(run.status == 1)
        #expect(try codes(run) == ["ok", "io.directory-loop", "io.directory-loop"])
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything"))
    func unreadableFilesAreToldApart() throws {
        let sandbox = try Sandbox()
        let path = try sandbox.write("in/a.txt", "Geheim.")
        chmod(path, 0)
        try sandbox.write("in/b.txt", "Tekst.")
        let run = try Loep.run(["in"], in: sandbox.url)
        #expect(run.status == 1)
        #expect(try codes(run) == ["io.unreadable", "ok"])
    }

    @Test func thingsThatAreNoFilesAreSkippedWithAReason() throws {
        let sandbox = try Sandbox()
        try sandbox.write("in/a.txt", "Tekst.")
        #expect(mkfifo(sandbox.url.appending(path: "in/pijp").path, 0o600) == 0)
        let run = try Loep.run(["in"], in: sandbox.url)
        #expect(try codes(run) == ["ok", "io.unreadable"])
    }

    @Test func strangeNamesAreRead() throws {
        let sandbox = try Sandbox()
        try sandbox.write("in/regel\neinde.txt", "Een.")
        try sandbox.write("in/\"aanhaling\".txt", "Twee.")
        let latin = sandbox.url.path + "/in/caf"
        let path = Array(latin.utf8).map { CChar(bitPattern: $0) } + [CChar(bitPattern: 0xE9), 0]
        let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
        #expect(descriptor >= 0)
        Glibc.write(descriptor, "Drie.", 5)
        close(descriptor)
        let run = try Loep.run(["in"], in: sandbox.url)
        #expect(run.status == 0)
        #expect(try run.objects().map { $0["text"] as? String } == ["Twee.", "Drie.", "Een."])
        #expect(try run.objects().map { $0["id"] as? String }.last == "in/regel\neinde.txt")
    }

    @Test func standardInputIsTextOrRecords() throws {
        let text = try Loep.run(["-"], input: Array("Eén zin.".utf8))
        #expect(try text.objects()[0]["text"] as? String == "Eén zin.")
        let records = try Loep.run(["-"], input: Array("{\"id\":7,\"text\":\"Een.\"}\n\n{\"text\":\"Twee.\"}".utf8))
        #expect(try records.objects().map { $0["id"] as? String } == ["7", "-:3"])
        let empty = try Loep.run(["-"])
        #expect(empty.status == 1)
        #expect(try codes(empty) == ["text.empty"])
    }

    @Test func malformedRecordsFailAlone() throws {
        let lines = [
            "{\"id\":\"a\",\"text\":\"Goed.\"}", "{\"id\":", "{\"id\":\"c\"}", "{\"id\":\"d\",\"text\":\"\\ud800\"}",
            "{\"id\":\"e\",\"text\":\"Goed.\"}",
        ]
        let run = try Loep.run(["-", "--from", "jsonl"], input: Array(lines.joined(separator: "\n").utf8))
        #expect(run.status == 1)
        #expect(try codes(run) == ["ok", "format.malformed", "format.malformed", "format.malformed", "ok"])
        #expect(try run.objects()[1]["id"] as? String == "-:2")
        #expect(run.errors.contains("-, line 2, column 7"))
    }

    @Test func fieldNamesAreChosenByOption() throws {
        let run = try Loep.run(
            ["-", "--from", "jsonl", "--fields", "text=body,id=guid,title=kop"],
            input: Array("{\"guid\":\"x\",\"body\":\"Tekst.\",\"kop\":\"Kop\"}".utf8))
        let object = try run.objects()[0]
        #expect(object["id"] as? String == "x")
        #expect((object["meta"] as? [String: String]) == ["title": "Kop"])
    }

    @Test func largeInputsAreRefusedByTheLimit() throws {
        let sandbox = try Sandbox()
        try sandbox.write("a.txt", String(repeating: "woord ", count: 1000))
        let run = try Loep.run(["a.txt", "--limit", "1000"], in: sandbox.url)
        #expect(run.status == 1)
        #expect(try codes(run) == ["text.too-large"])
        let line = try Loep.run(
            ["-", "--from", "jsonl", "--limit", "400000"],
            input: Array(("{\"text\":\"" + String(repeating: "a", count: 900_000) + "\"}").utf8))
        #expect(line.status == 1)
        #expect(try codes(line) == ["text.too-large"])
    }

    @Test func otherEncodingsAreReadWhenAsked() throws {
        let latin = Array("Een caf".utf8) + [0xE9] + Array(" in Itali".utf8) + [0xEB, 0x2E]
        let strict = try Loep.run(["-"], input: latin)
        #expect(try codes(strict) == ["text.invalid-utf8"])
        for choice in ["auto", "windows-1252"] {
            let run = try Loep.run(["-", "--encoding", choice], input: latin)
            #expect(run.status == 0)
            #expect(try run.objects()[0]["text"] as? String == "Een café in Italië.")
        }
        #expect(try Loep.run(["-", "--encoding", "klingon"], input: latin).status == 64)
    }

    @Test func compressedInputsAreLookedThrough() throws {
        let sandbox = try Sandbox()
        for (name, text) in [
            ("a.txt", "Platte tekst."), ("b.jsonl", "{\"text\":\"Record.\"}\n"), ("c.md", "# Kop\n"),
            ("d.html", "<html><p>Een bladzijde met een alinea erop.</p></html>"),
        ] {
            try sandbox.write("bron/\(name)", text)
            for (tool, ending) in [("gzip", "gz"), ("bzip2", "bz2"), ("xz", "xz")] {
                try sandbox.write("in/\(name).\(ending)", try Loep.filter(tool, Array(text.utf8)))
            }
        }
        let run = try Loep.run(["in", "--out", "uit"], in: sandbox.url)
        #expect(run.status == 0, "\(run.errors)")
        #expect(sandbox.files(below: "uit").count == 12)
        #expect(sandbox.files(below: "uit").prefix(3) == ["a.jsonl", "a.txt.gz.jsonl", "a.txt.xz.jsonl"])
        #expect(try sandbox.read("uit/a.jsonl").contains("Platte tekst."))
        let stream = try Loep.run(["-"], input: Loep.filter("gzip", Array("{\"text\":\"Door de pijp.\"}".utf8)))
        #expect(try stream.objects()[0]["text"] as? String == "Door de pijp.")
    }

    @Test func brokenAndBoundlessCompressionFailsAlone() throws {
        let sandbox = try Sandbox()
        let packed = try Loep.filter("gzip", Array(String(repeating: "{\"text\":\"Een zin.\"}\n", count: 900).utf8))
        try sandbox.write("in/1.jsonl.gz", packed.dropLast(9))
        try sandbox.write("in/2.txt.gz", "niet ingepakt")
        try sandbox.write("in/3.txt.gz", try Loep.filter("gzip", [UInt8](repeating: 0x20, count: 80 << 20)))
        try sandbox.write("in/4.txt", "Goed.")
        let run = try Loep.run(["in", "--stages", "tokens"], in: sandbox.url)
        #expect(run.status == 1)
        let found = try codes(run)
        #expect(found.suffix(4) == ["format.malformed", "format.malformed", "text.too-large", "ok"])
    }

    @Test func aRecordThatIsTooLargeFailsAloneAndTheNextAreRead() throws {
        let big = "{\"text\":\"" + String(repeating: "a", count: 900_000) + "\"}"
        let run = try Loep.run(
            ["-", "--from", "jsonl", "--limit", "400000", "--stages", "tokens"],
            input: Array(("{\"text\":\"Een.\"}\n" + big + "\n{\"text\":\"Drie.\"}\n" + big).utf8))
        #expect(run.status == 1)
        #expect(try codes(run) == ["ok", "text.too-large", "ok", "text.too-large"])
        #expect(try run.objects().map { $0["id"] as? String } == ["-:1", "-:2", "-:3", "-:4"])
    }

    @Test func columnsOfTablesAreRead() throws {
        let table = Array("id;kop;body;datum\n7;Kop;\"Een; twee.\";2022-10-16\n".utf8)
        let run = try Loep.run(
            ["-", "--from", "csv", "--column", "body", "--fields", "title=kop,date=datum", "--stages", "tokens"],
            input: table)
        let object = try run.objects()[0]
        #expect(object["id"] as? String == "7")
        #expect(object["text"] as? String == "Een; twee.")
        #expect((object["meta"] as? [String: String]) == ["title": "Kop", "date": "2022-10-16"])
        let wrong = try Loep.run(["-", "--from", "csv"], input: table)
        #expect(wrong.status == 1)
        #expect(wrong.errors.contains("id, kop, body, datum"))
    }

    @Test func recordsInOtherEncodingsAreReadAndTheEncodingIsTold() throws {
        let wide: [UInt8] =
            [0xFF, 0xFE]
            + "{\"text\":\"Hé 👍.\"}\n{\"text\":\"Twee.\"}\n".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let run = try Loep.run(["-", "--from", "jsonl", "--encoding", "auto", "--stages", "tokens"], input: wide)
        #expect(try run.objects().map { $0["text"] as? String } == ["Hé 👍.", "Twee."])
        #expect(try run.objects().allSatisfy { ($0["meta"] as? [String: String])?["encoding"] == "UTF-16LE" })
        let western =
            Array("text\nCaf".utf8) + [0xE9] + Array(" kost ".utf8) + [0x80] + Array(" 3 in Itali".utf8) + [0xEB]
        let table = try Loep.run(["-", "--from", "csv", "--encoding", "auto", "--stages", "tokens"], input: western)
        #expect(try table.objects()[0]["text"] as? String == "Café kost € 3 in Italië")
        #expect((try table.objects()[0]["meta"] as? [String: String]) == ["encoding": "windows-1252"])
    }

    @Test func everyKindOfBadTextHasItsCode() throws {
        let sandbox = try Sandbox()
        func wide(_ text: String, bigEndian: Bool) -> [UInt8] {
            text.utf16.flatMap { unit in
                let pair = [UInt8(unit & 255), UInt8(unit >> 8)]
                return bigEndian ? pair.reversed() : pair
            }
        }
        let text = "Eén zin over de stad Gent en haar kermis."
        let cases: [(name: String, bytes: [UInt8], strict: String, told: String)] = [
            ("01-utf16le.txt", wide(text, bigEndian: false), "text.invalid-utf8", "ok"),
            ("02-utf16be.txt", wide(text, bigEndian: true), "text.invalid-utf8", "ok"),
            ("03-utf16-mark.txt", [0xFF, 0xFE] + wide(text, bigEndian: false), "text.invalid-utf8", "ok"),
            ("04-mark.txt", [0xEF, 0xBB, 0xBF] + Array(text.utf8), "ok", "ok"),
            ("05-only-mark.txt", [0xEF, 0xBB, 0xBF], "text.empty", "text.empty"),
            ("06-nuls.txt", Array("a\0b\0\0c".utf8), "text.binary", "text.binary"),
            ("07-png.txt", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0], "text.binary", "text.binary"),
            ("08-pdf.txt", Array("%PDF-1.4\n%\u{E2}\u{E3}".utf8), "ok", "text.binary"),
            ("09-surrogate.txt", [0xED, 0xA0, 0x80, 0x41], "text.invalid-utf8", "text.invalid-utf8"),
            ("10-overlong.txt", [0xC0, 0xAF, 0x41], "text.invalid-utf8", "text.invalid-utf8"),
            ("11-white.txt", Array(" \u{A0}\u{2003}\r\n\u{200B}".utf8), "text.empty", "text.empty"),
            ("12-bomb.html", Array(String(repeating: "<b>", count: 200_000).utf8), "text.empty", "text.empty"),
            ("13-empty.docx", [], "text.empty", "text.empty"),
            ("14-none.docx", Array("geen zip".utf8), "format.malformed", "format.malformed"),
            ("15-other.xml", Array("<a>tekst</a>".utf8), "format.malformed", "format.malformed"),
            ("16-none.jsonl", Array("geen json\n".utf8), "format.malformed", "format.malformed"),
            ("17-western.txt", Array("Een caf".utf8) + [0xE9] + Array(" in Gent.".utf8), "text.invalid-utf8", "ok"),
            ("18-last.txt", Array(text.utf8), "ok", "ok"),
        ]
        for item in cases { try sandbox.write("in/\(item.name)", item.bytes) }
        let strict = try Loep.run(["in", "--stages", "tokens"], in: sandbox.url)
        #expect(try codes(strict) == cases.map(\.strict))
        let told = try Loep.run(["in", "--stages", "tokens", "--encoding", "auto"], in: sandbox.url)
        #expect(try codes(told) == cases.map(\.told))
        #expect((try told.objects()[0]["meta"] as? [String: String]) == ["encoding": "UTF-16LE"])
        #expect((try told.objects()[1]["meta"] as? [String: String]) == ["encoding": "UTF-16BE"])
    }

    @Test func filesLargerThanTheLimitAreNotRead() throws {
        let sandbox = try Sandbox()
        let path = try sandbox.write("in/groot.txt", "")
        #expect(truncate(path, 3 << 30) == 0)
        try sandbox.write("in/na.txt", "Tekst.")
        let run = try Loep.run(["in", "--stages", "tokens"], in: sandbox.url)
        #expect(try codes(run) == ["text.too-large", "ok"])
    }
}
