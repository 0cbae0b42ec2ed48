// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore
import LoepUnicode

/// A word of an unknown name as it is in English and Cyrillic.
struct WorkedOutWord {
    var english: String
    var cyrillic: String?
}

/// One token of a run of capitalised tokens.
struct StretchToken {
    var index: Int
    /// One past the last byte of the name in the token, without a possessive ending.
    var end: Int
    /// Log-odds that it is a transcription.
    var odds: Float
    var isTranscription: Bool
    /// The spelling with its marks, when the word was printed without them: Vučić for Vucic.
    var marked: String?
    /// Code of the language of `LatinSpelling` its given name tells of; 0 for none.
    var latin: UInt8 = 0
}

extension NameWorker {
    /// Log-odds from which a word alone counts as a transcription.
    static let alone: Float = -2
    /// Words whose log-odds are remembered, a power of two.
    static let memorySize = 8192
    /// Log-odds from which one part makes a hyphenated name a transcription.
    private static let hyphenated: Float = 1
    /// Highest certainty of a name made from its spelling: below that of a listed one.
    private static let madeCertainty: Float = 0.45
    /// Log-odds from which a word before a generic one counts as a transcription.
    private static let genericHead: Float = 1
    /// Log-odds given to a word whose marks were left out.
    static let markless: Float = 3
    /// Log-odds of what is no transcription.
    static let never: Float = -20
    /// The same for a word in -ic, which need not be a South Slavic surname.
    private static let weaklyMarkless: Float = -1
    /// Endings of English words in -ic, which are no South Slavic surnames: Hooverphonic.
    private static let englishEndings = [
        "onic", "atic", "etic", "itic", "istic", "ific", "phic", "omic", "ogic", "tric", "ublic", "assic",
    ].map { Array($0.utf8) }
    /// Log-odds from which a word counts as one beside another.
    static let beside: Float = -2

    /// Proposes English forms for the words of every run of capitalised tokens that look transcribed:
    /// one mention a word, and one for the run of such words.
    func proposeUnknown(_ document: Document, _ range: Range<Int>) {
        let text = document.text.bytes.span
        var index = range.lowerBound
        while index < range.upperBound {
            guard isOpenWord(document, index) else {
                index += 1
                continue
            }
            if proposeGeneric(document, text, index) {
                index += 1
                continue
            }
            stretch.removeAll(keepingCapacity: true)
            while index < range.upperBound, isOpenWord(document, index) {
                stretch.append(examine(text, document.tokens[index], index))
                index += 1
            }
            if stretch.count > 1 { restoreMarks(document, text) }
            settle()
            if knowledge.usesTable { proposeAlike(document, text, range) }
            var first = 0
            while first < stretch.count {
                guard stretch[first].isTranscription else {
                    first += 1
                    continue
                }
                var end = first + 1
                while end < stretch.count, stretch[end].isTranscription { end += 1 }
                proposeWords(document, first..<end)
                first = end
            }
        }
    }

    /// Whether a token may be a word of an unknown name: capitalised Latin letters, not part of a listed place
    /// or organisation.
    @inline(__always)
    private func isOpenWord(_ document: Document, _ index: Int) -> Bool {
        guard tokens[index].isCandidate, !tokens[index].isThing else { return false }
        let token = document.tokens[index]
        return token.kind == .word && token.count >= 3 && document.text.bytes[Int(token.start)] < 0xCE
    }

