// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// What `lexicon/abbreviations.tsv` says of a word before a full stop; a word may have several classes.
struct AbbreviationClass: OptionSet {
    let rawValue: UInt16
    /// A name follows: never ends a sentence.
    static let title = AbbreviationClass(rawValue: 1 << 0)
    /// Something must follow: never ends a sentence.
    static let before = AbbreviationClass(rawValue: 1 << 1)
    /// Closes a phrase and may end a sentence.
    static let end = AbbreviationClass(rawValue: 1 << 2)
    /// Part of a name: ends a sentence only before a clear start.
    static let name = AbbreviationClass(rawValue: 1 << 3)
    /// An abbreviation only before a number.
    static let number = AbbreviationClass(rawValue: 1 << 4)
    /// An abbreviation only after a number.
    static let unit = AbbreviationClass(rawValue: 1 << 5)
    /// A month or day: an abbreviation only beside a number.
    static let date = AbbreviationClass(rawValue: 1 << 6)
    /// Has a full stop inside and none at its end.
    static let bare = AbbreviationClass(rawValue: 1 << 7)
    /// An everyday word too: no abbreviation at the end of a line nor before a clear start.
    static let everyday = AbbreviationClass(rawValue: 1 << 8)

    /// The classes in the order of their bits, as the table names them.
    static let names = ["title", "before", "end", "name", "number", "unit", "date", "bare", "everyday"]
    /// An abbreviation wherever it stands.
    static let always: AbbreviationClass = [.title, .before, .end, .name]
}

/// What `lexicon/segmentation-words.tsv` says of a word; a word may have several classes.
struct WordClass: OptionSet {
    let rawValue: UInt16
    /// A function word that begins a sentence when it is capitalised.
    static let starter = WordClass(rawValue: 1 << 0)
    /// A lower-case part of a surname.
    static let particle = WordClass(rawValue: 1 << 1)
    /// A noun that a single capital names a kind of: vitamine C.
    static let letterhead = WordClass(rawValue: 1 << 2)
    /// A word before a shortened year: jaren ’80.
    static let decade = WordClass(rawValue: 1 << 3)
    /// What follows the apostrophe of a clipped word.
    static let elision = WordClass(rawValue: 1 << 4)
    /// A top-level domain.
    static let topDomain = WordClass(rawValue: 1 << 5)
    /// A file name extension.
    static let fileExtension = WordClass(rawValue: 1 << 6)
    /// The first word of a photo credit.
    static let credit = WordClass(rawValue: 1 << 7)

    /// The classes in the order of their bits, as the table names them.
    static let names = [
        "starter", "particle", "letterhead", "decade", "elision", "topdomain", "extension", "credit",
    ]
}

/// The word lists of the segmenter, read once.
struct SegmentationLexicon: Sendable {
    private let abbreviations: WordTable
    private let words: WordTable

    /// Reads `abbreviations.tsv` and `segmentation-words.tsv`.
    ///
    /// - Throws: `io.not-found`, `io.unreadable` or `table.malformed`.
    init(_ resources: ResourceDirectory) throws(LoepError) {
        abbreviations = try SegmentationLexicon.read("abbreviations.tsv", AbbreviationClass.names, resources)
        words = try SegmentationLexicon.read("segmentation-words.tsv", WordClass.names, resources)
    }

    private static func read(
        _ name: String, _ classes: [String], _ resources: ResourceDirectory
    ) throws(LoepError) -> WordTable {
        let table = try resources.table(name, required: ["form", "class"])
        guard let form = table.index(of: "form"), let kind = table.index(of: "class") else {
            throw LoepError(.malformedTable, "\(name): columns form and class expected")
        }
        var entries: [(word: String, flags: UInt16)] = []
        for row in table.rows {
            guard let bit = classes.firstIndex(of: row[kind]) else {
                throw LoepError(.malformedTable, "\(name): there is no class \(row[kind])")
            }
            entries.append((row[form], 1 << UInt16(bit)))
        }
        return WordTable(entries)
    }

    /// The classes of an abbreviation; `range` leaves out the final full stop.
    func abbreviation(_ bytes: Span<UInt8>, _ range: Range<Int>) -> AbbreviationClass {
        AbbreviationClass(rawValue: abbreviations.lookup(bytes, range))
    }

    /// The classes of a word.
    func word(_ bytes: Span<UInt8>, _ range: Range<Int>) -> WordClass {
        WordClass(rawValue: words.lookup(bytes, range))
    }
}
