import LoepCore

/// Ties every entity of a finished document to one identity, or to none.
///
/// Evidence comes from the names layer: mentions with identities and scores, among them identities made
/// from the spelling of unknown Slavic names. An article speaks of few people, and names each in full
/// once: so whole names are decided first, and a bare surname or given name then goes to the person
/// whose full name the document gives (the "one sense per discourse" of Gale, Church & Yarowsky 1992).
public struct IdentityResolver: Sendable {
    /// Which identities are written to entities.
    public struct Options: Sendable {
        /// Least score of a mention that may decide alone.
        public var threshold: Float = 0.4
        /// Languages whose names get a canonical form; names of other languages keep their Dutch form.
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

    /// Sets `identity` of every entity; the layers `names` and `entities` must be filled.
    public func resolve(_ document: inout Document) {
        for index in document.entities.indices { document.entities[index].identity = nil }
        guard !document.names.isEmpty else { return }
        var chosen = [UInt32?](repeating: nil, count: document.entities.count)
        var mentions: [[NameMention]] = []
        var cursor = 0
        for entity in document.entities {
            while cursor < document.names.count, document.names[cursor].tokens.start < entity.tokens.start { cursor += 1 }
            var own: [NameMention] = []
            var index = cursor
            while index < document.names.count, document.names[index].tokens.start < entity.tokens.end {
                own.append(document.names[index])
                index += 1
            }
            mentions.append(own)
        }
        for (index, entity) in document.entities.enumerated() {
            chosen[index] = direct(entity, mentions[index], document)
        }
        for index in document.entities.indices { document.entities[index].identity = chosen[index] }
    }

    /// The identity that a mention of exactly these tokens gives, when it fits the type and is sure enough.
    private func direct(_ entity: Entity, _ mentions: [NameMention], _ document: Document) -> UInt32? {
        var best: NameMention?
        for mention in mentions where mention.tokens == entity.tokens {
            guard mention.form != .derived, mention.form != .compound, mention.form != .givenName else { continue }
            guard fits(document.identities[Int(mention.identity)], entity.type) else { continue }
            if mention.score > best?.score ?? 0 { best = mention }
        }
        guard let best, best.score >= options.threshold else { return nil }
        return best.identity
    }

    /// Whether an identity may stand for an entity of a type.
    private func fits(_ identity: Identity, _ type: EntityType) -> Bool {
        guard let language = identity.language, options.languages.contains(language) else { return false }
        switch type {
        case .person: return identity.kind == .person
        case .location: return identity.kind == .place
        case .organisation: return identity.kind == .organisation || identity.kind == .place
        case .event: return identity.kind == .other
        default: return false
        }
    }
}
