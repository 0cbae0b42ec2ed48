// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// A text written with its expected entities marked: `⟦PER|Vladimir Poetin⟧ sprak`.
public struct MarkedText {
    /// The text without marks.
    public var text = ""
    /// The marked spans, byte ranges of `text`, with their labels.
    public var spans: [(range: ByteRange, label: String)] = []

    /// Reads the marks.
    public init(_ source: String) {
        var rest = source[...]
        while let open = rest.firstIndex(of: "⟦"), let close = rest.firstIndex(of: "⟧") {
            text += rest[..<open]
            let fields = rest[rest.index(after: open)..<close].split(separator: "|", maxSplits: 1)
            let start = text.utf8.count
            text += fields[1]
            spans.append((ByteRange(start..<text.utf8.count), String(fields[0])))
            rest = rest[rest.index(after: close)...]
        }
        text += rest
    }
}
