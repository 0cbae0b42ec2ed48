// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// Options of the names stage and of name look-up.
public struct NameOptions: Sendable {
    /// Path of the user's own names table (columns of `NameEntry`); its entries win over the built-in ones.
    public var namesFile: String?
    /// Whether the built-in table of identities is used; without it every name is worked out from its
    /// spelling, as is done for names nobody knows.
    public var usesTable: Bool

    /// Makes options.
    public init(namesFile: String? = nil, usesTable: Bool = true) {
        self.namesFile = namesFile
        self.usesTable = usesTable
    }
}

/// The names stage: proposes for capitalised and non-Latin tokens which known identities they may name,
/// and what unknown Slavic names are in English. No type is decided here; recall comes first.
public struct NameNormalizer: Stage {
    /// The shared tables.
    let knowledge: NameKnowledge

    /// Opens the tables.
    ///
    /// - Throws: `model.missing`, `model.corrupt` and their like for `names.loep`, and the errors of
    ///   reading the user's own table.
    public init(resources: ResourceDirectory, options: NameOptions = .init()) throws(LoepError) {
        knowledge = try NameKnowledge(resources: resources, options: options)
    }

    public var name: String { "names" }
    public var needs: Layers { [.tokens, .sentences] }
    public var provides: Layers { .names }

    public func makeWorker() -> any StageWorker { NameWorker(knowledge) }
}
