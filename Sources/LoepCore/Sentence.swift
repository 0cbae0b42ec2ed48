// SPDX-License-Identifier: Apache-2.0
/// The part a block of text plays on the page; the sentences inside it carry it.
public enum BlockRole: UInt8, Sendable, CaseIterable {
    /// Running text.
    case body
    /// A title, headline or subhead: a short line of its own without an end mark.
    case heading
    /// An item of a bulleted or numbered list.
    case listItem
    /// A caption or photo credit.
    case caption
    /// A row of a table: cells parted by tabs or wide gaps.
    case tableRow
}

/// One sentence: a run of tokens. The sentences of a document partition its tokens (invariant I3).
public struct Sentence: Hashable, Sendable {
    /// The tokens it consists of; never empty.
    public var tokens: TokenRange
    /// Zero-based number of the paragraph it stands in.
    public var paragraph: UInt32
    /// The part its block plays on the page.
    public var role: BlockRole
    /// Number of the rule that ended it; the splitter's rule table names it.
    public var rule: UInt8

    /// Makes a sentence over `tokens`.
    @inlinable
    public init(tokens: TokenRange, paragraph: UInt32, role: BlockRole = .body, rule: UInt8 = 0) {
        self.tokens = tokens
        self.paragraph = paragraph
        self.role = role
        self.rule = rule
    }
}
