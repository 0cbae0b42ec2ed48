import Glibc
import LoepCore
import LoepFormats

/// What standard error shows while a batch runs: failures always, a counter when it is a terminal.
struct Progress {
    private let isQuiet: Bool
    private let isShown: Bool
    private let started = ContinuousClock.now
    private var lastShown: ContinuousClock.Instant?

    init(isQuiet: Bool) {
        self.isQuiet = isQuiet
        // A counter among the data on the same terminal would be a mess.
        isShown = !isQuiet && isatty(2) != 0 && isatty(1) == 0
    }

    /// Tells new failures, and the counts so far at most ten times a second.
    mutating func update(_ report: BatchReport, failures: [LoepError]) {
        if !failures.isEmpty {
            clear()
            if !isQuiet { for failure in failures { Terminal.writeError("loep: \(failure)") } }
        }
        let now = ContinuousClock.now
        guard isShown, lastShown.map({ now - $0 > .milliseconds(100) }) ?? (now - started > .milliseconds(300)) else {
            return
        }
        lastShown = now
        Terminal.write("\r\u{1B}[K\(line(report))", to: 2)
    }

    /// Closes the counter with the final counts.
    mutating func finish(_ report: BatchReport) {
        guard isShown else { return }
        clear()
        Terminal.writeError(line(report))
    }

    private mutating func clear() {
        if lastShown != nil { Terminal.write("\r\u{1B}[K", to: 2) }
        lastShown = nil
    }

    private func line(_ report: BatchReport) -> String {
        let elapsed = ContinuousClock.now - started
        let seconds = max(0.001, Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18)
        var line = "\(report.documents) documents, \(report.tokens) tokens, "
        line += "\(Int(Double(report.tokens) / seconds)) tokens/s"
        if report.failureCount > 0 { line += ", \(report.failureCount) failed" }
        return line
    }
}
