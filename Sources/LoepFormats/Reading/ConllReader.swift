import LoepCore

/// Reads CoNLL columns: the first column of a line is a token, a blank line ends a sentence, a line
/// that starts with `-DOCSTART-` starts a document (Tjong Kim Sang 2002).
///
/// The text is rebuilt with one space between tokens and a line end between sentences; the document
/// carries tokens and sentences, so that no stage cuts them anew.
public struct ConllReader: Sendable {
    /// Makes a reader.
    public init() {}

    /// The first bytes of the line that starts a document.
    static let documentMark = Array("-DOCSTART-".utf8)

    /// Reads documents from whole lines.
    ///
    /// - Parameters:
    ///   - source: what to call the input.
    ///   - line: one-based number of the first line.
    ///   - number: one-based number of the first document, which is part of the identifiers; nil when
    ///     the input is one document and the source identifies it.
    public func documents(
        _ bytes: ArraySlice<UInt8>, source: String, line: Int = 1, number: Int? = nil
    ) -> [Result<Document, LoepError>] {
        var results: [Result<Document, LoepError>] = []
        var builder = Builder()
        var lineNumber = line - 1
        func finish() {
            defer { builder = Builder() }
            guard !builder.isEmpty else { return }
            let id = number.map { "\(source):\($0 + results.count)" } ?? source
            do throws(LoepError) {
                results.append(.success(try builder.document(id: id)))
            } catch {
                var failure = error
                failure.document = id
                results.append(.failure(failure))
            }
        }
        for row in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            lineNumber += 1
            if row.starts(with: ConllReader.documentMark) {
                finish()
            } else if row.allSatisfy({ $0 <= 0x20 }) {
                builder.endSentence()
            } else if let first = row.first, first == 0x20 || first == 0x09 {
                builder.fail("\(source), line \(lineNumber): the first column is empty")
            } else {
                builder.add(row.prefix { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D })
            }
        }
        finish()
        return results
    }

    /// Number of documents with at least one token in whole lines.
    static func documentCount(in bytes: [UInt8]) -> Int {
        var count = 0
        var isOpen = false
        for row in bytes.split(separator: UInt8(ascii: "\n")) {
            if row.starts(with: documentMark) {
                isOpen = false
            } else if !isOpen, row.contains(where: { $0 > 0x20 }) {
                isOpen = true
                count += 1
            }
        }
        return count
    }

    /// Collects the tokens of one document.
    private struct Builder {
        private var bytes: [UInt8] = []
        private var tokens: [Token] = []
        private var sentences: [Sentence] = []
        private var firstToken = 0
        private var failure: LoepError?

        var isEmpty: Bool { tokens.isEmpty && failure == nil }

        mutating func add(_ form: ArraySlice<UInt8>) {
            if !tokens.isEmpty { bytes.append(tokens.count == firstToken ? UInt8(ascii: "\n") : UInt8(ascii: " ")) }
            let start = bytes.count
            bytes += form
            tokens.append(
                Token(
                    start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: bytes.count), kind: .word)
            )
        }

        mutating func endSentence() {
            if tokens.count == firstToken { return }
            sentences.append(
                Sentence(tokens: TokenRange(firstToken..<tokens.count), paragraph: 0))
            firstToken = tokens.count
        }

        mutating func fail(_ message: String) {
            if failure == nil { failure = LoepError(.malformedInput, message) }
        }

        mutating func document(id: String) throws(LoepError) -> Document {
            if let failure { throw failure }
            endSentence()
            var document = Document(id: id, text: try Text(validating: bytes))
            for index in tokens.indices { tokens[index].kind = TokenKind(form: bytes[tokens[index].bytes.range]) }
            document.tokens = tokens
            document.sentences = sentences
            document.layers = [.tokens, .sentences]
            return document
        }
    }
}

extension TokenKind {
    /// The kind of a token somebody else has cut, by its form alone.
    init(form: ArraySlice<UInt8>) {
        let scalars = String(decoding: form, as: UTF8.self).unicodeScalars
        guard let first = scalars.first else {
            self = .symbol
            return
        }
        let hasLetter = scalars.contains { $0.properties.isAlphabetic }
        let hasDigit = scalars.contains { $0.properties.numericType != nil }
        if scalars.count > 1, first == "@" || first == "#", hasLetter {
            self = .handle
        } else if form.starts(with: "http".utf8) || form.starts(with: "www.".utf8)
            || (hasLetter && scalars.contains("@"))
        {
            self = .address
        } else if hasLetter, scalars.last == "." {
            self = .abbreviation
        } else if hasLetter, first.properties.numericType == nil {
            self = .word
        } else if hasDigit {
            self = .number
        } else if hasLetter {
            self = .word
        } else if first.properties.isEmojiPresentation {
            self = .emoji
        } else {
            switch first.properties.generalCategory {
            case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: self = .symbol
            default: self = .punctuation
            }
        }
    }
}
