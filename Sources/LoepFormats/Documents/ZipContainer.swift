// SPDX-License-Identifier: Apache-2.0
import CArchive
import LoepCore

/// The files inside a zip container, as office documents and electronic books are.
struct ZipContainer {
    /// The content of the files that were wanted, by their paths.
    private(set) var files: [String: [UInt8]] = [:]

    /// Unpacks the files that `isWanted` picks.
    ///
    /// - Parameter limit: most bytes all of them together may have.
    /// - Throws: `format.malformed` when it is no zip, is broken or is encrypted, `text.too-large` above the limit.
    init(_ bytes: [UInt8], name: String, limit: Int, isWanted: (String) -> Bool) throws(LoepError) {
        guard bytes.starts(with: [0x50, 0x4B]) else {
            throw LoepError(.malformedInput, "\(name) is no zip container, though its name says so")
        }
        files = try bytes.withUnsafeBytes { buffer in
            Result { () throws(LoepError) in try ZipContainer.unpack(buffer, name, limit, isWanted) }
        }.get()
    }

    private static func unpack(
        _ buffer: UnsafeRawBufferPointer, _ name: String, _ limit: Int, _ isWanted: (String) -> Bool
    ) throws(LoepError) -> [String: [UInt8]] {
        guard let archive = carchive_newZip() else { throw LoepError(.invariantBroken, "out of memory") }
        defer { archive_read_free(archive) }
        func broken() -> LoepError {
            let reason = archive_error_string(archive).map { String(cString: $0) } ?? "unknown data"
            return LoepError(.malformedInput, "the zip container \(name) is broken: \(reason)")
        }
        guard archive_read_open_memory(archive, buffer.baseAddress, buffer.count) == ARCHIVE_OK else { throw broken() }
        var files: [String: [UInt8]] = [:]
        var total = 0
        while true {
            var entry: OpaquePointer?
            let status = carchive_next(archive, &entry)
            if status == 0 { return files }
            guard status > 0, let entry else { throw broken() }
            guard let path = archive_entry_pathname_utf8(entry).map({ String(cString: $0) }), isWanted(path),
                files[path] == nil
            else { continue }
            var content: [UInt8] = []
            while true {
                var count = 0
                let chunk = [UInt8](unsafeUninitializedCapacity: 64 << 10) { chunk, filled in
                    count = archive_read_data(archive, chunk.baseAddress, chunk.count)
                    filled = max(0, count)
                }
                if count < 0 { throw broken() }
                if count == 0 { break }
                total += count
                if total > limit {
                    throw LoepError(
                        .textTooLarge,
                        "\(name) unpacks to more than \(limit) bytes; raise the limit (--limit) if that is no accident")
                }
                content += chunk
            }
            files[path] = content
        }
    }
}
