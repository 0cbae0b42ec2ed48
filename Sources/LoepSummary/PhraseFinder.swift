// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// A phrase that may become a keyphrase.
struct PhraseCandidate {
    /// How it is written in the answer.
    var text: String
    /// Hash of each word (lower-cased form, or lemma).
    var words: [UInt64]
    /// Occurrences.
    var count = 0
    /// Sentences it occurs in.
    var sentences = 0
    /// Number of the sentence it occurs in first.
    var firstSentence: Int
    /// First token of its first occurrence.
    var firstToken: Int
    /// Whether the title has it.
    var inTitle = false
    /// Whether it is a name.
    var isName: Bool
    /// Whether it is a person's name.
    var isPerson = false
    /// Mean inverse document frequency of its words, natural-log units.
    var idf: Float
    /// Occurrences that stand where nouns stand.
    var nounPlaces = 0
    /// Whether a tagger vouches for its being a noun phrase.
    var isTagged = false
    /// Its rank value.
    var score: Float = 0
    /// Sentence counted last.
    fileprivate var lastSentence = -1

    /// How likely it is a noun phrase at all, 0 to 1.
    var nounChance: Float {
        if isName || isTagged { return 1 }
        let share = Float(nounPlaces) / Float(max(1, count))
        return share == 0 ? 0.1 : 0.4 + 0.6 * share
    }
}

/// Finds the phrases of a document that may become keyphrases; scratch that is reused.
final class PhraseFinder {
    private(set) var candidates: [PhraseCandidate] = []

    private let maximumWords: Int
    private let names: KeyphraseOptions.NameForm
    private let frequency: DocumentFrequency
    private let lexicon: SummaryLexicon
    private var byKey: [UInt64: Int] = [:]
    /// For each token the number of its entity plus one, or 0.
    private var owners: [Int32] = []
    private var words: [UInt64] = []
    private var title: Set<UInt64> = []

    init(maximumWords: Int, names: KeyphraseOptions.NameForm, frequency: DocumentFrequency, lexicon: SummaryLexicon) {
        self.maximumWords = maximumWords
        self.names = names
        self.frequency = frequency
        self.lexicon = lexicon
    }

    /// Collects all candidates of a document.
    func find(in document: Document) {
        candidates.removeAll(keepingCapacity: true)
        byKey.removeAll(keepingCapacity: true)
        owners.removeAll(keepingCapacity: true)
        owners.append(contentsOf: repeatElement(0, count: document.tokens.count))
        if document.layers.contains(.entities) {
            for (number, entity) in document.entities.enumerated() {
                for token in entity.tokens.range { owners[token] = Int32(number + 1) }
            }
        }
        hashWords(document)
        title = Set(TermScanner.hashes(document.metadata.title ?? ""))
        if title.isEmpty, let first = document.sentences.first, first.role == .heading {
            title = Set(first.tokens.range.map { words[$0] })
        }
        for (number, sentence) in document.sentences.enumerated() where sentence.role != .caption {
            scan(document, number, sentence.tokens.range)
        }
        for index in candidates.indices {
            candidates[index].inTitle = candidates[index].words.allSatisfy(title.contains)
        }
    }

    /// The hash each token counts under: its lemma when there is one, else its last term.
    private func hashWords(_ document: Document) {
        words.removeAll(keepingCapacity: true)
        let hasLemmas = document.layers.contains(.words)
        for index in document.tokens.indices {
            let token = document.tokens[index]
            if token.kind == .punctuation || token.kind == .symbol {
                words.append(0)
                continue
            }
            if hasLemmas, owners[index] == 0 {
                let lemma = document.words.words[index].lemma.range
                words.append(PhraseFinder.hash(document.words.lemmas, lemma))
            } else {
                words.append(PhraseFinder.hash(document.text.bytes, token.bytes.range))
            }
        }
    }

