// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepUnicode

/// The names stage at work on one document.
///
/// Only tokens that begin with an upper-case letter or a letter of another script than Latin are looked
/// up; each is folded once, and runs of tokens are hashed by feeding one token after the other. Listed
/// names are found first in the whole document: what language they point to helps to read the others.
final class NameWorker: StageWorker {
    let knowledge: NameKnowledge
    var key: [UInt8] = []
    private var tailKey: [UInt8] = []
    var variants: [FormVariant] = []
    var found: [Candidate] = []
    /// What is known of each token of the document.
    var tokens: [TokenInfo] = []
    /// Code of the language most listed names of the document point to; 0 when none does.
    var language: UInt8 = 0
    private var numbers: [Int: UInt32] = [:]
    /// Index of each identity of the document by its id.
    private var ids: [String: UInt32] = [:]
    /// Identities made from spellings in this document; number -1 is the first.
    var made: [Identity] = []
    /// Number of each made identity by its id.
    var madeNumbers: [String: Int] = [:]
    /// Words worked out before, by the hash of their key and hint.
    var words: [UInt64: WorkedOutWord] = [:]
    var stretch: [StretchToken] = []
    var matcher = FuzzyMatcher()
    /// Log-odds of words met lately, by the hash of their key.
    var memoryKeys = [UInt64](repeating: 0, count: NameWorker.memorySize)
    var memoryOdds = [Float](repeating: 0, count: NameWorker.memorySize)

    /// Certainty from which a listed name counts as evidence of the document's language.
    private static let sure: Float = 0.55
    /// Most tokens a listed name may have.
    private static let longestName = 8

    init(_ knowledge: NameKnowledge) { self.knowledge = knowledge }

    /// What one capitalised token may be.
    struct TokenInfo {
        var given: UInt16 = 0
        /// Languages the given name belongs to.
        var languages: UInt8 = 0
        /// Folded letter of an initial such as `V.`; 0 when the token is none.
        var initial: UInt8 = 0
        var isCandidate = false
        var isPatronymic = false
        /// Part of a listed name of any kind.
        var isListed = false
        /// Part of a listed name, surely written, of what is no person.
        var isThing = false
    }

    /// A mention before it is written: `identity` is the number in the tables.
    struct Candidate {
        var tokens: Range<Int>
        var identity: Int
        var form: NameForm
        var score: Float
    }

    func annotate(_ document: inout Document) {
        document.names.removeAll(keepingCapacity: true)
        document.layers.insert(.names)
        numbers.removeAll(keepingCapacity: true)
        ids.removeAll(keepingCapacity: true)
        document.identities.removeAll(keepingCapacity: true)
        made.removeAll(keepingCapacity: true)
        madeNumbers.removeAll(keepingCapacity: true)
        found.removeAll(keepingCapacity: true)
        tokens.removeAll(keepingCapacity: true)
        tokens.append(contentsOf: repeatElement(TokenInfo(), count: document.tokens.count))
        for sentence in document.sentences { proposeListed(document, sentence.tokens.range) }
        language = documentLanguage()
        for sentence in document.sentences { proposeUnknown(document, sentence.tokens.range) }
        write(&document)
    }

    /// Collects the listed names of a sentence.
    private func proposeListed(_ document: Document, _ range: Range<Int>) {
        let text = document.text.bytes.span
        var first = range.upperBound
        var last = range.lowerBound
        for index in range where NameWorker.mayBeName(text, document.tokens[index]) {
            tokens[index].isCandidate = true
            describe(text, document.tokens[index], index)
            first = min(first, index)
            last = index + 1
        }
        var index = first
        while index < last {
            if tokens[index].isCandidate { match(document, text, at: index, in: range) }
            index += 1
        }
    }

    /// The language most of the surely listed names of the document point to, as the code of a hint; 0
    /// when there are too few of them or they disagree.
    private func documentLanguage() -> UInt8 {
        var counts = [0, 0, 0, 0, 0, 0, 0, 0, 0]
        var total = 0
        for candidate in found where candidate.score > NameWorker.sure {
            let code = Int(NameHints.code(knowledge.record(candidate.identity).language))
            if code == 0 { continue }
            counts[code] += 1
            total += 1
        }
        guard let best = counts.indices.max(by: { counts[$0] < counts[$1] }), counts[best] >= 2,
            counts[best] * 5 >= total * 3
        else { return 0 }
        return UInt8(best)
    }

