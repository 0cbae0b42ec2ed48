// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepUnicode

/// Ties every entity of a finished document to one identity, or to none.
///
/// Evidence comes from the names layer: listed identities with their certainty, and identities made from
/// the spelling of unknown transcribed names. An article speaks of few people and names each in full once,
/// so whole names are decided first; a bare surname or given name then goes to the person whose full name
/// the document gives ("one sense per discourse", Gale, Church & Yarowsky 1992).
public struct IdentityResolver: Sendable {
    /// Which identities are written to entities.
    public struct Options: Sendable {
        /// Least certainty of a listed identity that has its whole name written out.
        public var wholeThreshold: Float = 0.6
        /// Least certainty of a listed person of whom only the surname is written.
        public var surnameThreshold: Float = 0.4
        /// Least certainty of a name made from its spelling.
        public var madeThreshold: Float = 0.225
        /// The same for a name that stays as it is, so that its surname alone stands for the whole.
        public var unchangedThreshold: Float = 0.425
        /// Least certainty of a name made from its spelling in a document about people and places with such names.
        public var themeThreshold: Float = 0.06
        /// The same for a name that stays as it is.
        public var themeUnchangedThreshold: Float = 0.25
        /// How many different identities make them the document's theme.
        public var themeSize = 3
        /// Languages whose names get a canonical form; other names keep their Dutch form.
        public var languages: Set<String> = [
            "ru", "uk", "be", "bg", "sr", "mk", "hr", "bs", "sl", "cs", "sk", "pl", "kk", "ky", "uz", "tg", "tk", "ka",
            "hy", "az", "mn", "mo",
        ]

        /// Makes the usual options.
        public init() {}
    }

    private let options: Options

    /// Makes a resolver.
    public init(options: Options = Options()) { self.options = options }

    /// Sets `identity` of every entity, adding to `document.identities` where a name had to be put together;
    /// the layers `names` and `entities` must be filled.
    public func resolve(_ document: inout Document) {
        for index in document.entities.indices { document.entities[index].identity = nil }
        guard !document.names.isEmpty else { return }
        var work = ResolverWork(options: options, document: document)
        work.decideWholeNames()
        work.decideParts()
        if work.isTheme {
            work.decideWholeNames()
            work.decideParts()
        }
        work.shareWithWholeNames()
        document.identities = work.identities
        for index in document.entities.indices { document.entities[index].identity = work.chosen[index] }
    }
}

/// The state of resolving one document.
struct ResolverWork {
    private let options: IdentityResolver.Options
    private let document: Document
    private(set) var identities: [Identity]
    private(set) var chosen: [UInt32?]
    /// Mentions that begin inside each entity.
    private var mentions: [[NameMention]] = []
    /// Numbers of all identities, by id.
    private var numbers: [String: UInt32] = [:]
    /// People named in full: their words in folded form, and the identity, if any.
    private var people: [Person] = []
    /// Numbers of the people by the sounds of their last and of their first word, those named last behind; of
    /// several with the same words and identity only one, so that a long document takes no longer a name.
    private var byLastWord: [[UInt8]: [Int]] = [:]
    private var byFirstWord: [[UInt8]: [Int]] = [:]

    /// A person named in full.
    private struct Person {
        var words: [String]
        var identity: UInt32?
        var entity: Int
    }

    init(options: IdentityResolver.Options, document: Document) {
        self.options = options
        self.document = document
        identities = document.identities
        chosen = [UInt32?](repeating: nil, count: document.entities.count)
        for (number, identity) in identities.enumerated() { numbers[identity.id] = UInt32(number) }
        var cursor = 0
        for entity in document.entities {
            while cursor < document.names.count, document.names[cursor].tokens.start < entity.tokens.start {
                cursor += 1
            }
            var own: [NameMention] = []
            var index = cursor
            while index < document.names.count, document.names[index].tokens.start < entity.tokens.end {
                own.append(document.names[index])
                index += 1
            }
            mentions.append(own)
        }
    }

