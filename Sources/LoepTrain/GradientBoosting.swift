// SPDX-License-Identifier: Apache-2.0
import Foundation
import LoepModel
import LoepSummary

/// Learns a sum of regression trees by gradient boosting over binned features; the same rows give the same trees.
///
/// Friedman 2001, "Greedy function approximation: a gradient boosting machine"; split gain and leaf weights with
/// second-order terms after Chen & Guestrin 2016, "XGBoost: a scalable tree boosting system".
struct GradientBoosting {
    /// What the trees shall predict.
    enum Loss {
        /// The target itself; squared error.
        case squared
        /// The log-odds of a target that is 0 or 1; cross-entropy.
        case logistic
    }

    var loss: Loss
    var trees = 120
    var depth = 4
    var rate: Float = 0.08
    var minimumRows: Float = 40
    var l2: Float = 10
    /// Share of the features a tree may look at.
    var featureShare = 0.6
    var bins = 32
    var seed: UInt64 = 1

    /// The trees learnt so far, in the layout of `TreeEnsemble`.
    private(set) var nodes: [TreeNode] = []
    private(set) var roots: [UInt32] = []

    init(loss: Loss) { self.loss = loss }

    /// Learns from `rows`, `width` features each, row after row.
    mutating func fit(rows: [Float], width: Int, targets: [Float], weights: [Float]? = nil) {
        let count = targets.count
        let cuts = (0..<width).map { quantiles(rows, width, feature: $0, count: count) }
        var binned = [UInt8](repeating: 0, count: count * width)
        for row in 0..<count {
            for feature in 0..<width {
                binned[feature * count + row] = bin(rows[row * width + feature], cuts[feature])
            }
        }
        let mean = targets.reduce(0, +) / Float(max(1, count))
        let base = loss == .squared ? mean : logf(max(mean, 1e-4) / max(1 - mean, 1e-4))
        roots.append(UInt32(nodes.count))
        nodes.append(TreeNode(threshold: base, feature: TreeNode.leaf, left: 0))
        var scores = [Float](repeating: base, count: count)
        var gradients = [Float](repeating: 0, count: count)
        var hessians = [Float](repeating: 0, count: count)
        var generator = SplitMix64(seed: seed)
        for _ in 0..<trees {
            for row in 0..<count {
                let weight = weights?[row] ?? 1
                switch loss {
                case .squared:
                    gradients[row] = (targets[row] - scores[row]) * weight
                    hessians[row] = weight
                case .logistic:
                    let p = 1 / (1 + expf(-scores[row]))
                    gradients[row] = (targets[row] - p) * weight
                    hessians[row] = max(p * (1 - p), 1e-6) * weight
                }
            }
            let features = (0..<width).filter { _ in
                Double(generator.next() >> 11) / Double(1 << 53) < featureShare
            }
            grow(binned, cuts, features, gradients, hessians, &scores)
        }
    }

    /// The value of one row, as `TreeEnsemble` computes it.
    func value(_ rows: [Float], at start: Int) -> Float {
        var sum: Float = 0
        for root in roots {
            var index = Int(root)
            while nodes[index].feature != TreeNode.leaf {
                let node = nodes[index]
                index += Int(node.left) + (rows[start + Int(node.feature)] < node.threshold ? 0 : 1)
            }
            sum += nodes[index].threshold
        }
        return sum
    }

    private func quantiles(_ rows: [Float], _ width: Int, feature: Int, count: Int) -> [Float] {
        let sorted = (0..<count).map { rows[$0 * width + feature] }.sorted()
        var cuts: [Float] = []
        for step in 1..<bins where !sorted.isEmpty {
            let cut = sorted[step * (count - 1) / bins]
            if cut > cuts.last ?? sorted[0] { cuts.append(cut) }
        }
        return cuts
    }

    /// Number of cuts at or below a value; a value below cut `b` lies in bin `b` or lower.
    private func bin(_ value: Float, _ cuts: [Float]) -> UInt8 {
        var low = 0
        var high = cuts.count
        while low < high {
            let middle = (low + high) / 2
            if cuts[middle] <= value { low = middle + 1 } else { high = middle }
        }
        return UInt8(low)
    }

    /// Grows one tree, level by level, and adds it to the scores.
    private mutating func grow(
        _ binned: [UInt8], _ cuts: [[Float]], _ features: [Int], _ gradients: [Float], _ hessians: [Float],
        _ scores: inout [Float]
    ) {
        let count = scores.count
        let root = nodes.count
        roots.append(UInt32(root))
        nodes.append(TreeNode(threshold: 0, feature: TreeNode.leaf, left: 0))
        var open: [(node: Int, rows: [Int32])] = [(root, (0..<Int32(count)).map { $0 })]
        for level in 0...depth {
            var next: [(node: Int, rows: [Int32])] = []
            for (node, rows) in open {
                var g: Float = 0
                var h: Float = 0
                for row in rows {
                    g += gradients[Int(row)]
                    h += hessians[Int(row)]
                }
                let split =
                    level == depth ? nil : bestSplit(binned, count, cuts, features, rows, gradients, hessians, g, h)
                guard let split else {
                    let value = rate * g / (h + l2)
                    nodes[node].threshold = value
                    for row in rows { scores[Int(row)] += value }
                    continue
                }
                var left: [Int32] = []
                var right: [Int32] = []
                for row in rows {
                    if Int(binned[split.feature * count + Int(row)]) <= split.bin {
                        left.append(row)
                    } else {
                        right.append(row)
                    }
                }
                let child = nodes.count
                nodes[node] = TreeNode(
                    threshold: cuts[split.feature][split.bin], feature: UInt16(split.feature),
                    left: UInt16(child - node))
                nodes.append(TreeNode(threshold: 0, feature: TreeNode.leaf, left: 0))
                nodes.append(TreeNode(threshold: 0, feature: TreeNode.leaf, left: 0))
                next.append((child, left))
                next.append((child + 1, right))
            }
            open = next
        }
    }

    private func bestSplit(
        _ binned: [UInt8], _ count: Int, _ cuts: [[Float]], _ features: [Int], _ rows: [Int32], _ gradients: [Float],
        _ hessians: [Float], _ g: Float, _ h: Float
    ) -> (feature: Int, bin: Int)? {
        guard Float(rows.count) >= 2 * minimumRows else { return nil }
        var best: (feature: Int, bin: Int)?
        var bestGain: Float = 1e-6
        var sums = [SIMD4<Float>](repeating: .zero, count: bins + 1)
        for feature in features where !cuts[feature].isEmpty {
            for index in sums.indices { sums[index] = .zero }
            let base = feature * count
            for row in rows {
                sums[Int(binned[base + Int(row)])] += SIMD4(gradients[Int(row)], hessians[Int(row)], 1, 0)
            }
            var left = SIMD4<Float>.zero
            for bin in cuts[feature].indices {
                left += sums[bin]
                let rightRows = Float(rows.count) - left.z
                if left.z < minimumRows || rightRows < minimumRows { continue }
                let rightG = g - left.x
                let rightH = h - left.y
                let gain = left.x * left.x / (left.y + l2) + rightG * rightG / (rightH + l2) - g * g / (h + l2)
                if gain > bestGain {
                    bestGain = gain
                    best = (feature, bin)
                }
            }
        }
        return best
    }
}