    /// Proposes the English form of a word such as Roestaveli-laan: a name and the kind of place it names.
    private func proposeGeneric(_ document: Document, _ text: Span<UInt8>, _ index: Int) -> Bool {
        let token = document.tokens[index]
        let word = Int(token.start)..<Int(token.end)
        guard !tokens[index].isListed, let generic = knowledge.generics.find(text, word) else { return false }
        let name = word.lowerBound..<generic.end
        var certainty = NameWorker.madeCertainty
        let head: String
        key.removeAll(keepingCapacity: true)
        NameFolding.append(text, name, to: &key)
        if let place = knowledge.listedPlace(KeyHash.of(key)) {
            head = place
        } else {
            let chance = odds(text, name)
            guard chance > NameWorker.genericHead else { return false }
            certainty /= 1 + expf(-chance)
            let hint = GraphemeTransducer.Hint(language: language, role: 3)
            head = workOut(document.text[ByteRange(name.lowerBound..<name.upperBound)], hint).english
        }
        let surface = document.text[token.bytes]
        let english = knowledge.generics.english(head, number: generic.number)
        add(index..<index + 1, identity(english, surface, nil, language), .base, certainty)
        return true
    }

    /// Scores a token as it is and without a possessive ending, and keeps the better reading.
    private func examine(_ text: Span<UInt8>, _ token: Token, _ index: Int) -> StretchToken {
        FormVariant.collect(text, Int(token.start)..<Int(token.end), into: &variants)
        var best = StretchToken(
            index: index, end: Int(token.end), odds: odds(text, Int(token.start)..<Int(token.end)),
            isTranscription: false)
        for variant in variants where variant.form == .possessive {
            // A bare s may belong to the name; an apostrophe never does.
            let isApostrophe = variant.end < Int(token.end) - 1
            guard isApostrophe || NameWorker.mayTakeS(text, variant.end) else { continue }
            let stripped = odds(text, Int(token.start)..<variant.end)
            if isApostrophe || stripped > best.odds {
                best.odds = stripped
                best.end = variant.end
            }
        }
        let name = Int(token.start)..<best.end
        if NameKnowledge.isLatinSlavic(bytes: text, name) {
            best.odds = NameWorker.never
        } else if let marked = marked(text, name) {
            best.marked = marked.word
            best.odds = marked.odds
        }
        return best
    }

    /// The spelling with its marks of a plain ASCII word: from the table, or with -ić for the -ic of surnames.
    private func marked(_ text: Span<UInt8>, _ name: Range<Int>) -> (word: String, odds: Float)? {
        for index in name where text[index] >= 0x80 { return nil }
        key.removeAll(keepingCapacity: true)
        guard NameFolding.append(text, name, to: &key) >= 3, key.count == name.count else { return nil }
        if let listed = knowledge.table.word(KeyHash.of(key), WordForm.marked) { return (listed, NameWorker.markless) }
        guard key.count >= 5, key[key.count - 1] == 0x63, key[key.count - 2] == 0x69 else { return nil }
        let word =
            knowledge.latin.southSlavic(key)
            ?? NameGenerator.capitalised(String(decoding: key.dropLast(), as: UTF8.self)) + "ć"
        let isPatronymic =
            key.count >= 6 && key[key.count - 3] == 0x76 && (key[key.count - 4] == 0x6F || key[key.count - 4] == 0x65)
        if !isPatronymic, key.count >= 8, NameWorker.englishEndings.contains(where: { key.ends(with: $0) }) {
            return nil
        }
        return (word, isPatronymic ? NameWorker.markless : NameWorker.weaklyMarkless)
    }

    /// The log-odds that some bytes are a transcription; low for what is too short to tell.
    private func odds(_ text: Span<UInt8>, _ range: Range<Int>) -> Float {
        key.removeAll(keepingCapacity: true)
        for index in range where text[index] < 0x80 && !NameWorker.isNameByte(text[index]) { return NameWorker.never }
        guard NameFolding.append(text, range, to: &key) >= 3 else { return NameWorker.never }
        let hash = KeyHash.of(key)
        let slot = Int(truncatingIfNeeded: hash) & (NameWorker.memorySize - 1)
        if memoryKeys[slot] == hash { return memoryOdds[slot] }
        memoryKeys[slot] = hash
        memoryOdds[slot] = chance(text, range)
        return memoryOdds[slot]
    }

