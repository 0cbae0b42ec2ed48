// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore

/// Reads inputs of any kind, pipes included, by the raw bytes of their path.
///
/// Paths on Linux are bytes, not text: a name in an old encoding must open all the same.
enum InputBytes {
    /// Reads a file, pipe or device to its end.
    ///
    /// - Throws: `io.not-found`, `io.unreadable` or, above `limit` bytes, `text.too-large`.
    static func read(_ path: [UInt8], limit: Int) throws(LoepError) -> [UInt8] {
        let descriptor = try open(path)
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(path) }
        if status.st_mode & S_IFMT == S_IFDIR {
            throw LoepError(.unreadable, "\(label(path)) is a folder")
        }
        let expected = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
        if expected > limit { throw tooLarge(label(path), limit) }
        // One byte more than expected, so that a file of known size is read in one call and its end seen.
        return try readToEnd(descriptor, label: label(path), expecting: expected, limit: limit)
    }

    /// Reads an open descriptor to its end.
    ///
    /// - Throws: `io.unreadable` or, above `limit` bytes, `text.too-large`.
    static func readToEnd(
        _ descriptor: Int32, label: String, expecting expected: Int = 0, limit: Int
    ) throws(LoepError) -> [UInt8] {
        var bytes = [UInt8]()
        var capacity = max(expected + 1, 64 << 10)
        while true {
            let chunk = try readChunk(descriptor, label: label, atMost: capacity)
            if chunk.isEmpty { return bytes }
            if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
            if bytes.count > limit { throw tooLarge(label, limit) }
            capacity = max(64 << 10, min(bytes.count, 16 << 20))
        }
    }

    /// Reads up to `count` bytes; empty at the end of the input or when a signal asks the batch to stop.
    ///
    /// - Throws: `io.unreadable`.
    static func readChunk(_ descriptor: Int32, label: String, atMost count: Int) throws(LoepError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled == 0 {
                let result = Glibc.read(descriptor, buffer.baseAddress!, buffer.count)
                if result >= 0 {
                    filled = result
                    return
                }
                if errno == EINTR, !Interruption.isRequested { continue }
                failure = errno == EINTR ? 0 : errno
                return
            }
        }
        if failure != 0 {
            throw LoepError(.unreadable, "cannot read \(label): \(String(cString: strerror(failure)))")
        }
        return bytes
    }

    /// Opens a path for reading.
    ///
    /// - Throws: `io.not-found` or `io.unreadable`.
    static func open(_ path: [UInt8]) throws(LoepError) -> Int32 {
        let descriptor = withPath(path) { Glibc.open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw unreadable(path) }
        return descriptor
    }

    /// Closes a descriptor that `open` gave.
    static func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }

    /// Calls `body` with the path as a C string.
    static func withPath<Result>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (path + [0]).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { body($0.baseAddress!) }
        }
    }

    /// The path as text for messages and identifiers; bytes that are not UTF-8 become U+FFFD.
    static func label(_ path: [UInt8]) -> String { String(decoding: path, as: UTF8.self) }

    /// The error for the `errno` a system call has just left.
    static func unreadable(_ path: [UInt8]) -> LoepError {
        switch errno {
        case ENOENT, ENOTDIR: LoepError(.notFound, "there is no file or folder \(label(path))")
        case ELOOP: LoepError(.directoryLoop, "\(label(path)) is a symbolic link that leads back to itself")
        default: LoepError(.unreadable, "cannot read \(label(path)): \(String(cString: strerror(errno)))")
        }
    }

    /// The error for an input above the limit.
    static func tooLarge(_ label: String, _ limit: Int) -> LoepError {
        LoepError(.textTooLarge, "\(label) is larger than \(limit) bytes; split it, or raise the limit (--limit)")
    }
}
