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
    private(set) var bagEnds: [Int] = []

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

}

/// The features of the tokens of one sequence: flat, one run of hashes a token.
public struct FeatureRows: Sendable {
    /// All hashes.
    public private(set) var hashes: [UInt64] = []
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
    private struct Part: Sendable {
        var column: Int
        var offset: Int
    }

    /// The text the templates were read from.
    public let source: String
    /// Names of the dropout groups; group 0 is the nameless one that is never dropped.
    public let groups: [String]
    /// The parts of all templates in one array, so that the inner loop touches no reference.
    private let parts: [Part]
    /// Where each template's parts end.
    private let ends: [Int]
    private let seeds: [UInt64]
    private let templateGroups: [UInt64]
    /// Dropout group of the bags; nil when the templates leave bags out.
    private let bagGroup: UInt64?

    /// The lowest bits of a feature's hash hold its dropout group.
    public static let groupMask: UInt64 = 7
    /// The value of every attribute past the sequence's ends.
    private static let outside: UInt64 = 0xB0D1_E5B0_D1E5

    /// Reads templates.
    ///
    /// - Parameters:
    ///   - source: one template a line; empty lines and lines that start with `#` are skipped.
    ///   - attributes: the names of the matrix columns.
    /// - Throws: `model.corrupt` for an unknown attribute or a malformed line.
    public init(_ source: String, attributes: [String]) throws(LoepError) {
        var parts: [Part] = []
        var ends: [Int] = []
        var seeds: [UInt64] = []
        var templateGroups: [UInt64] = []
        var groups = [""]
        var bagGroup: UInt64?
        for line in source.split(separator: "\n") where !line.hasPrefix("#") {
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
                    let column = attributes.firstIndex(of: String(word[..<open]))
                else { throw LoepError(.modelCorrupt, "feature template \(line): cannot read \(word)") }
                parts.append(Part(column: column, offset: offset))
            }
            guard group <= Int(FeatureTemplates.groupMask) else {
                throw LoepError(.modelCorrupt, "feature template \(line): too many dropout groups")
            }
            if takesBags {
                bagGroup = UInt64(group)
                continue
            }
            let seed = Hash64.hash(line.split(separator: " ").filter { !$0.hasPrefix("@") }.joined(separator: " "))
            ends.append(parts.count)
            seeds.append(seed)
            templateGroups.append(UInt64(group))
        }
        self.source = source
        self.groups = groups
        self.bagGroup = bagGroup
        self.parts = parts
        self.ends = ends
        self.seeds = seeds
        self.templateGroups = templateGroups
    }

    /// Number of templates.
    public var count: Int { seeds.count }

    /// Appends the features of the tokens `range` of `matrix` to `rows`; neighbours outside it do not count.
    public func extract(_ matrix: AttributeMatrix, _ range: Range<Int>, into rows: inout FeatureRows) {
        let values = matrix.values.span
        let parts = parts.span
        let ends = ends.span
        let seeds = seeds.span
        let templateGroups = templateGroups.span
        let columns = matrix.columns
        for row in range {
            var next = 0
            for index in 0..<seeds.count {
                let end = ends[index]
                var hash = seeds[index]
                var present = true
                while next < end {
                    let part = parts[next]
                    next += 1
                    let neighbour = row + part.offset
                    let value =
                        neighbour < range.lowerBound || neighbour >= range.upperBound
                        ? FeatureTemplates.outside : values[neighbour * columns + part.column]
                    if value == 0 {
                        present = false
                        next = end
                        break
                    }
                    hash = Hash64.mix(hash, value)
                }
                if present {
                    rows.append(hash & ~FeatureTemplates.groupMask | templateGroups[index])
                }
            }
            if let bagGroup {
                for index in matrix.bag(of: row) {
                    rows.append(matrix.bags[index] & ~FeatureTemplates.groupMask | bagGroup)
                }
            }
            rows.closeRow()
        }
    }
}
