// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepUnicode

/// A paragraph, heading, list item, caption or table row: lines that belong together.
struct TextBlock {
    /// Index of its first token.
    var start: Int
    /// Index one past its last token.
    var end: Int
    /// Zero-based number of its paragraph.
    var paragraph: UInt32
    /// The part it plays on the page.
    var role: BlockRole
    /// Whether a blank line follows it.
    var beforeBlank: Bool
    /// Whether it is one line of the text.
    var isOneLine: Bool
    /// Whether it is a row of a table.
    var isRow: Bool
}

/// Groups lines into blocks and tells their roles.
///
/// In `auto`, lines between two blank lines are joined when they look hard-wrapped: the first word of the next line
/// would not have fitted on the line before. Otherwise each line stands alone, save that a line in small letters runs
/// on from an unfinished one in prose and verse.
struct BlockFinder: ~Escapable {
    let view: TokenView
    let lines: Span<TextLine>
    let mode: ParagraphMode

    @_lifetime(copy view, copy lines)
    private init(_ view: borrowing TokenView, _ lines: Span<TextLine>, _ mode: ParagraphMode) {
        self.view = copy view
        self.lines = lines
        self.mode = mode
    }

    /// Fills `blocks` with the blocks of the text that `view` shows; linear in lines and their tokens.
    static func find(
        _ view: borrowing TokenView, _ lines: Span<TextLine>, _ mode: ParagraphMode, into blocks: inout [TextBlock]
    ) {
        BlockFinder(view, lines, mode).find(into: &blocks)
    }

    /// Widest line of hard-wrapped text, in bytes.
    static let widestWrap = 132

    private func find(into blocks: inout [TextBlock]) {
        blocks.removeAll(keepingCapacity: true)
        var paragraph: UInt32 = 0
        var group = 0
        while group < lines.count {
            var groupEnd = group + 1
            while groupEnd < lines.count, !lines[groupEnd].afterBlank { groupEnd += 1 }
            append(group..<groupEnd, &paragraph, &blocks)
            group = groupEnd
        }
        for index in 0..<blocks.count {
            blocks[index].role = role(of: blocks[index], first: index == 0, last: index + 1 == blocks.count)
        }
    }

    /// Appends the blocks of one group of lines between blank lines.
    private func append(_ group: Range<Int>, _ paragraph: inout UInt32, _ blocks: inout [TextBlock]) {
        let width = mode == .auto ? wrapWidth(group) : nil
        let isProse = mode == .auto && looksLikeProse(group)
        var start = group.lowerBound
        for line in group {
            let next = line + 1
            if next < group.upperBound, joins(line, next, width: width, isProse: isProse) { continue }
            blocks.append(
                TextBlock(
                    start: lines[start].start, end: lines[line].end, paragraph: paragraph, role: .body,
                    beforeBlank: next == group.upperBound, isOneLine: start == line,
                    isRow: start == line && mode != .blank && isTableRow(lines[line])))
            paragraph += 1
            start = next
        }
    }

    /// Whether two neighbouring lines belong to one block.
    private func joins(_ line: Int, _ next: Int, width: Int?, isProse: Bool) -> Bool {
        switch mode {
        case .blank: return true
        case .line: return false
        case .auto: break
        }
        if view.startsListItem(lines[next].start, lines[next].end) || isTableRow(lines[line]) || isTableRow(lines[next])
        {
            return false
        }
        if let width { return lines[line].width + 1 + view.tokens[lines[next].start].count > width }
        return isProse && !view.endsSentence(lines[line].start, lines[line].end) && view.startsLower(lines[next].start)
    }

    /// The width a group of lines was wrapped at; nil when it does not look hard-wrapped.
    private func wrapWidth(_ group: Range<Int>) -> Int? {
        guard group.count > 1 else { return nil }
        var width = 0
        for line in group { width = max(width, lines[line].width) }
        guard width >= 40, width <= BlockFinder.widestWrap else { return nil }
        var full = 0
        var unfinished = 0
        var continued = 0
        for line in group.dropLast() {
            if lines[line].width + 1 + view.tokens[lines[line + 1].start].count > width { full += 1 }
            if !view.endsSentence(lines[line].start, lines[line].end) {
                unfinished += 1
                if view.startsLower(lines[line + 1].start) { continued += 1 }
            }
        }
        // A headline over a short sentence fills its own line, but no small letter goes on after it.
        let pairs = group.count - 1
        return full * 2 > pairs && unfinished * 2 >= pairs && continued * 2 >= max(unfinished, 1) ? width : nil
    }

    /// Whether a group begins with a capital and ends with an end mark, as prose and verse do and lists do not.
    private func looksLikeProse(_ group: Range<Int>) -> Bool {
        let last = lines[group.upperBound - 1]
        return group.count > 1 && !view.startsLower(lines[group.lowerBound].start)
            && view.endsSentence(last.start, last.end)
    }

    private func isTableRow(_ line: TextLine) -> Bool {
        if line.hasWideGap { return line.end - line.start > 1 }
        // A row of bars begins or ends with one.
        guard
            view.firstByte(line.start) == UInt8(ascii: "|") || view.firstByte(line.end - 1) == UInt8(ascii: "|")
                || line.end - line.start <= 16
        else { return false }
        var bars = 0
        for index in line.start..<line.end
        where view.tokens[index].kind == .symbol && view.firstByte(index) == UInt8(ascii: "|") { bars += 1 }
        return bars >= 2
    }

    // MARK: Roles

    /// Longest heading, in tokens.
    private static let longestHeading = 25
    /// Longest question that is a subhead, in tokens.
    private static let longestQuestion = 8

    private func role(of block: TextBlock, first: Bool, last: Bool) -> BlockRole {
        if block.isRow { return .tableRow }
        if view.startsListItem(block.start, block.end) {
            let isDialogue = view.startsWithLongDash(block.start) && view.endsSentence(block.start, block.end)
            return isDialogue ? .body : .listItem
        }
        if view.isCaption(block.start, block.end) { return .caption }
        guard block.isOneLine, block.end - block.start <= BlockFinder.longestHeading else { return .body }
        switch view.ending(block.start, block.end) {
        case .none:
            if first, !last { return .heading }
            if view.hasInnerStop(block.start, block.end) { return .body }
            return view.startsLower(block.start) && !first ? .body : .heading
        case .open: return .body
        case .question:
            let isTitle = first && !last && block.beforeBlank
            return isTitle || !last && block.end - block.start <= BlockFinder.longestQuestion ? .heading : .body
        case .full: return .body
        }
    }
}
