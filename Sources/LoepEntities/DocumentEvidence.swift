// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// What a first pass over the document says about a form elsewhere in it.
///
/// Krishnan & Manning 2006, "An effective two-stage model for exploiting non-local dependencies in
/// named entity recognition": a second model sees the majority label of the same token, and of longer
/// entities that contain it.
struct DocumentEvidence {
    private struct Form {
        var counts: (Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32) = (0, 0, 0, 0, 0, 0, 0, 0)
        var longer: UInt32 = 0

        mutating func count(_ type: Int) {
            withUnsafeMutableBytes(of: &counts) { $0.bindMemory(to: Int32.self)[type & 7] += 1 }
        }
        var top: (type: Int, count: Int32, total: Int32) {
            withUnsafeBytes(of: counts) { bytes in
                let counts = bytes.bindMemory(to: Int32.self)
                var best = 0
                var total: Int32 = 0
                for type in 0..<8 {
                    total += counts[type]
                    if counts[type] > counts[best] { best = type }
                }
                return (best, counts[best], total)
            }
        }
    }

    private var slots: [Int32] = []
    private var keys: [UInt64] = []
    private var forms: [Form] = []

    /// Adds the columns of the section on the first pass to the matrix.
    ///
    /// - Parameters:
    ///   - labels: first-pass label of each token.
    ///   - types: type number of each label, 0 for outside.
    ///   - positions: 0 outside, 1 begin, 2 inside, 3 end, 4 single, of each label.
    mutating func fill(
        _ matrix: inout AttributeMatrix, _ document: Document, _ names: TokenForms, labels: [UInt8], types: [Int],
        positions: [Int]
    ) {
        reset(capacity: labels.count)
        for (index, label) in labels.enumerated() where isCandidate(document, index) {
            let slot = slot(of: key(names, index))
            let type = types[Int(label)]
            forms[slot].count(type)
            let position = positions[Int(label)]
            if type > 0, position != 4 { forms[slot].longer = UInt32(type) << 4 | UInt32(position) }
        }
        for sentence in document.sentences {
            fillNeighbours(&matrix, sentence.tokens.range, labels: labels, types: types, positions: positions)
        }
        for (index, label) in labels.enumerated() {
            matrix[index, EntityAttribute.firstPass.rawValue] = UInt64(label) + 1
            guard isCandidate(document, index) else { continue }
            let form = forms[slot(of: key(names, index))]
            let top = form.top
            if top.total > 1 {
                let strength: UInt64 = top.count == top.total ? 3 : top.count * 4 >= top.total * 3 ? 2 : 1
                matrix[index, EntityAttribute.documentForm.rawValue] = UInt64(top.type) << 4 | strength | 1 << 8
                if form.longer != 0, positions[Int(label)] == 4 || positions[Int(label)] == 0 {
                    matrix[index, EntityAttribute.documentLonger.rawValue] = UInt64(form.longer)
                }
            }
        }
    }

    /// Tells each token the type of the mention before and after it in its sentence, and what stands between.
    private func fillNeighbours(
        _ matrix: inout AttributeMatrix, _ range: Range<Int>, labels: [UInt8], types: [Int], positions: [Int]
    ) {
        func tell(_ attribute: EntityAttribute, _ order: [Int], opens: Set<Int>) {
            var type = 0
            var last = 0
            var mention = 0
            var gap: UInt64 = 0
            for index in order {
                let label = Int(labels[index])
                if types[label] == 0 {
                    if type != 0 {
                        matrix[index, attribute.rawValue] = UInt64(type) << 8 | 1
                        gap = Hash64.mix(gap, matrix[index, EntityAttribute.lower.rawValue])
                    }
                    last += 1
                    continue
                }
                if opens.contains(positions[label]) {
                    // The mention itself hears of the one before it; within two tokens the words between count.
                    mention = type
                    if type != 0, last > 2 { gap = 2 }
                    if type == 0 { gap = 0 }
                }
                if mention != 0 { matrix[index, attribute.rawValue] = Hash64.mix(gap, UInt64(mention)) }
                let closes = opens.contains(1) ? positions[label] >= 3 : positions[label] == 1 || positions[label] == 4
                if closes {
                    type = types[label]
                    last = 0
                    gap = 1
                }
            }
        }
        tell(.typeBefore, Array(range), opens: [1, 4])
        tell(.typeAfter, Array(range.reversed()), opens: [3, 4])
    }

    /// Only words that do not start with a lower-case letter can recur as a name.
    private func isCandidate(_ document: Document, _ index: Int) -> Bool {
        let token = document.tokens[index]
        guard token.kind != .punctuation, token.kind != .symbol else { return false }
        let first = document.text.bytes[Int(token.start)]
        return !(first >= 0x61 && first <= 0x7A)
    }

    /// A possessive counts as its stem.
    private func key(_ names: TokenForms, _ index: Int) -> UInt64 { names.exact[index] }

    private mutating func reset(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots.removeAll(keepingCapacity: true)
        slots.append(contentsOf: repeatElement(-1, count: size))
        keys.removeAll(keepingCapacity: true)
        forms.removeAll(keepingCapacity: true)
    }

    /// The index in `forms` of a key, added when it is new.
    private mutating func slot(of key: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: key >> 20) & (slots.count - 1)
        while slots[slot] >= 0 {
            if keys[Int(slots[slot])] == key { return Int(slots[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Int32(forms.count)
        keys.append(key)
        forms.append(Form())
        return forms.count - 1
    }
}
