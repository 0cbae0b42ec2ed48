// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore
import LoepModel

/// Fills the attribute matrix of a document: what is known of each token, before templates join it.
///
/// The one place where entity evidence is gathered; training and tagging both call it.
struct EntityFeatures {
    private let lexicon: Lexicon
    private(set) var forms = TokenForms()
    private var lists = NameLists()
    private var nameKinds: [UInt32] = []
    private var recurrences = Recurrences()
    private var topics: (first: UInt64, second: UInt64) = (0, 0)
    private var clusterCounts: [Float] = []
    private var particles: [Bool] = []
    private var quotes: [UInt8] = []
    private var quoteOpenings: [Int32] = []
    private var brackets: [UInt8] = []

    /// Hash of the article after a short verb that makes it a predicate (`X is een app`).
    private static let article = Hash64.hash("een")
    /// Hashes of the words that join the parts of a name.
    private let particleHashes: Set<UInt64>

    init(lexicon: Lexicon, particles: [String]) {
        self.lexicon = lexicon
        particleHashes = Set(particles.map { Hash64.hash($0) })
    }

    /// Fills one row a token.
    mutating func fill(_ matrix: inout AttributeMatrix, _ document: Document) {
        forms.fill(document)
        lists.fill(document, forms, lexicon)
        fillNames(document)
        fillEnclosures(document)
        particles.removeAll(keepingCapacity: true)
        for hash in forms.exact { particles.append(particleHashes.contains(hash)) }
        findTopics()
        matrix.reset(rows: document.tokens.count)
        for sentence in document.sentences {
            fill(&matrix, document, sentence)
            fillRuns(&matrix, document, sentence.tokens.range)
        }
        recurrences.fill(forms.exact, matrix)
        for sentence in document.sentences { fillBags(&matrix, sentence.tokens.range) }
    }

    /// The two word clusters that are most over-represented in the document, by their share of the
    /// log-likelihood ratio (Dunning 1993).
    private mutating func findTopics() {
        clusterCounts.removeAll(keepingCapacity: true)
        clusterCounts.append(contentsOf: repeatElement(0, count: lexicon.clusterShares.count))
        for hash in forms.exact { clusterCounts[Int(lexicon.word(hash)?.means100 ?? 0)] += 1 }
        var best: (Float, Float) = (0, 0)
        topics = (1, 1)
        for cluster in 1..<clusterCounts.count where clusterCounts[cluster] > 2 {
            let expected = lexicon.clusterShares[cluster] * Float(forms.exact.count)
            guard clusterCounts[cluster] > expected else { continue }
            let gain = clusterCounts[cluster] * logf(clusterCounts[cluster] / max(expected, 0.01))
            if gain > best.0 {
                best = (gain, best.0)
                topics = (UInt64(cluster) + 1, topics.first)
            } else if gain > best.1 {
                best.1 = gain
                topics.second = UInt64(cluster) + 1
            }
        }
    }

    /// Words near the run, and the surroundings of the same form elsewhere in the document.
    private func fillBags(_ matrix: inout AttributeMatrix, _ sentence: Range<Int>) {
        var start = sentence.lowerBound
        for index in sentence {
            let run = matrix[index, EntityAttribute.run.rawValue]
            if run != 0 {
                let position = run >> 8
                if position == 1 || position == 4 { start = index }
                var end = index + 1
                while end < sentence.upperBound, position == 1 || position == 2,
                    (2...3).contains(matrix[end, EntityAttribute.run.rawValue] >> 8)
                { end += 1 }
                for near in max(sentence.lowerBound, start - 7)..<max(sentence.lowerBound, start - 1) {
                    matrix.addToBag(Hash64.mix(BagSeed.before.rawValue, matrix[near, EntityAttribute.lower.rawValue]))
                }
                for near in min(sentence.upperBound, end + 1)..<min(sentence.upperBound, end + 7) {
                    matrix.addToBag(Hash64.mix(BagSeed.after.rawValue, matrix[near, EntityAttribute.lower.rawValue]))
                }
                recurrences.forEachOther(than: index) { other in
                    func add(_ seed: BagSeed, _ attribute: EntityAttribute) {
                        let value = matrix[other, attribute.rawValue]
                        if value != 0 { matrix.addToBag(Hash64.mix(seed.rawValue, value)) }
                    }
                    add(.otherBefore, .runBefore)
                    add(.otherBefore2, .runBefore2)
                    add(.otherAfter, .runAfter)
                    add(.otherRun, .run)
                    add(.otherHead, .runHeadBrown)
                    add(.otherQuoted, .quoted)
                    add(.otherNews, .listNews)
                    add(.otherNounBefore, .nounBefore)
                    add(.otherNounAfter, .nounAfter)
                }
            }
            matrix.closeBag()
        }
    }

