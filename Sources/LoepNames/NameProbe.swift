// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// Bare look-ups in the compiled tables, for measuring their speed.
package final class NameProbe {
    private let knowledge: NameKnowledge
    private var matcher = FuzzyMatcher()
    private var key: [UInt8] = []

    /// Opens the tables.
    ///
    /// - Throws: the errors of opening them.
    package init(resources: ResourceDirectory) throws(LoepError) {
        knowledge = try NameKnowledge(resources: resources, options: NameOptions())
    }

    /// How many of the names, UTF-8 bytes, are listed as they are.
    package func exact(_ names: [[UInt8]]) -> Int {
        var found = 0
        for name in names {
            key.removeAll(keepingCapacity: true)
            NameFolding.append(name.span, 0..<name.count, to: &key)
            if knowledge.table.find(KeyHash.of(key)) != nil { found += 1 }
        }
        return found
    }

    /// How many of the names are near to a listed one.
    package func fuzzy(_ names: [[UInt8]]) -> Int {
        var found = 0
        for name in names {
            key.removeAll(keepingCapacity: true)
            NameFolding.append(name.span, 0..<name.count, to: &key)
            matcher.find(key, in: knowledge.fuzzy)
            if !matcher.hits.isEmpty { found += 1 }
        }
        return found
    }
}
