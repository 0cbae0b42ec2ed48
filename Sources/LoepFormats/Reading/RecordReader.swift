// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Where a stream of records stands: what lies before has been handed out.
public struct StreamPosition: Hashable, Sendable {
    /// Bytes of the stream, unpacked and as UTF-8 where it was neither.
    public var bytes = 0
    /// One-based number of the line.
    public var line = 1
    /// One-based number of the document.
    public var document = 1
}

/// Reads a format that holds many documents in one file, from runs of whole records.
protocol RecordReader: Sendable {
    /// Whether the records say themselves what encoding they are in.
    var decodesItself: Bool { get }
    /// Number of bytes up to the end of the last record that is whole; 0 when none is.
    func wholeLength(of bytes: [UInt8]) -> Int
    /// Number of documents in whole records.
    func documentCount(in bytes: [UInt8]) -> Int
    /// Where reading goes on in `bytes` when the record they open with is given up; nil when not in them.
    func resumption(in bytes: [UInt8]) -> Int?
    /// Reads every document of whole records in order until `body` answers false. Failures carry the identifier they
    /// are reported under.
    ///
    /// - Parameters:
    ///   - source: what to call the input.
    ///   - position: where the bytes stand in it.
    ///   - isWhole: whether the bytes are the whole input.
    func forEachDocument(
        in bytes: [UInt8], source: String, at position: StreamPosition, isWhole: Bool,
        _ body: (Result<Document, LoepError>) -> Bool)
}

extension RecordReader {
    var decodesItself: Bool { false }
}

/// Formats whose records are lines.
protocol LineRecordReader: RecordReader {}

extension LineRecordReader {
    func wholeLength(of bytes: [UInt8]) -> Int { (bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1 }
    func documentCount(in bytes: [UInt8]) -> Int { bytes.count { $0 == UInt8(ascii: "\n") } }
    func resumption(in bytes: [UInt8]) -> Int? { bytes.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } }
}

/// Formats of columns in which a line that starts with a mark starts a document.
protocol MarkedRecordReader: RecordReader {
    /// The first bytes of a line that starts a document.
    static var documentMark: [UInt8] { get }
    /// Whether a line, not a blank one, belongs to the content of a document.
    static func isContent(_ line: ArraySlice<UInt8>) -> Bool
}

extension MarkedRecordReader {
    func wholeLength(of bytes: [UInt8]) -> Int {
        // A document ends where the next begins; the mark that opens the bytes is no end.
        var position = bytes.count
        while let end = bytes[..<position].lastIndex(of: UInt8(ascii: "\n")), end > 0 {
            if bytes[(end + 1)...].starts(with: Self.documentMark) { return end + 1 }
            position = end
        }
        return 0
    }

    func documentCount(in bytes: [UInt8]) -> Int {
        var count = 0
        var isOpen = false
        for row in bytes.split(separator: UInt8(ascii: "\n")) {
            if row.starts(with: Self.documentMark) {
                isOpen = false
            } else if !isOpen, row.contains(where: { $0 > 0x20 }), Self.isContent(row) {
                isOpen = true
                count += 1
            }
        }
        return count
    }

    func resumption(in bytes: [UInt8]) -> Int? {
        var position = bytes.startIndex
        while let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) {
            if bytes[(end + 1)...].starts(with: Self.documentMark) { return end + 1 }
            position = end + 1
        }
        return nil
    }
}
