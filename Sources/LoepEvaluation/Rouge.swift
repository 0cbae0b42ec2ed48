// SPDX-License-Identifier: Apache-2.0
/// Precision, recall and F1 of one overlap measure, each 0 to 1.
public struct OverlapScore: Hashable, Sendable {
    /// Share of the candidate that is in the reference.
    public var precision = 0.0
    /// Share of the reference that is in the candidate.
    public var recall = 0.0

    /// Makes a score from the number of hits and the two sizes they are divided by.
    public init(hits: Int, candidate: Int, reference: Int) {
        precision = candidate == 0 ? 0 : Double(hits) / Double(candidate)
        recall = reference == 0 ? 0 : Double(hits) / Double(reference)
    }

    /// The harmonic mean of precision and recall.
    public var f1: Double { precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall) }
}

/// ROUGE as ROUGE-1.5.5 computes it without stemming and stop-word removal, against one reference.
///
/// Lin 2004, "ROUGE: a package for automatic evaluation of summaries". Tokens are runs of letters,
/// digits and combining marks, lower-cased; the original kept ASCII only, which would cut `coördinatie`
/// in two, so all letters of Unicode count here.
public enum Rouge {
    /// The tokens of a text.
    public static func tokens(_ text: String) -> [String] {
        var tokens: [String] = []
        var current = ""
        for scalar in text.unicodeScalars {
            if isTokenScalar(scalar) {
                current += scalar.properties.lowercaseMapping
            } else if !current.isEmpty {
                tokens.append(current)
                current = ""
            }
        }
        if !current.isEmpty { tokens.append(current) }
        return tokens
    }

    private static func isTokenScalar(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return (48...57).contains(scalar.value) || (65...90).contains(scalar.value)
                || (97...122).contains(scalar.value)
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
            return true
        default:
            return false
        }
    }

    /// ROUGE-N: n-grams of the candidate found in the reference, each counted as often as both have it.
    public static func ngrams(_ n: Int, candidate: [String], reference: [String]) -> OverlapScore {
        let wanted = counts(n, reference)
        let offered = counts(n, candidate)
        let hits = offered.reduce(0) { $0 + min($1.value, wanted[$1.key] ?? 0) }
        return OverlapScore(
            hits: hits, candidate: max(0, candidate.count - n + 1), reference: max(0, reference.count - n + 1))
    }

    private static func counts(_ n: Int, _ tokens: [String]) -> [[String]: Int] {
        guard tokens.count >= n else { return [:] }
        var counts: [[String]: Int] = [:]
        for start in 0...(tokens.count - n) { counts[Array(tokens[start..<start + n]), default: 0] += 1 }
        return counts
    }

    /// ROUGE-L of two texts taken as one sequence each: their longest common subsequence.
    public static func longestCommonSubsequence(candidate: [String], reference: [String]) -> OverlapScore {
        OverlapScore(
            hits: commonPositions(reference, candidate).count, candidate: candidate.count, reference: reference.count)
    }

    /// ROUGE-L at summary level: for every reference sentence the union of its common subsequences with
    /// the candidate sentences (Lin 2004, section 3.2), no token counted more often than both sides have it.
    public static func unionLCS(candidate: [[String]], reference: [[String]]) -> OverlapScore {
        var left: [String: Int] = [:]
        var right: [String: Int] = [:]
        for token in candidate.joined() { left[token, default: 0] += 1 }
        for token in reference.joined() { right[token, default: 0] += 1 }
        var hits = 0
        for sentence in reference {
            var union = Set<Int>()
            for other in candidate { union.formUnion(commonPositions(sentence, other)) }
            for position in union.sorted() {
                let token = sentence[position]
                if let a = left[token], let b = right[token], a > 0, b > 0 {
                    hits += 1
                    left[token] = a - 1
                    right[token] = b - 1
                }
            }
        }
        return OverlapScore(
            hits: hits, candidate: candidate.reduce(0) { $0 + $1.count },
            reference: reference.reduce(0) { $0 + $1.count })
    }

    /// Positions in `a` of one longest common subsequence of `a` and `b`, ascending.
    private static func commonPositions(_ a: [String], _ b: [String]) -> [Int] {
        let width = b.count + 1
        var lengths = [Int](repeating: 0, count: (a.count + 1) * width)
        for i in a.indices {
            for j in b.indices {
                lengths[(i + 1) * width + j + 1] =
                    a[i] == b[j]
                    ? lengths[i * width + j] + 1 : max(lengths[i * width + j + 1], lengths[(i + 1) * width + j])
            }
        }
        var positions: [Int] = []
        var (i, j) = (a.count, b.count)
        while i > 0, j > 0 {
            if a[i - 1] == b[j - 1] {
                positions.append(i - 1)
                i -= 1
                j -= 1
            } else if lengths[(i - 1) * width + j] >= lengths[i * width + j - 1] {
                i -= 1
            } else {
                j -= 1
            }
        }
        return positions.reversed()
    }
}