    /// Whether transcribed names are the document's theme; found out by the first round.
    var isTheme: Bool { Set(chosen.compactMap { $0 }).count >= options.themeSize }
    private var least: Float { round > 0 ? options.themeThreshold : options.madeThreshold }
    private var unchangedLeast: Float { round > 0 ? options.themeUnchangedThreshold : options.unchangedThreshold }
    /// Rounds made over the whole names.
    private var round = -1

    /// Decides all entities but people of whom one word is given, and notes the people.
    mutating func decideWholeNames() {
        round += 1
        people.removeAll()
        byLastWord.removeAll()
        byFirstWord.removeAll()
        for (index, entity) in document.entities.enumerated() {
            if entity.type == .person {
                if entity.tokens.count < 2 || hasInitials(entity) { continue }
                chosen[index] = listed(index, least: options.wholeThreshold) ?? compose(index, as: .person)
                // A whole name that is the same in English needs no identity; its parts standing alone do.
                let bearer = chosen[index] ?? compose(index, as: .person, evenUnchanged: true)
                note(Person(words: words(of: index), identity: bearer, entity: index))
            } else if let listed = listed(index, least: options.wholeThreshold) {
                chosen[index] = listed
            } else if entity.type == .location {
                chosen[index] = compose(index, as: .place)
            } else if entity.type == .organisation {
                chosen[index] = compose(index, as: .organisation)
            }
        }
    }

    /// Decides people of whom one word is given, or initials and a surname: the document's own people first, then
    /// the table, then the spelling.
    mutating func decideParts() {
        for (index, entity) in document.entities.enumerated() where entity.type == .person {
            let isInitials = entity.tokens.count > 1 && hasInitials(entity)
            guard entity.tokens.count == 1 || isInitials else { continue }
            let words = words(of: index)
            let initial = isInitials ? words.first : nil
            if let bearer = bearer(of: words.last ?? "", initial: initial, at: index) {
                chosen[index] = bearer.identity
            } else {
                let least = isInitials ? options.wholeThreshold : options.surnameThreshold
                chosen[index] = listed(index, least: least) ?? compose(index, as: .person)
            }
        }
    }

    /// A whole name that is the same in English gets its identity when the name's parts alone got it, so that all
    /// mentions of a person share one.
    mutating func shareWithWholeNames() {
        let taken = Set(chosen.compactMap { $0 })
        for person in people where chosen[person.entity] == nil {
            if let identity = person.identity, taken.contains(identity) { chosen[person.entity] = identity }
        }
    }

    /// Whether all words of a name but the last are initials: `V.V. Poetin`.
    private func hasInitials(_ entity: Entity) -> Bool {
        entity.tokens.range.dropLast().allSatisfy { document.text.bytes[Int(document.tokens[$0].end) - 1] == 0x2E }
    }

    /// The one person named in full who is also called `word` alone, or with this initial before it; nil when there
    /// is none, or several.
    private func bearer(of word: String, initial: String?, at index: Int) -> Person? {
        guard !word.isEmpty else { return nil }
        for position in [true, false] where position || initial == nil {
            let candidates = (position ? byLastWord : byFirstWord)[ResolverWork.key(word)] ?? []
            let bearers = candidates.map { people[$0] }.filter { person in
                if let initial, person.words.first?.first != initial.first { return false }
                let name = position ? person.words.last : person.words.first
                return name.map { ResolverWork.isSame($0, word) } ?? false
            }
            guard let first = bearers.first else { continue }
            if bearers.allSatisfy({ $0.identity == first.identity }) { return first }
            // Several bearers of one surname: the one named last before the mention.
            if let listed = listed(index, least: options.surnameThreshold),
                let match = bearers.first(where: { $0.identity == listed })
            {
                return match
            }
            return bearers.last
        }
        return nil
    }

    /// Adds a person to `people` and to both indices.
    private mutating func note(_ person: Person) {
        let number = people.count
        people.append(person)
        func add(_ word: String?, to index: inout [[UInt8]: [Int]]) {
            guard let word else { return }
            index[ResolverWork.key(word), default: []].removeAll { other in
                people[other].identity == person.identity && people[other].words == person.words
            }
            index[ResolverWork.key(word), default: []].append(number)
        }
        add(person.words.last, to: &byLastWord)
        add(person.words.first, to: &byFirstWord)
    }

