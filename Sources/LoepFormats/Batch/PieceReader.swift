// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Cuts the inputs of a batch into pieces, reading streams of records a chunk at a time.
///
/// The parent of the batch owns it; it holds one chunk and one unfinished record at most.
struct PieceReader {
    private var walker: InputWalker
    private let options: BatchOptions
    private var stream: Stream?
    /// Inputs left out because their output was there, and their bytes.
    private(set) var skippedInputs = 0
    private(set) var skippedBytes = 0

    /// An input of records that is being read.
    private struct Stream {
        var file: InputFile
        var source: ByteSource
        var reader: any RecordReader
        /// Bytes read and not yet handed out.
        var rest: [UInt8]
        /// Where `rest` starts.
        var position: StreamPosition
        var isFirst = true
        var isAtEnd = false
        /// Why reading ended early.
        var failure: LoepError?
        /// Whether the next piece is the first after what an earlier run has done.
        var isResumed = false
        /// Bytes of the file that earlier pieces stand for.
        var accounted = 0
        /// Whether the rest of a record that was given up is being passed over.
        var isPassingOver = false
    }

    /// Starts reading.
    init(_ walker: InputWalker, options: BatchOptions) {
        self.walker = walker
        self.options = options
    }

    /// The next piece; nil at the end. The sink tells which inputs are left out.
    mutating func next(_ sink: any BatchSink) -> BatchPiece? {
        while true {
            if stream != nil {
                if let piece = nextFromStream() { return piece }
                continue
            }
            switch walker.next() {
            case nil: return nil
            case .failure(let failure):
                if options.watched?.isKnown(failure) == true { continue }
                let file = InputFile(path: [], id: failure.document ?? "", relativePath: "")
                return BatchPiece(file: file, content: .failure(failure))
            case .file(let file):
                if options.watched?.isDue(file) == false { continue }
                let plan = sink.plan(for: file)
                if plan == .skip {
                    skippedInputs += 1
                    skippedBytes += (try? FileStatus(file.path))?.size ?? 0
                } else if let piece = open(file, plan) {
                    return piece
                }
            }
        }
    }

    /// Gives a whole file out at once, or opens a stream and gives nothing.
    private mutating func open(_ file: InputFile, _ plan: InputPlan) -> BatchPiece? {
        var format = options.format
        if format == .auto, !file.isStandardInput { format = InputFormat.guess(name: file.path) }
        if format != .auto, !format.isRecords, !file.isStandardInput {
            return BatchPiece(file: file, content: .file(format))
        }
        do throws(LoepError) {
            let source = try ByteSource(file)
            if format == .auto { format = InputFormat.guess(content: try source.peek(atMost: options.chunkLength)) }
            if !format.isRecords {
                return BatchPiece(
                    file: file, content: .article(try source.readToEnd(limit: options.limit), format))
            }
            if format != .warc { try source.widen(options.encoding, lookingAt: options.chunkLength) }
            stream = try opened(file, source, format, plan)
            return nil
        } catch {
            return BatchPiece(file: file, content: .failure(error))
        }
    }

    /// Reads what stands before the first record.
    private func opened(
        _ file: InputFile, _ source: ByteSource, _ format: InputFormat, _ plan: InputPlan
    ) throws(LoepError) -> Stream {
        var rest = try source.read(atMost: options.chunkLength)
        var position = StreamPosition()
        func drop(_ count: Int) {
            position.line += rest[..<count].count { $0 == 0x0A }
            position.bytes += count
            rest.removeFirst(count)
        }
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { drop(3) }
        let reader: any RecordReader
        switch format {
        case .conll: reader = ConllReader()
        case .conllu: reader = ConlluReader()
        case .warc: reader = WebArchiveReader(limit: options.limit)
        case .csv, .tsv:
            // The header must be there as a whole.
            while !rest.contains(0x0A), rest.count <= options.limit {
                let chunk = try source.read(atMost: options.chunkLength)
                if chunk.isEmpty { break }
                rest += chunk
            }
            let opening = try DelimitedReader.open(rest, format: format, fields: options.fields, source: file.id)
            reader = opening.reader
            drop(opening.headerLength)
        default: reader = JSONLinesReader(fields: options.fields)
        }
        var stream = Stream(file: file, source: source, reader: reader, rest: rest, position: position)
        guard case .resume(let place) = plan else { return stream }
        // What an earlier run has done is read again and passed over: packed files cannot be entered elsewhere.
        while position.bytes + rest.count < place.bytes {
            position.bytes += rest.count
            rest = try source.read(atMost: options.chunkLength)
            if rest.isEmpty { break }
        }
        stream.rest = Array(rest.dropFirst(max(0, place.bytes - position.bytes)))
        stream.position = place
        stream.isFirst = false
        stream.isResumed = true
        stream.accounted = source.consumed - stream.rest.count
        return stream
    }

