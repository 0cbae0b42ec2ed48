// SPDX-License-Identifier: Apache-2.0
import CArchive
import LoepCore

/// Unpacks one compressed stream (gzip, zstd, bzip2, xz) with libarchive as it is read.
final class Decompressor {
    /// Text hardly shrinks to a hundredth; what grows more than this, once it is large, is a bomb.
    private static let largestGrowth = 256
    private static let harmlessLength = 64 << 20

    private let archive: OpaquePointer
    private let label: String
    private let upstream: () throws(LoepError) -> [UInt8]
    private var isOpen = false
    private var isAtEnd = false
    private var failure: LoepError?
    /// What libarchive reads from until it asks for more.
    private var held = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 0)
    private var packed = 0
    private var unpacked = 0

    /// Starts on a stream of packed bytes that `upstream` gives chunk by chunk, an empty one at the end.
    ///
    /// - Throws: `internal.invariant` when memory is out.
    init(label: String, upstream: @escaping () throws(LoepError) -> [UInt8]) throws(LoepError) {
        guard let archive = carchive_newStream() else { throw LoepError(.invariantBroken, "out of memory") }
        self.archive = archive
        self.label = label
        self.upstream = upstream
    }

    deinit {
        archive_read_free(archive)
        held.deallocate()
    }

    /// Reads up to `count` unpacked bytes; empty at the end.
    ///
    /// - Throws: `format.malformed` for broken data, `text.too-large` for a bomb, or what `upstream` throws.
    func read(atMost count: Int) throws(LoepError) -> [UInt8] {
        if !isOpen { try open() }
        if isAtEnd { return [] }
        var status = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            status = archive_read_data(archive, buffer.baseAddress, count)
            filled = max(0, status)
        }
        if status < 0 { throw broken() }
        if status == 0 { isAtEnd = true }
        unpacked += status
        if unpacked > Decompressor.harmlessLength, unpacked / Decompressor.largestGrowth > packed {
            throw LoepError(
                .textTooLarge,
                "\(label) unpacks to more than \(Decompressor.largestGrowth) times its size: this is no text")
        }
        return bytes
    }

    private func open() throws(LoepError) {
        isOpen = true
        let me = Unmanaged.passUnretained(self).toOpaque()
        let status = archive_read_open(
            archive, me, nil,
            { _, context, buffer in
                guard let context else { return -1 }
                return Unmanaged<Decompressor>.fromOpaque(context).takeUnretainedValue().refill(buffer)
            }, nil)
        var entry: OpaquePointer?
        guard status == ARCHIVE_OK else { throw broken() }
        switch carchive_next(archive, &entry) {
        case 1: break
        case 0: isAtEnd = true
        default: throw broken()
        }
        if packed > 0, carchive_isCompressed(archive) == 0 {
            throw LoepError(.malformedInput, "\(label) is not compressed, though its name says so")
        }
    }

    /// Gives libarchive the next packed bytes.
    private func refill(_ buffer: UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int {
        let chunk: [UInt8]
        do throws(LoepError) {
            chunk = try upstream()
        } catch {
            failure = error
            return -1
        }
        held.deallocate()
        held = .allocate(capacity: chunk.count)
        _ = held.initialize(from: chunk)
        packed += chunk.count
        buffer?.pointee = UnsafeRawPointer(held.baseAddress)
        return chunk.count
    }

    private func broken() -> LoepError {
        if let failure { return failure }
        let reason = archive_error_string(archive).map { String(cString: $0) } ?? "unknown data"
        return LoepError(.malformedInput, "the compressed data of \(label) is broken: \(reason)")
    }
}