    /// What all words have in common that `isSame` may call one name: their sounds without a closing s.
    private static func key(_ word: String) -> [UInt8] {
        var key = sounds(word)
        while key.last == 0x73 { key.removeLast() }
        return key
    }

    /// Whether two folded words are one name, a possessive or plural s and the letters aside that transcriptions
    /// and languages change: Irina and Iryna, Sjevtsjenko and Shevchenko are not told apart by i and y.
    private static func isSame(_ name: String, _ word: String) -> Bool {
        if name == word || name + "s" == word || name == word + "s" { return true }
        guard name.utf8.count >= 4, word.utf8.count >= 4, name.utf8.first == word.utf8.first else { return false }
        return sounds(name) == sounds(word)
    }

    /// The letters of a folded word with y and j as i, oe and ou as u, w as v, and no letter twice in a row.
    private static func sounds(_ word: String) -> [UInt8] {
        var sounds: [UInt8] = []
        for byte in word.utf8 {
            var sound: UInt8 =
                switch byte {
                case 0x79, 0x6A: 0x69
                case 0x77: 0x76
                default: byte
                }
            if sounds.last == 0x6F, sound == 0x65 || sound == 0x75 {
                sounds.removeLast()
                sound = 0x75
            }
            if sounds.last != sound { sounds.append(sound) }
        }
        return sounds
    }

    /// The listed identity of exactly these tokens that is surest, when it fits the type and is sure enough.
    private func listed(_ index: Int, least: Float) -> UInt32? {
        let entity = document.entities[index]
        var best: NameMention?
        for mention in mentions[index] where mention.tokens == entity.tokens && mention.score > best?.score ?? 0 {
            switch mention.form {
            case .derived, .compound, .givenName: continue
            case .base, .possessive, .surname: break
            }
            let identity = identities[Int(mention.identity)]
            guard identity.isKnown, fits(identity, entity.type), !isLeftAlone(identity, index) else { continue }
            best = mention
        }
        guard let best, best.score >= least else { return nil }
        return best.identity
    }

    /// Polish, Czech and their like are written in Latin script: a mention that is spelt as there stays as it is.
    private func isLeftAlone(_ identity: Identity, _ index: Int) -> Bool {
        guard identity.kind == .person, let language = identity.language,
            ["pl", "cs", "sk", "hr", "sl"].contains(language)
        else { return false }
        let surface = ResolverWork.withoutEnding(document.string(of: document.entities[index].tokens))
        return identity.canonical == surface || identity.canonical.hasSuffix(" " + surface)
    }

    /// Whether a listed identity may stand for an entity of a type.
    private func fits(_ identity: Identity, _ type: EntityType) -> Bool {
        guard let language = identity.language, options.languages.contains(language) else { return false }
        switch type {
        case .person: return identity.kind == .person
        case .location: return identity.kind == .place
        case .organisation: return identity.kind == .organisation
        case .event: return identity.kind == .other
        default: return false
        }
    }

