// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// The part of one input that one task works on: a whole file, or a run of records.
struct BatchPiece: Sendable {
    /// What the task finds its text in.
    enum Content: Sendable {
        /// The task reads the file itself, as one article.
        case file(InputFormat)
        /// The whole article, read from a stream.
        case article([UInt8], InputFormat)
        /// Whole records; `charset` is what the stream was in when it was turned into UTF-8 on the way.
        case records([UInt8], any RecordReader, at: StreamPosition, charset: String?)
        /// The input, or one record of it, cannot be read.
        case failure(LoepError)
    }

    var file: InputFile
    var content: Content
    /// Whether the input's output opens with this piece.
    var isFirst = true
    /// Whether the input's output closes with this piece.
    var isLast = true
    /// Where the stream stands after the piece; nil for whole files.
    var end: StreamPosition?
    /// Whether the piece is the first of an input whose output is there up to it.
    var isResumed = false
    /// Bytes of the input read for it; for whole files the task tells.
    var consumed = 0
}

/// What a task hands back for a piece.
public struct BatchResult: Sendable {
    /// The input it belongs to.
    public let file: InputFile
    /// The encoded documents.
    public internal(set) var bytes: [UInt8] = []
    /// Headline of the first document.
    public internal(set) var title: String?
    /// Whether the input's output opens with these bytes.
    public let isFirst: Bool
    /// Whether the input's output closes with these bytes.
    public private(set) var isLast: Bool
    /// Whether the output of the input is there up to these bytes.
    public let isResumed: Bool
    /// Where the input stands after these bytes; nil for whole files.
    public private(set) var end: StreamPosition?
    /// Whether a signal or a failure stopped the work before the end of the piece.
    public private(set) var isCut = false
    /// What was done.
    public internal(set) var report = BatchReport()
    /// The failures in order, each with its document.
    public internal(set) var failures: [LoepError] = []
    /// What an index page says about each document; filled only for sinks that want it.
    public internal(set) var entries: [IndexEntry] = []
    /// What a database keeps of each document and failure; filled only for sinks that want it.
    public internal(set) var records: [DatabaseRecord] = []

    /// Notes that documents of the piece are missing: it is no longer the end of anything.
    mutating func cut() {
        isCut = true
        isLast = false
        end = nil
        report.inputs = 0
    }

    init(_ piece: BatchPiece) {
        file = piece.file
        isFirst = piece.isFirst
        isLast = piece.isLast
        isResumed = piece.isResumed
        end = piece.end
        report.readBytes = piece.consumed
    }
}
