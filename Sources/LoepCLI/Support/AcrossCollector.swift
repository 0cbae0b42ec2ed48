// SPDX-License-Identifier: Apache-2.0
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
