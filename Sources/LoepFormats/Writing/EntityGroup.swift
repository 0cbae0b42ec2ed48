// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// All mentions of one person, place or thing in a document, for readers: digest, page and index.
public struct EntityGroup: Sendable {
    /// What mentions share: the identity's id, or else the type and the form.
    public let key: String
    /// The type of the first mention.
    public let type: EntityType
    /// The identity's canonical name, or else the first form.
    public let name: String
    /// The identity; nil when nobody known.
    public let identity: Identity?
    /// Number of mentions.
    public private(set) var count = 0
    /// The different forms in order of appearance.
    public private(set) var forms: [String] = []
    /// Index of the first mention in `Document.entities`.
    public let first: Int

    /// Groups the entities of a document by identity and type: most mentions first, then by appearance.
    public static func groups(of document: Document) -> [EntityGroup] {
        var groups: [EntityGroup] = []
        var position: [String: Int] = [:]
        for (index, entity) in document.entities.enumerated() {
            let form = document.singleLine(of: entity.tokens)
            let identity = document.identity(of: entity)
            let key = key(entity.type, identity, form: form)
            let group: Int
            if let known = position[key] {
                group = known
            } else {
                group = groups.count
                position[key] = group
                groups.append(
                    EntityGroup(
                        key: key, type: entity.type, name: identity?.canonical ?? form, identity: identity, first: index
                    ))
            }
            groups[group].add(form)
        }
        return groups.sorted { ($1.count, $0.first) < ($0.count, $1.first) }
    }

    /// The key of a mention.
    static func key(_ type: EntityType, _ identity: Identity?, form: String) -> String {
        type.rawValue + "/" + (identity?.id ?? form)
    }

    private init(key: String, type: EntityType, name: String, identity: Identity?, first: Int) {
        self.key = key
        self.type = type
        self.name = name
        self.identity = identity
        self.first = first
    }

    private mutating func add(_ form: String) {
        count += 1
        if !forms.contains(where: { $0.utf8.elementsEqual(form.utf8) }) { forms.append(form) }
    }
}
