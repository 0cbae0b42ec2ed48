import LoepCore

/// A linear-chain model opened from a model file: sparse feature weights and a transition matrix.
///
/// Lafferty, McCallum & Pereira 2001, "Conditional random fields". Each feature owns a short run of
/// (label, weight) pairs, since training with an L1 penalty leaves most labels without a weight; weights
/// are 16-bit integers in units of `scale`.
///
/// Sections, with the model's name as prefix: `.keys`/`.values` (hash table to run), `.pairs`
/// (label << 16 | weight), `.trans` (Float, from * labels + to), `.config` (scale).
public struct SequenceModel: Sendable {
    /// The labels and their order rules.
    public let labels: LabelSet
    let runs: HashTable<UInt32>
    let pairs: MappedArray<UInt32>
    let transitions: [Float]
    let scale: Float

    /// Opens the model `name` of a file.
    ///
    /// - Throws: `model.corrupt`.
    public init(_ file: ModelFile, _ name: String) throws(LoepError) {
        labels = LabelSet(try file.strings("\(name).labels"))
        runs = try HashTable(file, "\(name).runs")
        pairs = try file.section("\(name).pairs", of: UInt32.self)
        let mapped = try file.section("\(name).trans", of: Float.self)
        let config = try file.section("\(name).config", of: Float.self)
        guard mapped.count == labels.count * labels.count, config.count == 1, labels.count > 0, labels.count < 256
        else {
            throw LoepError(.modelCorrupt, "\(file.path): model \(name) has a wrong size")
        }
        transitions = (0..<mapped.count).map { mapped[$0] }
        scale = config[0]
        for index in 0..<pairs.count where pairs[index] >> 16 >= UInt32(labels.count) {
            throw LoepError(.modelCorrupt, "\(file.path): model \(name) names label \(pairs[index] >> 16)")
        }
    }

    /// Packs where a feature's run of pairs starts (24 bits) and how long it is (8 bits).
    static func packRun(start: Int, count: Int) -> UInt32 { UInt32(start) << 8 | UInt32(count) }

    /// Adds the weights of every feature to `scores`, one row of labels a token, in units of `scale`.
    ///
    /// - Parameter found: scratch memory.
    func score(_ features: FeatureRows, into scores: inout [Int32], _ found: inout [UInt32]) {
        let count = labels.count
        scores.removeAll(keepingCapacity: true)
        scores.append(contentsOf: repeatElement(0, count: features.count * count))
        let hashes = features.hashes.span
        let pairs = pairs.span
        var output = scores.mutableSpan
        for row in 0..<features.count {
            let base = row * count
            // Look-ups first and additions after: loads that no branch waits for run side by side.
            runs.find(hashes, features.offsets[row]..<features.offsets[row + 1], &found)
            for run in found {
                let start = Int(run >> 8)
                let end = min(start + Int(run & 0xFF), pairs.count)
                var next = start
                while next < end {
                    let pair = pairs[next]
                    output[base + Int(pair >> 16)] &+= Int32(Int16(truncatingIfNeeded: pair))
                    next += 1
                }
            }
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
