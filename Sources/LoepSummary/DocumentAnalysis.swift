// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// One distinct term of a document.
package struct DocumentTerm {
    /// Hash of the lower-cased term.
    package var hash: UInt64
    /// Occurrences in sentences that may be chosen from or lean on (body and list items).
    package var count: UInt32 = 0
    /// Number of such sentences it is in.
    package var sentences: UInt32 = 0
    /// Body number of the first such sentence.
    package var first: UInt32 = .max
    /// Body number of the last such sentence.
    package var last: UInt32 = 0
    /// Occurrences with a capital that are not the first term of a sentence.
    package var capitals: UInt32 = 0
    /// Occurrences that are not the first term of a sentence.
    package var inner: UInt32 = 0
    /// Occurrences in sentences mostly inside quotation marks.
    package var quoted: UInt32 = 0
    /// Occurrences in the first sentence of a paragraph.
    package var opening: UInt32 = 0
    /// Occurrences in the first paragraph and in the last.
    package var inFirst: UInt32 = 0
    package var inLast: UInt32 = 0
    /// Occurrences straight after a function word, as nouns stand.
    package var afterStop: UInt32 = 0
    /// Sum over occurrences of the relative place in the sentence, 0 to 1.
    package var lateness: Float = 0
    /// Hash of the last three letters, which tell much of its part of speech.
    package var ending: UInt64
    /// Hash of the first five letters, which inflected forms share; 0 for shorter terms.
    package var stem: UInt64
    /// Natural-log inverse document frequency.
    package var idf: Float
    /// Length in bytes.
    package var length: UInt16
    /// What the lexicon says.
    package var classes: CueClasses
    /// Whether it is in the title.
    package var inTitle = false
    /// Whether it is in a subhead.
    package var inHeading = false
    /// Whether it is asked for by the focus.
    package var inFocus = false
    /// Whether it holds a digit.
    package var hasDigit: Bool
    /// Body number of the sentence counted last, to count sentences once.
    fileprivate var seen: UInt32 = .max

    /// Whether it carries subject matter.
    package var isContent: Bool { !classes.contains(.stop) && (length > 1 || hasDigit) }
    /// Whether it is written with a capital where words are not.
    package var isName: Bool { inner > 0 && capitals * 2 > inner }
}

/// What is known of one sentence for summarising.
package struct AnalysedSentence {
    /// Range in `DocumentAnalysis.occurrences`.
    package var terms: Range<Int>
    /// Number among the body sentences (body and list items, title excluded); -1 for all others.
    package var body: Int32 = -1
    /// Number of its paragraph among paragraphs with a body sentence.
    package var paragraph: UInt32 = 0
    /// Number inside its paragraph.
    package var place: UInt32 = 0
    /// Sentences in its paragraph.
    package var placesInParagraph: UInt32 = 1
    /// Whether a heading stands right before it.
    package var followsHeading = false
    /// Whether it stands in a list.
    package var isListItem = false
    /// Whether nothing but its leaning speaks against choosing it.
    package var isWhole = false
    /// Whether it ends with a question mark.
    package var isQuestion = false
    /// Whether it opens with a pronoun, demonstrative or connective.
    package var opensLeaning = false
    /// Whether it makes sense only after the sentence before.
    package var needsPrevious = false
    /// Whether it makes sense only before the sentence after.
    package var needsNext = false
    /// Whether it gives a ground in an article that asks for one.
    package var explains = false
    /// Whether a personal pronoun near its start has nobody in the sentence to stand for.
    package var hasLoosePronoun = false
    /// Share of its bytes inside quotation marks, 0 to 1.
    package var quoted: Float = 0
    /// Whether it holds a web or e-mail address, a handle or a telephone number.
    package var hasAddress = false
}

