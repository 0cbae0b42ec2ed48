// SPDX-License-Identifier: Apache-2.0
/// How far behind the best label of its token a label is given up, in the exponent of its odds.
///
/// Wide margins are slow and exact, narrow ones quick; measure on development data what a margin changes.
public struct DecodingMargins: Sendable {
    /// When the features of single words lead to one label by more than this, those that join several words are
    /// not looked up for the token.
    public var certainty: Float
    /// Distance, by the features of single words, beyond which a label gets no features that join several.
    public var doubt: Float
    /// Distance, by all features of the token, beyond which no path runs through the label.
    public var path: Float

    /// Sets all three.
    public init(certainty: Float, doubt: Float, path: Float) {
        self.certainty = certainty
        self.doubt = doubt
        self.path = path
    }

    /// Nothing is given up before the search, and in the search only what has odds below one in 160,000.
    public static let wide = DecodingMargins(certainty: .infinity, doubt: .infinity, path: 12)
}

/// Scores the labels of a sequence and keeps those worth following; owns its scratch memory.
struct LatticeScorer {
    let model: SequenceModel
    private var forms: FormScores?
    // The margins in units of the scale.
    private let certainty: Int32
    private let doubt: Int32
    private let path: Int32
    private let count: Int
    private let width: Int
    private let all: [UInt8]
    /// Whether all labels may follow each other.
    private let isFree: Bool
    private var entries: [Int] = []
    private var hashes: [UInt64] = []
    private var found: [UInt32] = []
    /// One row of `width` a token, in units of the scale.
    private(set) var scores: [Int32] = []
    private var likely: [UInt8] = []

    init(_ model: SequenceModel, forms: FormScores? = nil, margins: DecodingMargins) {
        self.model = model
        self.forms = forms
        func units(_ value: Float) -> Int32 { Int32(min(value / model.scale, Float(Int32.max / 4))) }
        certainty = units(margins.certainty)
        doubt = units(margins.doubt)
        path = units(margins.path)
        count = model.labels.count
        width = model.width
        isFree = !model.labels.allowed.contains(false)
        all = (0..<model.labels.count).map { UInt8(truncatingIfNeeded: $0) }
    }

    /// Scores the features of each token.
    mutating func fill(_ lattice: inout Lattice, _ features: FeatureRows) {
        lattice.removeAll()
        makeRoom(features.count)
        for row in 0..<features.count {
            let base = row * width
            for label in 0..<width { scores[base + label] = 0 }
            hashes.removeAll(keepingCapacity: true)
            hashes.append(contentsOf: features.hashes[features.offsets[row]..<features.offsets[row + 1]])
            model.add(hashes, to: &scores, at: base, &found)
            lattice.append(scores, base, all, within: path, scale: model.scale)
        }
    }

    /// Scores from remembered forms, and from features in context where those leave a doubt.
    mutating func fill(_ lattice: inout Lattice, _ matrix: AttributeMatrix, _ range: Range<Int>) {
        lattice.removeAll()
        guard var forms else { return }
        // The memory is taken out for the loop, so that nothing is copied and no access is checked twice.
        self.forms = nil
        forms.find(matrix, range, into: &entries)
        makeRoom(range.count)
        for row in 0..<range.count {
            let base = row * width
            let before = row == 0 ? FormScores.outside : entries[row - 1]
            let after = row + 1 == range.count ? FormScores.outside : entries[row + 1]
            let lead: Int32
            if forms.limit(entries[row], &likely) {
                // In case no allowed sequence runs through the limited labels.
                if !isFree { for label in 0..<width { scores[base + label] = Int32.min / 4 } }
                if likely.count == 1 {
                    scores[base + Int(likely[0])] = 0
                    lattice.append(scores, base, likely, within: path, scale: model.scale)
                    continue
                }
                forms.sum(before, entries[row], after, for: likely, into: &scores, at: base)
                lead = Lattice.reduce(scores, base, within: doubt, &likely)
            } else {
                forms.sum(before, entries[row], after, into: &scores, at: base)
                lead = Lattice.select(scores, base..<base + count, within: doubt, into: &likely)
            }
            if lead < certainty {
                hashes.removeAll(keepingCapacity: true)
                forms.rest.extract(matrix, range.lowerBound + row, in: range, into: &hashes)
                model.add(hashes, to: &scores, at: base, for: likely, &found)
            }
            lattice.append(scores, base, likely, within: path, scale: model.scale)
        }
        self.forms = forms
    }

    /// Takes all labels into the lattice of the `length` tokens scored last.
    func refill(_ lattice: inout Lattice, _ length: Int) {
        lattice.removeAll()
        for row in 0..<length { lattice.append(scores, row * width, all, within: .max, scale: model.scale) }
    }

    private mutating func makeRoom(_ rows: Int) {
        let size = rows * width
        if scores.count < size { scores.append(contentsOf: repeatElement(0, count: size - scores.count)) }
    }
}