    /// What a bag feature tells; joined with its value.
    private enum BagSeed: UInt64 {
        case before = 101
        case after, otherBefore, otherBefore2, otherAfter, otherRun, otherHead, otherQuoted, otherNews, otherNounBefore,
            otherNounAfter
    }

    /// Describes runs of capitalised words to each of their tokens.
    ///
    /// Particles such as `van` join a run when a capitalised word follows; an ordinary word that only has its
    /// capital from the start of the sentence does not open one.
    private func fillRuns(_ matrix: inout AttributeMatrix, _ document: Document, _ sentence: Range<Int>) {
        func value(_ index: Int, _ attribute: EntityAttribute) -> UInt64 {
            sentence.contains(index) ? matrix[index, attribute.rawValue] : 1
        }
        func isName(_ index: Int) -> Bool {
            guard sentence.contains(index), startsUpper(document, index) else { return false }
            return matrix[index, EntityAttribute.opening.rawValue] == 0 || !isMostlyLower(index)
        }
        var index = sentence.lowerBound
        while index < sentence.upperBound {
            guard isName(index) else {
                index += 1
                continue
            }
            var end = index + 1
            while end < sentence.upperBound {
                if isName(end) {
                    end += 1
                } else if isParticle(end), isName(end + 1) {
                    end += 2
                } else if isParticle(end), isParticle(end + 1), isName(end + 2) {
                    end += 3
                } else {
                    break
                }
            }
            let before = value(index - 1, .lower)
            let before2 = Hash64.mix(value(index - 2, .lower), before)
            let after = value(end, .lower)
            let length = UInt64(min(end - index, 6))
            let nouns = nounsAround(document, index..<end, sentence)
            for token in index..<end {
                func set(_ attribute: EntityAttribute, _ value: UInt64) { matrix[token, attribute.rawValue] = value }
                let position: UInt64 = end - index == 1 ? 4 : token == index ? 1 : token == end - 1 ? 3 : 2
                set(.run, position << 8 | length)
                set(.nounBefore, nouns.before)
                set(.nounBefore2, nouns.before2)
                set(.nounAfter, nouns.after)
                set(.nounFirst, nouns.first)
                set(.nounLast, nouns.last)
                set(.runBefore, before)
                set(.runBefore2, before2)
                set(.runAfter, after)
                set(.runFirst, value(index, .lower))
                set(.runHead, value(end - 1, .lower))
                set(.runHeadSuffix, value(end - 1, .suffix4))
                set(.runHeadBrown, value(end - 1, .brown10))
                set(.runFirstKind, UInt64(lexicon.nameWord(forms.exact[index]) >> 8))
                set(.runHeadKind, UInt64(lexicon.nameWord(forms.exact[end - 1]) & 0xFF))
            }
            index = end
        }
    }

