// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepNames

/// How surely a spelling finds the identity it belongs to, and how seldom another name finds one.
///
/// Only canonical forms are indexed: English, main Dutch and original spelling of each identity.
public struct NameSpellingScore: Sendable {
    /// Right identities by kind of spelling, in the order the kinds come in the forms table.
    public var byKind: [(kind: String, share: Share)] = []
    /// Ordinary surnames taken for somebody listed.
    public var ordinary = Share()
    /// Other names in transcription taken for somebody listed.
    public var transcribed = Share()
    /// What went wrong, for reading.
    public var misses: [(asked: String, got: String, wanted: String)] = []

    /// Asks for every spelling of the forms table.
    ///
    /// - Parameters:
    ///   - forms: columns id, type, form.
    ///   - lookup: knows the canonical forms alone.
    ///   - ordinary: surnames of no listed person.
    ///   - transcribed: surnames in transcription of no listed person.
    public init(forms: Table, lookup: NameLookup, ordinary: [String], transcribed: [String]) {
        let (id, type, form) = (forms.index(of: "id") ?? 0, forms.index(of: "type") ?? 0, forms.index(of: "form") ?? 0)
        var positions: [String: Int] = [:]
        for row in forms.rows {
            let answer = lookup.answer(row[form])
            // Bearers of one surname cannot be told apart by it: the right one must be among them.
            let isRight = answer.candidates.contains { $0.identity.id == row[id] && $0.score > 0.1 }
            let position = positions[row[type]] ?? byKind.count
            if position == byKind.count {
                positions[row[type]] = position
                byKind.append((row[type], Share()))
            }
            byKind[position].share.count(isRight)
            if !isRight { misses.append((row[form], answer.identity?.id ?? "nobody", row[id])) }
        }
        for name in ordinary {
            let answer = lookup.answer(name)
            self.ordinary.count(answer.identity != nil)
            if let wrong = answer.identity { misses.append((name, wrong.id, "nobody")) }
        }
        for name in transcribed {
            let answer = lookup.answer(name)
            self.transcribed.count(answer.identity != nil)
            if let wrong = answer.identity { misses.append((name, wrong.id, "nobody")) }
        }
    }
}
