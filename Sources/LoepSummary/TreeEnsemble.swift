// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// One node of a regression tree: eight bytes, so a tree fits in a few cache lines.
package struct TreeNode: BitwiseCopyable, Sendable, Hashable {
    /// Where to split, or the value of a leaf.
    package var threshold: Float
    /// Feature to compare; `leaf` for a leaf.
    package var feature: UInt16
    /// Distance from this node to its left child; the right child follows it.
    package var left: UInt16

    /// The feature number that marks a leaf.
    package static let leaf = UInt16.max

    /// Makes a node from its parts.
    package init(threshold: Float, feature: UInt16, left: UInt16) {
        self.threshold = threshold
        self.feature = feature
        self.left = left
    }
}

/// A sum of regression trees, learnt by gradient boosting.
///
/// Friedman 2001, "Greedy function approximation: a gradient boosting machine".
package struct TreeEnsemble: Sendable {
    private let nodes: MappedArray<TreeNode>
    private let roots: MappedArray<UInt32>

    /// Opens the ensemble whose sections begin with `prefix`, and checks that every walk ends in a leaf.
    ///
    /// - Throws: `model.corrupt`.
    package init(_ file: ModelFile, prefix: String, features: Int) throws(LoepError) {
        nodes = try file.section(prefix + ".nodes", of: TreeNode.self)
        roots = try file.section(prefix + ".roots", of: UInt32.self)
        for index in 0..<nodes.count {
            let node = nodes[index]
            if node.feature == TreeNode.leaf { continue }
            guard Int(node.feature) < features, node.left > 0, index + Int(node.left) + 1 < nodes.count else {
                throw LoepError(.modelCorrupt, "\(file.path): a tree of \(prefix) leads nowhere")
            }
        }
        for index in 0..<roots.count where Int(roots[index]) >= nodes.count {
            throw LoepError(.modelCorrupt, "\(file.path): a tree of \(prefix) has no root")
        }
    }

    /// For each row of `width` features the sum of the leaves it ends in.
    ///
    /// Tree by tree, so that the tree at work stays in the nearest cache.
    func values(_ rows: [Float], width: Int, into sums: inout [Float]) {
        let count = rows.count / width
        sums.removeAll(keepingCapacity: true)
        sums.append(contentsOf: repeatElement(0, count: count))
        let nodes = nodes.span
        let roots = roots.span
        let features = rows.span
        var results = sums.mutableSpan
        for tree in 0..<roots.count {
            let root = Int(roots[tree])
            var start = 0
            for row in 0..<count {
                var index = root
                var node = nodes[index]
                while node.feature != TreeNode.leaf {
                    index += Int(node.left) + (features[start + Int(node.feature)] < node.threshold ? 0 : 1)
                    node = nodes[index]
                }
                results[row] += node.threshold
                start += width
            }
        }
    }
}
