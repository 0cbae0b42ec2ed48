// SPDX-License-Identifier: Apache-2.0
/// The labels that are worth following at each token, and the best path through them.
struct Lattice {
    /// Label of each state; the states of one token lie together, ascending by label.
    private(set) var labels: [UInt8] = []
    /// Score of each state by the features of its token.
    private(set) var scores: [Float] = []
    private var ends: [Int] = []
    private var best: [Float] = []
    private var back: [Int32] = []
    private var pairEnds: [Int] = []
    private var last = -1

    /// The states of a token.
    func states(of row: Int) -> Range<Int> { (row == 0 ? 0 : ends[row - 1])..<ends[row] }

    /// Number of tokens.
    var count: Int { ends.count }

    mutating func removeAll() {
        labels.removeAll(keepingCapacity: true)
        scores.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// Takes in states that are given: the label and score of each, and where each token's states end.
    mutating func fill(_ labels: [UInt8], _ ends: [Int], _ scores: [Float]) {
        self.labels = labels
        self.ends = ends
        self.scores = scores
    }

    /// Lists the labels of a row whose score is no more than `distance` below the best one, ascending.
    ///
    /// - Returns: by how much the best label leads the second, at most `distance`.
    static func select(
        _ scores: [Int32], _ row: Range<Int>, within distance: Int32, into labels: inout [UInt8]
    ) -> Int32 {
        labels.removeAll(keepingCapacity: true)
        let scores = scores.span.extracting(row)
        var top = Int32.min / 4
        for label in scores.indices { top = max(top, scores[unchecked: label]) }
        let floor = top &- distance
        var second = floor
        var ties = 0
        for label in scores.indices where scores[unchecked: label] >= floor {
            labels.append(UInt8(truncatingIfNeeded: label))
            let score = scores[unchecked: label]
            if score == top { ties &+= 1 } else { second = max(second, score) }
        }
        return ties > 1 ? 0 : top &- second
    }

    /// Keeps of `labels` those whose score is no more than `distance` below the best one of them.
    ///
    /// - Returns: by how much the best label leads the second, at most `distance`.
    static func reduce(_ scores: [Int32], _ base: Int, within distance: Int32, _ labels: inout [UInt8]) -> Int32 {
        var top = Int32.min / 4
        for label in labels { top = max(top, scores[base + Int(label)]) }
        let floor = top &- distance
        var second = floor
        var ties = 0
        var kept = 0
        for index in labels.indices {
            let score = scores[base + Int(labels[index])]
            if score < floor { continue }
            labels[kept] = labels[index]
            kept += 1
            if score == top { ties += 1 } else { second = max(second, score) }
        }
        labels.removeLast(labels.count - kept)
        return ties > 1 ? 0 : top &- second
    }

    /// Adds a token with those of `candidates` that are no more than `distance` below the best of them.
    ///
    /// - Parameters:
    ///   - base: where the token's row of `scores` starts.
    ///   - scale: what the unit of the scores is worth.
    mutating func append(
        _ values: [Int32], _ base: Int, _ candidates: [UInt8], within distance: Int32, scale: Float
    ) {
        var top = Int32.min / 4
        for label in candidates { top = max(top, values[base + Int(label)]) }
        let floor = top &- min(distance, Int32.max / 4)
        for label in candidates {
            let value = values[base + Int(label)]
            if value < floor { continue }
            labels.append(label)
            scores.append(Float(value) * scale)
        }
        ends.append(labels.count)
    }

    /// Finds the best path that the label set allows.
    ///
    /// - Parameter transitions: from * labels + to; minus infinity where one must not follow the other.
    /// - Returns: false when there is none.
    mutating func search(_ transitions: [Float], _ rules: LabelSet) -> Bool {
        best.removeAll(keepingCapacity: true)
        back.removeAll(keepingCapacity: true)
        let count = rules.count
        for state in states(of: 0) {
            best.append(rules.allowedFirst[Int(labels[state])] ? scores[state] : -.infinity)
            back.append(-1)
        }
        for row in 1..<max(ends.count, 1) {
            let before = states(of: row - 1)
            for state in states(of: row) {
                let to = Int(labels[state])
                var top = -Float.infinity
                var from = before.lowerBound
                for other in before {
                    let score = best[other] + transitions[Int(labels[other]) * count + to]
                    if score > top {
                        top = score
                        from = other
                    }
                }
                best.append(top + scores[state])
                back.append(Int32(truncatingIfNeeded: from))
            }
        }
        last = -1
        var top = -Float.infinity
        for state in states(of: ends.count - 1) where rules.allowedLast[Int(labels[state])] && best[state] > top {
            top = best[state]
            last = state
        }
        return last >= 0
    }

    /// Finds the best path under weights for each two and each three labels in a row.
    ///
    /// Viterbi over pairs of neighbouring states (He 1988, "Extended Viterbi algorithm for second order hidden
    /// Markov process").
    ///
    /// - Parameters:
    ///   - transitions: as in `search`.
    ///   - trigrams: first * labels * labels + second * labels + third.
    /// - Returns: false when there is no path.
    mutating func searchSecondOrder(_ transitions: [Float], _ trigrams: [Float], _ rules: LabelSet) -> Bool {
        guard ends.count > 1 else { return search(transitions, rules) }
        let count = rules.count
        best.removeAll(keepingCapacity: true)
        back.removeAll(keepingCapacity: true)
        pairEnds.removeAll(keepingCapacity: true)
        // Pairs of a token: state before * its states + own state.
        for row in 1..<ends.count {
            let before = states(of: row - 1)
            let own = states(of: row)
            let earlier = row == 1 ? 0..<1 : states(of: row - 2)
            let earlierPairs = row == 1 ? 0 : (row == 2 ? 0 : pairEnds[row - 3])
            for middle in before {
                for state in own {
                    let arc = Int(labels[middle]) * count + Int(labels[state])
                    var top = -Float.infinity
                    var from = earlier.lowerBound
                    if row == 1 {
                        top = rules.allowedFirst[Int(labels[middle])] ? scores[middle] : -.infinity
                    } else {
                        for first in earlier {
                            let pair =
                                earlierPairs + (first - earlier.lowerBound) * before.count
                                + (middle - before.lowerBound)
                            let score = best[pair] + trigrams[Int(labels[first]) * count * count + arc]
                            if score > top {
                                top = score
                                from = first
                            }
                        }
                    }
                    best.append(top + transitions[arc] + scores[state])
                    back.append(Int32(truncatingIfNeeded: from))
                }
            }
            pairEnds.append(best.count)
        }
        return tracePairs(rules)
    }

    /// Follows the best pairs back and turns them into the links that `readLabels` follows.
    private mutating func tracePairs(_ rules: LabelSet) -> Bool {
        let rows = ends.count
        var top = -Float.infinity
        var pair = -1
        let start = rows == 2 ? 0 : pairEnds[rows - 3]
        for index in start..<pairEnds[rows - 2] {
            let state = ends[rows - 2] + (index - start) % states(of: rows - 1).count
            if rules.allowedLast[Int(labels[state])], best[index] > top {
                top = best[index]
                pair = index
            }
        }
        guard pair >= 0 else { return false }
        var links = [Int32](repeating: -1, count: labels.count)
        var row = rows - 1
        var state = ends[row - 1] + (pair - start) % states(of: row).count
        var before = states(of: row - 1).lowerBound + (pair - start) / states(of: row).count
        last = state
        while row >= 1 {
            links[state] = Int32(truncatingIfNeeded: before)
            if row == 1 { break }
            let from = Int(back[pair])
            let base = row == 2 ? 0 : pairEnds[row - 3]
            pair =
                base + (from - states(of: row - 2).lowerBound) * states(of: row - 1).count
                + (before - states(of: row - 1).lowerBound)
            state = before
            before = from
            row -= 1
        }
        back = links
        return true
    }

    /// The states of the path found, one a token.
    func path() -> [Int] {
        var path = [Int](repeating: 0, count: ends.count)
        var state = last
        var row = ends.count - 1
        while row >= 0, state >= 0 {
            path[row] = state
            state = Int(back[state])
            row -= 1
        }
        return path
    }

    /// The labels of the path found, one a token.
    func readLabels(into output: inout [UInt8]) {
        output.append(contentsOf: repeatElement(0, count: ends.count))
        var state = last
        var row = ends.count - 1
        while row >= 0, state >= 0 {
            output[row] = labels[state]
            state = Int(back[state])
            row -= 1
        }
    }
}