/// Reads a document once into terms and sentences; scratch that is reused from document to document.
package final class DocumentAnalysis {
    /// Distinct terms in order of first occurrence.
    package private(set) var terms: [DocumentTerm] = []
    /// Indices into `terms`, sentence after sentence, text order.
    package private(set) var occurrences: [UInt32] = []
    /// One for each sentence of the document.
    package internal(set) var sentences: [AnalysedSentence] = []
    /// Sentence indices of the body sentences, text order.
    package private(set) var body: [Int] = []
    /// Number of paragraphs with a body sentence.
    package private(set) var paragraphs = 0
    /// Whether the title is a question.
    package private(set) var titleAsks = false
    /// Number of subheads.
    package private(set) var headings = 0
    /// Number of distinct content terms of the title.
    package private(set) var titleTerms = 0

    private var table: [Int32] = []
    private var renamed: [UInt64] = []
    private let lexicon: SummaryLexicon
    private let frequency: DocumentFrequency

    /// Makes empty scratch.
    package init(lexicon: SummaryLexicon, frequency: DocumentFrequency) {
        self.lexicon = lexicon
        self.frequency = frequency
    }

    /// Reads a document with tokens and sentences; names, when there, merge the spellings of one identity.
    package func read(_ document: Document, focus: [UInt64] = []) {
        terms.removeAll(keepingCapacity: true)
        occurrences.removeAll(keepingCapacity: true)
        sentences.removeAll(keepingCapacity: true)
        body.removeAll(keepingCapacity: true)
        var capacity = 256
        while capacity < document.tokens.count * 3 { capacity *= 2 }
        table.removeAll(keepingCapacity: true)
        table.append(contentsOf: repeatElement(-1, count: capacity))
        mergeSpellings(document)
        for sentence in document.sentences { readTerms(document, sentence) }
        markTitle(document)
        numberBody(document)
        SentenceFitness.judge(document, self, lexicon)
        countTerms()
        SentenceFitness.findLoosePronouns(self)
        SentenceFitness.findAnswers(document, self)
        for hash in focus {
            if let term = find(hash) { terms[Int(term)].inFocus = true }
        }
    }

    /// The term of a hash; nil when the document does not have it.
    package func find(_ hash: UInt64) -> UInt32? {
        var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
        while table[slot] >= 0 {
            if terms[Int(table[slot])].hash == hash { return UInt32(table[slot]) }
            slot = (slot + 1) & (table.count - 1)
        }
        return nil
    }

    /// Adds a term, or finds it when it is there.
    private func intern(_ hash: UInt64, _ bytes: [UInt8], _ found: ScannedTerm) -> UInt32 {
        var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
        while table[slot] >= 0 {
            if terms[Int(table[slot])].hash == hash { return UInt32(table[slot]) }
            slot = (slot + 1) & (table.count - 1)
        }
        if (terms.count + 1) * 4 > table.count * 3 {
            growTable()
            return intern(hash, bytes, found)
        }
        table[slot] = Int32(terms.count)
        let (start, end) = (Int(found.start), Int(found.end))
        terms.append(
            DocumentTerm(
                hash: hash, ending: TermScanner.hash(bytes, max(start, end - 3)..<end),
                stem: end - start >= 5 ? TermScanner.hash(bytes, start..<start + 5) : 0, idf: frequency.idf(hash),
                length: UInt16(min(end - start, 60_000)), classes: lexicon.classes(hash), hasDigit: found.hasDigit))
        return UInt32(terms.count - 1)
    }

    private func growTable() {
        let capacity = table.count * 2
        table.removeAll(keepingCapacity: true)
        table.append(contentsOf: repeatElement(-1, count: capacity))
        for (index, term) in terms.enumerated() {
            var slot = Int(truncatingIfNeeded: term.hash) & (capacity - 1)
            while table[slot] >= 0 { slot = (slot + 1) & (capacity - 1) }
            table[slot] = Int32(index)
        }
    }

    /// For each token that ends a known name: the hash of the surname's main Dutch spelling, else 0.
    private func mergeSpellings(_ document: Document) {
        renamed.removeAll(keepingCapacity: true)
        guard document.layers.contains(.names), !document.names.isEmpty else { return }
        renamed.append(contentsOf: repeatElement(0, count: document.tokens.count))
        let surnames = document.identities.map { $0.isKnown ? TermScanner.hash($0.dutch) : 0 }
        for name in document.names where name.score >= 0.5 && name.form != .derived && name.form != .compound {
            let last = Int(name.tokens.end) - 1
            if name.form != .givenName, renamed[last] == 0 { renamed[last] = surnames[Int(name.identity)] }
        }
    }

    private func readTerms(_ document: Document, _ sentence: Sentence) {
        let start = occurrences.count
        for index in sentence.tokens.range {
            let token = document.tokens[index]
            if token.kind == .punctuation { continue }
            let merged = renamed.isEmpty ? 0 : renamed[index]
            var isFirst = true
            TermScanner.scan(document.text.bytes, in: token.bytes.range) { found in
                let hash = merged != 0 && isFirst ? merged : found.hash
                isFirst = false
                let term = intern(hash, document.text.bytes, found)
                if occurrences.count > start {
                    terms[Int(term)].inner += 1
                    if found.isCapitalised { terms[Int(term)].capitals += 1 }
                }
                occurrences.append(term)
            }
        }
        sentences.append(AnalysedSentence(terms: start..<occurrences.count))
    }

    /// Finds the sentences that repeat the title, and marks the title's terms and those of subheads.
    private func markTitle(_ document: Document) {
        var title = TermScanner.hashes(document.metadata.title ?? "")
        var titleSentences = 0
        if title.isEmpty {
            if let first = document.sentences.first, first.role == .heading {
                titleSentences =
                    document.sentences.prefix { $0.role == .heading && $0.paragraph == first.paragraph }.count
                title = (0..<titleSentences).flatMap { hashes(of: $0) }
            }
        } else {
            // The title repeated as the first block: its sentences spell out a beginning of the title.
            var spelt = 0
            for index in document.sentences.indices.prefix(8) {
                let found = hashes(of: index)
                guard spelt < title.count, !found.isEmpty, found.count <= title.count - spelt,
                    title[spelt..<spelt + found.count].elementsEqual(found)
                else { break }
                spelt += found.count
                titleSentences = index + 1
            }
        }
        for index in 0..<titleSentences { sentences[index].body = -2 }
        titleAsks = document.metadata.title?.utf8.last == UInt8(ascii: "?")
        if !titleAsks, titleSentences > 0 {
            let end = document.bytes(of: document.sentences[titleSentences - 1].tokens).range.upperBound
            titleAsks = document.text.bytes[end - 1] == UInt8(ascii: "?")
        }
        titleTerms = 0
        for hash in title {
            guard let term = find(hash).map(Int.init), !terms[term].inTitle else { continue }
            terms[term].inTitle = true
            if terms[term].isContent { titleTerms += 1 }
        }
        for (index, sentence) in document.sentences.enumerated()
        where sentence.role == .heading && index >= titleSentences {
            for term in occurrences[sentences[index].terms] { terms[Int(term)].inHeading = true }
        }
    }

    private func hashes(of sentence: Int) -> [UInt64] {
        occurrences[sentences[sentence].terms].map { terms[Int($0)].hash }
    }

    private func numberBody(_ document: Document) {
        var paragraph: UInt32 = .max
        var place: UInt32 = 0
        paragraphs = 0
        headings = 0
        var isAfterHeading = false
        for (index, sentence) in document.sentences.enumerated() {
            let isTitle = sentences[index].body == -2
            sentences[index].body = -1
            if sentence.role == .heading, !isTitle {
                headings += 1
                isAfterHeading = true
            }
            guard !isTitle, sentence.role == .body || sentence.role == .listItem else { continue }
            if sentence.paragraph != paragraph {
                paragraph = sentence.paragraph
                place = 0
                paragraphs += 1
            } else {
                place += 1
            }
            sentences[index].body = Int32(body.count)
            sentences[index].paragraph = UInt32(paragraphs - 1)
            sentences[index].place = place
            sentences[index].followsHeading = isAfterHeading
            isAfterHeading = false
            sentences[index].isListItem = sentence.role == .listItem
            body.append(index)
        }
        var after: UInt32 = .max
        var total: UInt32 = 0
        for index in body.reversed() {
            if sentences[index].paragraph != after {
                after = sentences[index].paragraph
                total = sentences[index].place + 1
            }
            sentences[index].placesInParagraph = total
        }
    }

    private func countTerms() {
        for (number, index) in body.enumerated() {
            let sentence = sentences[index]
            let length = Float(max(1, sentence.terms.count - 1))
            var isAfterStop = false
            for occurrence in sentence.terms {
                let term = Int(occurrences[occurrence])
                terms[term].count += 1
                terms[term].lateness += Float(occurrence - sentence.terms.lowerBound) / length
                if sentence.quoted > 0.5 { terms[term].quoted += 1 }
                if sentence.place == 0 { terms[term].opening += 1 }
                if sentence.paragraph == 0 { terms[term].inFirst += 1 }
                if Int(sentence.paragraph) == paragraphs - 1 { terms[term].inLast += 1 }
                if isAfterStop { terms[term].afterStop += 1 }
                isAfterStop = terms[term].classes.contains(.stop)
                terms[term].last = UInt32(number)
                if terms[term].first == .max { terms[term].first = UInt32(number) }
                if terms[term].seen != UInt32(number) {
                    terms[term].seen = UInt32(number)
                    terms[term].sentences += 1
                }
            }
        }
    }
}
