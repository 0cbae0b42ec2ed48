// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// Matches the tokens of a document against the phrase lists of the lexicon.
///
/// At every token the longest phrase of each list wins; a later phrase of the same list that overlaps an
/// earlier one is ignored. The last token may carry a possessive ending.
struct NameLists {
    /// One match list a column; each holds a value for every token, 0 where nothing matches.
    enum List: Int, CaseIterable {
        case person, place, organisation, other, title, kind, news
    }

    /// Longest phrase looked up, in tokens.
    private static let longest = 8
    /// `values[list][token]`: position in the match (1 B, 2 I, 3 E, 4 S), shifted left 16, and what is known.
    private(set) var values: [[UInt32]] = Array(repeating: [], count: List.allCases.count)
    /// Bits of all lists in which the token alone stands.
    private(set) var alone: [UInt32] = []

    mutating func fill(_ document: Document, _ forms: TokenForms, _ lexicon: Lexicon) {
        let count = document.tokens.count
        for list in values.indices {
            values[list].removeAll(keepingCapacity: true)
            values[list].append(contentsOf: repeatElement(0, count: count))
        }
        alone.removeAll(keepingCapacity: true)
        alone.append(contentsOf: repeatElement(0, count: count))
        // Until which token each list is taken by a match.
        var taken = [Int](repeating: 0, count: List.allCases.count)
        for sentence in document.sentences {
            let end = Int(sentence.tokens.end)
            for start in sentence.tokens.range {
                match(start, end, document, forms, lexicon, &taken)
            }
        }
    }

    private mutating func match(
        _ start: Int, _ end: Int, _ document: Document, _ forms: TokenForms, _ lexicon: Lexicon, _ taken: inout [Int]
    ) {
        guard document.tokens[start].kind != .punctuation else { return }
        var best = [0, 0, 0, 0, 0, 0, 0]
        var known: [UInt32] = [0, 0, 0, 0, 0, 0, 0]
        var hash: UInt64 = 0
        for last in start..<min(end, start + NameLists.longest) {
            let prefix = hash
            hash = Lexicon.join(prefix, forms.exact[last])
            var entry = lexicon.phrase(hash)
            let goesOn = entry?.lists.contains(.prefix) ?? false
            if entry.map({ $0.lists.subtracting(.prefix).isEmpty && $0.news == 0 }) ?? true {
                if forms.stem[last] != 0 { entry = lexicon.phrase(Lexicon.join(prefix, forms.stem[last])) }
                if entry == nil, forms.title[last] != 0 {
                    entry = lexicon.phrase(Lexicon.join(prefix, forms.title[last]))
                }
            }
            if let entry {
                let length = last - start + 1
                if length == 1 { alone[start] = UInt32(entry.lists.rawValue & ~1) | UInt32(entry.news) << 16 }
                NameLists.note(entry, length, &best, &known)
            }
            if !goesOn {
                guard forms.title[last] != 0,
                    lexicon.phrase(Lexicon.join(prefix, forms.title[last]))?.lists.contains(.prefix) ?? false
                else { break }
                hash = Lexicon.join(prefix, forms.title[last])
            }
        }
        for list in best.indices where best[list] > 0 && taken[list] <= start {
            let length = best[list]
            taken[list] = start + length
            for index in start..<start + length {
                let position: UInt32 = length == 1 ? 4 : index == start ? 1 : index == start + length - 1 ? 3 : 2
                values[list][index] = position << 16 | known[list]
            }
        }
    }

    private static func note(_ entry: PhraseEntry, _ length: Int, _ best: inout [Int], _ known: inout [UInt32]) {
        func set(_ list: List, _ value: UInt32) {
            best[list.rawValue] = length
            known[list.rawValue] = value
        }
        let multi: UInt32 = length > 1 ? 2 : 1
        if entry.lists.contains(.person) { set(.person, multi) }
        if entry.lists.contains(.place) { set(.place, multi) }
        if entry.lists.contains(.organisation) { set(.organisation, multi) }
        if entry.lists.contains(.other) { set(.other, multi) }
        if entry.lists.contains(.title) { set(.title, multi) }
        let kinds = entry.lists.intersection([.titlePerson, .titleWork, .titleGroup, .titlePlace])
        if !kinds.isEmpty { set(.kind, UInt32(kinds.rawValue)) }
        if entry.news != 0 { set(.news, UInt32(entry.news)) }
    }
}
