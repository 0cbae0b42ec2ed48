import Loep
import LoepFormats

/// One round of libFuzzer: the first byte chooses the reader, the rest is its input.
///
/// A trap, a hang, a document that breaks an invariant or an error without a known cause is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzReaders(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    guard let data, count > 0 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    let input = Array(bytes.dropFirst())
    switch bytes[0] % 5 {
    case 0: check([JSONLinesReader().document(input[...], source: "fuzz", line: 1)])
    case 1: check(ConllReader().documents(input[...], source: "fuzz", number: 1))
    case 2: check([read { () throws(LoepError) in try HTMLReader.document(input, id: "fuzz") }])
    case 3: check([read { () throws(LoepError) in try TextReader.document(input, id: "fuzz") }])
    default: check([read { () throws(LoepError) in try TextReader.document(input, id: "fuzz", encoding: .detected) }])
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