    /// Puts a name together from what the names layer made of its words; nil when nothing would
    /// change, unless that is wanted too.
    private mutating func compose(_ index: Int, as kind: IdentityKind, evenUnchanged: Bool = false) -> UInt32? {
        let entity = document.entities[index]
        var canonical: [String] = []
        var dutch: [String] = []
        var original: [String]? = []
        var language: String?
        var surest: Float = 0
        let order = order(entity.tokens.range)
        // A surname before the given name is another spelling already: Rybak, Alexander.
        let isInverted = kind == .person && order.first != Int(entity.tokens.start)
        var changes = isInverted
        for token in order {
            let whole = document.text[document.tokens[token].bytes]
            let made = mentions[index].first { mention in
                mention.tokens == TokenRange(token..<token + 1) && !identities[Int(mention.identity)].isKnown
            }
            if let made {
                let identity = identities[Int(made.identity)]
                canonical.append(identity.canonical)
                dutch.append(identity.dutch)
                if let name = identity.original { original?.append(name) } else { original = nil }
                language = language ?? identity.language
                surest = max(surest, made.score)
                // Marks count: Vučić is another spelling than Vucic.
                let (surface, english) = (
                    ResolverWork.withoutEnding(whole.lowercased()), identity.canonical.lowercased()
                )
                if surface != english, surface != english + "s" { changes = true }
            } else {
                original = nil
                if kind == .organisation, let place = listedPlace(index, token) {
                    canonical.append(identities[Int(place)].canonical)
                    dutch.append(whole)
                    continue
                }
                // Only people mix transcribed words with others: Nina Chroesjtsjova-Peeters, Maria Gabriël.
                if kind != .person || evenUnchanged && !isInverted { return nil }
                let name = isInverted ? ResolverWork.lowered(whole) : whole
                canonical.append(name)
                dutch.append(name)
            }
        }
        let needed = evenUnchanged ? unchangedLeast : least
        guard changes || evenUnchanged, surest >= needed || isInverted else { return nil }
        let name = canonical.joined(separator: " ")
        let id = ResolverWork.slug(name)
        if let same = numbers[id] {
            if !identities[Int(same)].isKnown { identities[Int(same)].kind = kind }
            return same
        }
        let number = UInt32(identities.count)
        identities.append(
            Identity(
                id: id, kind: kind, canonical: name, dutch: dutch.joined(separator: " "),
                original: original.flatMap { $0.isEmpty ? nil : $0.joined(separator: " ") }, language: language,
                isKnown: false))
        numbers[id] = number
        return number
    }

    /// The listed place one token of an entity surely names, when its language is one of those that are transcribed.
    private func listedPlace(_ index: Int, _ token: Int) -> UInt32? {
        mentions[index].first { mention in
            let identity = identities[Int(mention.identity)]
            return mention.tokens == TokenRange(token..<token + 1) && identity.isKnown && mention.form == .base
                && fits(identity, .location) && mention.score >= options.wholeThreshold
        }?.identity
    }

    /// A word in capitals as names are written: LORENTZ is Lorentz.
    private static func lowered(_ word: String) -> String {
        guard word.count > 2, word == word.uppercased(), let first = word.first else { return word }
        return String(first) + word.dropFirst().lowercased()
    }

    /// The tokens of a name in the order they are spoken: `Serdjoetsjka, Verka` is Verka Serdjoetsjka.
    private func order(_ tokens: Range<Int>) -> [Int] {
        guard tokens.count >= 3, let comma = tokens.first(where: { document.text[document.tokens[$0].bytes] == "," }),
            comma > tokens.lowerBound, comma + 1 < tokens.upperBound
        else { return Array(tokens) }
        return Array(comma + 1..<tokens.upperBound) + Array(tokens.lowerBound..<comma)
    }

    /// The folded words of an entity, each without a possessive ending where the names layer took it off.
    private func words(of index: Int) -> [String] {
        let entity = document.entities[index]
        return order(entity.tokens.range).map { token in
            let made = mentions[index].first { mention in
                mention.tokens == TokenRange(token..<token + 1) && !identities[Int(mention.identity)].isKnown
            }
            let word = made.map { identities[Int($0.identity)].dutch } ?? document.text[document.tokens[token].bytes]
            return FoldingKey.fold(ResolverWork.withoutEnding(word))
        }
    }

    /// A word without a possessive ending that has an apostrophe.
    private static func withoutEnding(_ word: String) -> String {
        for ending in ["’s", "'s", "’", "'"] where word.hasSuffix(ending) { return String(word.dropLast(ending.count)) }
        return word
    }

    /// A lower-case ASCII identifier made from a name.
    private static func slug(_ name: String) -> String {
        var slug: [UInt8] = []
        for byte in FoldingKey.fold(name).utf8 {
            switch byte {
            case 0x30...0x39, 0x61...0x7A: slug.append(byte)
            case 0x20, 0x2D: slug.append(0x2D)
            default: break
            }
        }
        return slug.isEmpty ? "name" : String(decoding: slug, as: UTF8.self)
    }
}
