// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepEntities
import LoepFormats
import LoepModel
import LoepNames
import LoepSegmentation

/// Canonical names of mentions in articles, against the third fields of the corpus.
public struct NamesInContextScore: Sendable {
    /// Mentions with a third field that got exactly that name.
    public var canonical = Share()
    /// The same for people alone.
    public var people = Share()
    /// The same for places alone.
    public var places = Share()
    /// Mentions without a third field that got no canonical name.
    public var silent = Share()
    /// Mentions without a third field that got no name of another spelling than their own.
    public var unchanged = Share()
    /// People mentioned several times in an article whose mentions share one id.
    public var coherent = Share()
    /// What went wrong, for reading.
    public var misses: [(asked: String, got: String, wanted: String)] = []

    /// Measures the names stage and the resolver on gold entity spans.
    ///
    /// - Throws: the errors of a text that is too large.
    public init(
        articles: [CorpusArticle], stages: [any Stage], resolver: IdentityResolver = IdentityResolver()
    ) throws(LoepError) {
        let worker = try Pipeline(stages: stages).makeWorker()
        for article in articles {
            var document = try article.document()
            worker.annotate(&document)
            let kept = NamesInContextScore.place(article.mentions, in: &document)
            resolver.resolve(&document)
            score(document, kept)
        }
    }

    /// Lays the gold mentions that fall on token boundaries into the document; returns them.
    private static func place(_ mentions: [GoldMention], in document: inout Document) -> [GoldMention] {
        var kept: [GoldMention] = []
        document.entities = []
        document.layers.insert(.entities)
        for mention in mentions {
            guard let first = document.tokens.firstIndex(where: { $0.end > mention.bytes.start }),
                let last = document.tokens.lastIndex(where: { $0.start < mention.bytes.end }), first <= last
            else { continue }
            if let previous = document.entities.last, Int(previous.tokens.end) > first { continue }
            document.entities.append(Entity(tokens: TokenRange(first..<last + 1), type: mention.type))
            kept.append(mention)
        }
        return kept
    }

    private mutating func score(_ document: Document, _ mentions: [GoldMention]) {
        var ids: [String: Set<UInt32>] = [:]
        var counts: [String: Int] = [:]
        for (entity, mention) in zip(document.entities, mentions) {
            let surface = document.string(of: entity.tokens)
            let got = entity.identity.map { document.identities[Int($0)].canonical }
            guard let wanted = mention.canonical else {
                silent.count(got == nil)
                let isOwn = got == nil || got == surface || surface.hasPrefix(got ?? "")
                unchanged.count(isOwn)
                if got != nil { misses.append((surface, got ?? "", "nothing (\(mention.type.rawValue))")) }
                continue
            }
            canonical.count(got == wanted)
            if mention.type == .person { people.count(got == wanted) }
            if mention.type == .location { places.count(got == wanted) }
            if got != wanted { misses.append((surface, got ?? "nothing", wanted)) }
            if mention.type == .person {
                counts[wanted, default: 0] += 1
                ids[wanted, default: []].insert(entity.identity ?? .max)
            }
        }
        for (name, count) in counts where count > 1 { coherent.count(ids[name]?.count == 1) }
    }
}
