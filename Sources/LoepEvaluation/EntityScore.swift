// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Precision, recall and F1 of exact spans with their types, in total and by type.
///
/// The measure of CoNLL-2002 (Tjong Kim Sang 2002): an entity counts as right when its first byte, its
/// last byte and its type all agree with the gold annotation.
public struct EntityScore: Sendable {
    /// Counts of one type.
    public struct Counts: Sendable {
        /// Entities in the gold annotation.
        public var gold = 0
        /// Entities found.
        public var found = 0
        /// Entities found that are right.
        public var right = 0

        /// Share of the found that are right, 0 to 1.
        public var precision: Double { found == 0 ? 0 : Double(right) / Double(found) }
        /// Share of the gold that were found, 0 to 1.
        public var recall: Double { gold == 0 ? 0 : Double(right) / Double(gold) }
        /// Harmonic mean of precision and recall, 0 to 1.
        public var f1: Double { gold + found == 0 ? 0 : 2 * Double(right) / Double(gold + found) }
    }

    /// What is wrong with an entity.
    public enum ErrorKind: String, Sendable, CaseIterable {
        /// Right type, but other ends.
        case boundary
        /// Right ends, but another type.
        case type
        /// Overlaps with gold, other ends and another type.
        case both
        /// In the gold annotation, nothing found there.
        case missed
        /// Found where the gold annotation has nothing.
        case spurious
    }

    /// One error, for the listing.
    public struct Failure: Sendable {
        /// What is wrong.
        public var kind: ErrorKind
        /// Identifier of the document.
        public var document: String
        /// Text and type in the gold annotation; empty when there is none.
        public var gold: String
        public var goldType = ""
        /// Text and type found; empty when there is none.
        public var found: String
        public var foundType = ""

        /// One line for the listing.
        public var line: String {
            func show(_ text: String, _ type: String) -> String { text.isEmpty ? "-" : "\(text)|\(type)" }
            return "\(kind.rawValue)\t\(document)\t\(show(gold, goldType))\t\(show(found, foundType))"
        }
    }

    /// Counts by type.
    public private(set) var types: [EntityType: Counts] = [:]
    /// All errors in the order they were met.
    public private(set) var failures: [Failure] = []

    /// Starts with nothing counted.
    public init() {}

    /// The counts of all types together (micro average).
    public var total: Counts {
        types.values.reduce(into: Counts()) { sum, counts in
            sum.gold += counts.gold
            sum.found += counts.found
            sum.right += counts.right
        }
    }

    /// Counts one document: gold spans against found spans, both in text order.
    public mutating func add(
        id: String, text: Text, gold: [(range: ByteRange, type: EntityType)],
        found: [(range: ByteRange, type: EntityType)]
    ) {
        for span in gold {
            types[span.type, default: Counts()].gold += 1
            let same = found.first { $0.range == span.range }
            if let same, same.type == span.type {
                types[span.type, default: Counts()].right += 1
                continue
            }
            let other = same ?? found.first { $0.range.overlaps(span.range) }
            let kind: ErrorKind =
                other.map { $0.range == span.range ? .type : $0.type == span.type ? .boundary : .both } ?? .missed
            failures.append(
                Failure(
                    kind: kind, document: id, gold: text[span.range], goldType: span.type.rawValue,
                    found: other.map { text[$0.range] } ?? "", foundType: other?.type.rawValue ?? ""))
        }
        for span in found {
            types[span.type, default: Counts()].found += 1
            if !gold.contains(where: { $0.range.overlaps(span.range) }) {
                failures.append(
                    Failure(
                        kind: .spurious, document: id, gold: "", found: text[span.range], foundType: span.type.rawValue)
                )
            }
        }
    }

    /// The table that `loep eval entities` prints.
    public var table: String {
        func line(_ name: String, _ counts: Counts) -> String {
            func percent(_ value: Double) -> String { fixed(100 * value, digits: 2, width: 8) }
            func integer(_ value: Int) -> String {
                String(repeating: " ", count: max(0, 8 - "\(value)".count)) + "\(value)"
            }
            return name + String(repeating: " ", count: max(0, 6 - name.count)) + percent(counts.precision)
                + percent(counts.recall) + percent(counts.f1) + integer(counts.gold) + integer(counts.found)
                + integer(counts.right)
        }
        var lines = ["type         P       R      F1    gold   found   right"]
        let known = EntityType.all.filter { types[$0] != nil }
        let others = types.keys.filter { !EntityType.all.contains($0) }.sorted { $0.rawValue < $1.rawValue }
        for type in known + others { lines.append(line(type.rawValue, types[type] ?? Counts())) }
        lines.append(line("all", total))
        return lines.joined(separator: "\n")
    }
}
