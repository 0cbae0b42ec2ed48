// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore
import LoepFormats

/// What standard error shows while a batch runs: failures always; on a terminal a bar with rate and time left, and
/// elsewhere a plain line now and then; a closing report when the output goes into files.
struct Progress {
    private let isQuiet: Bool
    private let isBar: Bool
    private let reports: Bool
    private let totals: InputTotals?
    private let log: FailureLog?
    private let started = ContinuousClock.now
    private var lastShown: ContinuousClock.Instant?
    private var lastLine = ContinuousClock.now
    private var isOnScreen = false
    /// Documents told of at the end of the last round.
    private var lastCount = -1

    private static let lineInterval = Duration.seconds(30)

    /// - Parameters:
    ///   - paths: the inputs, to count what is left.
    ///   - writesFiles: whether the output goes into files.
    init(isQuiet: Bool, paths: [String], writesFiles: Bool, log: FailureLog?) {
        self.isQuiet = isQuiet
        self.log = log
        // A bar among the data on the same terminal would be a mess.
        isBar = !isQuiet && isatty(2) != 0 && (writesFiles || isatty(1) == 0)
        reports = !isQuiet && (writesFiles || isBar)
        totals = isQuiet || !reports ? nil : InputTotals(paths)
    }

    /// Tells new failures, and how far the batch is: ten times a second on a terminal, seldom elsewhere.
    mutating func update(_ report: BatchReport, failures: [LoepError]) {
        if !failures.isEmpty {
            clear()
            for failure in failures {
                if !isQuiet { Terminal.writeError("loep: \(failure)") }
                log?.note(failure)
            }
        }
        let now = ContinuousClock.now
        if isBar {
            if now - (lastShown ?? started) < .milliseconds(lastShown == nil ? 300 : 100) { return }
            lastShown = now
            isOnScreen = true
            Terminal.write("\r\u{1B}[K\(bar(report))", to: 2)
        } else if reports, now - lastLine > Progress.lineInterval {
            lastLine = now
            Terminal.writeError("loep: \(state(report))")
        }
    }

    /// Closes with what was done: documents, tokens, rate, errors by code.
    mutating func finish(_ report: BatchReport) {
        clear()
        guard reports else { return }
        var line = "\(Progress.grouped(report.documents)) \(report.documents == 1 ? "document" : "documents"), "
        line += "\(Progress.grouped(report.tokens)) tokens in \(Progress.time(elapsed)) "
        line += "(\(Progress.grouped(rate(report))) tokens/s)"
        if report.endedEarly { line += ", ended early" }
        Terminal.writeError("loep: \(line)")
        if report.skippedInputs > 0 {
            Terminal.writeError(
                "loep: \(Progress.grouped(report.skippedInputs)) inputs left out: their output is there")
        }
        if report.failureCount > 0 {
            let codes = report.failures.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
            let list = codes.map { "\(Progress.grouped($0.value)) \($0.key.rawValue)" }.joined(separator: ", ")
            Terminal.writeError("loep: \(Progress.grouped(report.failureCount)) failed: \(list)")
        }
    }

    /// Tells that a round of following is over, when it found something.
    mutating func rest(_ report: BatchReport) {
        clear()
        let count = report.documents + report.failureCount
        if reports, count != lastCount { Terminal.writeError("loep: \(state(report)); waiting for more") }
        lastCount = count
    }

    private mutating func clear() {
        if isOnScreen { Terminal.write("\r\u{1B}[K", to: 2) }
        isOnScreen = false
    }

    private var elapsed: Double {
        let elapsed = ContinuousClock.now - started
        return max(0.001, Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18)
    }

    private func rate(_ report: BatchReport) -> Int { Int(Double(report.tokens) / elapsed) }

    /// The share that is done and the seconds left; nil while the inputs are being counted or for standard input.
    private func outlook(_ report: BatchReport) -> (share: Double, left: Double)? {
        guard let total = totals?.bytes, total > 0 else { return nil }
        let done = Double(report.readBytes + report.skippedBytes)
        let share = min(1, done / Double(total))
        guard report.readBytes > 0 else { return (share, .infinity) }
        return (share, max(0, Double(total) - done) * elapsed / Double(report.readBytes))
    }

    private func state(_ report: BatchReport) -> String {
        var line = "\(Progress.grouped(report.documents)) documents, \(Progress.grouped(rate(report))) tokens/s"
        if let (share, left) = outlook(report) {
            line += ", \(Int(share * 100)) %"
            if left.isFinite { line += ", \(Progress.time(left)) left" }
        }
        if report.failureCount > 0 { line += ", \(Progress.grouped(report.failureCount)) failed" }
        return line
    }

    private func bar(_ report: BatchReport) -> String {
        guard let (share, _) = outlook(report) else { return state(report) }
        let width = 20
        let filled = Int(share * Double(width))
        return "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled) + "] "
            + state(report)
    }

    /// A number with a comma between thousands.
    private static func grouped(_ number: Int) -> String {
        let digits = Array(String(number))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// A number of seconds as a person says it.
    private static func time(_ seconds: Double) -> String {
        if seconds < 10 { return "\(Int(seconds * 10) / 10).\(Int(seconds * 10) % 10) s" }
        let whole = Int(seconds)
        if whole < 60 { return "\(whole) s" }
        if whole < 3_600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3_600) h \(whole / 60 % 60) min"
    }
}
