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
    private let wantsEntries: Bool
    private lazy var plain = pipelines.plain.makeWorker()
    private lazy var pretokenised = pipelines.pretokenised.makeWorker()

    init(_ pipelines: BatchPipelines, writer: any DocumentWriter, options: BatchOptions, wantsEntries: Bool) {
        self.pipelines = pipelines
        self.writer = writer
        self.options = options
        self.wantsEntries = wantsEntries
    }

    /// Reads, annotates and encodes everything in a piece.
    func run(_ piece: BatchPiece) -> BatchResult {
        var result = BatchResult(file: piece.file, isFirst: piece.isFirst, isLast: piece.isLast)
        switch piece.content {
        case .failure(let failure): fail(failure, id: failure.document ?? piece.file.id, &result)
        case .file(let isPage):
            do throws(LoepError) {
                let bytes = try InputBytes.read(piece.file.path, limit: options.limit)
                article(bytes, isPage: isPage, &result, id: piece.file.id)
            } catch {
                fail(error, id: piece.file.id, &result)
            }
        case .text(let bytes, let isPage): article(bytes, isPage: isPage, &result, id: piece.file.id)
        case .records(let bytes, let line):
            let reader = JSONLinesReader(fields: options.fields)
            var number = line - 1
            for row in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
                number += 1
                if row.allSatisfy({ $0 <= 0x20 }) { continue }
                finish(reader.document(row, source: piece.file.id, line: number), &result)
                if mustStop(result) { break }
            }
            refuseNothing(piece, &result)
        case .columns(let bytes, let line, let number):
            let documents = ConllReader().documents(bytes[...], source: piece.file.id, line: line, number: number)
            for document in documents {
                finish(document, &result)
                if mustStop(result) { break }
            }
            refuseNothing(piece, &result)
        }
        return result
    }

    private func mustStop(_ result: BatchResult) -> Bool {
        Interruption.isRequested || (options.onFailure == .stop && !result.failures.isEmpty)
    }

    private func article(_ bytes: [UInt8], isPage: Bool, _ result: inout BatchResult, id: String) {
        do throws(LoepError) {
            let document =
                isPage
                ? try HTMLReader.document(bytes, id: id)
                : try TextReader.document(bytes, id: id, encoding: options.encoding)
            finish(.success(document), &result)
        } catch {
            fail(error, id: id, &result)
        }
    }

    /// An input of records without any is an empty input.
    private func refuseNothing(_ piece: BatchPiece, _ result: inout BatchResult) {
        guard piece.isFirst, piece.isLast, result.report.documents == 0, result.failures.isEmpty else { return }
        fail(LoepError(.emptyText, "there are no documents in it"), id: piece.file.id, &result)
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
            if wantsEntries { result.entries.append(IndexEntry(document)) }
            result.report.documents += 1
            result.report.tokens += document.tokens.count
            result.report.bytes += document.text.count
        }
    }

    private func fail(_ failure: LoepError, id: String, _ result: inout BatchResult) {
        var failure = failure
        failure.document = id
        writer.append(failure: failure, id: id, to: &result.bytes)
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
