// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Builds a document from tokens and sentences somebody else has cut.
///
/// The text is put together from the tokens: a space between two unless the input says there is none, a line end
/// between sentences, an empty line between paragraphs where the input tells them.
struct TokenizedTextBuilder {
    private var bytes: [UInt8] = []
    private(set) var tokens: [Token] = []
    private var sentences: [Sentence] = []
    private var firstToken = 0
    private var paragraph: UInt32 = 0
    private var paragraphIsNew = false
    private var spaceFollows = true
    private var failure: LoepError?
    /// The identifier, title, date and source the input gives.
    var id: String?
    var metadata = Metadata()

    /// Whether nothing was added, not even a failure.
    var isEmpty: Bool { tokens.isEmpty && failure == nil }

    /// Adds a token; `spaceAfter` tells whether white space follows it.
    mutating func add(_ form: some Collection<UInt8>, spaceAfter: Bool = true) {
        if !tokens.isEmpty {
            if paragraphIsNew {
                bytes += [0x0A, 0x0A]
            } else if tokens.count == firstToken {
                bytes.append(0x0A)
            } else if spaceFollows {
                bytes.append(0x20)
            }
        }
        if paragraphIsNew {
            paragraphIsNew = false
            if !tokens.isEmpty { paragraph += 1 }
        }
        spaceFollows = spaceAfter
        let start = bytes.count
        bytes += form
        tokens.append(
            Token(
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: bytes.count), kind: .word))
    }

    /// Ends the sentence the last tokens belong to.
    mutating func endSentence() {
        if tokens.count == firstToken { return }
        sentences.append(Sentence(tokens: TokenRange(firstToken..<tokens.count), paragraph: paragraph))
        firstToken = tokens.count
    }

    /// Starts a paragraph; a sentence that is open ends.
    mutating func startParagraph() {
        endSentence()
        paragraphIsNew = true
    }

    /// Makes the document fail; the first failure counts.
    mutating func fail(_ message: String) {
        if failure == nil { failure = LoepError(.malformedInput, message) }
    }

    /// The document.
    ///
    /// - Throws: the failure, `text.invalid-utf8` or `text.too-large`.
    mutating func document(id: String) throws(LoepError) -> Document {
        if let failure { throw failure }
        endSentence()
        var document = Document(id: id, text: try Text(validating: bytes), metadata: metadata)
        for index in tokens.indices { tokens[index].kind = TokenKind(form: bytes[tokens[index].bytes.range]) }
        document.tokens = tokens
        document.sentences = sentences
        document.layers = [.tokens, .sentences]
        return document
    }

    /// The document as a result; a failure carries the identifier.
    mutating func result(id: String) -> Result<Document, LoepError> {
        let id = self.id ?? id
        do throws(LoepError) {
            return .success(try document(id: id))
        } catch {
            var failure = error
            failure.document = id
            return .failure(failure)
        }
    }
}
