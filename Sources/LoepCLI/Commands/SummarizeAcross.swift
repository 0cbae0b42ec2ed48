import Foundation
import Loep
import LoepFormats
import Synchronization

/// Collects the documents of a batch for `loep summarize --across`; it writes nothing itself.
///
/// The children of the batch hand their documents in as they finish; they are put in the order of their
/// identifiers, so that the number of jobs changes nothing.
final class AcrossCollector: DocumentWriter {
    private let documents = Mutex<[Document]>([])

    var fileExtension: String { "txt" }

    func append(_ document: Document, to bytes: inout [UInt8]) { documents.withLock { $0.append(document) } }

    /// All documents handed in, by identifier.
    var collected: [Document] {
        documents.withLock { $0 }.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    }
}

/// The answer of `loep summarize --across`: sentences with their sources, and articles that are copies.
struct AcrossReport: Encodable {
    struct Line: Encodable {
        var source: String
        var sentence: Int
        var text: String
        var score: Float
    }
    struct Copy: Encodable {
        var source: String
        var copyOf: String
    }

    var schema = "loep/1"
    var documents: Int
    var summary: [Line]
    var copies: [Copy]

    /// Sums up documents.
    ///
    /// - Throws: as `MultiDocumentSummarizer.init`.
    init(_ documents: [Document], resources: ResourceDirectory, options: SummaryOptions) throws(LoepError) {
        let summarizer = try MultiDocumentSummarizer(resources: resources, options: options)
        for document in documents { summarizer.add(document) }
        self.documents = documents.count
        summary = summarizer.summarize().map {
            Line(source: $0.id, sentence: Int($0.sentence), text: $0.text, score: $0.score)
        }
        copies = summarizer.copiesOf.enumerated().filter { $0.offset != $0.element }.map {
            Copy(source: documents[$0.offset].id, copyOf: documents[$0.element].id)
        }
    }

    /// One sentence a line with its source after it.
    var text: String { summary.map { "\($0.text) [\($0.source)]\n" }.joined() }

    /// One JSON object on one line.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
}
