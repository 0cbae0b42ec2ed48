// SPDX-License-Identifier: Apache-2.0
import Loep
import LoepCore

/// Annotates any number of documents with several tasks and bounded memory; output order is input order.
///
/// The parent task alone cuts the input into pieces, orders the results and hands them to the sink.
/// Children read, annotate and encode one piece each with a worker the parent lends them. A window
/// bounds the pieces in flight together with the results that wait for an earlier one.
public struct Batch: Sendable {
    private let pipelines: BatchPipelines
    private let writer: any DocumentWriter
    private let options: BatchOptions

    /// Pieces in flight or waiting, for each job.
    private static let windowPerJob = 4

    /// Makes a batch.
    public init(pipelines: BatchPipelines, writer: any DocumentWriter, options: BatchOptions) {
        self.pipelines = pipelines
        self.writer = writer
        self.options = options
    }

    /// Runs over the inputs until they end, a signal comes, or the sink's reader goes away.
    ///
    /// - Parameters:
    ///   - earlier: what rounds before did; the report goes on from it.
    ///   - onProgress: called in the parent after each piece has been emitted.
    /// - Throws: `io.unwritable` when the sink fails.
    public func run(
        _ inputs: InputWalker, into sink: any BatchSink, after earlier: BatchReport = BatchReport(),
        onProgress: (BatchReport, [LoepError]) -> Void
    ) async throws -> BatchReport {
        var reader = PieceReader(inputs, options: options)
        var idle = (0..<max(1, options.jobs)).map { _ in
            BatchWorker(pipelines, writer: writer, options: options, parts: sink.parts)
        }
        let window = max(1, options.jobs) * Batch.windowPerJob
        var report = earlier
        let isStopping = options.onFailure == .stop

        return try await withThrowingTaskGroup(of: (Int, BatchResult, BatchWorker).self) { group in
            var waiting: [Int: BatchResult] = [:]
            var started = 0
            var emitted = 0
            var isInputLeft = true
            while true {
                while isInputLeft, !idle.isEmpty, started - emitted < window, !Interruption.isRequested {
                    defer {
                        report.skippedInputs = earlier.skippedInputs + reader.skippedInputs
                        report.skippedBytes = earlier.skippedBytes + reader.skippedBytes
                    }
                    guard let piece = reader.next(sink), !Interruption.isRequested else {
                        isInputLeft = false
                        break
                    }
                    let worker = idle.removeLast()
                    let number = started
                    started += 1
                    group.addTask { (number, worker.run(piece), worker) }
                }
                guard let (number, result, worker) = try await group.next() else { break }
                idle.append(worker)
                waiting[number] = result
                while let next = waiting.removeValue(forKey: emitted) {
                    emitted += 1
                    guard try sink.emit(next) else {
                        report.endedEarly = true
                        group.cancelAll()
                        return report
                    }
                    report.add(next.report)
                    onProgress(report, next.failures)
                    // What follows a piece that was cut short would leave a hole.
                    if next.isCut || isStopping && !next.failures.isEmpty {
                        report.endedEarly = true
                        group.cancelAll()
                        try sink.finish(isComplete: false)
                        return report
                    }
                }
            }
            report.endedEarly = Interruption.isRequested
            try sink.finish(isComplete: !report.endedEarly)
            return report
        }
    }
}
