// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Asks the fuzzy index for folded keys; owns the scratch memory this takes.
struct FuzzyMatcher {
    private var skeleton: [UInt8] = []
    private var other: [UInt8] = []
    private var scratch: [Int] = []
    /// What the last query found, best first.
    private(set) var hits: [FuzzyHit] = []

    /// Finds identities near a folded key. Where the key has ch, both the Dutch and the English reading are tried.
    mutating func find(_ key: [UInt8], in index: FuzzyIndex) {
        hits.removeAll(keepingCapacity: true)
        skeleton.removeAll(keepingCapacity: true)
        NameSkeleton.append(key.span, english: false, to: &skeleton)
        index.find(skeleton, into: &hits, scratch: &scratch)
        other.removeAll(keepingCapacity: true)
        NameSkeleton.append(key.span, english: true, to: &other)
        if other != skeleton { index.find(other, into: &hits, scratch: &scratch) }
        // A slip inside a letter group (Peotin) changes the skeleton, but not the letters.
        index.find(key, into: &hits, scratch: &scratch)
    }
}
