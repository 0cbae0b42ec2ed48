// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepSegmentation
import LoepUnicode

/// The workers, one pair for each paragraph mode; made once. libFuzzer runs its rounds one after the other.
nonisolated(unsafe) private let workers: [(tokenizer: any StageWorker, splitter: any StageWorker)] = {
    guard let resources = try? ResourceDirectory.find() else { return [] }
    return ParagraphMode.allCases.compactMap { mode in
        let options = SegmentationOptions(paragraphs: mode)
        guard let tokenizer = try? Tokenizer(resources: resources, options: options),
            let splitter = try? SentenceSplitter(resources: resources, options: options)
        else { return nil }
        return (tokenizer.makeWorker(), splitter.makeWorker())
    }
}()

/// One round of libFuzzer: the first byte chooses the paragraph mode, the rest is the text.
///
/// Broken UTF-8 is repaired first, so that every round reaches the segmenter; the bytes as they are go to the charset
/// detector. A broken invariant, an unstable key or a trap is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSegmentation(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    guard let data, count > 0, workers.count == ParagraphMode.allCases.count else {
        return workers.isEmpty ? stop("no resources") : 0
    }
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    let (tokenizer, splitter) = workers[Int(bytes[0]) % workers.count]
    let string = String(decoding: bytes.dropFirst(), as: UTF8.self)
    guard let text = try? Text(string) else { return 0 }

    var document = Document(id: "fuzz", text: text)
    tokenizer.annotate(&document)
    splitter.annotate(&document)
    if let violation = document.invariantViolations().first { return stop(violation) }

    let key = FoldingKey.fold(string)
    if !FoldingKey.fold(key).utf8.elementsEqual(key.utf8) { return stop("a key that folds further") }
    if let decoded = try? CharsetDetector.decode(bytes), (try? Text(validating: decoded.utf8)) == nil {
        return stop("decoding gave broken UTF-8")
    }
    return 0
}

/// Ends the run with a message; libFuzzer keeps the input.
private func stop(_ message: String) -> Int32 {
    fatalError(message)
}