    /// The nouns beside a run of capitalised words that tell its type; all 0 where there is none.
    private func nounsAround(
        _ document: Document, _ run: Range<Int>, _ sentence: Range<Int>
    ) -> (before: UInt64, before2: UInt64, after: UInt64, first: UInt64, last: UInt64) {
        let nouns = TypeNouns(lexicon: lexicon)
        func type(_ index: Int) -> UInt64 {
            guard sentence.contains(index), document.tokens[index].kind != .punctuation else { return 0 }
            let range = document.tokens[index].bytes.range
            return nouns.type(document.text.bytes.span, range, lower: forms.lower[index])
        }
        var place = run.lowerBound - 1
        // A quotation mark may stand between noun and name.
        if sentence.contains(place), document.tokens[place].kind == .punctuation, quoteOpenings[run.lowerBound] == place
        {
            place -= 1
        }
        let before = type(place)
        var before2: UInt64 = 0
        if before == 0, sentence.contains(place), isParticle(place) || document.tokens[place].count <= 4 {
            let noun = type(place - 1)
            if noun != 0 { before2 = Hash64.mix(noun, forms.lower[place]) }
        }
        return (
            before, before2, nounAfter(document, run.upperBound, sentence, type), type(run.lowerBound),
            type(run.upperBound - 1)
        )
    }

    /// The first such noun of an apposition (`X, een app voor ouders`) or a predicate (`X is een app`).
    private func nounAfter(
        _ document: Document, _ end: Int, _ sentence: Range<Int>, _ type: (Int) -> UInt64
    ) -> UInt64 {
        guard sentence.contains(end), sentence.contains(end + 1) else { return 0 }
        var start = end
        if document.tokens[start].kind == .punctuation, quotes[end - 1] != 0 { start += 1 }
        guard sentence.contains(start), sentence.contains(start + 1) else { return 0 }
        let token = document.tokens[start]
        let first = document.text.bytes[Int(token.start)]
        let opens = token.count == 1 && (first == UInt8(ascii: ",") || first == UInt8(ascii: "("))
        let isPredicate = token.kind == .word && token.count <= 5 && forms.lower[start + 1] == EntityFeatures.article
        guard opens || isPredicate else { return 0 }
        for index in start + 1..<min(sentence.upperBound, start + 7) {
            if document.tokens[index].kind == .punctuation { return 0 }
            let noun = type(index)
            if noun != 0, !startsUpper(document, index) { return noun << 1 | (opens ? 0 : 1) }
        }
        return 0
    }

    private func startsUpper(_ document: Document, _ index: Int) -> Bool {
        let bytes = document.text.bytes
        let start = Int(document.tokens[index].start)
        if bytes[start] < 0x80 { return bytes[start] >= 0x41 && bytes[start] <= 0x5A }
        return bytes[start] == 0xC3 && start + 1 < bytes.count && bytes[start + 1] <= 0x9E
            || (0xC4...0xD5).contains(bytes[start])
    }

    /// Whether news writes the form mostly in lower case.
    private func isMostlyLower(_ index: Int) -> Bool {
        let casing = (lexicon.word(forms.exact[index])?.casing ?? 0) & 15
        return casing >= 9 || casing == 0 && (lexicon.word(forms.lower[index])?.casing ?? 0) & 15 >= 9
    }

    private func isParticle(_ index: Int) -> Bool { index < particles.count && particles[index] }

    /// The best proposal of the name normaliser for each token: position, kind and form.
    private mutating func fillNames(_ document: Document) {
        nameKinds.removeAll(keepingCapacity: true)
        nameKinds.append(contentsOf: repeatElement(0, count: document.tokens.count))
        guard document.layers.contains(.names) else { return }
        var taken: UInt32 = 0
        for name in document.names where name.tokens.start >= taken {
            let identity = document.identities[Int(name.identity)]
            taken = name.tokens.end
            let value =
                UInt32(identity.kind.rawValue) | UInt32(name.form.rawValue) << 4 | (identity.isKnown ? 1 : 0) << 8
            for token in name.tokens.range {
                let position: UInt32 =
                    name.tokens.count == 1
                    ? 4 : token == name.tokens.start ? 1 : token == name.tokens.end - 1 ? 3 : 2
                nameKinds[token] = position << 16 | value
            }
        }
    }

