// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore
import LoepModel
import LoepNames

/// One word in two spellings, for training a transducer.
struct NamePair: Hashable {
    /// Folded Dutch spelling.
    var source: String
    /// Lower-case target spelling.
    var target: String
    var hint: GraphemeTransducer.Hint
    var weight: Float
}

/// Learns a `GraphemeTransducer` from word pairs: aligns graphemes with pieces of the target by hard EM,
/// then fits the log-linear model by AdaGrad (Duchi, Hazan & Singer 2011). No step is random.
struct TransducerTrainer {
    /// Grapheme inventory beside the single letters.
    static let digraphs = [
        "sjtsj", "tsjtsj", "stsj", "tsj", "dzj", "dzh", "sj", "zj", "shch", "sch", "ch", "kh", "sh", "zh", "oe", "ts",
        "ks", "ij",
    ]
    /// Longest piece of the target one grapheme may give, in scalars.
    static let longestPiece = 4

    private var graphemes: [String] = []
    private var pairs: [NamePair] = []
    private var segmented: [[UInt16]] = []
    private var targets: [[Character]] = []

    /// The inventory text and the weights.
    struct Result {
        var inventory: String
        var weights: [Int16]
    }

    init(_ pairs: [NamePair], digraphs: [String] = TransducerTrainer.digraphs) {
        var letters: Set<Character> = []
        for pair in pairs { letters.formUnion(pair.source) }
        graphemes = digraphs + letters.sorted().map(String.init)
        let plain = GraphemeTransducer(
            inventory: graphemes.joined(separator: "\n"), weights: MappedArray(copying: [Int16]()))
        for pair in pairs {
            guard let segments = plain.segment(pair.source.utf8) else { continue }
            let target = Array(pair.target)
            guard target.count <= segments.count * TransducerTrainer.longestPiece else { continue }
            self.pairs.append(pair)
            segmented.append(segments)
            targets.append(target)
        }
    }

    /// Aligns and fits.
    func train(epochs: Int = 8) -> Result {
        var counts: [[String: Double]] = graphemes.map { _ in [:] }
        var alignments: [[String]?] = []
        for round in 0..<6 {
            alignments = segmented.indices.map { align($0, counts, first: round == 0) }
            var next: [[String: Double]] = graphemes.map { _ in [:] }
            for (index, alignment) in alignments.enumerated() {
                guard let alignment else { continue }
                for (grapheme, piece) in zip(segmented[index], alignment) {
                    next[Int(grapheme)][piece, default: 0] += Double(pairs[index].weight)
                }
            }
            counts = next
        }
        var outputs: [[String]] = []
        for count in counts {
            let total = count.values.reduce(0, +)
            let kept = count.filter { $0.value >= max(2, total * 0.0008) || $0.value > total * 0.2 }
            outputs.append(kept.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(12).map(\.key))
        }
        for index in outputs.indices where outputs[index].isEmpty { outputs[index] = [graphemes[index]] }
        let weights = fit(alignments, outputs, epochs: epochs)
        var inventory = ""
        for (grapheme, choices) in zip(graphemes, outputs) {
            inventory += ([grapheme] + choices).joined(separator: "\t") + "\n"
        }
        let unit = GraphemeTransducer.unit
        return Result(inventory: inventory, weights: weights.map { Int16(clamping: Int(($0 * unit).rounded())) })
    }

