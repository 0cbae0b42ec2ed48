// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Finds articles that are copies of each other with small changes, such as one wire story in many papers.
///
/// MinHash signatures over runs of four terms (Broder 1997, "On the resemblance and containment of documents"),
/// and banded look-up so that only likely pairs are compared (Indyk & Motwani 1998). The resemblance it estimates
/// is the share of term runs two articles have in common.
public struct NearDuplicates: Sendable {
    /// Two articles of the set that resemble each other.
    public struct Pair: Hashable, Sendable {
        /// Number of the earlier article, in order of `add`.
        public var first: Int
        /// Number of the later article.
        public var second: Int
        /// Estimated share of common term runs, 0 to 1.
        public var resemblance: Float
    }

    private static let bands = 24
    private static let rows = 4
    private static let size = bands * rows
    private static let run = 4

    private var signatures: [[UInt32]] = []
    private let factors: [UInt64]

    /// Starts with no article.
    public init() {
        factors = (0..<NearDuplicates.size).map { TermScanner.finish(UInt64($0 + 1) &* 0x9E37_79B9_7F4A_7C15) | 1 }
    }

    /// Number of articles added.
    public var count: Int { signatures.count }

    /// Adds an article by its text; nothing but the text is looked at.
    public mutating func add(_ text: Text) {
        var signature = [UInt32](repeating: .max, count: NearDuplicates.size)
        var recent: (UInt64, UInt64, UInt64) = (0, 0, 0)
        var terms = 0
        TermScanner.scan(text.bytes, in: 0..<text.count) { term in
            terms += 1
            if terms >= NearDuplicates.run {
                let shingle = TermScanner.finish(
                    recent.0 ^ rotate(recent.1, 13) ^ rotate(recent.2, 29) ^ rotate(term.hash, 43))
                for index in 0..<NearDuplicates.size {
                    let value = UInt32(truncatingIfNeeded: (shingle &* factors[index]) >> 32)
                    if value < signature[index] { signature[index] = value }
                }
            }
            recent = (recent.1, recent.2, term.hash)
        }
        signatures.append(signature)
    }

    @inline(__always)
    private func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 { value << bits | value >> (64 - bits) }

    /// All pairs whose estimated resemblance is at least `threshold`, by first and second.
    ///
    /// With 24 bands of four rows a pair that resembles for 0.5 is looked at with a chance of 0.79, one of 0.7
    /// with 0.998.
    public func pairs(threshold: Float = 0.6) -> [Pair] {
        var found: [Pair] = []
        var seen = Set<UInt64>()
        for band in 0..<NearDuplicates.bands {
            var buckets: [UInt64: [Int]] = [:]
            for (number, signature) in signatures.enumerated() where signature[0] != .max {
                var key: UInt64 = TermScanner.seed
                for row in 0..<NearDuplicates.rows {
                    key = TermScanner.finish(key ^ UInt64(signature[band * NearDuplicates.rows + row]))
                }
                for other in buckets[key, default: []].suffix(50)
                where seen.insert(UInt64(other) << 32 | UInt64(number)).inserted {
                    let resemblance = self.resemblance(other, number)
                    if resemblance >= threshold {
                        found.append(Pair(first: other, second: number, resemblance: resemblance))
                    }
                }
                buckets[key, default: []].append(number)
            }
        }
        return found.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    }

    /// For each article the number of the first article of its group of copies; its own number when it has none.
    public func groups(threshold: Float = 0.6) -> [Int] {
        var leaders = Array(signatures.indices)
        for pair in pairs(threshold: threshold) {
            let (a, b) = (root(pair.first, leaders), root(pair.second, leaders))
            leaders[max(a, b)] = min(a, b)
        }
        return leaders.indices.map { root($0, leaders) }
    }

    private func root(_ number: Int, _ leaders: [Int]) -> Int {
        var current = number
        while leaders[current] != current { current = leaders[current] }
        return current
    }

    private func resemblance(_ a: Int, _ b: Int) -> Float {
        var same = 0
        for index in 0..<NearDuplicates.size where signatures[a][index] == signatures[b][index] { same += 1 }
        return Float(same) / Float(NearDuplicates.size)
    }
}
