// SPDX-License-Identifier: Apache-2.0
import CAllocations
import Glibc

/// One line of a benchmark's report.
struct Measurement {
    /// What was measured.
    var name: String
    /// Best time of all rounds, in seconds.
    var seconds: Double
    /// Tokens worked on in that time; 0 when that makes no sense.
    var tokens: Int
    /// Bytes of text worked on in that time; 0 when that makes no sense.
    var bytes: Int
    /// Blocks asked of the allocator in one round, after a first round has warmed the scratch memory up; nil when nobody
    /// counted.
    var allocations: Int?

    /// Measures the time of several rounds and the allocations of one more.
    init(
        _ name: String, rounds: Int, tokens: Int = 0, bytes: Int, prepare: () -> Void = {}, body: () throws -> Void
    ) rethrows {
        self.name = name
        self.tokens = tokens
        self.bytes = bytes
        seconds = .infinity
        for _ in 0..<rounds {
            prepare()
            let start = Measurement.processorTime
            try body()
            seconds = min(seconds, Measurement.processorTime - start)
        }
        prepare()
        let before = loep_allocation_count()
        try body()
        allocations = loep_allocation_count() - before
    }

    /// Processor time of this thread, in seconds: what else the machine does counts less that way.
    private static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Runs `body` several times and keeps the best time: what else the machine does only ever adds to it.
    static func best(of rounds: Int, _ body: () throws -> Void) rethrows -> Double {
        var best = Double.infinity
        for _ in 0..<rounds {
            let start = ContinuousClock.now
            try body()
            best = min(best, (ContinuousClock.now - start).inSeconds)
        }
        return best
    }

    /// Peak resident memory of this process, in bytes.
    static var peakMemory: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1024
    }
}

extension Duration {
    /// The duration as a number of seconds.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

/// A benchmark's lines as a table for people or as JSON for programs.
struct Report {
    var lines: [Measurement] = []
    /// Documents worked on, for allocations a document.
    var documents = 1
    /// Facts beside the lines, in order.
    var facts: [(name: String, value: Double)] = []

    /// Columns: name, milliseconds, tokens a second, megabytes a second, allocations a document.
    var table: String {
        var text = Report.row("", "CPU ms", "tokens/s", "MB/s", "allocations/doc")
        for line in lines {
            text += Report.row(
                line.name, Report.fixed(line.seconds * 1000, 1),
                line.tokens > 0 ? Report.grouped(Int(Double(line.tokens) / line.seconds)) : "",
                line.bytes > 0 ? Report.fixed(Double(line.bytes) / line.seconds / 1e6, 1) : "",
                line.allocations.map { Report.fixed(Double($0) / Double(documents), 1) } ?? "")
        }
        for fact in facts { text += "\(fact.name): \(Report.fixed(fact.value, 1))\n" }
        return text
    }

    /// One object with `lines` and `facts`.
    var json: String {
        let rows = lines.map { line in
            "{\"name\":\"\(line.name)\",\"seconds\":\(line.seconds),\"tokens\":\(line.tokens),\"bytes\":\(line.bytes)"
                + (line.allocations.map { ",\"allocations\":\($0)}" } ?? "}")
        }
        let pairs = facts.map { "\"\($0.name)\":\($0.value)" }
        return "{\"lines\":[\(rows.joined(separator: ","))],\"facts\":{\(pairs.joined(separator: ","))}}\n"
    }

    private static func row(_ name: String, _ columns: String...) -> String {
        var text = name + String(repeating: " ", count: max(1, 26 - name.count))
        for column in columns { text += String(repeating: " ", count: max(1, 16 - column.count)) + column }
        return text + "\n"
    }

    private static func fixed(_ value: Double, _ digits: Int) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let units = Int((value * scale).rounded())
        let fraction = String(units % Int(scale))
        return "\(units / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    private static func grouped(_ value: Int) -> String {
        var digits = String(value)
        var text = ""
        while digits.count > 3 {
            text = "," + digits.suffix(3) + text
            digits.removeLast(3)
        }
        return digits + text
    }
}
