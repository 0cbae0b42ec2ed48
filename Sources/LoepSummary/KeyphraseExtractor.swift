// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore
import LoepModel

/// What keyphrases shall be found.
public struct KeyphraseOptions: Hashable, Sendable {
    /// The form in which a known name is given.
    public enum NameForm: String, Hashable, Sendable, CaseIterable {
        /// `Identity.canonical`, English: `Alexander Lukashenko`.
        case canonical
        /// `Identity.dutch`: `Aleksandr Loekasjenko`.
        case dutch
    }

    /// Most keyphrases a document gets.
    public var count: Int
    /// Most words of a phrase; names may be longer.
    public var maximumWords: Int
    /// The form of known names.
    public var names: NameForm

    /// Makes options; every one has a sensible value of its own.
    public init(count: Int = 10, maximumWords: Int = 3, names: NameForm = .canonical) {
        self.count = count
        self.maximumWords = maximumWords
        self.names = names
    }
}

/// Names what a document is about: entities by their canonical name, and noun phrases.
///
/// Needs tokens and sentences. Entities come from the entities layer when it is there, else from capitals;
/// noun phrases from the words layer (adjectives and nouns, the last word by its lemma), else from runs of
/// content words after a determiner or preposition. A phrase is scored by frequency, document frequency in
/// news, first place, spread and the title, after YAKE (Campos et al. 2020) and KP-Miner (El-Beltagy & Rafea
/// 2009); a phrase inside another gives way to the one that carries the count.
public struct KeyphraseExtractor: Stage {
    /// The options it was made with.
    public let options: KeyphraseOptions
    private let model: SummaryModel
    private let lexicon: SummaryLexicon

    /// Opens the document frequencies and the word lists.
    ///
    /// - Throws: `model.missing` and its like, the errors of `ResourceDirectory.table`, or `option.invalid`.
    public init(resources: ResourceDirectory, options: KeyphraseOptions = .init()) throws(LoepError) {
        guard options.count > 0, options.maximumWords > 0 else {
            throw LoepError(.invalidOption, "ask for at least one keyphrase of at least one word")
        }
        self.options = options
        model = try SummaryModel(resources: resources)
        lexicon = try SummaryLexicon(resources: resources)
    }

    public var name: String { "keyphrases" }
    public var needs: Layers { [.tokens, .sentences] }
    public var provides: Layers { .keyphrases }

    /// Makes a worker with scratch memory of its own.
    public func makeWorker() -> any StageWorker {
        KeyphraseWorker(options: options, frequency: model.frequency, lexicon: lexicon)
    }
}

/// A keyphrase extractor at work on one document at a time.
final class KeyphraseWorker: StageWorker {
    private let options: KeyphraseOptions
    private let finder: PhraseFinder
    private var found: [PhraseCandidate] = []

    init(options: KeyphraseOptions, frequency: DocumentFrequency, lexicon: SummaryLexicon) {
        self.options = options
        finder = PhraseFinder(
            maximumWords: options.maximumWords, names: options.names, frequency: frequency, lexicon: lexicon)
    }

    func annotate(_ document: inout Document) {
        document.layers.insert(.keyphrases)
        document.keyphrases.removeAll(keepingCapacity: true)
        finder.find(in: document)
        found = finder.candidates
        mergeNested()
        for index in found.indices { found[index].score = score(found[index]) }
        found.sort { $0.score > $1.score || ($0.score == $1.score && $0.firstToken < $1.firstToken) }
        let highest = max(found.first?.score ?? 1, 1e-6)
        for candidate in found where document.keyphrases.count < options.count && candidate.score > 0 {
            document.keyphrases.append(Keyphrase(text: candidate.text, score: candidate.score / highest))
        }
    }

    /// A phrase inside a longer one goes when the longer one has a fair share of their count, or is a person's full
    /// name and the phrase the surname; else the longer one goes.
    private func mergeNested() {
        // Only phrases that share a word can be nested: group them by each word.
        var byWord: [UInt64: [Int]] = [:]
        for (index, candidate) in found.enumerated() {
            for word in candidate.words { byWord[word, default: []].append(index) }
        }
        var isDropped = [Bool](repeating: false, count: found.count)
        for (index, candidate) in found.enumerated() {
            guard let first = candidate.words.first else { continue }
            for other in byWord[first, default: []] where other != index && !isDropped[other] {
                let longer = found[other]
                guard longer.words.count > candidate.words.count,
                    KeyphraseWorker.contains(longer.words, candidate.words)
                else { continue }
                if candidate.isName, !longer.isName { continue }
                // The longer phrase was counted apart, and each time its part was not.
                let share = Float(longer.count) / Float(longer.count + candidate.count)
                if share >= 0.34 || (longer.isPerson && longer.words.last == candidate.words.last) {
                    found[other].count += candidate.count
                    found[other].firstSentence = min(longer.firstSentence, candidate.firstSentence)
                    isDropped[index] = true
                } else {
                    found[index].count += longer.count
                    isDropped[other] = true
                }
                if isDropped[index] { break }
            }
        }
        found = found.indices.filter { !isDropped[$0] }.map { found[$0] }
    }

    private static func contains(_ words: [UInt64], _ part: [UInt64]) -> Bool {
        guard part.count <= words.count else { return false }
        return (0...(words.count - part.count)).contains { words[$0..<$0 + part.count].elementsEqual(part) }
    }

    private func score(_ candidate: PhraseCandidate) -> Float {
        let count = Float(candidate.count)
        var score = powf(count, 0.8) * candidate.idf
        score *= 1 + 1 / (1 + 0.3 * Float(candidate.firstSentence))
        score *= 1 + 0.3 * logf(Float(candidate.sentences) + 1)
        if candidate.inTitle { score *= 1.6 }
        if candidate.isName { score *= 1.2 }
        if candidate.words.count > 1, !candidate.isName { score *= 1.25 }
        return score * candidate.nounChance
    }
}
