// SPDX-License-Identifier: Apache-2.0
/// Templates in one flat list, so that the inner loop touches no reference.
struct TemplateList: Sendable {
    /// One attribute of one neighbour.
    struct Part: Sendable {
        var column: Int
        /// Tokens to the right of the token whose features are made; negative to the left.
        var offset: Int
    }

    /// How far a template may look, in tokens.
    static let reach = 100
    /// The value of every attribute past the sequence's ends.
    static let outside: UInt64 = 0xB0D1_E5B0_D1E5

    /// The parts of all templates.
    private(set) var parts: [Part] = []
    /// Where each template's parts end.
    private(set) var ends: [Int] = []
    private var seeds: [UInt64] = []
    private var groups: [UInt64] = []
    /// Dropout group of the bags; nil when the templates leave bags out.
    var bagGroup: UInt64?

    /// Number of templates.
    var count: Int { seeds.count }

    mutating func append(_ template: [Part], seed: UInt64, group: UInt64) {
        parts += template
        ends.append(parts.count)
        seeds.append(seed)
        groups.append(group)
    }

    /// The templates for which `isIncluded` holds, each with its parts, in order; bags are left out.
    func filter(_ isIncluded: (ArraySlice<Part>) -> Bool) -> TemplateList {
        var list = TemplateList()
        for index in 0..<count {
            let template = parts[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
            if isIncluded(template) { list.append(Array(template), seed: seeds[index], group: groups[index]) }
        }
        return list
    }

    /// The same templates looking `offset` tokens further to the right.
    func shifted(by offset: Int) -> TemplateList {
        var list = self
        for index in parts.indices { list.parts[index].offset += offset }
        return list
    }

    /// Appends the features of one token; neighbours outside `range` do not count.
    func extract(_ matrix: AttributeMatrix, _ row: Int, in range: Range<Int>, into hashes: inout [UInt64]) {
        extract(matrix.values.span, columns: matrix.columns, row, in: range, into: &hashes)
        if let bagGroup {
            for index in matrix.bag(of: row) {
                hashes.append(matrix.bags[index] & ~FeatureTemplates.groupMask | bagGroup)
            }
        }
    }

    /// The same over bare values, `columns` a token, without bags.
    func extract(
        _ values: Span<UInt64>, columns: Int, _ row: Int, in range: Range<Int>, into hashes: inout [UInt64]
    ) {
        let start = hashes.count
        hashes.append(contentsOf: repeatElement(0, count: seeds.count))
        let parts = parts.span
        let ends = ends.span
        let seeds = seeds.span
        let groups = groups.span
        var output = hashes.mutableSpan
        var kept = start
        var next = 0
        for index in seeds.indices {
            let end = ends[index]
            var hash = seeds[index]
            var isPresent = true
            while next < end {
                let part = parts[next]
                next &+= 1
                let neighbour = row &+ part.offset
                let value =
                    neighbour < range.lowerBound || neighbour >= range.upperBound
                    ? TemplateList.outside : values[neighbour &* columns &+ part.column]
                if value == 0 {
                    isPresent = false
                    next = end
                    break
                }
                hash = Hash64.mix(hash, value)
            }
            // Written in any case and kept or not: one branch less.
            output[kept] = hash & ~FeatureTemplates.groupMask | groups[index]
            kept &+= isPresent ? 1 : 0
        }
        hashes.removeLast(hashes.count - kept)
    }
}