    /// Marks tokens inside short quotations and brackets.
    private mutating func fillEnclosures(_ document: Document) {
        quotes.removeAll(keepingCapacity: true)
        brackets.removeAll(keepingCapacity: true)
        quoteOpenings.removeAll(keepingCapacity: true)
        quoteOpenings.append(contentsOf: repeatElement(-1, count: document.tokens.count))
        quotes.append(contentsOf: repeatElement(0, count: document.tokens.count))
        brackets.append(contentsOf: repeatElement(0, count: document.tokens.count))
        let bytes = document.text.bytes
        for sentence in document.sentences {
            var quote = -1
            var bracket = -1
            for index in sentence.tokens.range where document.tokens[index].kind == .punctuation {
                let token = document.tokens[index]
                let first = bytes[Int(token.start)]
                if first == UInt8(ascii: "(") {
                    bracket = index
                } else if first == UInt8(ascii: ")") {
                    if bracket >= 0 { mark(bracket..<index, &brackets) }
                    bracket = -1
                } else if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
                    || (first == 0xE2 && token.count == 3 && (0x98...0x9F).contains(bytes[Int(token.start) + 2])
                        && bytes[Int(token.start) + 1] == 0x80)
                {
                    if quote >= 0 {
                        mark(quote..<index, &quotes)
                        for inner in quote..<index { quoteOpenings[inner] = Int32(quote) }
                    }
                    quote = quote >= 0 ? -1 : index
                }
            }
        }
    }

    private func mark(_ range: Range<Int>, _ values: inout [UInt8]) {
        let length = range.count - 1
        guard length > 0 else { return }
        let size: UInt8 = length == 1 ? 1 : length <= 3 ? 2 : length <= 6 ? 3 : 4
        for index in range.dropFirst() { values[index] = size }
    }

    private func fill(_ matrix: inout AttributeMatrix, _ document: Document, _ sentence: Sentence) {
        let capitals = isInCapitals(document, sentence)
        let block = UInt64(sentence.role.rawValue) << 1 | (capitals ? 1 : 0)
        var seenWord = false
        let nouns = TypeNouns(lexicon: lexicon)
        let bytes = document.text.bytes.span
        for index in sentence.tokens.range {
            func set(_ attribute: EntityAttribute, _ value: UInt64) { matrix[index, attribute.rawValue] = value }
            set(.form, forms.exact[index])
            set(.lower, forms.lower[index])
            set(.block, block + 1)
            set(.quoted, UInt64(quotes[index]))
            set(.bracketed, UInt64(brackets[index]))
            let opening = Int(quoteOpenings[index])
            if quotes[index] != 0, opening > Int(sentence.tokens.start) { set(.quoteBefore, forms.lower[opening - 1]) }
            let token = document.tokens[index]
            fillSpelling(&matrix, index, document.text, token)
            fillClusters(&matrix, index, document)
            if !seenWord, token.kind != .punctuation, token.kind != .symbol {
                seenWord = true
                set(.opening, 1)
            }
            set(.listPerson, UInt64(lists.values[NameLists.List.person.rawValue][index]))
            set(.listPlace, UInt64(lists.values[NameLists.List.place.rawValue][index]))
            set(.listOrganisation, UInt64(lists.values[NameLists.List.organisation.rawValue][index]))
            set(.listOther, UInt64(lists.values[NameLists.List.other.rawValue][index]))
            set(.listTitle, UInt64(lists.values[NameLists.List.title.rawValue][index]))
            set(.listKind, UInt64(lists.values[NameLists.List.kind.rawValue][index]))
            set(.listNews, UInt64(lists.values[NameLists.List.news.rawValue][index]))
            let alone = PhraseEntry.Lists(rawValue: UInt16(truncatingIfNeeded: lists.alone[index]))
            set(.givenName, alone.contains(.givenName) ? 1 : 0)
            set(.surname, alone.contains(.surname) ? 1 : 0)
            set(.alone, UInt64(lists.alone[index]))
            set(.wordKind, UInt64(lexicon.nameWord(forms.exact[index])))
            set(.topic, topics.first)
            set(.topic2, topics.second)
            let isName = matrix[index, EntityAttribute.prefix4.rawValue] != 0 && startsUpper(document, index)
            if isName {
                if let tail = hyphenTail(bytes, token) {
                    set(.hyphenNoun, nouns.type(bytes, tail, lower: Hash64.hash(bytes, tail)))
                }
                set(.ending3Kind, UInt64(lexicon.affix(matrix[index, EntityAttribute.suffix3.rawValue])))
                set(.ending4Kind, UInt64(lexicon.affix(matrix[index, EntityAttribute.suffix4.rawValue])))
                set(.ending5Kind, UInt64(lexicon.affix(matrix[index, EntityAttribute.suffix5.rawValue])))
                set(.beginning4Kind, UInt64(lexicon.affix(matrix[index, EntityAttribute.prefix4.rawValue])))
            }
            set(.nameKind, UInt64(nameKinds[index]))
        }
    }

