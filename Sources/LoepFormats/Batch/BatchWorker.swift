// SPDX-License-Identifier: Apache-2.0
import Loep
import LoepCore

/// What one task of a batch owns: the pipeline's workers and their scratch memory.
///
/// The parent lends it to one child task at a time and gets it back with the result, which is why it
/// may cross between them unchecked.
final class BatchWorker: @unchecked Sendable {
    private let pipelines: BatchPipelines
    private let writer: any DocumentWriter
    private let options: BatchOptions
    private let parts: ResultParts
    private lazy var plain = pipelines.plain.makeWorker()
    private lazy var pretokenised = pipelines.pretokenised.makeWorker()

    init(_ pipelines: BatchPipelines, writer: any DocumentWriter, options: BatchOptions, parts: ResultParts) {
        self.pipelines = pipelines
        self.writer = writer
        self.options = options
        self.parts = parts
    }

    /// Reads, annotates and encodes everything in a piece.
    func run(_ piece: BatchPiece) -> BatchResult {
        var result = BatchResult(piece)
        if case .file = piece.content { result.report.readBytes = (try? FileStatus(piece.file.path))?.size ?? 0 }
        if piece.isLast { result.report.inputs = 1 }
        piece.forEachDocument(options) { document in
            if mustStop(result) {
                result.cut()
                return false
            }
            finish(document, &result)
            return true
        }
        return result
    }

    private func mustStop(_ result: BatchResult) -> Bool {
        Interruption.isRequested || (options.onFailure == .stop && !result.failures.isEmpty)
    }

    private func finish(_ input: Result<Document, LoepError>, _ result: inout BatchResult) {
        switch input {
        case .failure(let failure): fail(failure, id: failure.document ?? result.file.id, &result)
        case .success(var document):
            // Documents that bring their own sentences must not be cut anew.
            if document.layers.contains(.sentences) {
                pretokenised.annotate(&document)
            } else {
                plain.annotate(&document)
            }
            writer.append(document, to: &result.bytes)
            if result.title == nil { result.title = document.headline }
            if parts.contains(.indexEntries) { result.entries.append(IndexEntry(document)) }
            if parts.contains(.records) { result.records.append(DatabaseRecord(document)) }
            result.report.documents += 1
            result.report.tokens += document.tokens.count
            result.report.bytes += document.text.count
        }
    }

    private func fail(_ failure: LoepError, id: String, _ result: inout BatchResult) {
        var failure = failure
        failure.document = id
        writer.append(failure: failure, id: id, to: &result.bytes)
        if parts.contains(.records) { result.records.append(DatabaseRecord(failure: failure, id: id)) }
        result.failures.append(failure)
        result.report.failures[failure.code, default: 0] += 1
    }
}

/// The chain for plain text, and what is left of it for text that comes with tokens and sentences.
public struct BatchPipelines: Sendable {
    /// Runs on plain text.
    public let plain: Pipeline
    /// Runs on documents that carry tokens and sentences.
    public let pretokenised: Pipeline

    /// Makes both from one chain; its stages are shared.
    ///
    /// - Throws: `pipeline.incomplete`.
    public init(_ pipeline: Pipeline) throws(LoepError) {
        plain = pipeline
        let given: Layers = [.tokens, .sentences]
        pretokenised = try Pipeline(
            given: given, stages: pipeline.stages.filter { !$0.provides.isSubset(of: given) })
    }
}
