// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore
import LoepModel

/// Rewrites a word grapheme by grapheme: Dutch transcription to English usage, or back to Cyrillic.
///
/// The word is cut into graphemes (`sjtsj`, `oe`, single letters), longest first, and each is rewritten as
/// one of the outputs it had in the training pairs. A locally normalised log-linear model (McCallum,
/// Freitag & Pereira 2000, "Maximum entropy Markov models") over the neighbouring graphemes, the output
/// before and what is known of the word chooses; a beam keeps the best ways.
package struct GraphemeTransducer: Sendable {
    /// Number of weights; features are hashed to it.
    package static let weightCount = 1 << 20
    /// A weight of 1 as it is stored.
    package static let unit: Float = 2048
    /// Widest beam, and so the most results.
    static let beam = 6

    /// The graphemes as folded bytes, longest first for each first byte.
    private let sources: [[UInt8]]
    private let sourcesByFirst: [[UInt16]]
    /// Outputs of each grapheme.
    package let outputs: [[String]]
    private let weights: MappedArray<Int16>

    /// What is known of a word beside its letters.
    package struct Hint: Hashable, Sendable {
        /// Guessed language, 0 for none.
        package var language: UInt8
        /// 0 unknown, 1 given name, 2 surname, 3 place.
        package var role: UInt8

        package init(language: UInt8 = 0, role: UInt8 = 0) {
            self.language = language
            self.role = role
        }
    }

    /// Makes a transducer from its inventory (lines of grapheme and outputs, tab-separated) and weights.
    package init(inventory: String, weights: MappedArray<Int16>) {
        var sources: [[UInt8]] = []
        var outputs: [[String]] = []
        for line in inventory.split(separator: "\n") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            sources.append(Array(fields[0].utf8))
            outputs.append(fields.dropFirst().map(String.init))
        }
        var byFirst = [[UInt16]](repeating: [], count: 256)
        for (index, source) in sources.enumerated() {
            if let first = source.first { byFirst[Int(first)].append(UInt16(index)) }
        }
        for first in byFirst.indices { byFirst[first].sort { sources[Int($0)].count > sources[Int($1)].count } }
        self.sources = sources
        self.outputs = outputs
        self.weights = weights
        sourcesByFirst = byFirst
    }

    /// Takes a transducer out of a model file; its sections begin with `name` and a full stop.
    ///
    /// - Throws: `model.corrupt`.
    init(_ file: ModelFile, name: String) throws(LoepError) {
        let inventory = try file.section("\(name).inventory", of: UInt8.self)
        let weights = try file.section("\(name).weights", of: Int16.self)
        guard weights.count == GraphemeTransducer.weightCount else {
            throw LoepError(.modelCorrupt, "\(file.path): section \(name).weights has a wrong length")
        }
        let text = inventory.span.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        self.init(inventory: text, weights: weights)
    }

    /// Cuts a folded word into graphemes; nil when it has a letter that no grapheme begins with.
    package func segment(_ word: some Sequence<UInt8>) -> [UInt16]? {
        let word = Array(word)
        var result: [UInt16] = []
        var index = 0
        while index < word.count {
            let match = sourcesByFirst[Int(word[index])].first { candidate in
                let source = sources[Int(candidate)]
                guard index + source.count <= word.count else { return false }
                for offset in source.indices where word[index + offset] != source[offset] { return false }
                return true
            }
            guard let match else { return nil }
            result.append(match)
            index += sources[Int(match)].count
        }
        return result
    }

    /// The hashes of the features at a position that do not depend on the output before.
    package static func features(_ word: [UInt16], _ index: Int, _ hint: Hint, into list: inout [UInt32]) {
        list.removeAll(keepingCapacity: true)
        func at(_ offset: Int) -> UInt32 {
            let position = index + offset
            if position < 0 { return 0xFFFE }
            if position >= word.count { return 0xFFFF }
            return UInt32(word[position])
        }
        func add(_ kind: UInt32, _ a: UInt32 = 0, _ b: UInt32 = 0, _ c: UInt32 = 0) {
            var hash = kind &* 0x9E37_79B1
            hash = (hash ^ a) &* 0x85EB_CA6B
            hash ^= hash >> 13
            hash = (hash ^ b) &* 0xC2B2_AE35
            hash ^= hash >> 16
            hash = (hash ^ c) &* 0x27D4_EB2F
            list.append(hash ^ hash >> 15)
        }
        let (l1, l2, l3, r1, r2, r3) = (at(-1), at(-2), at(-3), at(1), at(2), at(3))
        add(1)
        add(2, l1)
        add(3, r1)
        add(4, l1, r1)
        add(5, l2, l1)
        add(6, r1, r2)
        add(7, l2, l1, r1)
        add(8, l1, r1, r2)
        add(9, r1, r2, r3)
        add(10, l3, l2, l1)
        add(11, UInt32(min(4, word.count - index)), UInt32(hint.role))
        add(12, UInt32(min(3, index)))
        add(13, UInt32(hint.language))
        add(14, UInt32(hint.language), r1)
        add(15, UInt32(hint.language), l1)
        add(16, UInt32(hint.role), r1, l1)
        if word.count - index <= 6 {
            var hash: UInt32 = 17
            for position in index..<word.count { hash = (hash ^ UInt32(word[position])) &* 0x0100_0193 }
            add(17, hash)
            add(18, hash, l1)
            add(19, hash, l2, l1)
        }
        var whole: UInt32 = 29
        for grapheme in word { whole = (whole ^ UInt32(grapheme)) &* 0x0100_0193 }
        add(20, whole, UInt32(index))
    }

    /// The hashes of the features that take in the output before.
    package static func chained(_ previous: UInt32, _ next: UInt32) -> (UInt32, UInt32) {
        let first = (previous &+ 101) &* 0x9E37_79B1
        return (first ^ first >> 15, ((first ^ next) &* 0x85EB_CA6B) ^ 0x5BD1_E995)
    }

    /// The weight of a feature for one output of one grapheme.
    @inline(__always)
    package static func slot(_ feature: UInt32, _ grapheme: UInt16, _ output: Int) -> Int {
        var hash = feature ^ (UInt32(grapheme) &* 0x9E37_79B1) ^ (UInt32(truncatingIfNeeded: output) &* 0x85EB_CA77)
        hash = (hash ^ hash >> 15) &* 0x2C1B_3C6D
        hash ^= hash >> 12
        return Int(hash & UInt32(weightCount - 1))
    }

    private struct Way {
        var text: String
        var previous: UInt32
        var logProbability: Float
    }

    /// The best rewritings of a folded word with their probabilities, best first; empty when it has letters
    /// the model does not know.
    package func rewrite(_ word: some Sequence<UInt8>, hint: Hint) -> [(text: String, probability: Float)] {
        guard let graphemes = segment(word), !graphemes.isEmpty else { return [] }
        let weights = self.weights.span
        var ways = [Way(text: "", previous: 0, logProbability: 0)]
        var features: [UInt32] = []
        var scores: [Float] = []
        for (index, grapheme) in graphemes.enumerated() {
            GraphemeTransducer.features(graphemes, index, hint, into: &features)
            let choices = outputs[Int(grapheme)]
            var base = [Float](repeating: 0, count: choices.count)
            for output in choices.indices {
                var sum = 0
                for feature in features { sum += Int(weights[GraphemeTransducer.slot(feature, grapheme, output)]) }
                base[output] = Float(sum) / GraphemeTransducer.unit
            }
            let next = index + 1 < graphemes.count ? UInt32(graphemes[index + 1]) : 0xFFFF
            var extended: [Way] = []
            for way in ways {
                let (first, second) = GraphemeTransducer.chained(way.previous, next)
                scores.removeAll(keepingCapacity: true)
                var maximum = -Float.infinity
                for output in choices.indices {
                    let chained =
                        Int(weights[GraphemeTransducer.slot(first, grapheme, output)])
                        + Int(weights[GraphemeTransducer.slot(second, grapheme, output)])
                    let score = base[output] + Float(chained) / GraphemeTransducer.unit
                    scores.append(score)
                    maximum = max(maximum, score)
                }
                var total: Float = 0
                for score in scores { total += expf(score - maximum) }
                let normalizer = maximum + logf(total)
                for output in choices.indices where scores[output] - normalizer > -7 {
                    extended.append(
                        Way(
                            text: way.text + choices[output],
                            previous: UInt32(grapheme) << 8 | UInt32(truncatingIfNeeded: output),
                            logProbability: way.logProbability + scores[output] - normalizer))
                }
            }
            extended.sort { ($1.logProbability, $0.text) < ($0.logProbability, $1.text) }
            ways = Array(extended.prefix(GraphemeTransducer.beam))
        }
        var results: [(text: String, probability: Float)] = []
        for way in ways {
            if let index = results.firstIndex(where: { $0.text == way.text }) {
                results[index].probability += expf(way.logProbability)
            } else {
                results.append((way.text, expf(way.logProbability)))
            }
        }
        return results.sorted { $0.probability > $1.probability }
    }
}