    /// The hash of a word as a whole: its term, or its terms together (`Noord-Holland`).
    private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        var result: UInt64 = 0
        TermScanner.scan(bytes, in: range) { term in
            result = result == 0 ? term.hash : TermScanner.finish(result &* 31 ^ term.hash)
        }
        return result
    }

    private func scan(_ document: Document, _ sentence: Int, _ tokens: Range<Int>) {
        var index = tokens.lowerBound
        while index < tokens.upperBound {
            if owners[index] != 0 {
                let entity = document.entities[Int(owners[index]) - 1]
                addEntity(document, entity, sentence)
                index = max(index + 1, Int(entity.tokens.end))
                continue
            }
            let end = phraseEnd(document, from: index, tokens)
            if end > index {
                add(document, index..<end, sentence, opens: index == tokens.lowerBound)
                index = end
            } else {
                index += 1
            }
        }
    }

    private func addEntity(_ document: Document, _ entity: Entity, _ sentence: Int) {
        var text = PhraseFinder.plainText(document, entity.tokens)
        if let identity = entity.identity {
            let known = document.identities[Int(identity)]
            if known.isKnown { text = names == .canonical ? known.canonical : known.dutch }
        }
        // Adjectives and inhabitants say less than the names they come from.
        if entity.type == .miscellaneous { return }
        let hashes = TermScanner.hashes(text)
        guard !hashes.isEmpty else { return }
        record(
            key: entity.identity.map { 0xFEED_0000_0000_0000 ^ UInt64($0) } ?? PhraseFinder.key(hashes), hashes, text,
            isName: true, sentence, entity.tokens.range.lowerBound, isNounPlace: true, isTagged: true,
            isPerson: entity.type == .person)
    }

    /// A token run as one string with single spaces and without a possessive ending.
    private static func plainText(_ document: Document, _ tokens: TokenRange) -> String {
        var text = document.string(of: tokens).split { $0.isWhitespace }.joined(separator: " ")
        for ending in ["’s", "'s", "’", "'"] where text.hasSuffix(ending) && text.count > ending.count + 1 {
            text.removeLast(ending.count)
            break
        }
        return text
    }

    /// Where the phrase that begins at `start` ends; `start` itself when none does.
    private func phraseEnd(_ document: Document, from start: Int, _ tokens: Range<Int>) -> Int {
        var end = start
        if document.layers.contains(.words) {
            var last = start
            while end < tokens.upperBound, end - start < maximumWords, owners[end] == 0, words[end] != 0 {
                let upos = document.words.words[end].upos
                guard upos == .noun || upos == .propn || upos == .adj else { break }
                end += 1
                if upos != .adj { last = end }
            }
            return last
        }
        while end < tokens.upperBound, end - start < maximumWords, isContent(document, end) {
            // A name and a common word do not make one phrase.
            if end > start, isCapitalised(document, end) != isCapitalised(document, end - 1) { break }
            end += 1
        }
        return end
    }

    private func isContent(_ document: Document, _ index: Int) -> Bool {
        let token = document.tokens[index]
        guard owners[index] == 0, token.kind == .word, token.count > 2 else { return false }
        let classes = lexicon.classes(words[index])
        return classes.isDisjoint(with: [.stop, .finding, .time, .auxiliary, .connective])
    }

    private func isCapitalised(_ document: Document, _ index: Int) -> Bool {
        var result = false
        var isFirst = true
        TermScanner.scan(document.text.bytes, in: document.tokens[index].bytes.range) { term in
            if isFirst { result = term.isCapitalised }
            isFirst = false
        }
        return result
    }

    private func add(_ document: Document, _ range: Range<Int>, _ sentence: Int, opens: Bool) {
        let hasLemmas = document.layers.contains(.words)
        let isName = !hasLemmas && !opens && isCapitalised(document, range.lowerBound)
        var text = PhraseFinder.plainText(document, TokenRange(range))
        if hasLemmas, let last = range.last {
            // The head by its lemma; the adjectives before it as they stand.
            let lemma = document.words.lemma(of: last)
            let head = range.dropLast().map { document.text[document.tokens[$0].bytes].lowercased() }
            text = (head + [lemma]).joined(separator: " ")
        } else if !isName {
            text = text.lowercased()
        }
        let before = range.lowerBound > 0 ? lexicon.classes(words[range.lowerBound - 1]) : []
        let isNounPlace = !opens && !before.isDisjoint(with: [.determiner, .preposition])
        let hashes = range.map { words[$0] }
        record(
            key: PhraseFinder.key(hashes), hashes, text, isName: isName, sentence, range.lowerBound,
            isNounPlace: isNounPlace, isTagged: hasLemmas)
    }

    private static func key(_ hashes: [UInt64]) -> UInt64 {
        hashes.reduce(TermScanner.seed) { TermScanner.finish($0 &* 31 ^ $1) }
    }

    private func record(
        key: UInt64, _ hashes: [UInt64], _ text: String, isName: Bool, _ sentence: Int, _ token: Int, isNounPlace: Bool,
        isTagged: Bool, isPerson: Bool = false
    ) {
        let index: Int
        if let known = byKey[key] {
            index = known
        } else {
            index = candidates.count
            byKey[key] = index
            let idf = hashes.reduce(Float(0)) { $0 + min(9, frequency.idf($1)) } / Float(hashes.count)
            candidates.append(
                PhraseCandidate(
                    text: text, words: hashes, firstSentence: sentence, firstToken: token, isName: isName,
                    isPerson: isPerson, idf: idf, isTagged: isTagged))
        }
        candidates[index].count += 1
        if isName { candidates[index].isName = true }
        if isNounPlace { candidates[index].nounPlaces += 1 }
        if candidates[index].lastSentence != sentence {
            candidates[index].lastSentence = sentence
            candidates[index].sentences += 1
        }
    }
}
