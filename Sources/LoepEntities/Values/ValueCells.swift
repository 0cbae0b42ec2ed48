// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// What the tables say of one token.
struct ValueCell {
    var classes: ValueClasses = []
    /// Value of a word of the calendar, see `ValueWord`.
    var value: Int32 = 0
    var second: Int32 = 0
    /// Hash of the folded form; 0 for digits and very long tokens.
    var hash: UInt64 = 0
    /// Value of a number word.
    var number = 0
}

extension ValueWorker {
    /// Longer words are no words of value expressions, in bytes.
    private static let longest = 64

    /// Looks every token of the document up once.
    func fillCells() {
        cells.removeAll(keepingCapacity: true)
        cells.reserveCapacity(tokens.count)
        let bytes = bytes
        let text = bytes.span
        var scratch: [UInt8] = []
        swap(&scratch, &self.scratch)
        for token in tokens {
            var cell = ValueCell()
            let range = Int(token.start)..<Int(token.end)
            if NumberToken.startsLikeNumber(text, range) {
                cell.classes = .digits
            }
            if range.count <= ValueWorker.longest {
                ValueFolding.fold(text, range, into: &scratch)
                cell.hash = Hash64.hash(scratch.span, 0..<scratch.count)
                let place = lexicon.words.find(cell.hash)
                if place >= 0 {
                    let word = lexicon.words.entries[place]
                    cell.classes.formUnion(word.classes)
                    cell.value = word.value
                    cell.second = word.second
                    cell.number = word.number
                } else if scratch.count > 9, let (value, isOrdinal) = compound(scratch) {
                    cell.classes.insert(isOrdinal ? .ordinal : .numeral)
                    cell.number = value
                }
            }
            cells.append(cell)
        }
        swap(&scratch, &self.scratch)
    }

    /// Reads a folded number word with `honderd` or `duizend` inside; nil when it is none.
    private func compound(_ word: [UInt8]) -> (value: Int, isOrdinal: Bool)? {
        let range = 0..<word.count
        if let place = position(of: "duizend", in: range, word) {
            guard
                let thousands = place.lowerBound == range.lowerBound
                    ? 1 : belowThousand(range.lowerBound..<place.lowerBound, allowsOrdinal: false, word)?.value
            else { return nil }
            return joined(thousands * 1000, place.upperBound..<range.upperBound, word)
        }
        guard position(of: "honderd", in: range, word) != nil else { return nil }
        return belowThousand(range, allowsOrdinal: true, word)
    }

    /// A number up to 9999 told in hundreds: `negentienhonderdvijf`.
    private func belowThousand(_ range: Range<Int>, allowsOrdinal: Bool, _ word: [UInt8]) -> (
        value: Int, isOrdinal: Bool
    )? {
        guard let place = position(of: "honderd", in: range, word) else {
            return small(range, word).flatMap { $0.isOrdinal && !allowsOrdinal ? nil : $0 }
        }
        var hundreds = 1
        if place.lowerBound > range.lowerBound {
            guard let count = small(range.lowerBound..<place.lowerBound, word), !count.isOrdinal, count.value > 0 else {
                return nil
            }
            hundreds = count.value
        }
        guard let whole = joined(hundreds * 100, place.upperBound..<range.upperBound, word) else { return nil }
        return whole.isOrdinal && !allowsOrdinal ? nil : whole
    }

    /// The value with the rest of the word added: nothing, `ste`, or a number with or without `en` before it.
    private func joined(_ value: Int, _ rest: Range<Int>, _ word: [UInt8]) -> (value: Int, isOrdinal: Bool)? {
        if rest.isEmpty { return (value, false) }
        if rest.count == 3, position(of: "ste", in: rest, word) != nil { return (value, true) }
        if value >= 1000, position(of: "honderd", in: rest, word) != nil {
            return belowThousand(rest, allowsOrdinal: true, word).map { (value + $0.value, $0.isOrdinal) }
        }
        if let last = small(rest, word) { return (value + last.value, last.isOrdinal) }
        guard rest.count > 4, position(of: "en", in: rest, word)?.lowerBound == rest.lowerBound,
            let last = small(rest.lowerBound + 2..<rest.upperBound, word)
        else { return nil }
        return (value + last.value, last.isOrdinal)
    }

    /// A number word of the table.
    private func small(_ range: Range<Int>, _ word: [UInt8]) -> (value: Int, isOrdinal: Bool)? {
        guard let known = lexicon.words[Hash64.hash(word.span, range)], known.number > 0, known.number < 1000 else {
            return nil
        }
        if known.classes.contains(.ordinal) { return (known.number, true) }
        return known.classes.isDisjoint(with: [.numeral, .article]) ? nil : (known.number, false)
    }

    private func position(of part: StaticString, in range: Range<Int>, _ word: [UInt8]) -> Range<Int>? {
        let count = part.utf8CodeUnitCount
        guard range.count >= count else { return nil }
        let wanted = UnsafeBufferPointer(start: part.utf8Start, count: count)
        for start in range.lowerBound...range.upperBound - count where word[start] == wanted[0] {
            if word[start..<start + count].elementsEqual(wanted) { return start..<start + count }
        }
        return nil
    }
}
