// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// What all writers let the caller choose.
public struct WriterOptions: Sendable {
    /// The unit in which offsets are counted.
    public var offsets: OffsetUnit
    /// Whether JSON Lines show the proposals of the name normaliser (`names`), which `loep tag` keeps to itself.
    public var showsNames: Bool
    /// Whether text for a terminal is coloured.
    public var isColoured: Bool
    /// Columns of the terminal that text is wrapped to.
    public var width: Int

    /// Makes options; the defaults are those of `loep tag`.
    public init(offsets: OffsetUnit = .scalar, showsNames: Bool = false, isColoured: Bool = false, width: Int = 80) {
        self.offsets = offsets
        self.showsNames = showsNames
        self.isColoured = isColoured
        self.width = width
    }
}

/// Turns annotated documents into the bytes of one output format.
///
/// Immutable and Sendable: the tasks of a batch share one. A file is `begin`, documents, `end`.
public protocol DocumentWriter: Sendable {
    /// The ending of files in this format, without the dot.
    var fileExtension: String { get }
    /// What a file opens with; `title` is that of its first document.
    func begin(title: String) -> [UInt8]
    /// Appends one document.
    func append(_ document: Document, to bytes: inout [UInt8])
    /// Appends what stands in the place of a document that failed; nothing in formats without room for it.
    func append(failure: LoepError, id: String, to bytes: inout [UInt8])
    /// What a file closes with.
    func end() -> [UInt8]
}

extension DocumentWriter {
    public func begin(title: String) -> [UInt8] { [] }
    public func append(failure: LoepError, id: String, to bytes: inout [UInt8]) {}
    public func end() -> [UInt8] { [] }

    /// One document as a file of its own.
    public func encode(_ document: Document) -> [UInt8] {
        var bytes = begin(title: document.headline)
        append(document, to: &bytes)
        bytes += end()
        return bytes
    }
}

extension Document {
    /// The title: the source's own, or else a heading the text opens with, or else the identifier.
    public var headline: String {
        if let title = metadata.title, !title.isEmpty { return title }
        if layers.contains(.sentences), let first = sentences.first, first.role == .heading {
            return singleLine(of: first.tokens)
        }
        return id
    }

    /// Whether the text itself opens with the headline, so that a page need not show it twice.
    var opensWithHeadline: Bool {
        guard layers.contains(.sentences), let first = sentences.first else { return false }
        return first.role == .heading && singleLine(of: first.tokens) == headline
    }

    /// The text of a run of tokens with every stretch of white space, line ends too, made one space.
    public func singleLine(of range: TokenRange) -> String {
        var bytes: [UInt8] = []
        append(range, singleLineTo: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the text of a run of tokens with every stretch of white space, line ends too, made one space.
    func append(_ range: TokenRange, singleLineTo bytes: inout [UInt8]) {
        var wasBlank = false
        for byte in text.bytes[self.bytes(of: range).range] {
            let isBlank = byte == 0x20 || (0x09...0x0D).contains(byte)
            if !isBlank {
                bytes.append(byte)
            } else if !wasBlank {
                bytes.append(0x20)
            }
            wasBlank = isBlank
        }
    }
}