    /// The best cut of a target into one piece a grapheme under the counts; nil when there is none.
    private func align(_ index: Int, _ counts: [[String: Double]], first: Bool) -> [String]? {
        let word = segmented[index]
        let target = targets[index]
        let (n, m) = (word.count, target.count)
        var best = [[Double]](repeating: [Double](repeating: -.infinity, count: m + 1), count: n + 1)
        var back = [[Int]](repeating: [Int](repeating: 0, count: m + 1), count: n + 1)
        best[0][0] = 0
        for i in 0..<n {
            let source = graphemes[Int(word[i])]
            let total = first ? 0 : counts[Int(word[i])].values.reduce(0, +)
            for j in 0...m where best[i][j] > -.infinity {
                for length in 0...min(TransducerTrainer.longestPiece, m - j) {
                    let piece = String(target[j..<j + length])
                    let score: Double
                    if first {
                        score = TransducerTrainer.prior(source, piece)
                    } else {
                        score = log(((counts[Int(word[i])][piece] ?? 0) + 0.01) / (total + 1)) - (length == 0 ? 1 : 0)
                    }
                    if best[i][j] + score > best[i + 1][j + length] {
                        best[i + 1][j + length] = best[i][j] + score
                        back[i + 1][j + length] = length
                    }
                }
            }
        }
        guard best[n][m] > -.infinity else { return nil }
        var pieces: [String] = []
        var j = m
        for i in stride(from: n, to: 0, by: -1) {
            let length = back[i][j]
            pieces.append(String(target[(j - length)..<j]))
            j -= length
        }
        return pieces.reversed()
    }

    /// How alike a grapheme and a piece are before anything is learned: same letters, both vowels, same length.
    private static func prior(_ source: String, _ piece: String) -> Double {
        if piece.isEmpty { return -4 }
        if source == piece { return -0.1 }
        let vowels: Set<Character> = [
            "a", "e", "i", "o", "u", "y", "а", "е", "ё", "и", "о", "у", "ы", "э", "ю", "я", "і", "ї", "є", "ъ", "á",
            "é", "í", "ó", "ú", "ý", "ě", "ů", "ą", "ę", "ı", "ö", "ü", "ă", "â", "î",
        ]
        let same = vowels.contains(source.last ?? " ") == vowels.contains(piece.last ?? " ")
        let length = Double(abs(piece.count - (source.count + 1) / 2))
        return (same ? -1 : -3.5) - 0.7 * length - 0.2 * Double(piece.count)
    }

    /// AdaGrad on the conditional log-likelihood, with a little L2 decay at each update.
    private func fit(_ alignments: [[String]?], _ outputs: [[String]], epochs: Int) -> [Float] {
        var weights = [Float](repeating: 0, count: GraphemeTransducer.weightCount)
        var squares = [Float](repeating: 1e-6, count: GraphemeTransducer.weightCount)
        var order = Array(pairs.indices)
        var generator = SplitMix64(seed: 20_221_016)
        var features: [UInt32] = []
        for _ in 0..<epochs {
            order.shuffle(using: &generator)
            for index in order {
                guard let alignment = alignments[index] else { continue }
                let word = segmented[index]
                var previous: UInt32 = 0
                for (position, grapheme) in word.enumerated() {
                    let choices = outputs[Int(grapheme)]
                    guard let gold = choices.firstIndex(of: alignment[position]) else { break }
                    GraphemeTransducer.features(word, position, pairs[index].hint, into: &features)
                    let next = position + 1 < word.count ? UInt32(word[position + 1]) : 0xFFFF
                    let (a, b) = GraphemeTransducer.chained(previous, next)
                    features.append(a)
                    features.append(b)
                    previous = UInt32(grapheme) << 8 | UInt32(gold)
                    if choices.count == 1 { continue }
                    var scores = [Float](repeating: 0, count: choices.count)
                    for output in choices.indices {
                        for feature in features {
                            scores[output] += weights[GraphemeTransducer.slot(feature, grapheme, output)]
                        }
                    }
                    let maximum = scores.max() ?? 0
                    var total: Float = 0
                    for output in choices.indices {
                        scores[output] = expf(scores[output] - maximum)
                        total += scores[output]
                    }
                    for output in choices.indices {
                        let gradient = (scores[output] / total - (output == gold ? 1 : 0)) * pairs[index].weight
                        if abs(gradient) < 1e-4 { continue }
                        for feature in features {
                            let slot = GraphemeTransducer.slot(feature, grapheme, output)
                            let full = gradient + 1e-3 * weights[slot] * pairs[index].weight
                            squares[slot] += full * full
                            weights[slot] -= 0.1 * full / squares[slot].squareRoot()
                        }
                    }
                }
            }
        }
        return weights
    }
}
