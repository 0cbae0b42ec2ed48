// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// The labels that a word can have at all, by what is known of its form: a tag dictionary.
///
/// Limits spare the scoring of labels that cannot be, and rule out errors (Moore 2014, "Fast high-accuracy
/// part-of-speech tagging by independent classifiers" shows what a well-made one is worth). Attributes are tried
/// in order; the first whose value is listed decides.
///
/// Sections: `NAME.lists` (hash table from attribute and value to the number of a list), `NAME.labels` (all lists,
/// one after the other), `NAME.ends` (where each ends).
public struct LabelLimits: Sendable {
    private let lists: HashTable<UInt16>
    private let labels: [UInt8]
    private let ends: [Int]
    private let columns: [Int]

    /// Opens the limits `name` of a file.
    ///
    /// - Parameters:
    ///   - columns: the attributes to try, in order.
    ///   - count: number of labels of the model.
    /// - Throws: `model.corrupt`.
    public init(_ file: ModelFile, _ name: String, columns: [Int], count: Int) throws(LoepError) {
        lists = try HashTable(file, "\(name).lists")
        let labels = try file.section("\(name).labels", of: UInt8.self)
        let ends = try file.section("\(name).ends", of: UInt32.self)
        self.labels = (0..<labels.count).map { labels[$0] }
        self.ends = (0..<ends.count).map { Int(ends[$0]) }
        self.columns = columns
        var last = 0
        var isSound = self.ends.last ?? 0 == self.labels.count && self.labels.allSatisfy { $0 < count }
        for end in self.ends {
            // An empty list would leave a word without any label.
            if end <= last { isSound = false }
            last = end
        }
        guard isSound else { throw LoepError(.modelCorrupt, "\(file.path): the limits \(name) have a wrong size") }
    }

    /// The number of the list that holds for the word whose attributes start at `base`; nil when all labels are
    /// possible.
    func list(_ values: Span<UInt64>, at base: Int) -> Int? {
        for (index, column) in columns.enumerated() {
            if let list = lists(LabelLimits.key(values[base + column], index)), Int(list) < ends.count {
                return Int(list)
            }
        }
        return nil
    }

    /// The labels of a list, ascending.
    func labels(of list: Int) -> ArraySlice<UInt8> { labels[(list == 0 ? 0 : ends[list - 1])..<ends[list]] }

    static func key(_ value: UInt64, _ index: Int) -> UInt64 { Hash64.mix(value, UInt64(index) + 1) }
}

/// Counts which labels go with which forms and which kinds of word, and builds `LabelLimits` over two attributes:
/// the form, then the kind.
///
/// A form that was seen often has the labels it was seen with; a rarer one those of its kind as well; a new one those
/// of its kind. A kind that was seen little limits nothing.
public struct LabelLimitsBuilder {
    private var forms: [UInt64: (kind: UInt64, counts: [UInt32])] = [:]
    private var kinds: [UInt64: [UInt32]] = [:]
    private let labels: Int
    private let sufficient: Int
    private let least: Int

    /// Makes an empty builder.
    ///
    /// - Parameters:
    ///   - labels: number of labels of the model.
    ///   - sufficient: words of a form from which its own labels suffice.
    ///   - least: words of a kind from which it limits its labels.
    public init(labels: Int, sufficient: Int, least: Int) {
        self.labels = labels
        self.sufficient = sufficient
        self.least = least
    }

    /// Counts one word.
    public mutating func add(form: UInt64, kind: UInt64, label: UInt8) {
        let none = [UInt32](repeating: 0, count: labels)
        forms[form, default: (kind, none)].counts[Int(label)] += 1
        kinds[kind, default: none][Int(label)] += 1
    }

    /// The labels a counted word can have, ascending; empty when it can have all.
    public func possible(form: UInt64) -> [UInt8] {
        guard let (kind, counts) = forms[form] else { return [] }
        if counts.reduce(0, +) >= sufficient { return LabelLimitsBuilder.seen(counts) }
        let ofKind = possible(kind: kind)
        return ofKind.isEmpty ? [] : Set(ofKind + LabelLimitsBuilder.seen(counts)).sorted()
    }

    private func possible(kind: UInt64) -> [UInt8] {
        guard let counts = kinds[kind], counts.reduce(0, +) >= least else { return [] }
        return LabelLimitsBuilder.seen(counts)
    }

    private static func seen(_ counts: [UInt32]) -> [UInt8] {
        counts.indices.filter { counts[$0] > 0 }.map { UInt8(truncatingIfNeeded: $0) }
    }

    /// Writes the sections.
    ///
    /// - Returns: how many forms and kinds are limited, and to how many different lists.
    @discardableResult
    public func write(_ name: String, to writer: inout ModelWriter) -> (keys: Int, lists: Int) {
        var numbers: [[UInt8]: UInt16] = [:]
        var flat: [UInt8] = []
        var ends: [UInt32] = []
        var table = HashTableBuilder<UInt16>(empty: 0)
        func add(_ list: [UInt8], _ key: UInt64) {
            if list.isEmpty { return }
            if numbers[list] == nil {
                guard ends.count < Int(UInt16.max) else { return }
                numbers[list] = UInt16(ends.count)
                flat += list
                ends.append(UInt32(flat.count))
            }
            table.add(key, numbers[list]!)
        }
        for form in forms.keys.sorted() { add(possible(form: form), LabelLimits.key(form, 0)) }
        for kind in kinds.keys.sorted() { add(possible(kind: kind), LabelLimits.key(kind, 1)) }
        table.write("\(name).lists", isRoomy: true, to: &writer)
        writer.add("\(name).labels", flat)
        writer.add("\(name).ends", ends)
        return (table.count, ends.count)
    }
}
