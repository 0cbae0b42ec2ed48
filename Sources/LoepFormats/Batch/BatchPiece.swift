import LoepCore

/// The part of one input that one task works on: a whole file, or a run of records.
struct BatchPiece: Sendable {
    /// What the task finds its text in.
    enum Content: Sendable {
        /// The task reads the file itself, as one article in plain text or a page.
        case file(isPage: Bool)
        /// The whole article, read from a stream.
        case text([UInt8], isPage: Bool)
        /// Lines of JSON; `line` is the one-based number of the first.
        case records([UInt8], line: Int)
        /// Lines of columns; `number` is that of the first document, nil when the input is just one.
        case columns([UInt8], line: Int, number: Int?)
        /// The input cannot be read.
        case failure(LoepError)
    }

    var file: InputFile
    var content: Content
    /// Whether the input's output opens with this piece.
    var isFirst = true
    /// Whether the input's output closes with this piece.
    var isLast = true
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
    public let isLast: Bool
    /// What was done.
    public internal(set) var report = BatchReport()
    /// The failures in order, each with its document.
    public internal(set) var failures: [LoepError] = []
    /// What an index page says about each document; filled only for sinks that want it.
    public internal(set) var entries: [IndexEntry] = []
}
