// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// A user's own list of names, whose word is final: what it lists is an entity of the type it says, and
/// entities the tagger found in the way give place.
///
/// The table has the columns `name` and `type`, and may have `canonical`, `dutch`, `original` and `id`. Names are
/// found as they are written, line ends as spaces, with or without a possessive ending; the longest one wins.
public struct Gazetteer: Stage {
    public let name = "gazetteer"
    public let needs: Layers = [.tokens, .sentences, .entities]
    public let provides: Layers = [.entities]

    /// What the list says about a name.
    struct Entry {
        var type: EntityType
        var identity: Identity?
    }

    fileprivate let entries: [Entry]
    /// Entry by the bytes of its name.
    fileprivate let index: [[UInt8]: Int]
    /// Bytes names start with, to pass most words by.
    fileprivate let starts: Set<UInt8>
    /// Bytes of the longest name.
    fileprivate let longest: Int

    /// Reads the table at `path`.
    ///
    /// - Throws: `io.not-found`, `io.unreadable`, `text.invalid-utf8` or `table.malformed`.
    public init(path: String) throws(LoepError) {
        try self.init(
            Table(Text(validating: FileBytes.read(path)), name: path), name: path)
    }

    /// Takes a table that is open already; `name` is what errors call it.
    ///
    /// - Throws: `table.malformed` when a column is missing, or a name or a type is empty.
    public init(_ table: Table, name: String) throws(LoepError) {
        var entries: [Entry] = []
        var index: [[UInt8]: Int] = [:]
        for column in ["name", "type"] where table.index(of: column) == nil {
            throw LoepError(.malformedTable, "\(name): no column \(column) in the header")
        }
        let columns = Columns(table)
        for (number, row) in table.rows.enumerated() {
            let form = row[columns.name]
            let type = row[columns.type]
            guard !form.isEmpty, !type.isEmpty else {
                throw LoepError(.malformedTable, "\(name), row \(number + 1): a name and its type must not be empty")
            }
            index[Gazetteer.collapsed(Array(form.utf8)[...])] = entries.count
            entries.append(Entry(type: EntityType(rawValue: type), identity: columns.identity(row, type: type)))
        }
        self.entries = entries
        self.index = index
        starts = Set(index.keys.compactMap(\.first))
        longest = index.keys.map(\.count).max() ?? 0
    }

    public func makeWorker() -> any StageWorker { GazetteerWorker(self) }

    /// The bytes with every run of white space as one space.
    static func collapsed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        for byte in bytes {
            if byte > 0x20 {
                result.append(byte)
            } else if result.last != 0x20 {
                result.append(0x20)
            }
        }
        return result
    }

    /// Where the columns stand.
    private struct Columns {
        let name: Int
        let type: Int
        let canonical: Int?
        let dutch: Int?
        let original: Int?
        let id: Int?

        init(_ table: Table) {
            name = table.index(of: "name") ?? 0
            type = table.index(of: "type") ?? 0
            canonical = table.index(of: "canonical")
            dutch = table.index(of: "dutch")
            original = table.index(of: "original")
            id = table.index(of: "id")
        }

        func identity(_ row: [String], type: String) -> Identity? {
            func field(_ column: Int?) -> String? { column.flatMap { row[$0].isEmpty ? nil : row[$0] } }
            guard let canonical = field(canonical) ?? field(dutch) else { return nil }
            let kind: IdentityKind =
                switch type {
                case EntityType.person.rawValue: .person
                case EntityType.location.rawValue: .place
                case EntityType.organisation.rawValue: .organisation
                default: .other
                }
            return Identity(
                id: field(id) ?? Columns.identifier(canonical), kind: kind, canonical: canonical,
                dutch: field(dutch) ?? canonical, original: field(original))
        }

        /// An identifier from a name: `Jan de Vries` is `jan-de-vries`.
        private static func identifier(_ name: String) -> String {
            name.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
        }
    }
}

/// Looks one document through at a time.
final class GazetteerWorker: StageWorker {
    private let list: Gazetteer
    private var found: [(tokens: TokenRange, entry: Int)] = []

    init(_ list: Gazetteer) { self.list = list }

    func annotate(_ document: inout Document) {
        document.layers.insert(.entities)
        found.removeAll(keepingCapacity: true)
        for sentence in document.sentences {
            var token = Int(sentence.tokens.start)
            while token < Int(sentence.tokens.end) {
                if let match = longestMatch(at: token, before: Int(sentence.tokens.end), in: document) {
                    found.append(match)
                    token = Int(match.tokens.end)
                } else {
                    token += 1
                }
            }
        }
        if !found.isEmpty { merge(into: &document) }
    }

    private func longestMatch(at first: Int, before limit: Int, in document: Document) -> (
        tokens: TokenRange, entry: Int
    )? {
        let start = Int(document.tokens[first].start)
        guard list.starts.contains(document.text.bytes[start]) else { return nil }
        var best: (tokens: TokenRange, entry: Int)?
        for last in first..<limit {
            let end = Int(document.tokens[last].end)
            // Endings and doubled spaces may make a mention a little longer than its name.
            if end - start > list.longest + 16 { break }
            let form = Gazetteer.collapsed(document.text.bytes[start..<end])
            if let entry = list.index[form]
                ?? GazetteerWorker.stems(of: form).lazy.compactMap({ self.list.index[$0] }).first
            {
                best = (TokenRange(first..<last + 1), entry)
            }
        }
        return best
    }

    /// A form without the endings of a possessive: `’s`, `'s`, `s`, `’`.
    private static func stems(of form: [UInt8]) -> [[UInt8]] {
        let endings: [StaticString] = ["’s", "'s", "s", "’", "'"]
        return endings.compactMap { ending in
            let bytes = UnsafeBufferPointer(start: ending.utf8Start, count: ending.utf8CodeUnitCount)
            guard form.count > bytes.count + 2, form.suffix(bytes.count).elementsEqual(bytes) else { return nil }
            return Array(form.dropLast(bytes.count))
        }
    }

    /// Puts the matches among the entities; what they touch gives place.
    private func merge(into document: inout Document) {
        var entities = document.entities.filter { entity in !found.contains { $0.tokens.overlaps(entity.tokens) } }
        for match in found {
            let entry = list.entries[match.entry]
            var identity: UInt32?
            if let known = entry.identity {
                if let position = document.identities.firstIndex(where: { $0.id == known.id }) {
                    identity = UInt32(position)
                } else {
                    identity = UInt32(document.identities.count)
                    document.identities.append(known)
                }
            }
            entities.append(Entity(tokens: match.tokens, type: entry.type, identity: identity))
        }
        document.entities = entities.sorted { $0.tokens.start < $1.tokens.start }
    }
}
