// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// What a database keeps of one document; offsets count code points, as SQLite's `substr` does.
public struct DatabaseRecord: Sendable {
    /// A sentence.
    struct SentenceRow: Sendable {
        var start: UInt32
        var end: UInt32
        /// Score in the summary; nil when it is not in it.
        var score: Float?
    }

    /// A mention of an entity.
    struct EntityRow: Sendable {
        var sentence: Int
        var start: UInt32
        var end: UInt32
        var text: String
        var type: String
        /// Index into `identities`.
        var identity: Int?
        var confidence: Float
    }

    var name: String
    var title: String?
    var metadata = Metadata()
    var text: [UInt8] = []
    /// Every name of every identity in it, one a line: what makes a search independent of spelling.
    var names = ""
    var sentences: [SentenceRow] = []
    var entities: [EntityRow] = []
    var identities: [Identity] = []
    /// Why there is no text.
    var failure: LoepError?

    init(failure: LoepError, id: String) {
        name = id
        self.failure = failure
    }

    init(_ document: Document) {
        name = document.id
        title = document.headline == document.id ? nil : document.headline
        metadata = document.metadata
        text = document.text.bytes
        let map = OffsetMap(document.text, unit: .scalar)
        var offsets = OffsetCursor(map)
        let scores = Dictionary(document.summary.map { ($0.sentence, $0.score) }) { first, _ in first }
        for (number, sentence) in document.sentences.enumerated() {
            let place = document.bytes(of: sentence.tokens)
            sentences.append(
                SentenceRow(start: offsets(place.start), end: offsets(place.end), score: scores[UInt32(number)]))
        }
        guard document.layers.contains(.entities) else { return }
        offsets = OffsetCursor(map)
        var position: [UInt32: Int] = [:]
        var sentence = 0
        for entity in document.entities {
            while sentence + 1 < document.sentences.count,
                document.sentences[sentence].tokens.end <= entity.tokens.start
            { sentence += 1 }
            let place = document.bytes(of: entity.tokens)
            let identity = entity.identity.map { index -> Int in
                if let known = position[index] { return known }
                position[index] = identities.count
                identities.append(document.identities[Int(index)])
                return identities.count - 1
            }
            entities.append(
                EntityRow(
                    sentence: sentence, start: offsets(place.start), end: offsets(place.end),
                    text: document.text[place], type: entity.type.rawValue, identity: identity,
                    confidence: entity.confidence))
        }
        var seen: Set<String> = []
        let spellings = identities.flatMap { [$0.canonical, $0.dutch, $0.original ?? ""] }
        names = spellings.filter { !$0.isEmpty && seen.insert($0).inserted }.joined(separator: "\n")
    }
}

/// Stands where a writer is asked for when documents go into a database: it writes no bytes.
struct DatabaseRowsWriter: DocumentWriter {
    var fileExtension: String { "db" }
    func append(_ document: Document, to bytes: inout [UInt8]) {}
}