    /// The bytes after the last hyphen inside a token.
    private func hyphenTail(_ bytes: Span<UInt8>, _ token: Token) -> Range<Int>? {
        var offset = Int(token.end) - 1
        while offset > Int(token.start), bytes[offset] != UInt8(ascii: "-") { offset -= 1 }
        return offset > Int(token.start) && offset + 1 < Int(token.end) ? offset + 1..<Int(token.end) : nil
    }

    /// Whether all letters of the words of a sentence are capitals, as in some headings.
    private func isInCapitals(_ document: Document, _ sentence: Sentence) -> Bool {
        var letters = 0
        for index in sentence.tokens.range {
            for byte in document.text.bytes[document.tokens[index].bytes.range] {
                if byte >= 0x61, byte <= 0x7A { return false }
                if byte >= 0x41, byte <= 0x5A { letters += 1 }
            }
        }
        return letters > 8
    }

    /// The entry of the head of a compound that is itself not known: the longest ending that is a word.
    ///
    /// Dutch writes compounds as one word, and the last part says what it is: a `zorgrobot` is a robot.
    private func head(_ bytes: Span<UInt8>, _ token: Token) -> WordEntry? {
        let end = Int(token.end)
        var start = Int(token.start) + 3
        while start + 4 <= end {
            if bytes[start] & 0xC0 != 0x80, bytes[start] >= 0x61,
                let entry = lexicon.word(Hash64.hash(bytes, start..<end)), entry.brown != 0 || entry.means1000 != 0
            {
                return entry
            }
            start += 1
        }
        return nil
    }

    private func fillClusters(_ matrix: inout AttributeMatrix, _ index: Int, _ document: Document) {
        let token = document.tokens[index]
        let exact = lexicon.word(forms.exact[index])
        var lower = lexicon.word(forms.lower[index])
        if exact == nil, lower == nil, token.kind == .word, token.count > 6, !startsUpper(document, index) {
            lower = head(document.text.bytes.span, token)
        }
        func set(_ attribute: EntityAttribute, _ value: UInt64) { matrix[index, attribute.rawValue] = value }
        let brown = exact.map(\.brown).flatMap { $0 == 0 ? nil : $0 } ?? lower?.brown ?? 0
        if brown > 0 {
            let path = lexicon.brownPaths[Int(brown) - 1]
            let length = path >> 24
            let bits = path & 0xFF_FFFF
            func prefix(_ wanted: UInt32) -> UInt64 {
                let kept = min(wanted, length)
                return UInt64(kept) << 24 | UInt64(bits >> (length - kept)) | 1 << 32
            }
            set(.brown4, prefix(4))
            set(.brown6, prefix(6))
            set(.brown10, prefix(10))
            set(.brown, UInt64(brown))
        }
        let means = exact.flatMap { $0.means1000 == 0 ? nil : $0 } ?? lower
        if let means {
            set(.means100, UInt64(means.means100))
            set(.means300, UInt64(means.means300))
            set(.means1000, UInt64(means.means1000))
        }
        set(.casing, UInt64(exact?.casing ?? 0) + 1)
    }