    /// The log-odds of the word whose folded key is in `key`; a part of a hyphenated name may speak for the whole.
    private func chance(_ text: Span<UInt8>, _ range: Range<Int>) -> Float {
        guard key.contains(where: NameWorker.isVowel) || text[range.lowerBound] >= 0x80 else { return NameWorker.never }
        var best = knowledge.generator.classifier.logOdds(key)
        guard key.contains(0x20) else { return best }
        for part in key.split(separator: 0x20) where part.count > 4 {
            let odds = knowledge.generator.classifier.logOdds(Array(part))
            if odds > NameWorker.hyphenated { best = max(best, odds - 1) }
        }
        return best
    }

    /// Whether Dutch spelling puts a bare possessive s after a name that ends at an offset: not after a vowel, which
    /// takes an apostrophe, and names in -its or -ets have the s themselves.
    private static func mayTakeS(_ text: Span<UInt8>, _ end: Int) -> Bool {
        let last = text[end - 1] | 0x20
        if isVowel(last) { return false }
        let before = text[end - 2] | 0x20
        return !(last == 0x74 && (before == 0x69 || before == 0x65))
    }

    @inline(__always)
    private static func isVowel(_ letter: UInt8) -> Bool {
        letter == 0x61 || letter == 0x65 || letter == 0x69 || letter == 0x6F || letter == 0x75 || letter == 0x79
    }

