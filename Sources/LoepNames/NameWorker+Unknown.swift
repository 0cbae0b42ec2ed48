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
}

extension NameWorker {
    /// Log-odds from which a word alone counts as a transcription.
    static let alone: Float = -2
    /// Words whose log-odds are remembered, a power of two.
    static let memorySize = 8192
    /// Highest certainty of a name made from its spelling: below that of a listed one.
    private static let madeCertainty: Float = 0.45
    /// Log-odds given to a word whose marks were left out.
    private static let markless: Float = 3
    /// The same for a word in -ic, which need not be a South Slavic surname.
    private static let weaklyMarkless: Float = -1
    /// Log-odds from which a word counts as one beside another.
    static let beside: Float = -2

    /// Proposes English forms for the words of every run of capitalised tokens that look transcribed:
    /// one mention a word, and one for the run of such words.
    func proposeUnknown(_ document: Document, _ text: Span<UInt8>, _ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            guard isOpenWord(document, index, range) else {
                index += 1
                continue
            }
            stretch.removeAll(keepingCapacity: true)
            while index < range.upperBound, isOpenWord(document, index, range) {
                stretch.append(examine(text, document.tokens[index], index))
                index += 1
            }
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
                proposeWords(document, range, first..<end)
                first = end
            }
        }
    }

    /// Whether a token may be a word of an unknown name: capitalised Latin letters, not part of a listed place
    /// or organisation.
    private func isOpenWord(_ document: Document, _ index: Int, _ range: Range<Int>) -> Bool {
        let token = document.tokens[index]
        guard tokens[index - range.lowerBound].isCandidate, token.kind == .word, token.count >= 3,
            document.text.bytes[Int(token.start)] < 0xCE
        else { return false }
        for candidate in found
        where candidate.tokens.contains(index) && candidate.score > 0.8 && candidate.identity >= 0 {
            if knowledge.record(candidate.identity).kind != IdentityKind.person.rawValue { return false }
        }
        return true
    }

    /// Scores a token as it is and without a possessive ending, and keeps the better reading.
    private func examine(_ text: Span<UInt8>, _ token: Token, _ index: Int) -> StretchToken {
        FormVariant.collect(text, Int(token.start)..<Int(token.end), into: &variants)
        var best = StretchToken(
            index: index, end: Int(token.end), odds: odds(text, Int(token.start)..<Int(token.end)),
            isTranscription: false)
        for variant in variants where variant.form == .possessive {
            let stripped = odds(text, Int(token.start)..<variant.end)
            // A bare s may belong to the name; an apostrophe never does.
            if variant.end < Int(token.end) - 1 || stripped > best.odds {
                best.odds = stripped
                best.end = variant.end
            }
        }
        let name = Int(token.start)..<best.end
        if NameKnowledge.isLatinSlavic(bytes: text, name) {
            best.odds = -20
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
        let word = NameGenerator.capitalised(String(decoding: key.dropLast(), as: UTF8.self)) + "ć"
        let isPatronymic =
            key.count >= 6 && key[key.count - 3] == 0x76 && (key[key.count - 4] == 0x6F || key[key.count - 4] == 0x65)
        return (word, isPatronymic ? NameWorker.markless : NameWorker.weaklyMarkless)
    }

    /// The log-odds that some bytes are a transcription; low for what is too short to tell.
    private func odds(_ text: Span<UInt8>, _ range: Range<Int>) -> Float {
        key.removeAll(keepingCapacity: true)
        guard NameFolding.append(text, range, to: &key) >= 3 else { return -20 }
        let hash = KeyHash.of(key)
        let slot = Int(truncatingIfNeeded: hash) & (NameWorker.memorySize - 1)
        if memoryKeys[slot] == hash { return memoryOdds[slot] }
        memoryKeys[slot] = hash
        memoryOdds[slot] = knowledge.generator.classifier.logOdds(key)
        return memoryOdds[slot]
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
            if found.contains(where: { $0.tokens.contains(part.index) && $0.identity >= 0 }) { continue }
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

    private func proposeWords(_ document: Document, _ range: Range<Int>, _ places: Range<Int>) {
        let firstInfo = tokens[stretch[places.lowerBound].index - range.lowerBound]
        let language = places.count > 1 ? NameHints.language(bits: firstInfo.languages) : 0
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
                part.index..<part.index + 1, identity(word.english, surface, original, language), form,
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
                span, identity(english, dutch, cyrillic, language), .base,
                NameWorker.madeCertainty / (1 + expf(-score)))
        }
    }

    /// The number of the identity made for a spelling.
    private func identity(_ english: String, _ dutch: String, _ original: String?, _ language: UInt8) -> Int {
        let id = NameEntry.slug(english)
        if let known = madeNumbers[id] { return known }
        made.append(
            Identity(
                id: id, kind: .other, canonical: english, dutch: dutch, original: original,
                language: GivenNameTable.languages[code: language], isKnown: false))
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
        let key = NameFolding.key(surface)
        let listed = hint.role < 2 ? knowledge.table.word(KeyHash.of(key), WordForm.given) : nil
        let gaj = GivenNameTable.languages[code: hint.language] == "sr" ? knowledge.gaj.apply(surface) : nil
        let word = WorkedOutWord(
            english: gaj ?? listed ?? knowledge.generator.english(surface, hint: hint).first?.name ?? surface,
            cyrillic: knowledge.generator.cyrillic(surface, hint: cyrillicHint).first?.name)
        if words.count > 20_000 { words.removeAll(keepingCapacity: true) }
        words[hash.value] = word
        return word
    }
}

extension [String] {
    /// The language of a hint's code; Russian when nothing is known.
    subscript(code code: UInt8) -> String { self[code == 0 ? 0 : Int(code) - 1] }
}
