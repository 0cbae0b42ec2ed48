// SPDX-License-Identifier: Apache-2.0
/// The labels of a sequence model and which may follow which.
///
/// Labels of the form `B-X`, `I-X`, `E-X`, `S-X` and `O` follow the BIOES scheme (begin, inside, end,
/// single, outside); any other labels may follow each other freely.
public struct LabelSet: Sendable, Hashable {
    /// The labels by number.
    public let labels: [String]
    /// `allowed[from * count + to]`
    let allowed: [Bool]
    let allowedFirst: [Bool]
    let allowedLast: [Bool]

    /// Makes a set from its labels.
    public init(_ labels: [String]) {
        self.labels = labels
        let parsed = labels.map(LabelSet.parse)
        allowed = parsed.flatMap { from in parsed.map { to in LabelSet.mayFollow(from, to) } }
        allowedFirst = parsed.map { $0.position != .inside && $0.position != .end }
        allowedLast = parsed.map { $0.position != .begin && $0.position != .inside }
    }

    /// The BIOES labels of entity types: `O` first, then four a type.
    public static func bioes(_ types: [String]) -> LabelSet {
        LabelSet(["O"] + types.flatMap { type in ["B-", "I-", "E-", "S-"].map { $0 + type } })
    }

    /// Number of labels.
    public var count: Int { labels.count }

    enum Position { case free, outside, begin, inside, end, single }

    static func parse(_ label: String) -> (position: Position, type: Substring) {
        if label == "O" { return (.outside, "") }
        guard label.utf8.count > 2, label.utf8.dropFirst().first == UInt8(ascii: "-") else { return (.free, "") }
        let type = label.dropFirst(2)
        switch label.first {
        case "B": return (.begin, type)
        case "I": return (.inside, type)
        case "E": return (.end, type)
        case "S": return (.single, type)
        default: return (.free, "")
        }
    }

    private static func mayFollow(
        _ from: (position: Position, type: Substring), _ to: (position: Position, type: Substring)
    ) -> Bool {
        let isOpen = from.position == .begin || from.position == .inside
        let continues = to.position == .inside || to.position == .end
        return isOpen == continues && (!isOpen || from.type == to.type)
    }

    /// The spans that a valid BIOES sequence of label numbers describes, with their types.
    public func spans(_ sequence: [UInt8]) -> [(range: Range<Int>, type: String)] {
        var found: [(range: Range<Int>, type: String)] = []
        var start = 0
        for (index, number) in sequence.enumerated() {
            let (position, type) = LabelSet.parse(labels[Int(number)])
            switch position {
            case .begin: start = index
            case .end: found.append((start..<index + 1, String(type)))
            case .single: found.append((index..<index + 1, String(type)))
            default: break
            }
        }
        return found
    }
}
