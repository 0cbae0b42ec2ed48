// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// The columns of a matrix that follow from the word form alone, and the one that identifies the form.
public struct FormAttributes: Sendable {
    /// Column whose value differs from form to form; all of `columns` must follow from it.
    public let key: Int
    /// The columns that follow from the key.
    public let columns: Set<Int>

    /// Names the columns.
    public init(key: Int, columns: Set<Int>) {
        self.key = key
        self.columns = columns
    }
}

/// What a word form gives each label: the sums of its features that hang on that form alone.
///
/// Text repeats its words, so most features are looked up once a form and not once a token. A form gives scores
/// to its own token and to the tokens on both sides. When the memory is full all forms are forgotten; what is
/// remembered never changes a result.
struct FormScores {
    /// Forms remembered at most, unless a single sequence is longer.
    static let capacity = 12_000
    /// Entry that stands for what lies past the ends of a sequence.
    static let outside = 0
    /// Scores are kept in units of the model's scale, times two to this power.
    static let shift: Int32 = 3

    /// Labels of a row, padded to whole SIMD vectors.
    let width: Int
    /// Scores, three rows an entry: for the token after the form, for its own, for the token before.
    private(set) var scores: [Int16] = []
    /// The templates that remain to be looked up for each token.
    let rest: TemplateList

    private let model: SequenceModel
    private let attributes: FormAttributes
    private let limits: LabelLimits?
    /// List of each entry in the limits; -1 for none.
    private var limitOf: [Int32] = []
    /// The templates of the three rows.
    private let lists: [TemplateList]
    private var keys: [UInt64] = []
    private var slots: [UInt32] = []
    private var count = 0
    private var hashes: [UInt64] = []
    private var bounds = [0, 0, 0, 0]
    private var sums: [Int32] = []
    private var found: [UInt32] = []

    init(
        _ model: SequenceModel, _ templates: FeatureTemplates, _ attributes: FormAttributes, _ limits: LabelLimits?
    ) {
        self.limits = limits
        self.model = model
        self.attributes = attributes
        width = (model.labels.count + 7) & ~7
        func isOfForm(_ template: ArraySlice<TemplateList.Part>, at offsets: ClosedRange<Int>) -> Bool {
            guard let offset = template.first?.offset, offsets.contains(offset) else { return false }
            return template.allSatisfy { $0.offset == offset && attributes.columns.contains($0.column) }
        }
        // A template of the token before is what that token gives to the one after it.
        lists = (-1...1).map { offset in
            templates.all.filter { isOfForm($0, at: offset...offset) }.shifted(by: -offset)
        }
        var rest = templates.all.filter { !isOfForm($0, at: -1...1) }
        rest.bagGroup = templates.all.bagGroup
        self.rest = rest
        sums = [Int32](repeating: 0, count: width)
    }

    /// Finds the entry of each token of `range`, computing those of forms that are new.
    mutating func find(_ matrix: AttributeMatrix, _ range: Range<Int>, into entries: inout [Int]) {
        entries.removeAll(keepingCapacity: true)
        if count == 0 || count + range.count > max(FormScores.capacity, range.count + 1) {
            forget(capacity: max(FormScores.capacity, range.count + 1), columns: matrix.columns)
        }
        for row in range { entries.append(entry(of: matrix, row)) }
    }

    private mutating func forget(capacity: Int, columns: Int) {
        count = 0
        scores.removeAll(keepingCapacity: true)
        limitOf.removeAll(keepingCapacity: true)
        var size = 1
        while size < 2 * capacity { size *= 2 }
        keys = [UInt64](repeating: 0, count: size)
        slots = [UInt32](repeating: 0, count: size)
        add([UInt64](repeating: TemplateList.outside, count: columns).span, columns: columns, row: 0)
    }

    private mutating func entry(of matrix: AttributeMatrix, _ row: Int) -> Int {
        let key = matrix.values[row * matrix.columns + attributes.key]
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: key >> 32) & mask
        while slots[slot] != 0 {
            if keys[slot] == key { return Int(slots[slot]) }
            slot = (slot + 1) & mask
        }
        keys[slot] = key
        slots[slot] = UInt32(count)
        add(matrix.values.span, columns: matrix.columns, row: row)
        return count - 1
    }

    private mutating func add(_ values: Span<UInt64>, columns: Int, row: Int) {
        hashes.removeAll(keepingCapacity: true)
        for index in lists.indices {
            lists[index].extract(values, columns: columns, row, in: row..<row + 1, into: &hashes)
            bounds[index + 1] = hashes.count
        }
        let list = limits?.list(values, at: row * columns) ?? -1
        limitOf.append(Int32(truncatingIfNeeded: list))
        model.find(hashes, &found)
        for index in lists.indices {
            for label in 0..<width { sums[label] = 0 }
            let range = bounds[index]..<bounds[index + 1]
            if index == 1, list >= 0, let limits {
                // Nobody asks for the scores of labels that the form cannot have.
                model.add(found, range, to: &sums, at: 0, for: Array(limits.labels(of: list)))
            } else {
                model.add(found, range, to: &sums, at: 0)
            }
            for label in 0..<width {
                let rounded = (sums[label] &+ (1 << (FormScores.shift - 1))) >> FormScores.shift
                scores.append(Int16(clamping: rounded))
            }
        }
        count += 1
    }

    /// Lists the labels that the word of an entry can have; false when it can have all.
    func limit(_ entry: Int, _ labels: inout [UInt8]) -> Bool {
        let list = limitOf[entry]
        guard list >= 0, let limits else { return false }
        labels.removeAll(keepingCapacity: true)
        for label in limits.labels(of: Int(list)) { labels.append(label) }
        return true
    }

    /// Writes the scores of some labels, as `sum` does.
    func sum(
        _ before: Int, _ own: Int, _ after: Int, for labels: [UInt8], into output: inout [Int32], at base: Int
    ) {
        let first = 3 * before * width
        let second = (3 * own + 1) * width
        let third = (3 * after + 2) * width
        for label in labels {
            let label = Int(label)
            let sum = Int32(scores[first + label]) &+ Int32(scores[second + label]) &+ Int32(scores[third + label])
            output[base + label] = sum &<< FormScores.shift
        }
    }

    /// Writes the scores that the three entries of a token and its neighbours give it, in units of the scale.
    @inline(__always)
    func sum(_ before: Int, _ own: Int, _ after: Int, into output: inout [Int32], at base: Int) {
        let first = 3 * before * width
        let second = (3 * own + 1) * width
        let third = (3 * after + 2) * width
        let scores = scores.span
        var output = output.mutableSpan
        // Checked once, so that the loop becomes vector code.
        precondition(
            max(first, second, third) + width <= scores.count && base + width <= output.count && base >= 0
                && min(first, second, third) >= 0)
        for label in 0..<width {
            let sum =
                Int32(scores[unchecked: first &+ label]) &+ Int32(scores[unchecked: second &+ label])
                &+ Int32(scores[unchecked: third &+ label])
            output[unchecked: base &+ label] = sum &<< FormScores.shift
        }
    }
}
