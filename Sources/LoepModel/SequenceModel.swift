// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// A linear-chain model opened from a model file: sparse feature weights and a transition matrix.
///
/// Lafferty, McCallum & Pereira 2001, "Conditional random fields". Training with an L1 penalty leaves most
/// features with weights for few labels: those own a short run of (label, weight) pairs. A feature with weights
/// for many labels owns a whole row. Weights are 16-bit integers in units of `scale`.
///
/// Sections, with the model's name as prefix: `.runs` (hash table; start << 8 | length of a run of pairs, or the
/// number of a row plus one, << 8), `.pairs` (label << 16 | weight), `.rows` (weights, `width` a row), `.trans` (Float,
/// from * labels + to), `.config` (scale), and in second order `.trigrams` (Float, weights of three labels in a
/// row).
public struct SequenceModel: Sendable {
    /// The labels and their order rules.
    public let labels: LabelSet
    private let runs: HashTable<UInt32>
    private let pairs: MappedArray<UInt32>
    private let rows: MappedArray<Int16>
    let transitions: [Float]
    /// Weights of three labels in a row, first * labels * labels + second * labels + third; empty in first order.
    let trigrams: [Float]
    let scale: Float

    /// Opens the model `name` of a file.
    ///
    /// - Throws: `model.corrupt`.
    public init(_ file: ModelFile, _ name: String) throws(LoepError) {
        labels = LabelSet(try file.strings("\(name).labels"))
        runs = try HashTable(file, "\(name).runs")
        pairs = try file.section("\(name).pairs", of: UInt32.self)
        rows = try file.section("\(name).rows", of: Int16.self)
        let mapped = try file.section("\(name).trans", of: Float.self)
        let config = try file.section("\(name).config", of: Float.self)
        guard mapped.count == labels.count * labels.count, config.count == 1, config[0] > 0, config[0].isFinite,
            labels.count > 0, labels.count < 256
        else {
            throw LoepError(.modelCorrupt, "\(file.path): model \(name) has a wrong size")
        }
        width = SequenceModel.width(of: labels)
        transitions = (0..<mapped.count).map { mapped[$0] }
        scale = config[0]
        var trigrams: [Float] = []
        if file.contains("\(name).trigrams") {
            let section = try file.section("\(name).trigrams", of: Float.self)
            guard section.count == labels.count * labels.count * labels.count else {
                throw LoepError(.modelCorrupt, "\(file.path): model \(name) has a wrong size")
            }
            trigrams = section.span.withUnsafeBufferPointer { Array($0) }
        }
        self.trigrams = trigrams
        var highest: UInt32 = 0
        for index in pairs.span.indices { highest = max(highest, pairs.span[index] >> 16) }
        guard highest < UInt32(labels.count), rows.count % width == 0 else {
            throw LoepError(.modelCorrupt, "\(file.path): model \(name) names label \(highest)")
        }
    }

    /// Packs where a feature's run of pairs starts (24 bits) and how long it is (8 bits).
    static func packRun(start: Int, count: Int) -> UInt32 { UInt32(start) << 8 | UInt32(count) }

    /// Packs the number of a feature's row; never 0.
    static func packRow(_ row: Int) -> UInt32 { UInt32(row + 1) << 8 }

    /// Number of scores in a row: the labels, padded to whole SIMD vectors.
    let width: Int

    static func width(of labels: LabelSet) -> Int { (labels.count + 7) & ~7 }

    /// Number of weights from which a feature gets a row.
    static func leastOfRow(_ labels: LabelSet) -> Int { max(2, width(of: labels) / 4) }

    /// Adds the weights of one token's features to the row of scores that starts at `base`, in units of `scale`.
    ///
    /// - Parameter found: scratch memory.
    func add(_ hashes: [UInt64], to scores: inout [Int32], at base: Int, _ found: inout [UInt32]) {
        // Look-ups first and additions after: loads that no branch waits for run side by side.
        runs.find(hashes, &found)
        add(found, 0..<hashes.count, to: &scores, at: base)
    }

    /// The same for some of the labels only; the scores of the others are worth nothing afterwards.
    func add(
        _ hashes: [UInt64], to scores: inout [Int32], at base: Int, for labels: [UInt8], _ found: inout [UInt32]
    ) {
        runs.find(hashes, &found)
        add(found, 0..<hashes.count, to: &scores, at: base, for: labels)
    }

    /// The same for features that `find` has found.
    func add(_ found: [UInt32], _ range: Range<Int>, to scores: inout [Int32], at base: Int, for labels: [UInt8]) {
        if 4 * labels.count >= width { return add(found, range, to: &scores, at: base) }
        precondition(base >= 0 && base + width <= scores.count)
        let rows = rows.span
        for index in range {
            let run = found[index]
            if run & 0xFF != 0 {
                addPairs(run, to: &scores, at: base)
            } else if run != 0 {
                let start = (Int(run >> 8) &- 1) &* width
                if start &+ width > rows.count { continue }
                var output = scores.mutableSpan
                for label in labels {
                    output[base &+ Int(label)] &+= Int32(rows[start &+ Int(label)])
                }
            }
        }
    }

    /// Finds the runs of many features at once, for `add`; 0 for features without weights.
    func find(_ hashes: [UInt64], _ found: inout [UInt32]) { runs.find(hashes, &found) }

    /// Adds the weights of features that `find` has found.
    func add(_ found: [UInt32], _ range: Range<Int>, to scores: inout [Int32], at base: Int) {
        precondition(base >= 0 && base + width <= scores.count)
        for index in range {
            let run = found[index]
            if run & 0xFF != 0 {
                addPairs(run, to: &scores, at: base)
            } else if run != 0 {
                addRow(run, to: &scores, at: base)
            }
        }
    }

    @inline(__always)
    private func addPairs(_ run: UInt32, to scores: inout [Int32], at base: Int) {
        let pairs = pairs.span
        var output = scores.mutableSpan
        var next = Int(run >> 8)
        let end = min(next + Int(run & 0xFF), pairs.count)
        while next < end {
            let pair = pairs[unchecked: next]
            // Opening has checked that all labels are below the width of a row.
            output[unchecked: base &+ Int(pair >> 16)] &+= Int32(Int16(truncatingIfNeeded: pair))
            next &+= 1
        }
    }

    @inline(__always)
    private func addRow(_ run: UInt32, to scores: inout [Int32], at base: Int) {
        let rows = rows.span
        var output = scores.mutableSpan
        let start = (Int(run >> 8) &- 1) &* width
        // A crafted file may name a row that is not there.
        if start &+ width > rows.count { return }
        for label in 0..<width {
            output[unchecked: base &+ label] &+= Int32(rows[unchecked: start &+ label])
        }
    }
}

extension ModelFile {
    /// A section of newline-separated strings.
    ///
    /// - Throws: `model.corrupt` when it is missing.
    public func strings(_ name: String) throws(LoepError) -> [String] {
        let bytes = try section(name, of: UInt8.self)
        let text = String(decoding: (0..<bytes.count).map { bytes[$0] }, as: UTF8.self)
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}

extension ModelWriter {
    /// Adds a section of strings, which must not hold a newline.
    public mutating func add(_ name: String, strings: [String]) {
        add(name, Array(strings.joined(separator: "\n").utf8))
    }
}
