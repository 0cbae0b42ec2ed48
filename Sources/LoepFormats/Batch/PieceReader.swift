import LoepCore

/// Cuts the inputs of a batch into pieces, reading streams a chunk at a time.
///
/// The parent of the batch owns it; it holds one chunk and one unfinished record at most.
struct PieceReader {
    private var walker: InputWalker
    private let options: BatchOptions
    private let skip: @Sendable (InputFile) -> Bool
    private var stream: Stream?

    /// An input of records that is being read.
    private struct Stream {
        var file: InputFile
        var format: InputFormat
        var descriptor: Int32
        /// Bytes read and not yet handed out.
        var rest: [UInt8] = []
        /// One-based number of the line `rest` starts with.
        var line = 1
        /// One-based number of the document `rest` starts with.
        var document = 1
        var isFirst = true
        var isAtEnd = false
    }

    /// Starts reading; `skip` tells which inputs are left out because their output is there already.
    init(_ walker: InputWalker, options: BatchOptions, skip: @escaping @Sendable (InputFile) -> Bool) {
        self.walker = walker
        self.options = options
        self.skip = skip
    }

    /// The next piece; nil at the end.
    mutating func next() -> BatchPiece? {
        while true {
            if stream != nil {
                if let piece = nextFromStream() { return piece }
                continue
            }
            switch walker.next() {
            case nil: return nil
            case .failure(let failure):
                let file = InputFile(path: [], id: failure.document ?? "", relativePath: "")
                return BatchPiece(file: file, content: .failure(failure))
            case .file(let file):
                if skip(file) { continue }
                if let piece = open(file) { return piece }
            }
        }
    }

    /// Gives a whole file out at once, or opens a stream and gives nothing.
    private mutating func open(_ file: InputFile) -> BatchPiece? {
        var format = options.format
        if format == .auto, !file.isStandardInput { format = InputFormat.guess(name: file.path) }
        if format == .text || format == .html, !file.isStandardInput {
            return BatchPiece(file: file, content: .file(isPage: format == .html))
        }
        do throws(LoepError) {
            let descriptor = file.isStandardInput ? 0 : try InputBytes.open(file.path)
            var opened = Stream(file: file, format: format, descriptor: descriptor)
            if format == .auto {
                opened.rest = try InputBytes.readChunk(descriptor, label: file.id, atMost: options.chunkLength)
                opened.format = InputFormat.guess(content: opened.rest)
            }
            if opened.format == .text || opened.format == .html {
                let bytes = try InputBytes.readToEnd(descriptor, label: file.id, limit: options.limit)
                return BatchPiece(file: file, content: .text(opened.rest + bytes, isPage: opened.format == .html))
            }
            stream = opened
            return nil
        } catch {
            return BatchPiece(file: file, content: .failure(error))
        }
    }

    /// Reads on until whole records are there; nil when the stream turned out empty.
    private mutating func nextFromStream() -> BatchPiece? {
        guard var current = stream else { return nil }
        stream = nil
        defer { if stream == nil, !current.file.isStandardInput { InputBytes.close(current.descriptor) } }
        do throws(LoepError) {
            while true {
                while !current.isAtEnd, current.rest.count < options.chunkLength {
                    let chunk = try InputBytes.readChunk(
                        current.descriptor, label: current.file.id, atMost: options.chunkLength)
                    if chunk.isEmpty { current.isAtEnd = true } else { current.rest += chunk }
                }
                if current.isFirst, current.line == 1, current.rest.starts(with: [0xEF, 0xBB, 0xBF]) {
                    current.rest.removeFirst(3)
                }
                // A signal ends a read early: what is left may be half a record.
                if Interruption.isRequested { return nil }
                let length = current.isAtEnd ? current.rest.count : wholeRecords(current)
                if length > 0 || current.isAtEnd {
                    let piece = take(length, from: &current)
                    if !current.isAtEnd { stream = current }
                    return piece
                }
                if current.rest.count > options.limit {
                    throw LoepError(
                        .textTooLarge, "line \(current.line): a record is larger than \(options.limit) bytes")
                }
                let chunk = try InputBytes.readChunk(
                    current.descriptor, label: current.file.id, atMost: max(options.chunkLength, current.rest.count))
                if chunk.isEmpty { current.isAtEnd = true } else { current.rest += chunk }
            }
        } catch {
            var failure = error
            failure.document = current.file.id
            return BatchPiece(file: current.file, content: .failure(failure), isFirst: current.isFirst, isLast: true)
        }
    }

    /// Number of bytes up to the end of the last whole record.
    private func wholeRecords(_ stream: Stream) -> Int {
        let lineEnd = UInt8(ascii: "\n")
        guard stream.format == .conll else { return (stream.rest.lastIndex(of: lineEnd) ?? -1) + 1 }
        // A document ends where the next begins; the mark that opens `rest` is no end.
        let mark = ConllReader.documentMark
        var position = stream.rest.count
        while let end = stream.rest[..<position].lastIndex(of: lineEnd), end > 0 {
            if stream.rest[(end + 1)...].starts(with: mark) { return end + 1 }
            position = end
        }
        return 0
    }

    private func take(_ length: Int, from stream: inout Stream) -> BatchPiece {
        let bytes = Array(stream.rest[..<length])
        stream.rest.removeSubrange(..<length)
        let isOnly = stream.isFirst && stream.isAtEnd
        let content: BatchPiece.Content
        if stream.format == .conll {
            // A single document is called after its input; several are numbered.
            let marks = ConllReader.documentCount(in: bytes)
            content = .columns(bytes, line: stream.line, number: isOnly && marks <= 1 ? nil : stream.document)
            stream.document += marks
        } else {
            content = .records(bytes, line: stream.line)
        }
        stream.line += bytes.count { $0 == UInt8(ascii: "\n") }
        defer { stream.isFirst = false }
        return BatchPiece(
            file: stream.file, content: content, isFirst: stream.isFirst, isLast: stream.isAtEnd)
    }
}
