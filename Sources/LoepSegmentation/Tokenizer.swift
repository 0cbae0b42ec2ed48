// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepUnicode

/// A token with the rule that made it, for people who ask why.
public struct TokenExplanation: Sendable, Hashable {
    /// The token, as the run makes it.
    public var token: Token
    /// The rule that set its boundaries.
    public var rule: TokenRule
}

/// Cuts Dutch text into tokens by rules and word lists.
///
/// Conventions are those of Universal Dependencies for Dutch (Alpino, LassySmall). Every byte of the text lies in a
/// token or in white space, control or format characters between tokens; the run is linear in the text.
public struct Tokenizer: Stage {
    /// `tokenizer`
    public let name = "tokenizer"
    /// Nothing: it reads the text.
    public let needs: Layers = []
    /// Tokens.
    public let provides: Layers = .tokens

    private let lexicon: SegmentationLexicon

    /// Opens the word lists.
    ///
    /// - Throws: `io.not-found`, `io.unreadable` or `table.malformed` for a list.
    public init(resources: ResourceDirectory, options: SegmentationOptions = .init()) throws(LoepError) {
        lexicon = try SegmentationLexicon(resources)
    }

    /// Makes a worker.
    public func makeWorker() -> any StageWorker { TokenizerWorker(lexicon) }

    /// Tokenises `text` and tells for each token the rule that made it; equal to the run by construction.
    public func explain(_ text: Text) -> [TokenExplanation] {
        var document = Document(id: "", text: text)
        TokenizerWorker(lexicon).annotate(&document)
        return document.tokens.map { TokenExplanation(token: $0, rule: TokenRule(rawValue: $0.rule) ?? .given) }
    }
}

/// The tokeniser at work.
final class TokenizerWorker: StageWorker {
    private let lexicon: SegmentationLexicon

    init(_ lexicon: SegmentationLexicon) { self.lexicon = lexicon }

    func annotate(_ document: inout Document) {
        let text = document.text
        var scanner = TokenScanner(text.bytes.span, lexicon: lexicon)
        // The document's own array is filled, so that a document that is used again costs no allocation.
        swap(&scanner.tokens, &document.tokens)
        scanner.tokens.removeAll(keepingCapacity: true)
        scanner.tokens.reserveCapacity(text.count / 5 + 16)
        scanner.run()
        swap(&scanner.tokens, &document.tokens)
        document.layers.insert(.tokens)
    }
}