    /// Whether a token begins like a name.
    @inline(__always)
    static func mayBeName(_ text: Span<UInt8>, _ token: Token) -> Bool {
        switch token.kind {
        case .word, .abbreviation, .number:
            let first = text[Int(token.start)]
            if first < 0x80 { return first >= 0x41 && first <= 0x5A }
            let (scalar, _) = UTF8Scalars.decode(text, at: Int(token.start))
            switch scalar {
            case 0xC0...0xDE, 0x132, 0x370...0x3FF, 0x400...0x58F, 0x10A0...0x10FF: return true
            case 0x100...0x24F: return scalar & 1 == 0 || scalar == 0x179 || scalar == 0x17B || scalar == 0x17D
            case 0x2018, 0x2019: return token.count > 5
            default: return false
            }
        default: return false
        }
    }

    /// Looks up what a token can be as a part of a person's name.
    private func describe(_ text: Span<UInt8>, _ token: Token, _ index: Int) {
        key.removeAll(keepingCapacity: true)
        let bytes = Int(token.start)..<Int(token.end)
        let count = NameFolding.append(text, bytes, to: &key)
        guard count > 0 else { return }
        if token.kind == .abbreviation || (count <= 2 && text[bytes.upperBound - 1] == 0x2E) {
            tokens[index].initial = key[0]
            return
        }
        tokens[index].isPatronymic = Patronymic.matches(key.span)
        if let given = knowledge.table.givenName(KeyHash.ofSpan(key.span)) {
            tokens[index].given = UInt16(truncatingIfNeeded: given.target)
            tokens[index].languages = given.languages
        }
    }

    /// Finds all listed names that begin at a token.
    private func match(_ document: Document, _ text: Span<UInt8>, at start: Int, in range: Range<Int>) {
        var state = KeyHash()
        let end = min(range.upperBound, start + NameWorker.longestName)
        for index in start..<end {
            let token = document.tokens[index]
            let bytes = Int(token.start)..<Int(token.end)
            if index > start { state.feed(0x20) }
            FormVariant.collect(text, bytes, into: &variants)
            for variant in variants where variant.form != .base {
                key.removeAll(keepingCapacity: true)
                guard NameFolding.append(text, bytes.lowerBound..<variant.end, to: &key) > 1 else { continue }
                var whole = state
                whole.feed(key.span)
                collect(whole.value, document, start..<index + 1, variant.form, in: range)
            }
            key.removeAll(keepingCapacity: true)
            guard NameFolding.append(text, bytes, to: &key) > 0 else {
                if index == start { return }
                continue
            }
            state.feed(key.span)
            if index == start { matchTail(text, bytes, at: start) }
            if !collect(state.value, document, start..<index + 1, .base, in: range) { return }
        }
    }

    /// Reads a word such as `Belarussisch-Oekraïense` by its last part, when that is derived from a name.
    private func matchTail(_ text: Span<UInt8>, _ bytes: Range<Int>, at token: Int) {
        var hyphen = bytes.upperBound - 1
        while hyphen > bytes.lowerBound, text[hyphen] != 0x2D { hyphen -= 1 }
        guard hyphen > bytes.lowerBound, hyphen + 1 < bytes.upperBound, !(0x61...0x7A).contains(text[hyphen + 1]) else {
            return
        }
        tailKey.removeAll(keepingCapacity: true)
        guard NameFolding.append(text, hyphen + 1..<bytes.upperBound, to: &tailKey) > 0, knowledge.usesTable,
            let hit = knowledge.table.find(KeyHash.ofSpan(tailKey.span)), var index = hit.postings
        else { return }
        let postings = knowledge.table.postings
        while index < postings.count {
            let posting = postings[index]
            if posting.form == NameForm.derived.rawValue {
                let number = Int(posting.target) + (knowledge.user?.count ?? 0)
                add(token..<token + 1, number, .derived, Float(posting.score) / 255 * 0.9)
            }
            if posting.last == 1 { return }
            index += 1
        }
    }

    /// Takes the meanings of a key as candidates; returns whether longer keys begin with it.
    @discardableResult
    private func collect(
        _ hash: UInt64, _ document: Document, _ span: Range<Int>, _ form: NameForm, in range: Range<Int>
    ) -> Bool {
        var continues = false
        let offset = knowledge.user?.count ?? 0
        if let user = knowledge.user, let hit = user.find(hash) {
            continues = hit.continues
            if let first = hit.postings { take(user, first, 0, document, span, form, in: range) }
        }
        if let hit = knowledge.table.find(hash) {
            continues = continues || hit.continues
            if let first = hit.postings, knowledge.usesTable {
                take(knowledge.table, first, offset, document, span, form, in: range)
            }
        }
        return continues
    }

