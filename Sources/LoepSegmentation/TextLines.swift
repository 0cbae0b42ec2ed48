// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepUnicode

/// One line of the text: a run of tokens without a line end inside.
struct TextLine {
    /// Index of its first token.
    var start: Int
    /// Index one past its last token.
    var end: Int
    /// Whether a blank line, or the start of the text, lies before it.
    var afterBlank: Bool
    /// Whether a tab or a gap of three spaces or more parts its tokens.
    var hasWideGap: Bool
    /// Width in bytes from the first token to the last.
    var width: Int
}

/// Finds the lines of a document from the gaps between its tokens.
struct LineFinder {
    /// Fills `lines`; linear in the tokens and the bytes between them.
    static func find(_ tokens: Span<Token>, _ bytes: Span<UInt8>, into lines: inout [TextLine]) {
        lines.removeAll(keepingCapacity: true)
        guard tokens.count > 0 else { return }
        var line = TextLine(start: 0, end: 0, afterBlank: true, hasWideGap: false, width: 0)
        var previousEnd = tokens[0].end
        for index in 1..<max(tokens.count, 1) {
            let start = tokens[index].start
            let gap = start &- previousEnd
            if gap > 1 || gap == 1 && bytes[Int(previousEnd)] != 0x20 {
                let white = WhiteGap(bytes, Int(previousEnd)..<Int(start))
                if white.lineEnds > 0 {
                    line.end = index
                    line.width = Int(previousEnd - tokens[line.start].start)
                    lines.append(line)
                    line = TextLine(
                        start: index, end: index, afterBlank: white.lineEnds > 1, hasWideGap: false, width: 0)
                } else if white.isWide {
                    line.hasWideGap = true
                }
            }
            previousEnd = tokens[index].end
        }
        line.end = tokens.count
        line.width = Int(previousEnd - tokens[line.start].start)
        lines.append(line)
    }
}

/// What a gap between two tokens holds.
struct WhiteGap {
    /// Number of line ends; CR LF is one, a paragraph separator or form feed counts as two.
    var lineEnds = 0
    /// Whether there is a tab or a run of three spaces or more.
    var isWide = false

    init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var spaces = 0
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            index += 1
            switch byte {
            case 0x0A, 0x0B: lineEnds += 1
            case 0x0C: lineEnds += 2
            case 0x0D: if index == range.upperBound || bytes[index] != 0x0A { lineEnds += 1 }
            case 0x09: isWide = true
            case 0x20: spaces += 1
            case 0xC2: if index < range.upperBound, bytes[index] == 0x85 { lineEnds += 1 }
            case 0xE2:
                if index + 1 < range.upperBound, bytes[index] == 0x80 {
                    if bytes[index + 1] == 0xA8 { lineEnds += 1 }
                    if bytes[index + 1] == 0xA9 { lineEnds += 2 }
                }
            default: break
            }
        }
        if spaces >= 3 { isWide = true }
    }
}