    /// Whether an ASCII byte may stand in a name: a letter, a hyphen, an apostrophe.
    @inline(__always)
    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D || byte == 0x27
    }

    /// Decides which words of the run are transcriptions: those that look it, and their neighbours that may be.
    private func settle() {
        for place in stretch.indices where stretch[place].odds > NameWorker.alone {
            stretch[place].isTranscription = true
        }
        for place in stretch.indices.dropFirst()
        where stretch[place - 1].isTranscription && stretch[place].odds > NameWorker.beside {
            stretch[place].isTranscription = true
        }
        for place in stretch.indices.dropLast().reversed()
        where stretch[place + 1].isTranscription && stretch[place].odds > NameWorker.beside {
            stretch[place].isTranscription = true
        }
    }

    /// Proposes listed identities whose spelling is near to a transcribed word that is not listed itself.
    ///
    /// A whole name with its given name may be a letter off; a surname alone only as far as transcriptions differ.
    private func proposeAlike(_ document: Document, _ text: Span<UInt8>, _ range: Range<Int>) {
        for part in stretch where part.isTranscription && part.odds > 0 {
            let span = part.index..<part.index + 1
            if tokens[part.index].isListed { continue }
            key.removeAll(keepingCapacity: true)
            let start = Int(document.tokens[part.index].start)
            guard NameFolding.append(text, start..<part.end, to: &key) >= FuzzyIndex.shortest else { continue }
            matcher.find(key, in: knowledge.fuzzy)
            let offset = knowledge.user?.count ?? 0
            for hit in matcher.hits.prefix(4) where hit.score >= FuzzyIndex.accepted {
                let number = hit.identity + offset
                if hit.form == .surname {
                    let isClose = hit.distance <= FuzzyIndex.sameName
                    person(document, span, number, .base, isClose ? 0.45 * hit.score : 0.2 * hit.score, in: range)
                } else if hit.distance <= FuzzyIndex.sameName {
                    add(span, number, .base, 0.7 * hit.score)
                }
            }
        }
    }

    private func proposeWords(_ document: Document, _ places: Range<Int>) {
        let language = languageCode(document, places)
        let isLatin = stretch[places].contains { $0.marked != nil }
        var english = ""
        var dutch = ""
        var cyrillic: String? = ""
        var score: Float = 0
        for place in places {
            let part = stretch[place]
            let token = document.tokens[part.index]
            let hint = GraphemeTransducer.Hint(
                language: language, role: NameKnowledge.role(place - places.lowerBound, of: places.count))
            let surface = document.text[ByteRange(Int(token.start)..<part.end)]
            // Beside a name in Latin script that lost its marks, plain words are in Latin script too.
            let word =
                part.marked.map { WorkedOutWord(english: $0, cyrillic: nil) }
                ?? (isLatin && part.odds < NameWorker.markless + 1
                    ? WorkedOutWord(english: surface, cyrillic: nil) : workOut(surface, hint))
            score = max(score, part.odds)
            let certainty = NameWorker.madeCertainty / (1 + expf(-part.odds))
            let form: NameForm = part.end < Int(token.end) ? .possessive : .base
            let original = word.cyrillic
            add(
                part.index..<part.index + 1, identity(word.english, surface, original, language, part.latin), form,
                max(0.02, certainty))
            english += (english.isEmpty ? "" : " ") + word.english
            dutch += (dutch.isEmpty ? "" : " ") + surface
            if let whole = cyrillic, let original {
                cyrillic = whole.isEmpty ? original : whole + " " + original
            } else {
                cyrillic = nil
            }
        }
        if places.count > 1 {
            let span = stretch[places.lowerBound].index..<stretch[places.upperBound - 1].index + 1
            add(
                span, identity(english, dutch, cyrillic, language, stretch[places.lowerBound].latin), .base,
                NameWorker.madeCertainty / (1 + expf(-score)))
        }
    }

    /// The language that the given name, the surname's ending and the document tell of.
    private func languageCode(_ document: Document, _ places: Range<Int>) -> UInt8 {
        let last = stretch[places.upperBound - 1]
        key.removeAll(keepingCapacity: true)
        NameFolding.append(document.text.bytes.span, Int(document.tokens[last.index].start)..<last.end, to: &key)
        let bits = tokens[stretch[places.lowerBound].index].languages
        return NameHints.language(bits: bits, surname: key, document: language)
    }

    /// The number of the identity made for a spelling.
    private func identity(
        _ english: String, _ dutch: String, _ original: String?, _ language: UInt8, _ latin: UInt8 = 0
    ) -> Int {
        let id = NameEntry.slug(english)
        if let known = madeNumbers[id] { return known }
        made.append(
            Identity(
                id: id, kind: .other, canonical: english, dutch: dutch, original: original,
                language: latin > 0
                    ? LatinSpelling.languages[Int(latin) - 1] : GivenNameTable.languages[code: language],
                isKnown: false))
        madeNumbers[id] = -made.count
        return -made.count
    }

    /// A word in English and Cyrillic, from memory when it was met before.
    private func workOut(_ surface: String, _ hint: GraphemeTransducer.Hint) -> WorkedOutWord {
        var hash = KeyHash()
        for byte in surface.utf8 { hash.feed(byte) }
        hash.feed(hint.language)
        hash.feed(hint.role)
        if let known = words[hash.value] { return known }
        let code = hint.language == 0 ? 1 : hint.language
        let cyrillicHint = GraphemeTransducer.Hint(language: code, role: hint.role)
        let isGeorgian = GivenNameTable.languages[code: hint.language] == "ka"
        let word = WorkedOutWord(
            english: knowledge.english(surface, hint: hint) ?? surface,
            cyrillic: isGeorgian ? nil : knowledge.generator.cyrillic(surface, hint: cyrillicHint).first?.name)
        if words.count > 20_000 { words.removeAll(keepingCapacity: true) }
        words[hash.value] = word
        return word
    }
}

extension [String] {
    /// The language of a hint's code; Russian when nothing is known.
    subscript(code code: UInt8) -> String { self[code == 0 ? 0 : Int(code) - 1] }
}

extension [UInt8] {
    /// Whether these bytes close the array.
    fileprivate func ends(with ending: [UInt8]) -> Bool {
        count >= ending.count && suffix(ending.count).elementsEqual(ending)
    }
}
