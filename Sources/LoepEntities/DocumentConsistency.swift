// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// Mends what contradicts the rest of the document: a name has one type in one article.
///
/// Two rules. After Gale, Church & Yarowsky 1992 ("One sense per discourse") an unsure mention takes the
/// type that the surer mentions of the same words have. Two places that stand side by side, each known
/// from elsewhere in the document, are two entities and not one.
struct DocumentConsistency {
    /// A mention surer than this keeps its type, whatever the others say.
    private static let sure: Float = 0.95
    /// Summed confidence the other type must have, absolutely and against the mention's own type.
    private static let leastSupport: Float = 1.6
    private static let leastRatio: Float = 3

    private var keys: [UInt64] = []
    private var groups: [UInt64: [Int]] = [:]

    /// Changes types and splits entities; `words` holds the hash of each token.
    mutating func apply(to document: inout Document, words: [UInt64]) {
        guard document.entities.count > 2 else { return }
        split(&document, words)
        index(document, words)
        var changes: [(entity: Int, type: EntityType)] = []
        for members in groups.values where members.count > 2 {
            for member in members {
                let entity = document.entities[member]
                guard entity.confidence < DocumentConsistency.sure else { continue }
                if let type = betterType(for: member, among: members, document) { changes.append((member, type)) }
            }
        }
        for change in changes { document.entities[change.entity].type = change.type }
    }

    private mutating func index(_ document: Document, _ words: [UInt64]) {
        groups.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
        for (number, entity) in document.entities.enumerated() {
            var key: UInt64 = 0
            for token in entity.tokens.range { key = Lexicon.join(key, words[token]) }
            keys.append(key)
            groups[key, default: []].append(number)
        }
    }

    /// The type that the other mentions agree on, when they outweigh the mention's own.
    private func betterType(for member: Int, among members: [Int], _ document: Document) -> EntityType? {
        let own = document.entities[member].type
        var ownSupport = document.entities[member].confidence
        var support: [(type: EntityType, sum: Float)] = []
        for other in members where other != member {
            let entity = document.entities[other]
            if entity.type == own {
                ownSupport += entity.confidence
            } else if let index = support.firstIndex(where: { $0.type == entity.type }) {
                support[index].sum += entity.confidence
            } else {
                support.append((entity.type, entity.confidence))
            }
        }
        guard let best = support.max(by: { $0.sum < $1.sum }), best.sum >= DocumentConsistency.leastSupport,
            best.sum >= DocumentConsistency.leastRatio * ownSupport
        else { return nil }
        return best.type
    }

    /// Splits a two-word entity into places that each stand alone more often than they stand together.
    private mutating func split(_ document: inout Document, _ words: [UInt64]) {
        index(document, words)
        func isPlaceElsewhere(_ token: Int, moreOftenThan together: Int) -> Bool {
            let places = (groups[words[token]] ?? []).count { number in
                document.entities[number].type == .location && document.entities[number].confidence > 0.8
            }
            return places > together
        }
        var result: [Entity] = []
        result.reserveCapacity(document.entities.count)
        var hasSplit = false
        for (number, entity) in document.entities.enumerated() {
            let together = groups[keys[number]]?.count ?? 0
            if entity.tokens.count == 2, entity.confidence < DocumentConsistency.sure,
                entity.tokens.range.allSatisfy({ isPlaceElsewhere($0, moreOftenThan: together) })
            {
                hasSplit = true
                for token in entity.tokens.range {
                    result.append(
                        Entity(tokens: TokenRange(token..<token + 1), type: .location, confidence: entity.confidence))
                }
            } else {
                result.append(entity)
            }
        }
        if hasSplit { document.entities = result }
    }
}