    /// Reads on until whole records are there; nil when a signal came.
    private mutating func nextFromStream() -> BatchPiece? {
        guard var current = stream else { return nil }
        stream = nil
        var wanted = options.chunkLength
        while true {
            while !current.isAtEnd, current.rest.count < wanted {
                do throws(LoepError) {
                    let chunk = try current.source.read(atMost: max(options.chunkLength, wanted / 2))
                    if chunk.isEmpty { current.isAtEnd = true } else { current.rest += chunk }
                } catch {
                    current.isAtEnd = true
                    current.failure = error
                }
                if current.isPassingOver { passOver(&current) }
            }
            // A signal ends a read early: what is left may be half a record.
            if Interruption.isRequested { return nil }
            let isWhole = current.isAtEnd && current.failure == nil
            let length = isWhole ? current.rest.count : current.reader.wholeLength(of: current.rest)
            if length > 0 || isWhole {
                let piece = take(length, from: &current, isLast: isWhole)
                if !isWhole { stream = current }
                return piece
            }
            if var failure = current.failure {
                // What follows the last whole record is lost with the stream.
                failure.document = current.file.id
                return piece(.failure(failure), of: &current, isLast: true)
            }
            if current.rest.count > options.limit {
                let piece = giveUpRecord(&current)
                stream = current
                return piece
            }
            wanted = current.rest.count * 2
        }
    }

    /// Leaves out a record that is too large; the next ones are read all the same.
    private func giveUpRecord(_ current: inout Stream) -> BatchPiece {
        let place = current.position.line
        let failure = LoepError(
            .textTooLarge, "line \(place): a record is larger than \(options.limit) bytes; raise the limit (--limit)",
            document: "\(current.file.id):\(place)")
        current.isPassingOver = true
        passOver(&current)
        current.position.document += 1
        return piece(.failure(failure), of: &current, isLast: false)
    }

    /// A piece of the stream that ends where it stands now.
    private func piece(_ content: BatchPiece.Content, of current: inout Stream, isLast: Bool) -> BatchPiece {
        defer {
            current.isFirst = false
            current.isResumed = false
            current.accounted = current.source.consumed
        }
        return BatchPiece(
            file: current.file, content: content, isFirst: current.isFirst, isLast: isLast, end: current.position,
            isResumed: current.isResumed, consumed: max(0, current.source.consumed - current.accounted))
    }

    /// Drops bytes up to the next record, or all there are but the last few, which may hold half a mark.
    private func passOver(_ current: inout Stream) {
        var count = current.isAtEnd ? current.rest.count : max(0, current.rest.count - 16)
        if let place = current.reader.resumption(in: current.rest) {
            count = place
            current.isPassingOver = false
        }
        current.position.line += current.rest[..<count].count { $0 == 0x0A }
        current.position.bytes += count
        current.rest.removeFirst(count)
    }

    private func take(_ length: Int, from current: inout Stream, isLast: Bool) -> BatchPiece {
        let bytes = Array(current.rest[..<length])
        let start = current.position
        current.rest.removeFirst(length)
        current.position.bytes += length
        current.position.line += bytes.count { $0 == 0x0A }
        current.position.document += current.reader.documentCount(in: bytes)
        return piece(
            .records(bytes, current.reader, at: start, charset: current.source.wideCharset), of: &current,
            isLast: isLast)
    }
}
