// SPDX-License-Identifier: Apache-2.0
import LoepCore

extension EntityScore {
    /// Errors by kind, and the pairs of types most often confused; under the table of `loep eval entities`.
    public var errorReport: String {
        var kinds: [ErrorKind: Int] = [:]
        var pairs: [String: Int] = [:]
        for failure in failures {
            kinds[failure.kind, default: 0] += 1
            if failure.kind == .type { pairs["\(failure.goldType) as \(failure.foundType)", default: 0] += 1 }
        }
        let summary = ErrorKind.allCases.map { "\($0.rawValue) \(kinds[$0] ?? 0)" }.joined(separator: ", ")
        let confused = pairs.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(8)
            .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        return "errors: \(summary)\nconfused: \(confused)"
    }
}

/// How far stated confidences can be trusted: of the entities given about 0.8, about 80 % should be right.
public struct Reliability: Sendable {
    private var bins = [(count: Int, right: Int, confidence: Double)](repeating: (0, 0, 0), count: 10)

    /// Starts with nothing counted.
    public init() {}

    /// Counts one entity.
    public mutating func add(confidence: Float, isRight: Bool) {
        let bin = min(max(Int(confidence * 10), 0), 9)
        bins[bin].count += 1
        bins[bin].right += isRight ? 1 : 0
        bins[bin].confidence += Double(confidence)
    }

    /// Mean distance between confidence and accuracy, weighted by bin (Guo et al. 2017, expected
    /// calibration error), 0 to 1.
    public var expectedError: Double {
        let total = bins.reduce(0) { $0 + $1.count }
        return bins.reduce(0) { $0 + abs($1.confidence - Double($1.right)) } / Double(max(total, 1))
    }

    /// The reliability table.
    public var table: String {
        var lines = ["confidence    mean    right   count"]
        for (index, bin) in bins.enumerated() where bin.count > 0 {
            let low = Double(index) / 10
            lines.append(
                "\(fixed(low, digits: 1)) - \(fixed(low + 0.1, digits: 1))"
                    + fixed(bin.confidence / Double(bin.count), digits: 3, width: 9)
                    + fixed(Double(bin.right) / Double(bin.count), digits: 3, width: 9)
                    + String(repeating: " ", count: max(0, 8 - "\(bin.count)".count)) + "\(bin.count)")
        }
        lines.append("expected calibration error \(fixed(100 * expectedError, digits: 2)) %")
        return lines.joined(separator: "\n")
    }
}
