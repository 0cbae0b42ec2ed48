// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepUnicode

extension BatchPiece {
    /// Reads every document of the piece and hands it, or why it cannot be read, to `body`, in order, until
    /// `body` answers false. Failures carry the identifier they are reported under.
    func forEachDocument(_ options: BatchOptions, _ body: (Result<Document, LoepError>) -> Bool) {
        switch content {
        case .failure(let failure): _ = body(.failure(named(failure)))
        case .file(let format):
            do throws(LoepError) {
                let bytes =
                    if Compression.isNamed(by: file.path) {
                        try ByteSource(file).readToEnd(limit: options.limit)
                    } else {
                        try InputBytes.read(file.path, limit: options.limit)
                    }
                article(bytes, format, options, body)
            } catch {
                _ = body(.failure(named(error)))
            }
        case .article(let bytes, let format): article(bytes, format, options, body)
        case .records(let bytes, let reader, let position, let charset):
            let (text, told) = reader.decodesItself ? (bytes, nil) : decoded(bytes, options.encoding)
            var isEmpty = true
            reader.forEachDocument(in: text, source: file.id, at: position, isWhole: isFirst && isLast) { document in
                isEmpty = false
                return body(document.map { stated($0, charset ?? told) })
            }
            // An input of records without any is an empty input.
            if isEmpty, isFirst, isLast {
                _ = body(.failure(named(LoepError(.emptyText, "there are no documents in it"))))
            }
        }
    }

    private func article(
        _ bytes: [UInt8], _ format: InputFormat, _ options: BatchOptions,
        _ body: (Result<Document, LoepError>) -> Bool
    ) {
        do throws(LoepError) {
            if format == .epub {
                for document in try BookReader.documents(bytes, id: file.id, limit: options.limit) {
                    if !body(.success(document)) { return }
                }
                return
            }
            _ = body(.success(try document(bytes, format, options)))
        } catch {
            _ = body(.failure(named(error)))
        }
    }

    private func document(
        _ bytes: [UInt8], _ format: InputFormat, _ options: BatchOptions
    ) throws(LoepError) -> Document {
        switch format {
        case .html: return try HTMLReader.document(bytes, id: file.id)
        case .markdown:
            return try MarkdownReader.document(TextReader.document(bytes, id: file.id, encoding: options.encoding))
        case .folia: return try FoliaReader.document(bytes, id: file.id)
        case .docx, .odt:
            return try OfficeReader.document(
                bytes, id: file.id, isOpenDocument: format == .odt, limit: options.limit)
        default: return try TextReader.document(bytes, id: file.id, encoding: options.encoding)
        }
    }

    /// Records as UTF-8, and the charset they were in when it was asked for; bytes that cannot be decoded stay as they
    /// are, so that each record fails, or does not, by itself.
    private func decoded(_ bytes: [UInt8], _ encoding: InputEncoding) -> ([UInt8], String?) {
        let decoded: DecodedText?
        switch encoding {
        case .utf8: return (bytes, nil)
        case .detected: decoded = try? CharsetDetector.decode(bytes)
        case .named(let charset): decoded = try? CharsetDetector.decode(bytes, as: charset)
        }
        return (decoded?.utf8 ?? bytes, decoded?.charset)
    }

    private func stated(_ document: Document, _ charset: String?) -> Document {
        guard let charset else { return document }
        var document = document
        document.metadata.encoding = charset
        return document
    }

    private func named(_ failure: LoepError) -> LoepError {
        var failure = failure
        if failure.document == nil { failure.document = file.id }
        return failure
    }
}
