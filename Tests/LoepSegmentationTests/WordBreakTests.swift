// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepSegmentation
import LoepUnicode
import Testing

/// Word boundaries against libicu's root rules, which are those of UAX #29.
///
/// All strings of three representatives of the Word_Break classes are cut by both. A place where they differ must be
/// in the table of intended differences, and every row of the table must be seen: Dutch conventions differ from the
/// default on purpose, and nowhere else.
@Suite struct WordBreakTests {
    /// A class and one or more scalars that stand for it.
    private static let classes: [(name: String, scalars: [Unicode.Scalar])] = [
        ("CR", ["\r"]), ("LF", ["\n"]), ("Newline", ["\u{2028}"]), ("Extend", ["\u{308}"]), ("Format", ["\u{2060}"]),
        ("Katakana", ["ア"]), ("Hebrew", ["א"]), ("ALetter", ["A", "b", "Ж"]), ("Single_Quote", ["'"]),
        ("Double_Quote", ["\""]), ("MidNumLet", [".", "’"]), ("MidLetter", [":", "·"]), ("MidNum", [",", ";"]),
        ("Numeric", ["7"]), ("ExtendNumLet", ["_"]), ("ZWJ", ["\u{200D}"]), ("WSegSpace", [" "]),
        ("Regional", ["🇳"]), ("Pictograph", ["☝"]), ("Ideograph", ["中"]), ("Dash", ["-"]), ("Mark", ["!"]),
        ("Bracket", ["("]), ("Symbol", ["€"]),
    ]

    private let worker: any StageWorker

    init() throws { worker = try Tokenizer(resources: ResourceDirectory.find()).makeWorker() }

    /// One place where the two differ.
    private struct Difference: Hashable, Comparable {
        var left: String
        var right: String
        /// Whether UAX #29 breaks there; Loep does the opposite.
        var breaks: Bool

        static func < (one: Difference, other: Difference) -> Bool {
            (one.left, one.right, one.breaks ? 1 : 0) < (other.left, other.right, other.breaks ? 1 : 0)
        }

        var row: String { "\(left)\t\(right)\t\(breaks ? "÷" : "×")\t\(breaks ? "×" : "÷")" }
    }

    @Test func differsFromTheDefaultOnlyWhereIntended() throws {
        var seen: [Difference: String] = [:]
        for first in WordBreakTests.classes {
            for second in WordBreakTests.classes {
                for third in WordBreakTests.classes {
                    for one in first.scalars {
                        for two in second.scalars {
                            for three in third.scalars {
                                try compare([(first.name, one), (second.name, two), (third.name, three)], &seen)
                            }
                        }
                    }
                }
            }
        }
        let intended = try WordBreakTests.table()
        for (difference, example) in seen.sorted(by: { $0.key < $1.key }) where !intended.contains(difference) {
            Issue.record("not intended: \(difference.row)\tin \(example)")
        }
        for difference in intended.sorted() where seen[difference] == nil {
            Issue.record("never seen: \(difference.row)")
        }
    }

    private func compare(
        _ parts: [(name: String, scalar: Unicode.Scalar)], _ seen: inout [Difference: String]
    ) throws {
        var string = String.UnicodeScalarView()
        for part in parts { string.append(part.scalar) }
        let text = String(string)
        let expected = Set(DefaultBoundaries.words(of: text))
        let (made, covered) = try boundaries(text)
        var offset = 0
        for index in 1..<parts.count {
            offset += UTF8.width(parts[index - 1].scalar)
            // White space and what cannot be seen are no tokens; only the edges of tokens are compared.
            guard covered.contains(offset) || covered.contains(offset - 1) else { continue }
            let breaks = expected.contains(offset)
            if breaks != made.contains(offset) {
                let key = Difference(left: parts[index - 1].name, right: parts[index].name, breaks: breaks)
                if seen[key] == nil { seen[key] = text.debugDescription }
            }
        }
    }

    /// Edges of the tokens of a text, and the bytes that lie in tokens.
    private func boundaries(_ text: String) throws -> (edges: Set<Int>, covered: Set<Int>) {
        var document = Document(id: "", text: try Text(text))
        worker.annotate(&document)
        var edges: Set<Int> = []
        var covered: Set<Int> = []
        for token in document.tokens {
            edges.insert(Int(token.start))
            edges.insert(Int(token.end))
            covered.formUnion(token.bytes.range)
        }
        return (edges, covered)
    }

    private static func table() throws -> Set<Difference> {
        let path = "\(GoldenTopic.package)/Tests/Conformance/word-break-differences.tsv"
        let table = try Table(
            Text(validating: FileBytes.read(path)), name: path, required: ["left", "right", "uax29", "loep", "why"])
        return Set(table.rows.map { Difference(left: $0[0], right: $0[1], breaks: $0[2] == "÷") })
    }
}
