// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepUnicode

/// A sentence with the rule that ended it, for people who ask why.
public struct SentenceExplanation: Sendable, Hashable {
    /// The sentence, as the run makes it.
    public var sentence: Sentence
    /// The rule that ended it.
    public var rule: SentenceRule
}

/// Groups tokens into sentences, by line structure, end marks and what follows them.
public struct SentenceSplitter: Stage {
    /// `sentence-splitter`
    public let name = "sentence-splitter"
    /// Tokens.
    public let needs: Layers = .tokens
    /// Sentences, with paragraph numbers and the roles of their blocks.
    public let provides: Layers = .sentences

    private let lexicon: SegmentationLexicon
    private let options: SegmentationOptions

    /// Opens the word lists.
    ///
    /// - Throws: `io.not-found`, `io.unreadable` or `table.malformed` for a list.
    public init(resources: ResourceDirectory, options: SegmentationOptions = .init()) throws(LoepError) {
        lexicon = try SegmentationLexicon(resources)
        self.options = options
    }

    /// Makes a worker.
    public func makeWorker() -> any StageWorker { SentenceSplitterWorker(lexicon, options) }

    /// Splits a document that has tokens and tells for each sentence the rule that ended it; equal to the run by
    /// construction.
    public func explain(_ document: Document) -> [SentenceExplanation] {
        var document = document
        SentenceSplitterWorker(lexicon, options).annotate(&document)
        return document.sentences.map {
            SentenceExplanation(sentence: $0, rule: SentenceRule(rawValue: $0.rule) ?? .given)
        }
    }
}

/// The splitter at work.
final class SentenceSplitterWorker: StageWorker {
    private let lexicon: SegmentationLexicon
    private let options: SegmentationOptions
    private var lines: [TextLine] = []
    private var blocks: [TextBlock] = []

    init(_ lexicon: SegmentationLexicon, _ options: SegmentationOptions) {
        self.lexicon = lexicon
        self.options = options
    }

    func annotate(_ document: inout Document) {
        var sentences = document.sentences
        document.sentences = []
        sentences.removeAll(keepingCapacity: true)
        split(document.text.bytes.span, document.tokens.span, into: &sentences)
        document.sentences = sentences
        document.layers.insert(.sentences)
    }

    private func split(_ bytes: Span<UInt8>, _ tokens: Span<Token>, into sentences: inout [Sentence]) {
        let view = TokenView(bytes, tokens, lexicon)
        LineFinder.find(tokens, bytes, into: &lines)
        BlockFinder.find(view, lines.span, options.paragraphs, into: &blocks)
        let scanner = SentenceScanner(view, smallLetters: SentenceSplitterWorker.usesSmallLetters(view))
        for index in 0..<blocks.count {
            let isLast = index + 1 == blocks.count
            let rule: SentenceRule = isLast ? .endOfText : blocks[index].beforeBlank ? .paragraphEnd : .lineEnd
            scanner.append(blocks[index], lastRule: rule, to: &sentences)
        }
    }

    /// How many tokens of a text tell how it writes.
    private static let sample = 4000

    /// Whether the text goes on in small letters after most of its end marks.
    private static func usesSmallLetters(_ view: borrowing TokenView) -> Bool {
        var small = 0
        var other = 0
        for index in 0..<min(max(view.tokens.count - 1, 0), sample) where view.tokens[index].kind == .punctuation {
            guard view.isEndMark(index), !view.hasRule(index, .ellipsis), view.tokens[index + 1].kind == .word,
                !view.isGlued(index + 1)
            else { continue }
            if view.firstKind(index + 1) == .lower { small += 1 } else { other += 1 }
        }
        return small >= 2 && small > other * 3
    }
}
