import LoepCore

extension BatchPiece {
    /// Reads every document of the piece and hands it, or why it cannot be read, to `body`, in order, until
    /// `body` answers false. Failures carry the identifier they are reported under.
    func forEachDocument(_ options: BatchOptions, _ body: (Result<Document, LoepError>) -> Bool) {
        switch content {
        case .failure(let failure): _ = body(.failure(named(failure)))
        case .file(let isPage):
            _ = body(
                attempt { () throws(LoepError) in
                    try article(InputBytes.read(file.path, limit: options.limit), isPage: isPage, options)
                })
        case .text(let bytes, let isPage):
            _ = body(attempt { () throws(LoepError) in try article(bytes, isPage: isPage, options) })
        case .records(let bytes, let line):
            let reader = JSONLinesReader(fields: options.fields)
            var number = line - 1
            var isEmpty = true
            for row in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
                number += 1
                if row.allSatisfy({ $0 <= 0x20 }) { continue }
                isEmpty = false
                if !body(reader.document(row, source: file.id, line: number)) { return }
            }
            if isEmpty { refuse(body) }
        case .columns(let bytes, let line, let number):
            let documents = ConllReader().documents(bytes[...], source: file.id, line: line, number: number)
            for document in documents where !body(document) { return }
            if documents.isEmpty { refuse(body) }
        }
    }

    /// An input of records without any is an empty input.
    private func refuse(_ body: (Result<Document, LoepError>) -> Bool) {
        guard isFirst, isLast else { return }
        _ = body(.failure(named(LoepError(.emptyText, "there are no documents in it"))))
    }

    private func article(_ bytes: [UInt8], isPage: Bool, _ options: BatchOptions) throws(LoepError) -> Document {
        if isPage { return try HTMLReader.document(bytes, id: file.id) }
        return try TextReader.document(bytes, id: file.id, encoding: options.encoding)
    }

    private func attempt(_ read: () throws(LoepError) -> Document) -> Result<Document, LoepError> {
        do throws(LoepError) {
            return .success(try read())
        } catch {
            return .failure(named(error))
        }
    }

    private func named(_ failure: LoepError) -> LoepError {
        var failure = failure
        if failure.document == nil { failure.document = file.id }
        return failure
    }
}
