// SPDX-License-Identifier: Apache-2.0
import Loep
import LoepCore
import LoepModel

/// Raw text with the tokens and sentences of a treebank, rebuilt from CoNLL-U.
///
/// The text is that of the `# text` lines: a blank line between two sentences when the paragraph part of `sent_id`
/// (all of it before `.s.`) changes, otherwise a space.
public struct SegmentationGold: Sendable {
    /// The rebuilt text.
    public let text: Text
    /// Byte ranges of the tokens, ascending.
    public let tokens: [ByteRange]
    /// Byte ranges of the sentences, ascending.
    public let sentences: [ByteRange]

    /// Reads a CoNLL-U file. Surface tokens count: a range line `n-m` instead of its words, no empty nodes.
    ///
    /// - Throws: `format.malformed` when a form is not found in its sentence's text.
    public init(conllu source: Text, name: String) throws(LoepError) {
        var bytes: [UInt8] = []
        var tokens: [ByteRange] = []
        var sentences: [ByteRange] = []
        var paragraph: Substring?
        var nextParagraph: Substring = ""
        var number = 0
        var position = 0
        var hiddenUntil = 0
        for line in source.string.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            if line.hasPrefix("# sent_id = ") {
                let id = line.dropFirst(12)
                nextParagraph = SegmentationGold.paragraph(of: id)
            } else if line.hasPrefix("# text = ") {
                if let paragraph { bytes += paragraph == nextParagraph ? [0x20] : [0x0A, 0x0A] }
                paragraph = nextParagraph
                position = bytes.count
                hiddenUntil = 0
                bytes += line.dropFirst(9).utf8
                sentences.append(ByteRange(position..<bytes.count))
            } else if let first = line.utf8.first, first &- 0x30 < 10 {
                let fields = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
                guard fields.count == 3, !fields[0].contains(".") else { continue }
                let bounds = fields[0].split(separator: "-").compactMap { Int($0) }
                if bounds.count == 2 { hiddenUntil = bounds[1] } else if bounds[0] <= hiddenUntil { continue }
                let form = Array(fields[1].utf8)
                while position < bytes.count, SegmentationGold.isSpace(bytes[position...]) { position += 1 }
                guard bytes[position...].starts(with: form) else {
                    throw LoepError(
                        .malformedInput, "\(name), line \(number): \(fields[1]) does not follow in the text")
                }
                tokens.append(ByteRange(position..<position + form.count))
                position += form.count
            }
        }
        text = try Text(validating: bytes)
        self.tokens = tokens
        self.sentences = sentences
    }

    private static func isSpace(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.first == 0x20 || bytes.first == 0x09 }

    private static func paragraph(of id: Substring) -> Substring {
        let bytes = id.utf8
        var end = bytes.endIndex
        while let dot = bytes[..<end].lastIndex(of: UInt8(ascii: ".")) {
            if bytes[dot...].starts(with: ".s.".utf8) { return id[..<dot] }
            end = dot
        }
        return id
    }
}

/// Precision, recall and F1 of spans, as the CoNLL 2018 shared task counts them: a span is right when both its ends are.
public struct SpanScore: Sendable, Hashable {
    /// Spans in the gold standard.
    public let gold: Int
    /// Spans the system made.
    public let system: Int
    /// Spans in both.
    public let correct: Int

    /// Compares two ascending lists of byte ranges.
    public init(gold: [ByteRange], system: [ByteRange]) {
        self.gold = gold.count
        self.system = system.count
        var correct = 0
        var place = 0
        for range in system {
            while place < gold.count, gold[place].start < range.start { place += 1 }
            if place < gold.count, gold[place] == range { correct += 1 }
        }
        self.correct = correct
    }

    /// Share of the system's spans that are right, in per cent.
    public var precision: Double { system == 0 ? 0 : 100 * Double(correct) / Double(system) }
    /// Share of the gold spans that were found, in per cent.
    public var recall: Double { gold == 0 ? 0 : 100 * Double(correct) / Double(gold) }
    /// Harmonic mean of precision and recall, in per cent.
    public var f1: Double { gold + system == 0 ? 0 : 200 * Double(correct) / Double(gold + system) }
}

/// How well tokens and sentences of a document match a treebank.
public struct SegmentationScore: Sendable {
    /// Score of the tokens.
    public let tokens: SpanScore
    /// Score of the sentences.
    public let sentences: SpanScore
    /// Places where the two differ, in text order.
    public let differences: [SegmentationDifference]

    /// Compares a segmented document with the gold standard of the same text.
    public init(_ document: Document, gold: SegmentationGold) {
        let tokens = document.tokens.map(\.bytes)
        let sentences = document.sentences.map { document.bytes(of: $0.tokens) }
        self.tokens = SpanScore(gold: gold.tokens, system: tokens)
        self.sentences = SpanScore(gold: gold.sentences, system: sentences)
        differences =
            SegmentationDifference.list(.token, gold.tokens, tokens)
            + SegmentationDifference.list(.sentence, gold.sentences, sentences)
    }
}

/// A stretch of text that the gold standard and the system cut differently.
public struct SegmentationDifference: Sendable, Hashable {
    /// What was cut.
    public enum Unit: String, Sendable { case token, sentence }
    /// What was cut.
    public let unit: Unit
    /// The bytes where they differ, from one common boundary to the next.
    public let range: ByteRange
    /// The gold spans.
    public let gold: [ByteRange]
    /// The system's spans.
    public let system: [ByteRange]

    /// Groups unequal spans between common boundaries.
    static func list(_ unit: Unit, _ gold: [ByteRange], _ system: [ByteRange]) -> [SegmentationDifference] {
        var found: [SegmentationDifference] = []
        var left = 0
        var right = 0
        while left < gold.count, right < system.count {
            if gold[left] == system[right] {
                left += 1
                right += 1
                continue
            }
            let (firstLeft, firstRight) = (left, right)
            var ends = (gold[left].end, system[right].end)
            while ends.0 != ends.1 {
                if ends.0 < ends.1, left + 1 < gold.count {
                    left += 1
                    ends.0 = gold[left].end
                } else if right + 1 < system.count {
                    right += 1
                    ends.1 = system[right].end
                } else {
                    break
                }
            }
            let start = min(gold[firstLeft].start, system[firstRight].start)
            found.append(
                SegmentationDifference(
                    unit: unit, range: ByteRange(start, max(ends.0, ends.1)), gold: Array(gold[firstLeft...left]),
                    system: Array(system[firstRight...right])))
            left += 1
            right += 1
        }
        return found
    }
}
