// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Reads web archives (WARC 1.0 and 1.1, ISO 28500): one document a page that was fetched, or its text.
///
/// Pages are responses with status 200 in HTML or plain text, and resources and conversions of these types; all else is
/// passed over. The address is the document's identifier and source, the day it was fetched its date unless the page
/// tells its own.
struct WebArchiveReader: RecordReader {
    private static let mark = Array("WARC/".utf8)
    /// Longest head of a record or response looked for, in bytes.
    private static let longestHead = 64 << 10

    /// Largest page after unpacking, in bytes.
    let limit: Int

    var decodesItself: Bool { true }

    /// The named fields of a head, names in lower case.
    private struct Head {
        var first = ""
        var fields: [String: String] = [:]
        /// Bytes it takes, the empty line included.
        var length = 0

        /// Reads a head that ends with an empty line; nil when it does not end.
        init?(_ bytes: ArraySlice<UInt8>) {
            var position = bytes.startIndex
            var isFirst = true
            while let end = bytes[position...].prefix(WebArchiveReader.longestHead).firstIndex(of: 0x0A) {
                let line = String(decoding: bytes[position..<end], as: UTF8.self).filter { $0 != "\r" && $0 != "\r\n" }
                position = end + 1
                if line.isEmpty {
                    length = position - bytes.startIndex
                    return
                }
                if isFirst {
                    first = line
                    isFirst = false
                } else if let colon = line.firstIndex(of: ":") {
                    let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
                    fields[line[..<colon].lowercased()] = String(value)
                } else if line.first != " ", line.first != "\t" {
                    return nil
                }
                if position - bytes.startIndex > WebArchiveReader.longestHead { return nil }
            }
            return nil
        }
    }

    /// One record: its head and where its block lies; nil when it is not whole.
    private func record(_ bytes: [UInt8], at start: Int) -> (head: Head, block: Range<Int>, end: Int)? {
        guard let head = Head(bytes[start...]), let length = head.fields["content-length"].flatMap({ Int($0) }),
            length >= 0, length <= bytes.count - start - head.length
        else { return nil }
        let block = (start + head.length)..<(start + head.length + length)
        var end = block.upperBound
        while end < bytes.count, bytes[end] == 0x0D || bytes[end] == 0x0A { end += 1 }
        return (head, block, end)
    }

    func wholeLength(of bytes: [UInt8]) -> Int {
        var position = 0
        // The line ends after a block may be cut off: a record counts when the next one has begun.
        while let record = record(bytes, at: position), record.end < bytes.count { position = record.end }
        return position
    }

    func documentCount(in bytes: [UInt8]) -> Int {
        var count = 0
        var position = 0
        while let record = record(bytes, at: position) {
            count += 1
            position = record.end
        }
        return count
    }

    func resumption(in bytes: [UInt8]) -> Int? {
        var position = 0
        while let end = bytes[position...].firstIndex(of: 0x0A) {
            if bytes[(end + 1)...].starts(with: WebArchiveReader.mark) { return end + 1 }
            position = end + 1
        }
        return nil
    }

    func forEachDocument(
        in bytes: [UInt8], source: String, at position: StreamPosition, isWhole: Bool,
        _ body: (Result<Document, LoepError>) -> Bool
    ) {
        var start = 0
        var number = position.document
        while start < bytes.count {
            if bytes[start] <= 0x20 {
                start += 1
                continue
            }
            let place = "\(source):\(number)"
            number += 1
            guard bytes[start...].starts(with: WebArchiveReader.mark), let record = record(bytes, at: start) else {
                let failure = LoepError(
                    .malformedInput, "\(source): record \(number - 1) is no whole record of a web archive",
                    document: place)
                if !body(.failure(failure)) { return }
                // Only up to the next record is given up.
                start = resumption(in: Array(bytes[start...])).map { start + $0 } ?? bytes.count
                continue
            }
            start = record.end
            if let result = page(record.head, bytes[record.block], place), !body(result) { return }
        }
    }

    /// The page in a record; nil when there is none.
    private func page(_ head: Head, _ block: ArraySlice<UInt8>, _ place: String) -> Result<Document, LoepError>? {
        var kind = head.fields["content-type"] ?? ""
        var content = Array(block)
        switch head.fields["warc-type"]?.lowercased() {
        case "response":
            guard let http = Head(block), http.first.hasPrefix("HTTP/"),
                http.first.split(separator: " ").dropFirst().first == "200"
            else { return nil }
            kind = http.fields["content-type"] ?? ""
            content = Array(block.dropFirst(http.length))
            if http.fields["transfer-encoding"]?.lowercased().contains("chunked") == true {
                content = WebArchiveReader.joined(content)
            }
        case "resource", "conversion": break
        default: return nil
        }
        let type = kind.prefix { $0 != ";" && $0 != " " }.lowercased()
        guard ["text/html", "application/xhtml+xml", "text/plain"].contains(type) else { return nil }
        let address = head.fields["warc-target-uri"]?.filter { $0 != "<" && $0 != ">" }
        let id = address ?? place
        do throws(LoepError) {
            if Compression.isSigned(by: content) { content = try unpacked(content, id) }
            var document =
                type == "text/plain"
                ? try TextReader.document(content, id: id, encoding: .detected)
                : try HTMLReader.document(content, id: id)
            if document.metadata.date == nil {
                document.metadata.date = head.fields["warc-date"].map { String($0.prefix(10)) }
            }
            if document.metadata.source == nil { document.metadata.source = address }
            return .success(document)
        } catch {
            var failure = error
            failure.document = id
            return .failure(failure)
        }
    }

    private func unpacked(_ content: [UInt8], _ id: String) throws(LoepError) -> [UInt8] {
        var isGiven = false
        let decompressor = try Decompressor(label: id) { () throws(LoepError) in
            defer { isGiven = true }
            return isGiven ? [] : content
        }
        var bytes: [UInt8] = []
        while true {
            let chunk = try decompressor.read(atMost: 256 << 10)
            if chunk.isEmpty { return bytes }
            bytes += chunk
            if bytes.count > limit { throw InputBytes.tooLarge(id, limit) }
        }
    }

    /// The content of a body that was sent in chunks (RFC 9112, section 7.1); what is no chunk stays as it is.
    private static func joined(_ body: [UInt8]) -> [UInt8] {
        var content: [UInt8] = []
        var position = 0
        while let end = body[position...].prefix(64).firstIndex(of: 0x0A) {
            let digits = body[position..<end].prefix { $0 != 0x3B && $0 > 0x20 }
            guard let length = Int(String(decoding: digits, as: UTF8.self), radix: 16), length >= 0,
                length <= body.count - end - 1
            else { return content.isEmpty ? body : content }
            if length == 0 { return content }
            content += body[(end + 1)..<(end + 1 + length)]
            position = end + 1 + length
            while position < body.count, body[position] == 0x0D || body[position] == 0x0A { position += 1 }
        }
        return content.isEmpty ? body : content
    }
}
