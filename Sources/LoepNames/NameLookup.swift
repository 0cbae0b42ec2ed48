// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// What is known about a name, or can be worked out from its spelling.
public struct NameAnswer: Sendable {
    /// The name as it was asked.
    public var name: String
    /// The known identity; nil when the name is nobody known, or several share it.
    public var identity: Identity?
    /// Certainty that this identity is meant, 0 to 1; 0 without one.
    public var score: Float
    /// Canonical English name; nil when the name is no transcription, so that it stays as it is.
    public var canonical: String?
    /// Main Dutch form; nil when the name is no transcription.
    public var dutch: String?
    /// The name in its original script, best first, with certainties.
    public var originals: [ScoredName]
    /// ISO 639-1 code of the name's language; nil when not known.
    public var language: String?
    /// The name in every scheme that fits its language, by the names of `schemes.tsv`, in file order.
    public var schemes: [(scheme: String, name: String)]
    /// Identities that share the spelling, best first; the chosen one among them.
    public var candidates: [(identity: Identity, score: Float)]
}

/// A spelling with its certainty, 0 to 1.
public struct ScoredName: Hashable, Sendable {
    /// The spelling.
    public var name: String
    /// Its certainty.
    public var score: Float

    /// Makes a scored spelling.
    public init(name: String, score: Float) {
        self.name = name
        self.score = score
    }
}

/// Answers questions about single names: who is it, and how is it written in every scheme.
public final class NameLookup {
    /// Least log-odds of a transcription: who asks for a name thinks it is one, so less is asked than in text.
    private static let leastLogOdds: Float = -3.5

    /// Least certainty of likeness for a word that looks like no transcription.
    private static let foreignScore: Float = 0.65

    private let knowledge: NameKnowledge
    private let worker: NameWorker
    private let table: TransliterationTable
    private var matcher = FuzzyMatcher()

    /// Opens the tables.
    ///
    /// - Throws: the errors of opening `names.loep`, `schemes.tsv` and the user's own table.
    public init(resources: ResourceDirectory, options: NameOptions = .init()) throws(LoepError) {
        knowledge = try NameKnowledge(resources: resources, options: options)
        worker = NameWorker(knowledge)
        table = try TransliterationTable(resources: resources)
    }

    /// Opens a look-up that knows only these identities, for measuring; nothing is read from `names.loep`.
    ///
    /// - Throws: the errors of opening the other tables.
    public init(resources: ResourceDirectory, entries: [NameEntry]) throws(LoepError) {
        knowledge = try NameKnowledge(resources: resources, entries: entries)
        worker = NameWorker(knowledge)
        table = try TransliterationTable(resources: resources)
    }

    /// What is known about a name.
    ///
    /// An article before a name nobody knows with it is passed by: De Krim.
    public func answer(_ name: String) -> NameAnswer {
        let answer = answer(whole: name)
        guard answer.candidates.isEmpty,
            let article = ["De ", "Het ", "de ", "het "].first(where: { name.hasPrefix($0) })
        else { return answer }
        var bare = self.answer(whole: String(name.dropFirst(article.count)))
        if bare.candidates.isEmpty { return answer }
        bare.name = name
        return bare
    }

    private func answer(whole name: String) -> NameAnswer {
        var answer = NameAnswer(
            name: name, identity: nil, score: 0, canonical: nil, dutch: nil, originals: [], language: nil, schemes: [],
            candidates: [])
        guard let document = NameLookup.document(name), !document.tokens.isEmpty else { return answer }
        var annotated = document
        worker.annotate(&annotated)
        let whole = TokenRange(0..<annotated.tokens.count)
        for mention in annotated.names
        where mention.tokens == whole && annotated.identities[Int(mention.identity)].isKnown {
            answer.candidates.append((annotated.identities[Int(mention.identity)], mention.score))
        }
        if answer.candidates.isEmpty, knowledge.usesTable { addAlike(&answer, document) }
        answer.candidates.sort { $0.score > $1.score }
        if let best = answer.candidates.first,
            answer.candidates.count == 1 || best.score > 1.1 * answer.candidates[1].score
        {
            answer.identity = best.identity
            answer.score = best.score
            answer.canonical = best.identity.canonical
            answer.dutch = best.identity.dutch
            answer.language = best.identity.language
            if let original = best.identity.original { answer.originals = [ScoredName(name: original, score: 1)] }
        }
        if answer.identity == nil, answer.candidates.isEmpty { derive(&answer, document) }
        if let original = answer.originals.first, let language = answer.language {
            answer.schemes = schemes(of: original.name, language: language)
        }
        return answer
    }

