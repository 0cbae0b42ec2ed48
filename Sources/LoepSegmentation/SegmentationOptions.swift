// SPDX-License-Identifier: Apache-2.0
/// How the lines of a text make paragraphs.
public enum ParagraphMode: String, Sendable, CaseIterable {
    /// A blank line ends a paragraph; a single line end is white space.
    case blank
    /// Every line is a paragraph.
    case line
    /// Told from the text: hard-wrapped blocks are joined, other lines stand alone.
    case auto
}

/// What a caller may choose about tokens and sentences.
public struct SegmentationOptions: Sendable, Hashable {
    /// How lines make paragraphs.
    public var paragraphs: ParagraphMode

    /// Makes options; the defaults suit news text of any layout.
    public init(paragraphs: ParagraphMode = .auto) {
        self.paragraphs = paragraphs
    }
}
