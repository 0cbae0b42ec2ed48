// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepUnicode

/// An input as a stream of bytes: a file or standard input, unpacked when it is compressed, turned into UTF-8
/// when it is in a charset of wide units.
///
/// It belongs to one task and closes its file when it goes.
final class ByteSource {
    /// What the input is called in messages.
    let label: String
    /// The charset the bytes were turned into UTF-8 from; nil when they are given as they are.
    private(set) var wideCharset: String?
    private let raw: RawBytes
    private var decompressor: Decompressor?
    /// Bytes read to look at, and not given out yet.
    private var ahead: [UInt8] = []
    /// Bytes of a unit that is not whole yet.
    private var partial: [UInt8] = []

    /// The file itself, shared with the decompressor.
    private final class RawBytes {
        let descriptor: Int32
        let isOwned: Bool
        let label: String
        var ahead: [UInt8] = []
        var count = 0

        init(_ descriptor: Int32, isOwned: Bool, label: String) {
            self.descriptor = descriptor
            self.isOwned = isOwned
            self.label = label
        }

        deinit { if isOwned { InputBytes.close(descriptor) } }

        func read(atMost count: Int) throws(LoepError) -> [UInt8] {
            if !ahead.isEmpty {
                defer { ahead = [] }
                return ahead
            }
            let bytes = try InputBytes.readChunk(descriptor, label: label, atMost: count)
            self.count += bytes.count
            return bytes
        }
    }

    /// Bytes of the file itself that were read so far.
    var consumed: Int { raw.count }

    /// Opens an input; names tell compression for files, first bytes for standard input.
    ///
    /// - Throws: `io.not-found` or `io.unreadable`.
    init(_ file: InputFile) throws(LoepError) {
        label = file.id
        raw = RawBytes(
            file.isStandardInput ? 0 : try InputBytes.open(file.path), isOwned: !file.isStandardInput, label: file.id)
        var isPacked = Compression.isNamed(by: file.path)
        if file.isStandardInput {
            raw.ahead = try raw.read(atMost: 64 << 10)
            isPacked = Compression.isSigned(by: raw.ahead)
        }
        guard isPacked else { return }
        let raw = raw
        decompressor = try Decompressor(label: label) { () throws(LoepError) in try raw.read(atMost: 64 << 10) }
    }

    /// Reads up to about `count` bytes; empty at the end or when a signal asks the batch to stop.
    ///
    /// - Throws: `io.unreadable`, `format.malformed` for broken compressed data, `text.invalid-utf8` for broken
    ///   wide units.
    func read(atMost count: Int) throws(LoepError) -> [UInt8] {
        if !ahead.isEmpty {
            defer { ahead = [] }
            return ahead
        }
        guard let wideCharset else { return try unpacked(atMost: count) }
        while true {
            let chunk = try unpacked(atMost: count)
            var bytes = partial + chunk
            partial = []
            if bytes.isEmpty { return [] }
            if !chunk.isEmpty {
                let length = ByteSource.wholeUnits(bytes, charset: wideCharset)
                partial = Array(bytes[length...])
                bytes.removeSubrange(length...)
                if bytes.isEmpty { continue }
            }
            return try CharsetDetector.decode(bytes, as: wideCharset).utf8
        }
    }

    /// Looks at the first bytes without taking them; to be called before the first read.
    ///
    /// - Throws: as `read(atMost:)`.
    func peek(atMost count: Int) throws(LoepError) -> [UInt8] {
        if ahead.isEmpty { ahead = try read(atMost: count) }
        return ahead
    }

    /// Reads from here on as UTF-16 or UTF-32 when `encoding` says so or, if it shall be told, the first bytes do.
    ///
    /// - Throws: as `read(atMost:)`.
    func widen(_ encoding: InputEncoding, lookingAt count: Int) throws(LoepError) {
        var charset: String
        let opening = try peek(atMost: count)
        switch encoding {
        case .utf8: return
        case .named(let name): charset = name.uppercased()
        case .detected:
            let sample = Array(opening.prefix(opening.count & ~3))
            do throws(LoepError) {
                charset = try CharsetDetector.decode(sample).charset
            } catch {
                return
            }
        }
        guard charset.hasPrefix("UTF-16") || charset.hasPrefix("UTF-32") else { return }
        // Without a mark or a suffix the order is that of the network (RFC 2781, section 4.3).
        if charset == "UTF-16" { charset = opening.starts(with: [0xFF, 0xFE]) ? "UTF-16LE" : "UTF-16BE" }
        if charset == "UTF-32" { charset = opening.starts(with: [0xFF, 0xFE]) ? "UTF-32LE" : "UTF-32BE" }
        partial = ahead
        ahead = []
        wideCharset = charset
        ahead = try read(atMost: count)
    }

    /// Reads to the end.
    ///
    /// - Throws: as `read(atMost:)`, and `text.too-large` above `limit` bytes.
    func readToEnd(limit: Int) throws(LoepError) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let chunk = try read(atMost: max(64 << 10, min(bytes.count, 16 << 20)))
            if chunk.isEmpty { return bytes }
            if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
            if bytes.count > limit { throw InputBytes.tooLarge(label, limit) }
        }
    }

    private func unpacked(atMost count: Int) throws(LoepError) -> [UInt8] {
        if let decompressor { return try decompressor.read(atMost: count) }
        return try raw.read(atMost: count)
    }

    /// Length of the bytes that are whole scalars in UTF-16 or UTF-32.
    private static func wholeUnits(_ bytes: [UInt8], charset: String) -> Int {
        if charset.hasPrefix("UTF-32") { return bytes.count & ~3 }
        let length = bytes.count & ~1
        guard length >= 2 else { return length }
        let high = charset == "UTF-16LE" ? bytes[length - 1] : bytes[length - 2]
        return (0xD8..<0xDC).contains(high) ? length - 2 : length
    }
}