    /// Adds listed identities whose spelling is near: of the whole name, or of the surname when the given name fits.
    private func addAlike(_ answer: inout NameAnswer, _ document: Document) {
        let words = document.tokens.filter { $0.kind == .word }
        guard let last = words.last else { return }
        let text = document.text.bytes.span
        var variants: [FormVariant] = []
        let start = words.count <= 2 ? Int(last.start) : Int(words[0].start)
        FormVariant.collect(text, start..<Int(last.end), into: &variants)
        let given = words.count == 2 ? knowledge.table.givenName(KeyHash.of(key(text, words[0].bytes.range))) : nil
        let offset = knowledge.user?.count ?? 0
        for variant in variants where variant.form == .base || variant.form == .possessive {
            for (first, isWhole) in [(start, false), (Int(words[0].start), true)] {
                if isWhole, words.count != 2 { continue }
                let surname = key(text, first..<variant.end)
                // A word that looks like no transcription must be nearly the name itself.
                let isForeign =
                    words.count == 1 && knowledge.generator.classifier.logOdds(surname) < NameLookup.leastLogOdds
                let least = isForeign ? NameLookup.foreignScore : FuzzyIndex.accepted
                matcher.find(surname, in: knowledge.fuzzy)
                for hit in matcher.hits.prefix(5) where hit.score >= least {
                    let record = knowledge.table.records[hit.identity]
                    var score = hit.score
                    if hit.form == .surname {
                        if isWhole { continue }
                        if words.count == 2 {
                            guard let given, UInt16(truncatingIfNeeded: given.target) == record.given else { continue }
                            score = min(1, score * 1.2)
                        }
                    } else if words.count == 2, !isWhole {
                        continue
                    }
                    let identity = knowledge.identity(hit.identity + offset)
                    if let known = answer.candidates.firstIndex(where: { $0.identity.id == identity.id }) {
                        answer.candidates[known].score = max(answer.candidates[known].score, score)
                    } else {
                        answer.candidates.append((identity, score))
                    }
                }
            }
        }
    }

    private func key(_ text: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var key: [UInt8] = []
        NameFolding.append(text, range, to: &key)
        return key
    }

    /// Works out the English and Cyrillic forms of a name nobody knows.
    private func derive(_ answer: inout NameAnswer, _ document: Document) {
        let words = document.tokens.filter { $0.kind == .word }.map { document.text[$0.bytes] }
        guard let derived = knowledge.derive(words, leastLogOdds: NameLookup.leastLogOdds) else {
            answer.originals = knowledge.doubtfulOriginals(words)
            return
        }
        answer.canonical = derived.english
        answer.language = derived.language
        answer.originals = derived.originals
        answer.dutch = answer.name
        if let original = derived.originals.first,
            let dutch = table.apply(original.name, language: derived.language, scheme: "nl")
        {
            answer.dutch = dutch
        }
    }

    /// A Cyrillic name in every scheme of its language; empty for another script or an unknown language.
    public func schemes(of original: String, language: String) -> [(scheme: String, name: String)] {
        guard let first = original.unicodeScalars.first, (0x400...0x52F).contains(first.value) else { return [] }
        let known = table.schemesOfLanguage[language] == nil ? "ru" : language
        return (table.schemesOfLanguage[known] ?? []).compactMap { scheme in
            table.apply(original, language: known, scheme: scheme).map { (scheme, $0) }
        }
    }

    /// A document of one sentence whose tokens are the words of a name, parted by white space and commas.
    static func document(_ name: String) -> Document? {
        guard let text = try? Text(name) else { return nil }
        var document = Document(id: "", text: text)
        var start: Int?
        func close(_ end: Int, _ document: inout Document) {
            guard let first = start else { return }
            let isInitial = end - first <= 3 && text.bytes[end - 1] == 0x2E
            document.tokens.append(
                Token(start: UInt32(first), end: UInt32(end), kind: isInitial ? .abbreviation : .word))
            start = nil
        }
        for (index, byte) in text.bytes.enumerated() {
            if byte == 0x2C {
                close(index, &document)
                document.tokens.append(Token(start: UInt32(index), end: UInt32(index + 1), kind: .punctuation))
            } else if byte <= 0x20 {
                close(index, &document)
            } else if start == nil {
                start = index
            }
        }
        close(text.count, &document)
        if !document.tokens.isEmpty {
            document.sentences = [Sentence(tokens: TokenRange(0..<document.tokens.count), paragraph: 0)]
        }
        document.layers = [.tokens, .sentences]
        return document
    }
}