    private func fillSpelling(_ matrix: inout AttributeMatrix, _ row: Int, _ text: Text, _ token: Token) {
        let bytes = text.bytes.span
        let start = Int(token.start)
        let end = Int(token.end)
        var shape: UInt64 = 7
        var short: UInt64 = 7
        var previous: UInt64 = 0
        var length = 0
        var hyphen = -1
        var scalars = 0
        for offset in start..<end {
            let byte = bytes[offset]
            if byte & 0xC0 == 0x80 { continue }
            scalars += 1
            let kind: UInt64
            switch byte {
            case 0x41...0x5A: kind = 1
            case 0x61...0x7A: kind = 2
            case 0x30...0x39: kind = 3
            case 0xC3 where offset + 1 < end && bytes[offset + 1] <= 0x9E: kind = 1
            case 0xC4...0xC9: kind = 2
            case 0xC3: kind = 2
            case 0xCE...0xD4: kind = 4
            default: kind = UInt64(byte) + 8
            }
            if byte == UInt8(ascii: "-") { hyphen = offset }
            if length < 10 { shape = Hash64.mix(shape, kind) }
            if kind != previous { short = Hash64.mix(short, kind) }
            previous = kind
            length += 1
            if scalars <= 4 {
                var next = offset + 1
                while next < end, bytes[next] & 0xC0 == 0x80 { next += 1 }
                if next < end || scalars == 1 {
                    matrix[row, EntityAttribute.prefix1.rawValue + scalars - 1] =
                        Hash64.hash(bytes, start..<next, seed: UInt64(scalars))
                }
            }
        }
        matrix[row, EntityAttribute.shape.rawValue] = shape | 1
        matrix[row, EntityAttribute.shortShape.rawValue] = short | 1
        var taken = 0
        var offset = end
        while offset > start, taken < 5 {
            offset -= 1
            if bytes[offset] & 0xC0 == 0x80 { continue }
            taken += 1
            if offset > start || taken == 1 {
                matrix[row, EntityAttribute.suffix1.rawValue + taken - 1] =
                    Hash64.hash(bytes, offset..<end, seed: WordAffix.endingSeed(taken))
            }
        }
        if hyphen > start, hyphen + 1 < end {
            let lower = bytes[hyphen + 1] >= 0x61 && bytes[hyphen + 1] <= 0x7A
            matrix[row, EntityAttribute.hyphenTail.rawValue] = Hash64.hash(bytes, hyphen + 1..<end)
            matrix[row, EntityAttribute.hyphenShape.rawValue] =
                (lower ? 2 : 1) | (bytes[start] >= 0x41 && bytes[start] <= 0x5A ? 4 : 8)
            let head = lexicon.phrase(Hash64.hash(bytes, start..<hyphen))
            matrix[row, EntityAttribute.hyphenHead.rawValue] =
                head.map { UInt64($0.lists.rawValue & ~1) | UInt64($0.news) << 16 | 1 << 40 } ?? 1
            let tail = lexicon.phrase(Hash64.hash(bytes, hyphen + 1..<end))
            matrix[row, EntityAttribute.hyphenTailLists.rawValue] =
                tail.map { UInt64($0.lists.rawValue & ~1) | UInt64($0.news) << 16 | 1 << 40 } ?? 1
        }
    }
}
