// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Folds entity types into the inventory of another annotation.
///
/// CoNLL-2002 knows PER, LOC, ORG and MISC only; what Loep calls PRO or EVE is MISC there.
public struct TypeFolding: Sendable {
    private let known: Set<EntityType>

    /// Folds into `types`: any other type becomes MISC, provided that MISC is one of them.
    public init(into types: Set<EntityType>) {
        known = types.contains(.miscellaneous) ? types : []
    }

    /// The type under which the other annotation counts `type`.
    public func callAsFunction(_ type: EntityType) -> EntityType {
        known.isEmpty || known.contains(type) ? type : .miscellaneous
    }
}
