// SPDX-License-Identifier: Apache-2.0
import Glibc
import Loep

@testable import LoepFormats

/// The readers by number: the first byte of an input chooses one, unless `LOEP_FUZZ_READER` names one.
private let readers = [
    "jsonl", "conll", "html", "text", "detected", "csv", "tsv", "conllu", "markdown", "folia", "docx", "odt", "epub",
    "gzip", "office-xml", "journal", "warc",
]

private let chosen: Int? = getenv("LOEP_FUZZ_READER").flatMap { readers.firstIndex(of: String(cString: $0)) }

/// One round of libFuzzer.
///
/// A trap, a hang, a document that breaks an invariant, an error without a known cause, and records that depend on where
/// a stream was cut are findings.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzReaders(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    guard let data, count > 0 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    let input = Array(bytes.dropFirst())
    switch readers[chosen ?? Int(bytes[0]) % readers.count] {
    case "jsonl": records(input, JSONLinesReader())
    case "conll": records(input, ConllReader())
    case "conllu": records(input, ConlluReader())
    case "warc": records(input, WebArchiveReader(limit: 1 << 20))
    case "csv": delimited(input, .csv)
    case "tsv": delimited(input, .tsv)
    case "html": check([read { () throws(LoepError) in try HTMLReader.document(input, id: "fuzz") }])
    case "text": check([read { () throws(LoepError) in try TextReader.document(input, id: "fuzz") }])
    case "detected":
        check([read { () throws(LoepError) in try TextReader.document(input, id: "fuzz", encoding: .detected) }])
    case "markdown":
        check([
            read { () throws(LoepError) in
                try MarkdownReader.document(try TextReader.document(input, id: "fuzz"))
            }
        ])
    case "folia": check([read { () throws(LoepError) in try FoliaReader.document(input, id: "fuzz") }])
    case "docx", "odt":
        let isOpen = readers[chosen ?? Int(bytes[0]) % readers.count] == "odt"
        check([
            read { () throws(LoepError) in
                try OfficeReader.document(input, id: "fuzz", isOpenDocument: isOpen, limit: 1 << 20)
            }
        ])
    case "epub":
        let book = (try? BookReader.documents(input, id: "fuzz", limit: 1 << 20)) ?? []
        check(book.map { .success($0) })
    case "gzip": unpack(input)
    case "office-xml":
        for isOpen in [true, false] {
            if let text = try? OfficeReader.text(of: input, name: "fuzz", isOpenDocument: isOpen),
                (try? Text(validating: text)) == nil
            {
                fatalError("text that is not UTF-8")
            }
        }
    default:
        let journal = "/dev/shm/loep-fuzz-\(getpid())"
        try? FileBytes.write(input, to: journal)
        _ = StreamJournal(path: journal)
        unlink(journal)
    }
    return 0
}

private func read(_ body: () throws(LoepError) -> Document) -> Result<Document, LoepError> {
    do throws(LoepError) {
        return .success(try body())
    } catch {
        return .failure(error)
    }
}

private func results(_ input: [UInt8], _ reader: any RecordReader) -> [Result<Document, LoepError>] {
    var results: [Result<Document, LoepError>] = []
    reader.forEachDocument(in: input, source: "fuzz", at: StreamPosition(), isWhole: false) {
        results.append($0)
        return true
    }
    return results
}

/// What a result is, but for the identifier, which may be a number in the piece.
private func essence(_ results: [Result<Document, LoepError>]) -> [String] {
    results.map { result in
        switch result {
        case .success(let document): document.text.string
        case .failure(let failure): failure.code.rawValue
        }
    }
}

/// Whole records read apart from the rest must be the same records.
private func records(_ input: [UInt8], _ reader: any RecordReader) {
    let whole = results(input, reader)
    check(whole)
    let length = reader.wholeLength(of: input)
    if length < 0 || length > input.count { fatalError("a length outside the input") }
    let parted = results(Array(input[..<length]), reader) + results(Array(input[length...]), reader)
    if essence(whole) != essence(parted) { fatalError("records depend on the cut at \(length)") }
    if let place = reader.resumption(in: input), place < 0 || place > input.count { fatalError("a place outside") }
    if reader.documentCount(in: input) < 0 { fatalError("a negative count") }
}

private func delimited(_ input: [UInt8], _ format: InputFormat) {
    guard
        let opening = try? DelimitedReader.open(
            input, format: format, fields: RecordFields(), source: "fuzz")
    else { return }
    if opening.headerLength > input.count { fatalError("a header longer than the input") }
    records(Array(input[opening.headerLength...]), opening.reader)
}

private func unpack(_ input: [UInt8]) {
    var rest = input[...]
    let source = try? Decompressor(label: "fuzz") { () throws(LoepError) in
        defer { rest = rest.dropFirst(37) }
        return Array(rest.prefix(37))
    }
    var total = 0
    while let bytes = try? source?.read(atMost: 4096), !bytes.isEmpty, total < 8 << 20 { total += bytes.count }
}

/// Writes what was read in every format: the writers meet strange documents too.
private func check(_ results: [Result<Document, LoepError>]) {
    let expected: Set<LoepError.Code> = [.invalidUTF8, .binary, .emptyText, .malformedInput, .textTooLarge]
    for result in results {
        switch result {
        case .success(let document):
            if let violation = document.invariantViolations().first { fatalError(violation) }
            for format in OutputFormat.allCases { _ = format.makeWriter(WriterOptions()).encode(document) }
        case .failure(let failure):
            if !expected.contains(failure.code) { fatalError("\(failure)") }
        }
    }
}
