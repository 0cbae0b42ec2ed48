// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// What a word can tell a summariser; a word may have several classes.
package struct CueClasses: OptionSet, Hashable, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// A function word, of no weight for the subject of a text.
    package static let stop = CueClasses(rawValue: 1 << 0)
    /// At the start of a sentence it ties it to the one before: `Daarom`, `Maar`.
    package static let connective = CueClasses(rawValue: 1 << 1)
    /// A personal pronoun of the third person that needs somebody named before: `Hij`, `hem`.
    package static let pronoun = CueClasses(rawValue: 1 << 2)
    /// Points back at something said before: `Dat`, `Deze`.
    package static let demonstrative = CueClasses(rawValue: 1 << 3)
    /// A possessive of the third person: `Zijn`, `Hun`.
    package static let possessive = CueClasses(rawValue: 1 << 4)
    /// A noun of time; after a demonstrative it points at the calendar, not at the text: `Deze week`.
    package static let time = CueClasses(rawValue: 1 << 5)
    /// A verb form that makes a preceding `Het` a pronoun: `Het moet`.
    package static let auxiliary = CueClasses(rawValue: 1 << 6)
    /// Opens a line that is no part of the story: `Foto`, `Lees`.
    package static let boilerplate = CueClasses(rawValue: 1 << 7)
    /// Announces a finding or an outcome: `blijkt`, `concludeert`.
    package static let finding = CueClasses(rawValue: 1 << 8)
    /// First or second person.
    package static let speaker = CueClasses(rawValue: 1 << 9)
    /// A preposition that with a pronoun or demonstrative opens a leaning sentence: `Volgens hem`.
    package static let preposition = CueClasses(rawValue: 1 << 10)
    /// A subordinating word that may open a sentence of its own: `Toen`, when a comma follows.
    package static let subordinator = CueClasses(rawValue: 1 << 11)
    /// A demonstrative that with a noun of time points at the calendar: `Deze week`, but not `Die week`.
    package static let near = CueClasses(rawValue: 1 << 12)
    /// `Het`, which with an auxiliary may point back, and with a clause to come does not.
    package static let impersonal = CueClasses(rawValue: 1 << 13)
    /// Stands before a noun or its adjective: `de`, `geen`, `twee`.
    package static let determiner = CueClasses(rawValue: 1 << 14)
    /// Gives a ground or a hindrance: `omdat`, `afhankelijk`, `weinig`.
    package static let explanation = CueClasses(rawValue: 1 << 15)

    static let labels: [String: CueClasses] = [
        "stop": .stop, "connective": .connective, "pronoun": .pronoun, "demonstrative": .demonstrative,
        "possessive": .possessive, "time": .time, "auxiliary": .auxiliary, "boilerplate": .boilerplate,
        "finding": .finding, "speaker": .speaker, "preposition": .preposition, "subordinator": .subordinator,
        "near": .near, "impersonal": .impersonal,
        "determiner": .determiner, "explanation": .explanation,
    ]
}

/// The classes of words and two-word phrases, by hash; read once, shared by all workers.
package struct SummaryLexicon: Sendable {
    private var keys: [UInt64]
    private var values: [CueClasses]

    /// Reads `stopwords.tsv` and `summary-cues.tsv`.
    ///
    /// - Throws: `io.not-found`, `io.unreadable`, `text.invalid-utf8` or `table.malformed`.
    package init(resources: ResourceDirectory) throws(LoepError) {
        keys = [UInt64](repeating: 0, count: 4096)
        values = [CueClasses](repeating: [], count: 4096)
        let stopWords = try resources.table("stopwords.tsv", required: ["word"])
        for row in stopWords.rows { add(row[stopWords.index(of: "word") ?? 0], .stop) }
        let cues = try resources.table("summary-cues.tsv", required: ["word", "class"])
        let word = cues.index(of: "word") ?? 0
        let label = cues.index(of: "class") ?? 1
        for row in cues.rows {
            guard let classes = CueClasses.labels[row[label]] else {
                throw LoepError(.malformedTable, "summary-cues.tsv: there is no class \(row[label])")
            }
            add(row[word], classes)
        }
    }

    private mutating func add(_ word: String, _ classes: CueClasses) {
        let hashes = TermScanner.hashes(word)
        guard let first = hashes.first else { return }
        let key = hashes.count == 1 ? first : SummaryLexicon.pair(first, hashes[1])
        var slot = Int(truncatingIfNeeded: key) & (keys.count - 1)
        var steps = 0
        while keys[slot] != 0, keys[slot] != key, steps < keys.count {
            slot = (slot + 1) & (keys.count - 1)
            steps += 1
        }
        keys[slot] = key
        values[slot].formUnion(classes)
    }

    /// The classes of a word, by its term hash.
    @inline(__always)
    package func classes(_ hash: UInt64) -> CueClasses {
        var slot = Int(truncatingIfNeeded: hash) & (keys.count - 1)
        while keys[slot] != 0 {
            if keys[slot] == hash { return values[slot] }
            slot = (slot + 1) & (keys.count - 1)
        }
        return []
    }

    /// The classes of a phrase of two words.
    package func classes(_ first: UInt64, _ second: UInt64) -> CueClasses {
        classes(SummaryLexicon.pair(first, second))
    }

    private static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
        TermScanner.finish(first &* 0x9E37_79B9_7F4A_7C15 ^ second)
    }
}