    private func take(
        _ table: NameTable, _ first: Int, _ offset: Int, _ document: Document, _ span: Range<Int>, _ form: NameForm,
        in range: Range<Int>
    ) {
        var index = first
        let postings = table.postings
        while index < postings.count {
            let posting = postings[index]
            index += 1
            if let listed = NameForm(rawValue: posting.form), listed != .givenName {
                let number = Int(posting.target) + offset
                var score = Float(posting.score) / 255
                if form == .possessive { score *= 0.97 }
                if form == .derived, table.records[Int(posting.target)].kind != IdentityKind.place.rawValue {
                    score = 0
                }
                if score > 0, listed == .surname {
                    person(document, span, number, form, score, in: range)
                } else if score > 0 {
                    add(span, number, form == .base ? listed : form, score)
                }
            }
            if posting.last == 1 { return }
        }
    }

    /// A surname was found: looks for the given name or initials beside it.
    func person(
        _ document: Document, _ span: Range<Int>, _ number: Int, _ form: NameForm, _ score: Float, in range: Range<Int>
    ) {
        if form == .compound {
            add(span, number, .compound, score)
            return
        }
        let record = knowledge.record(number)
        func info(_ index: Int) -> TokenInfo? {
            range.contains(index) ? tokens[index] : nil
        }
        let whole: NameForm = form == .possessive ? .possessive : .base
        var before = span.lowerBound - 1
        if let patronymic = info(before), patronymic.isPatronymic, info(before - 1)?.isCandidate == true { before -= 1 }
        if let left = info(before), left.isCandidate {
            if left.given != 0 {
                if left.given == record.given {
                    add(before..<span.upperBound, number, whole, 0.97)
                } else if record.given != 0 {
                    add(span, number, .surname, score * 0.1)
                } else {
                    add(span, number, .surname, score * 0.3)
                }
                return
            }
            if left.initial != 0 {
                var first = before
                while let earlier = info(first - 1), earlier.initial != 0 { first -= 1 }
                if info(first)?.initial == record.initial {
                    add(first..<span.upperBound, number, whole, min(0.95, score + 0.2))
                    return
                }
                add(span, number, .surname, score * 0.1)
                return
            }
            if before > range.lowerBound { add(span, number, form == .base ? .surname : form, score * 0.6) }
        }
        var after = span.upperBound
        if info(after) != nil, document.tokens[after].kind == .punctuation,
            document.text.bytes[Int(document.tokens[after].start)] == 0x2C
        {
            after += 1
        }
        if record.given != 0, let right = info(after), right.given == record.given {
            add(span.lowerBound..<after + 1, number, .base, 0.95)
        }
        add(span, number, form == .base ? .surname : form, score)
    }

    func add(_ span: Range<Int>, _ number: Int, _ form: NameForm, _ score: Float) {
        for index in found.indices.reversed() {
            if found[index].tokens == span, found[index].identity == number {
                if found[index].score < score {
                    found[index].score = score
                    found[index].form = form
                }
                return
            }
            if found[index].tokens.upperBound <= span.lowerBound { break }
        }
        found.append(
            Candidate(
                tokens: span, identity: number, form: form, score: number >= 0 && knowledge.isUser(number) ? 1 : score))
        guard number >= 0, form != .compound else { return }
        let isThing = score > 0.8 && knowledge.record(number).kind != IdentityKind.person.rawValue
        for token in span {
            tokens[token].isListed = true
            if isThing { tokens[token].isThing = true }
        }
    }

    /// Writes the candidates as mentions, sorted, with their identities.
    private func write(_ document: inout Document) {
        found.sort { left, right in
            if left.tokens.lowerBound != right.tokens.lowerBound {
                return left.tokens.lowerBound < right.tokens.lowerBound
            }
            if left.score != right.score { return left.score > right.score }
            if left.tokens.upperBound != right.tokens.upperBound {
                return left.tokens.upperBound > right.tokens.upperBound
            }
            return left.identity < right.identity
        }
        for candidate in found {
            let identity: UInt32
            if let known = numbers[candidate.identity] {
                identity = known
            } else {
                let new =
                    candidate.identity < 0 ? made[-candidate.identity - 1] : knowledge.identity(candidate.identity)
                if let same = ids[new.id] {
                    identity = same
                } else {
                    identity = UInt32(document.identities.count)
                    ids[new.id] = identity
                    document.identities.append(new)
                }
                numbers[candidate.identity] = identity
            }
            document.names.append(
                NameMention(
                    tokens: TokenRange(candidate.tokens), identity: identity, form: candidate.form,
                    score: candidate.score))
        }
    }
}
