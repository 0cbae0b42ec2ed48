// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// What is known of each token of a document, as numbers: one row a token, one column an attribute.
///
/// A value is a hash or a small code; 0 means the token lacks the attribute.
public struct AttributeMatrix: Sendable {
    /// Number of attributes.
    public let columns: Int
    /// Values row by row.
    @usableFromInline var values: [UInt64] = []
    /// Number of tokens.
    public private(set) var rows = 0
    /// Features that come in any number a token, ready hashed, row by row.
    private(set) var bags: [UInt64] = []
    private var bagEnds: [Int] = []

    /// Makes an empty matrix with `columns` attributes.
    public init(columns: Int) { self.columns = columns }

    /// Empties the matrix and makes `rows` rows of zeros, keeping its memory.
    public mutating func reset(rows: Int) {
        self.rows = rows
        values.removeAll(keepingCapacity: true)
        values.append(contentsOf: repeatElement(0, count: rows * columns))
        bags.removeAll(keepingCapacity: true)
        bagEnds.removeAll(keepingCapacity: true)
    }

    /// Adds a feature to the bag of the row that is being filled; close each row with `closeBag`, in order.
    public mutating func addToBag(_ hash: UInt64) { bags.append(hash) }

    /// Closes the bag of the next row.
    public mutating func closeBag() { bagEnds.append(bags.count) }

    /// The bag of a row; empty when bags were not filled.
    func bag(of row: Int) -> Range<Int> {
        guard row < bagEnds.count else { return 0..<0 }
        return (row == 0 ? 0 : bagEnds[row - 1])..<bagEnds[row]
    }

    /// The value of one attribute of one token.
    @inlinable
    public subscript(row: Int, column: Int) -> UInt64 {
        get { values[row * columns + column] }
        set { values[row * columns + column] = newValue }
    }

    /// Copies a row from other values.
    mutating func fill(row: Int, from source: Span<UInt64>, at start: Int) {
        let (columns, base) = (columns, row * columns)
        var values = values.mutableSpan
        for column in 0..<columns { values[base + column] = source[start + column] }
    }
}

/// The features of the tokens of one sequence: flat, one run of hashes a token.
public struct FeatureRows: Sendable {
    /// All hashes.
    public internal(set) var hashes: [UInt64] = []
    /// Where each token's run starts, and one closing offset.
    public private(set) var offsets: [Int] = [0]

    /// Makes an empty list.
    public init() {}

    /// Number of tokens.
    public var count: Int { offsets.count - 1 }

    /// Empties the list, keeping its memory.
    public mutating func removeAll() {
        hashes.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        offsets.append(0)
    }

    mutating func append(_ hash: UInt64) { hashes.append(hash) }
    mutating func closeRow() { offsets.append(hashes.count) }
}

/// The feature templates of a model: which attributes of which neighbours are joined into features.
///
/// Templates are data of the model, one a line: `form[-1] form[0]` joins the form of the token before
/// with the token's own. A template whose attribute is absent (0, or past the sequence's ends, which
/// count as a value of their own for forms) yields nothing. `@NAME` at the end of a line puts the
/// template in a dropout group. The line `bag` takes in all features of the token's bag.
public struct FeatureTemplates: Sendable {
    /// The text the templates were read from.
    public let source: String
    /// Names of the dropout groups; group 0 is the nameless one that is never dropped.
    public let groups: [String]
    /// All templates.
    let all: TemplateList

    /// The lowest bits of a feature's hash hold its dropout group.
    public static let groupMask: UInt64 = 7

    /// Reads templates.
    ///
    /// - Parameters:
    ///   - source: one template a line; empty lines and lines that start with `#` are skipped.
    ///   - attributes: the names of the matrix columns.
    /// - Throws: `model.corrupt` for an unknown attribute or a malformed line.
    public init(_ source: String, attributes: [String]) throws(LoepError) {
        var list = TemplateList()
        var groups = [""]
        for line in source.split(separator: "\n") where !line.hasPrefix("#") {
            var parts: [TemplateList.Part] = []
            var group = 0
            var takesBags = false
            for word in line.split(separator: " ") {
                if word.hasPrefix("@") {
                    let name = String(word.dropFirst())
                    group = groups.firstIndex(of: name) ?? groups.count
                    if group == groups.count { groups.append(name) }
                    continue
                }
                if word == "bag" {
                    takesBags = true
                    continue
                }
                guard let open = word.firstIndex(of: "["), word.last == "]",
                    let offset = Int(word[word.index(after: open)..<word.index(before: word.endIndex)]),
                    abs(offset) <= TemplateList.reach, let column = attributes.firstIndex(of: String(word[..<open]))
                else { throw LoepError(.modelCorrupt, "feature template \(line): cannot read \(word)") }
                parts.append(TemplateList.Part(column: column, offset: offset))
            }
            guard group <= Int(FeatureTemplates.groupMask) else {
                throw LoepError(.modelCorrupt, "feature template \(line): too many dropout groups")
            }
            if takesBags {
                list.bagGroup = UInt64(group)
                continue
            }
            let seed = Hash64.hash(line.split(separator: " ").filter { !$0.hasPrefix("@") }.joined(separator: " "))
            list.append(parts, seed: seed, group: UInt64(group))
        }
        self.source = source
        self.groups = groups
        all = list
    }

    /// Number of templates.
    public var count: Int { all.count }

    /// Appends the features of the tokens `range` of `matrix` to `rows`; neighbours outside it do not count.
    public func extract(_ matrix: AttributeMatrix, _ range: Range<Int>, into rows: inout FeatureRows) {
        for row in range {
            all.extract(matrix, row, in: range, into: &rows.hashes)
            rows.closeRow()
        }
    }
}
