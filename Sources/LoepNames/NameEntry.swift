// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// One row of a names table: an identity with the spellings that are listed for it.
///
/// The columns of the TSV are `id kind lang prior english dutch original variants surnames`; only
/// `english` and `dutch` must be there in a user's own file.
public struct NameEntry: Hashable, Sendable {
    /// Stable identifier; made from the English name when the table gives none.
    public var id: String
    /// What it is.
    public var kind: IdentityKind
    /// ISO 639-1 code of the name's language; empty when not known.
    public var language: String
    /// How well known it is, 0 (little) to 9; it decides between bearers of one surname.
    public var prior: UInt8
    /// Canonical English name.
    public var english: String
    /// Main Dutch form.
    public var dutch: String
    /// The name in its own script; empty when not known.
    public var original: String
    /// Other spellings of the whole name.
    public var variants: [String]
    /// Other spellings of the surname alone.
    public var surnames: [String]

    /// Makes an entry from its parts.
    public init(
        id: String = "", kind: IdentityKind, language: String = "", prior: UInt8 = 1, english: String, dutch: String,
        original: String = "", variants: [String] = [], surnames: [String] = []
    ) {
        self.id = id.isEmpty ? NameEntry.slug(english) : id
        self.kind = kind
        self.language = language
        self.prior = prior
        self.english = english
        self.dutch = dutch
        self.original = original
        self.variants = variants
        self.surnames = surnames
    }

    /// The columns in the order `line` writes them.
    public static let columns = [
        "id", "kind", "lang", "prior", "english", "dutch", "original", "variants", "surnames",
    ]

    /// The entry as one line of the TSV, without the line end.
    public var line: String {
        [
            id, kind.label, language, String(prior), english, dutch, original, variants.joined(separator: "|"),
            surnames.joined(separator: "|"),
        ].joined(separator: "\t")
    }

    /// Reads all rows of a table.
    ///
    /// - Throws: `table.malformed` when a kind is none of person, place, organisation and other.
    public static func entries(of table: Table, name: String) throws(LoepError) -> [NameEntry] {
        let index = columns.map { table.index(of: $0) }
        var entries: [NameEntry] = []
        entries.reserveCapacity(table.rows.count)
        for row in table.rows {
            func field(_ column: Int) -> String { index[column].map { row[$0] } ?? "" }
            let label = field(1)
            guard let kind = label.isEmpty ? IdentityKind.other : IdentityKind(label: label) else {
                throw LoepError(
                    .malformedTable, "\(name): kind \(label) is none of person, place, organisation, other")
            }
            entries.append(
                NameEntry(
                    id: field(0), kind: kind, language: field(2), prior: UInt8(field(3)) ?? 5, english: field(4),
                    dutch: field(5), original: field(6), variants: list(field(7)), surnames: list(field(8))))
        }
        return entries
    }

    private static func list(_ field: String) -> [String] { field.split(separator: "|").map(String.init) }

    /// A lower-case ASCII identifier made from a name: `Đuro Macut` gives `duro-macut`.
    public static func slug(_ name: String) -> String {
        var slug: [UInt8] = []
        for byte in NameFolding.key(name) {
            switch byte {
            case 0x30...0x39, 0x61...0x7A: slug.append(byte)
            case 0x20: slug.append(0x2D)
            default: break
            }
        }
        return slug.isEmpty ? "name" : String(decoding: slug, as: UTF8.self)
    }

    /// Other ways to write a place: Sint-Petersburg as St. Petersburg and Petersburg, Rostov aan de Don as Rostov.
    static func shortened(_ name: String) -> [String] {
        for saint in ["Sint-", "Sint ", "Saint ", "Sankt-", "Sankt "] where name.hasPrefix(saint) {
            let rest = name.dropFirst(saint.count)
            return ["St. \(rest)", String(rest)]
        }
        for river in [" aan de ", " aan den ", "-on-", "-na-"] {
            let parts = name.split(separator: river, maxSplits: 1)
            if parts.count == 2 { return parts[0].utf8.count >= 5 ? [String(parts[0])] : [] }
        }
        return []
    }

    /// All spellings of the whole name, the main ones first, each once.
    var fullForms: [String] {
        var forms: [String] = []
        for form in [dutch, english, original] + variants where !form.isEmpty && !forms.contains(form) {
            forms.append(form)
        }
        return forms
    }

    /// All spellings of a person's surname alone, each once; empty for what is no person or has one name.
    var surnameForms: [String] {
        guard kind == .person else { return [] }
        var forms: [String] = []
        func add(_ form: String) { if !form.isEmpty, !forms.contains(form) { forms.append(form) } }
        for form in fullForms {
            if let surname = NameEntry.split(form).surname, !NameEntry.isByname(form) { add(surname) }
        }
        for form in surnames { add(form) }
        return forms
    }

    /// Whether a name ends in no surname: Nicolaas II, Ivan de Verschrikkelijke, Clemens van Ohrid.
    private static func isByname(_ name: String) -> Bool {
        let words = name.split(separator: " ").dropFirst()
        let isNumber = words.last?.allSatisfy { "IVX".contains($0) } ?? false
        return isNumber || words.dropLast().contains { ["de", "van", "the", "of", "der"].contains($0) }
    }

    /// Splits a full name into what stands before its last word and the last word.
    static func split(_ name: String) -> (given: String?, surname: String?) {
        guard let space = name.utf8.lastIndex(of: 0x20) else { return (nil, nil) }
        return (String(name[..<space]), String(name[name.utf8.index(after: space)...]))
    }
}
