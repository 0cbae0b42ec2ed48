// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// What comes out: folders, closed pipes, full disks, signals.
@Suite struct OutputTests {
    @Test func theTreeIsMirrored() throws {
        let sandbox = try Sandbox()
        try sandbox.write("in/a.txt", "Een.")
        try sandbox.write("in/sub/b.txt", "Twee.")
        try sandbox.write("in/sub/b.md", "Drie.")
        try sandbox.write("in/c.tar.txt", "Vier.")
        let run = try Loep.run(["in", "--out", "uit/diep"], in: sandbox.url)
        #expect(run.status == 0)
        #expect(run.output == "")
        #expect(
            sandbox.files(below: "uit") == [
                "diep/a.jsonl", "diep/c.tar.jsonl", "diep/sub/b.jsonl", "diep/sub/b.txt.jsonl",
            ])
        #expect(try sandbox.read("uit/diep/sub/b.jsonl").contains("Drie."))
        #expect(try sandbox.read("uit/diep/sub/b.txt.jsonl").contains("Twee."))
    }

    @Test func namesTooLongForAnEndingAreCut() throws {
        let sandbox = try Sandbox()
        for letter in ["a", "é"] {
            try sandbox.write("in/" + String(repeating: letter, count: 120) + "-\(letter).txt", "Een.")
        }
        try sandbox.write("in/" + String(repeating: "b", count: 251) + ".txt", "Twee.")
        try sandbox.write("in/" + String(repeating: "b", count: 250) + "c.txt", "Drie.")
        let run = try Loep.run(["in", "--out", "uit", "--stages", "tokens"], in: sandbox.url)
        #expect(run.status == 0, "\(run.errors)")
        #expect(sandbox.files(below: "uit").count == 4)
    }

    @Test func pathsThatLeaveTheFolderStayInside() throws {
        let sandbox = try Sandbox()
        try sandbox.write("x/a.txt", "Een.")
        try sandbox.write("y/a.txt", "Twee.")
        try FileManager.default.createDirectory(
            at: sandbox.url.appending(path: "hier"), withIntermediateDirectories: true)
        let run = try Loep.run(["../x/a.txt", "../y", "--out", "uit"], in: sandbox.url.appending(path: "hier"))
        #expect(run.status == 0)
        #expect(sandbox.files(below: "hier") == ["uit/x/a.jsonl", "uit/y/a.jsonl"])
    }

    @Test func recordsOfOneFileGoToOneFile() throws {
        let sandbox = try Sandbox()
        let lines = (0..<5000).map { "{\"id\":\"n\($0)\",\"text\":\"Dit is artikel nummer \($0) van de reeks.\"}" }
        try sandbox.write("in/a.jsonl", lines.joined(separator: "\n"))
        let run = try Loep.run(["in", "--out", "uit", "--jobs", "2"], in: sandbox.url)
        #expect(run.status == 0)
        let written = try sandbox.read("uit/a.jsonl").split(separator: "\n")
        #expect(written.count == 5000)
        for (index, line) in written.enumerated() { #expect(line.contains("\"id\":\"n\(index)\"")) }
    }

    @Test func pagesComeWithAnIndexForEachFolder() throws {
        let sandbox = try Sandbox()
        try sandbox.write("in/a.txt", "Een zin over niets.")
        try sandbox.write("in/sub/index.txt", "Nog een zin.")
        let run = try Loep.run(["in", "--to", "html", "--out", "uit"], in: sandbox.url)
        #expect(run.status == 0)
        #expect(sandbox.files(below: "uit") == ["a.html", "index.html", "sub/index.html", "sub/index.txt.html"])
        #expect(try sandbox.read("uit/index.html").contains("href=\"sub/index.html\""))
        #expect(try sandbox.read("uit/index.html").contains("href=\"a.html\""))
        #expect(try sandbox.read("uit/sub/index.html").contains("href=\"index.txt.html\""))
    }

    @Test func indexPagesCountEveryNameAndSurviveAKilledRun() throws {
        let sandbox = try Sandbox()
        for number in 0..<30 {
            try sandbox.write("in/jan/\(number).txt", "Loekasjenko sprak met Poetin in Minsk. Poetin zweeg.")
            try sandbox.write("in/feb/week 1/\(number).txt", "Lukashenko was in Brussel.")
        }
        try sandbox.write("in/feb/leeg.txt", "")
        let arguments = ["in", "--to", "html", "--quiet", "--out"]
        #expect(try Loep.run(arguments + ["heel"], in: sandbox.url).status == 1)
        for delay: UInt32 in [60_000, 200_000, 350_000] {
            let process = Loep.process(arguments + ["delen", "--resume"], in: sandbox.url)
            try process.run()
            usleep(delay)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        try Loep.run(arguments + ["delen", "--resume"], in: sandbox.url)
        let names = sandbox.files(below: "heel")
        #expect(names.contains("feb/week 1/index.html") && names.contains("jan/index.html"))
        #expect(sandbox.files(below: "delen").filter { !$0.hasSuffix(".tmp") } == names)
        for name in names { #expect(try sandbox.read("delen/\(name)") == sandbox.read("heel/\(name)"), "\(name)") }
        let top = try sandbox.read("heel/index.html")
        #expect(top.contains("60 artikelen"))
        #expect(top.contains("<span>Alexander Lukashenko</span><span class=\"count\">60</span>"))
        #expect(top.contains("<span>Vladimir Putin</span><span class=\"count\">60</span>"))
        #expect(top.contains("href=\"feb/index.html\"") && top.contains("href=\"jan/index.html\""))
        let week = try sandbox.read("heel/feb/week 1/index.html")
        #expect(week.contains("30 artikelen") && week.contains("href=\"../index.html\""))
        #expect(!week.contains("Vladimir Putin"))
        #expect(try sandbox.read("heel/feb/index.html").contains("href=\"week%201/index.html\""))
    }

    @Test func numberOfJobsNeverChangesTheOutput() throws {
        let corpus = Loep.package.appending(path: "Resources/corpus/dev")
        let names = try FileManager.default.contentsOfDirectory(atPath: corpus.path).filter { $0.hasSuffix("7.txt") }
        let paths = names.sorted().map { corpus.appending(path: $0).path }
        let one = try Loep.run(paths + ["--jobs", "1"])
        #expect(one.status == 0)
        #expect(one.output.split(separator: "\n").count == paths.count && paths.count > 15)
        for jobs in ["2", "7"] { #expect(try Loep.run(paths + ["--jobs", jobs]).output == one.output) }
    }

    @Test func aFullDiskIsAnOutputError() throws {
        let process = Loep.process([Loep.package.appending(path: "seeds").path])
        let errors = Pipe()
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: "/dev/full"))
        process.standardError = errors
        try process.run()
        let drained = Drain([errors]).wait()
        process.waitUntilExit()
        #expect(process.terminationStatus == 74)
        #expect(
            String(decoding: drained[0], as: UTF8.self)
                == "loep: io.unwritable: cannot write the output: No space left on device\n")
    }

    @Test func aFullDiskUnderTheOutputFolderIsAnOutputErrorAndLeavesNoHalfFile() throws {
        let sandbox = try Sandbox()
        try sandbox.write("in/a.txt", "Een zin.")
        try sandbox.write("in/b.txt", String(repeating: "Nog een zin die lang genoeg is. ", count: 900))
        // A limit on the size of files stands in for a disk that fills up.
        let process = Loep.process([])
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = [
            "-c", "ulimit -f 32; exec \"$0\" in --out uit --stages tokens --jobs 1",
            Loep.products.appending(path: "loep").path,
        ]
        process.currentDirectoryURL = sandbox.url
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let drained = Drain([errors]).wait()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 74)
        #expect(String(decoding: drained[0], as: UTF8.self).contains("io.unwritable"))
        #expect(sandbox.files(below: "uit") == ["a.jsonl"])
    }

    @Test func aClosedPipeEndsTheRunSilently() throws {
        let process = Loep.process([
            Loep.package.appending(path: "Resources/corpus").path, "--jobs", "1", "--stages", "names",
        ])
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let drain = Drain([errors])
        _ = try output.fileHandleForReading.read(upToCount: 100)
        try output.fileHandleForReading.close()
        let drained = drain.wait()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 74)
        #expect(drained[0].isEmpty)
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
    func aReadOnlyFolderIsAnOutputError() throws {
        let sandbox = try Sandbox()
        try sandbox.write("a.txt", "Tekst.")
        chmod(sandbox.url.path, 0o555)
        #expect(try Loep.run(["a.txt", "--out", "uit"], in: sandbox.url).status == 74)
    }

    @Test func anOutputFolderThatIsAFileIsAnOutputError() throws {
        let sandbox = try Sandbox()
        try sandbox.write("a.txt", "Tekst.")
        try sandbox.write("uit", "Een bestand.")
        let run = try Loep.run(["a.txt", "--out", "uit"], in: sandbox.url)
        #expect(run.status == 74)
        #expect(run.errors.contains("io.unwritable"))
    }

    @Test(arguments: [SIGINT, SIGTERM]) func aSignalFlushesTheFinishedPrefix(_ number: Int32) throws {
        let process = Loep.process(["-", "--from", "jsonl", "--jobs", "1"])
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let drain = Drain([output])
        // More than one chunk, then a silence in which the signal comes, in the middle of a record.
        let lines = (0..<20_000).map { "{\"id\":\"n\($0)\",\"text\":\"Dit is artikel nummer \($0).\"}\n" }
        try input.fileHandleForWriting.write(contentsOf: Data(lines.joined().utf8))
        try input.fileHandleForWriting.write(contentsOf: Data("{\"id\":\"half".utf8))
        usleep(700_000)
        kill(process.processIdentifier, number)
        let written = String(decoding: drain.wait()[0], as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 128 + number)
        let records = written.split(separator: "\n")
        #expect(records.count > 1000)
        #expect(written.hasSuffix("}\n"))
        for (index, record) in records.enumerated() {
            #expect(record.hasPrefix("{\"schema\":\"loep/1\",\"id\":\"n\(index)\""))
        }
    }

    @Test func aKilledRunIsResumedWithoutLosingOrRedoingADocument() throws {
        let sandbox = try Sandbox()
        let corpus = Loep.package.appending(path: "Resources/corpus/dev").path
        let arguments = ["tag", corpus, "--stages", "names", "--jobs", "2", "--quiet"]
        #expect(try Loep.run(arguments + ["--out", "heel"], in: sandbox.url).status == 0)
        let expected = sandbox.files(below: "heel")
        var seen: [String: Date] = [:]
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<12 {
            let process = Loep.process(arguments + ["--out", "delen", "--resume"], in: sandbox.url)
            process.standardError = FileHandle.nullDevice
            try process.run()
            usleep(UInt32.random(in: 10_000...220_000, using: &generator))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            for name in sandbox.files(below: "delen") where !name.hasSuffix(".tmp") {
                let path = sandbox.url.appending(path: "delen/\(name)").path
                let written = try #require(
                    FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date)
                #expect(seen[name, default: written] == written, "\(name) was done twice")
                seen[name] = written
            }
        }
        #expect(try Loep.run(arguments + ["--out", "delen", "--resume"], in: sandbox.url).status == 0)
        #expect(sandbox.files(below: "delen").filter { !$0.hasSuffix(".tmp") } == expected)
        for name in expected {
            #expect(try sandbox.read("delen/\(name)") == sandbox.read("heel/\(name)"), "\(name)")
        }
    }

    @Test func unchangedInputsAreLeftOut() throws {
        let sandbox = try Sandbox()
        try sandbox.write("in/a.txt", "Een.")
        try sandbox.write("in/b.txt", "Twee.")
        #expect(try Loep.run(["in", "--out", "uit"], in: sandbox.url).status == 0)
        try sandbox.write("uit/a.jsonl", "ongemoeid")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: 60)],
            ofItemAtPath: sandbox.url.appending(path: "in/b.txt").path)
        try sandbox.write("uit/b.jsonl", "verouderd")
        #expect(try Loep.run(["in", "--out", "uit", "--changed"], in: sandbox.url).status == 0)
        #expect(try sandbox.read("uit/a.jsonl") == "ongemoeid")
        #expect(try sandbox.read("uit/b.jsonl").contains("Twee."))
    }

    @Test func aKilledRunOverRecordsGoesOnWhereItStopped() throws {
        let sandbox = try Sandbox()
        let lines = (0..<9_000).map { "{\"id\":\"n\($0)\",\"text\":\"Dit is artikel nummer \($0) van de reeks.\"}\n" }
        try sandbox.write("in/a.jsonl", lines.joined())
        try sandbox.write("in/b.jsonl.gz", try Loep.filter("gzip", Array(lines.prefix(5_000).joined().utf8)))
        let arguments = ["tag", "in", "--stages", "tokens", "--jobs", "2", "--quiet"]
        #expect(try Loep.run(arguments + ["--out", "heel"], in: sandbox.url).status == 0)
        var generator = SystemRandomNumberGenerator()
        var lengths: [Int] = []
        for round in 0..<12 {
            let process = Loep.process(arguments + ["--out", "delen", "--resume"], in: sandbox.url)
            process.standardError = FileHandle.nullDevice
            try process.run()
            usleep(UInt32.random(in: 30_000...300_000, using: &generator))
            kill(process.processIdentifier, round % 3 == 2 ? SIGINT : SIGKILL)
            process.waitUntilExit()
            lengths.append(
                sandbox.files(below: "delen").filter { !$0.hasSuffix(".at") }
                    .map { (try? sandbox.read("delen/\($0)").utf8.count) ?? 0 }.reduce(0, +))
        }
        #expect(try Loep.run(arguments + ["--out", "delen", "--resume"], in: sandbox.url).status == 0)
        #expect(sandbox.files(below: "delen") == ["a.jsonl", "b.jsonl"])
        for name in ["a.jsonl", "b.jsonl"] {
            #expect(try sandbox.read("delen/\(name)") == sandbox.read("heel/\(name)"), "\(name), \(lengths)")
        }
    }

    @Test func aKilledDatabaseGoesOnWhereItStopped() throws {
        let sandbox = try Sandbox()
        let lines = (0..<3_000).map { "{\"id\":\"n\($0)\",\"text\":\"Dit is artikel \($0) uit Minsk.\"}\n" }
        try sandbox.write("in/a.jsonl", lines.joined())
        for number in 0..<150 { try sandbox.write("in/los/\(number).txt", "Los artikel \(number) uit Brussel.") }
        let arguments = ["tag", "in", "--stages", "names", "--jobs", "2", "--quiet", "--to", "sqlite", "--resume"]
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<10 {
            let process = Loep.process(arguments + ["--out", "delen.db"], in: sandbox.url)
            process.standardError = FileHandle.nullDevice
            try process.run()
            usleep(UInt32.random(in: 30_000...400_000, using: &generator))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        #expect(try Loep.run(arguments + ["--out", "delen.db"], in: sandbox.url).status == 0)
        let minsk = try Loep.run(["find", "uit", "delen.db", "--to", "tsv", "--limit", "0"], in: sandbox.url)
        let names = minsk.output.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
        #expect(names.count == 3_150)
        #expect(Set(names).count == 3_150)
    }

    @Test func failuresAreLoggedAndTheRunCloses() throws {
        let sandbox = try Sandbox()
        try sandbox.write("in/a.txt", "Een zin.")
        try sandbox.write("in/b.txt", "")
        try sandbox.write("in/c\td.txt", [0xFF, 0x28])
        let run = try Loep.run(["in", "--out", "uit", "--log", "fouten.tsv"], in: sandbox.url)
        #expect(run.status == 1)
        let log = try sandbox.read("fouten.tsv").split(separator: "\n").map { $0.split(separator: "\t").prefix(2) }
        #expect(log == [["in/b.txt", "text.empty"], ["in/c d.txt", "text.invalid-utf8"]])
        #expect(run.errors.contains("loep: 1 document, 3 tokens in "))
        #expect(run.errors.hasSuffix("loep: 2 failed: 1 text.empty, 1 text.invalid-utf8\n"))
        let again = try Loep.run(["in", "--out", "uit", "--resume"], in: sandbox.url)
        #expect(again.status == 0)
        #expect(again.errors.hasSuffix("loep: 3 inputs left out: their output is there\n"))
    }

    @Test func aFollowedFolderIsTaggedAsItGrows() throws {
        let sandbox = try Sandbox()
        try sandbox.write("in/a.txt", "Een zin.")
        let process = Loep.process(["in", "--out", "uit", "--watch", "--stages", "tokens", "--quiet"], in: sandbox.url)
        try process.run()
        func wait(for text: String, in name: String) -> Bool {
            for _ in 0..<200 {
                if (try? sandbox.read("uit/\(name)"))?.contains(text) == true { return true }
                usleep(100_000)
            }
            return false
        }
        #expect(wait(for: "Een zin.", in: "a.jsonl"))
        try sandbox.write("in/sub/b.txt", "Twee zinnen.")
        #expect(wait(for: "Twee zinnen.", in: "sub/b.jsonl"))
        try sandbox.write("in/a.txt", "Een andere zin.")
        #expect(wait(for: "Een andere zin.", in: "a.jsonl"))
        kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        #expect(sandbox.files(below: "uit") == ["a.jsonl", "sub/b.jsonl"])
    }
}
