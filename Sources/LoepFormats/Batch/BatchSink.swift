// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore

/// What is done about an input.
public enum InputPlan: Equatable, Sendable {
    /// It is read from its start.
    case read
    /// Its output is there already.
    case skip
    /// Its output is there up to a place; reading goes on from it.
    case resume(StreamPosition)
}

/// Which inputs are left out because their output is there.
public enum OutputReuse: Sendable {
    /// None: everything is written anew.
    case never
    /// Those whose output exists.
    case existing
    /// Those whose output is not older than they are.
    case unchanged
}

/// What a sink wants of each document beside its bytes.
public struct ResultParts: OptionSet, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `BatchResult.entries`
    public static let indexEntries = ResultParts(rawValue: 1)
    /// `BatchResult.records`
    public static let records = ResultParts(rawValue: 2)
}

/// Where the parent of a batch puts results, in input order.
public protocol BatchSink: AnyObject {
    /// What it wants beside the bytes.
    var parts: ResultParts { get }
    /// Whether its reader has gone away.
    var isClosedByReader: Bool { get }
    /// Tells what is done about an input, before it is read.
    func plan(for file: InputFile) -> InputPlan
    /// Takes the next result; false when nobody reads any more.
    ///
    /// - Throws: `io.unwritable`.
    func emit(_ result: BatchResult) throws(LoepError) -> Bool
    /// Writes out what is buffered; `isComplete` is false when the batch ended early.
    ///
    /// - Throws: `io.unwritable`.
    func finish(isComplete: Bool) throws(LoepError)
}

extension BatchSink {
    public var parts: ResultParts { [] }
    public var isClosedByReader: Bool { false }
    public func plan(for file: InputFile) -> InputPlan { .read }
}

/// All documents one after the other on a file descriptor, normally standard output.
public final class StreamSink: BatchSink {
    private static let bufferLength = 64 << 10
    private let descriptor: Int32
    private let writer: any DocumentWriter
    private let isBuffered: Bool
    private var buffer: [UInt8] = []
    private var hasBegun = false
    public private(set) var isClosedByReader = false

    /// Makes a sink; a terminal gets every document at once, anything else full buffers.
    public init(descriptor: Int32 = 1, writer: any DocumentWriter) {
        self.descriptor = descriptor
        self.writer = writer
        isBuffered = isatty(descriptor) == 0
    }

    public func emit(_ result: BatchResult) throws(LoepError) -> Bool {
        if !hasBegun {
            hasBegun = true
            buffer += writer.begin(title: result.title ?? result.file.id)
        }
        buffer += result.bytes
        return buffer.count < StreamSink.bufferLength && isBuffered ? true : try flush()
    }

    public func finish(isComplete: Bool) throws(LoepError) {
        if hasBegun { buffer += writer.end() }
        _ = try flush()
    }

    private func flush() throws(LoepError) -> Bool {
        if try StreamSink.write(&buffer, to: descriptor) { return true }
        isClosedByReader = true
        return false
    }

    /// Writes bytes to a descriptor and empties them; false when the reader has closed its end.
    ///
    /// - Throws: `io.unwritable`.
    public static func write(_ bytes: inout [UInt8], to descriptor: Int32) throws(LoepError) -> Bool {
        defer { bytes.removeAll(keepingCapacity: true) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress! + written, bytes.count - written)
            }
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EPIPE { return false }
                throw LoepError(.unwritable, "cannot write the output: \(String(cString: strerror(errno)))")
            }
            written += count
        }
        return true
    }
}
