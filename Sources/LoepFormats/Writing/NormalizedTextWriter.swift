// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepNames
import LoepUnicode

/// The text with every recognised name in one spelling; everything else, white space too, as it was.
///
/// What the writer of the text wrote of a name is kept: a bare surname stays one (`Loekasjenko’s` becomes
/// `Lukashenko’s`), initials stay initials. Words derived from names (`Belarussische`) and compounds
/// (`Poetin-getrouwen`) are no names and stay.
public struct NormalizedTextWriter: DocumentWriter {
    /// The spelling names are put into.
    public enum Scheme: String, CaseIterable, Sendable {
        /// The main Dutch form: `Aleksandr Loekasjenko`.
        case dutch
        /// The canonical English name: `Alexander Lukashenko`.
        case english
        /// The original script, where it is known: `Александр Лукашенко`.
        case original
        /// The original in German transcription (Duden).
        case german
        /// The original in French transcription.
        case french
        /// The original by BGN/PCGN.
        case bgn
        /// The original by ISO 9:1995.
        case iso9
        /// The original in scientific transliteration.
        case scientific
        /// The original by the system of its own country: Ukrainian 2010, Belarusian Łacinka 2007, Gaj's alphabet.
        case national

        /// The scheme of `schemes.tsv` for a language; nil when this is none of them.
        func table(_ language: String) -> String? {
            switch self {
            case .dutch, .english, .original: nil
            case .german: "de"
            case .french: "fr"
            case .bgn: "bgn"
            case .iso9: "iso9"
            case .scientific: "sci"
            case .national: ["uk": "national2010", "be": "lacinka2007", "sr": "nl", "mk": "sci"][language] ?? "en"
            }
        }
    }

    private let scheme: Scheme
    /// Tables of the schemes that are written from the original; nil for the others.
    private let schemes: TransliterationTable?

    /// Makes a writer for one spelling.
    ///
    /// - Parameter schemes: the tables of all but dutch, english and original; without them these write the
    ///   canonical name.
    public init(scheme: Scheme, schemes: TransliterationTable? = nil) {
        self.scheme = scheme
        self.schemes = schemes
    }

    public var fileExtension: String { "txt" }

    public func append(_ document: Document, to bytes: inout [UInt8]) {
        var written = 0
        for (tokens, identity, form) in mentions(of: document) {
            guard let whole = name(of: identity), form != .derived, form != .compound else { continue }
            let place = document.bytes(of: tokens)
            let name = identity.kind == .person ? part(of: whole, identity, document, tokens) : whole
            bytes += document.text.bytes[written..<Int(place.start)]
            bytes.append(string: name)
            // A Dutch ending on a Cyrillic name would be neither.
            if form == .possessive, scheme != .original {
                bytes.append(string: NormalizedTextWriter.ending(after: name))
            }
            written = Int(place.end)
        }
        bytes += document.text.bytes[written...]
    }

    /// The original of an identity in the scheme of this writer; nil when it is not Cyrillic.
    private func rewritten(_ identity: Identity) -> String? {
        guard let schemes, let original = identity.original, let first = original.unicodeScalars.first,
            (0x400...0x52F).contains(first.value)
        else { return nil }
        let language = identity.language.flatMap { schemes.schemesOfLanguage[$0] == nil ? nil : $0 } ?? "ru"
        return scheme.table(language).flatMap { schemes.apply(original, language: language, scheme: $0) }
    }

    /// The part of a person's name that the text has, in the spelling of this writer: the surname or the given name
    /// alone, or initials and surname; the whole name when the text has more, or a word of another name.
    private func part(of whole: String, _ identity: Identity, _ document: Document, _ tokens: TokenRange) -> String {
        let names = whole.split(separator: " ").map(String.init)
        let written = tokens.range.map { document.text[document.tokens[$0].bytes] }
        guard names.count > 1, let word = written.last, written.dropLast().allSatisfy({ $0.hasSuffix(".") }) else {
            return whole
        }
        for spelling in [identity.dutch, identity.canonical, identity.original ?? ""] {
            let known = spelling.split(separator: " ").map(String.init)
            guard known.count > 1 else { continue }
            let places = [known.count - 1, 0].filter { NormalizedTextWriter.isForm(word, of: known[$0]) }
            guard let place = places.first, place > 0 || written.count == 1 else { continue }
            let initials = written.dropLast().map { $0 + " " }.joined()
            return initials + (place == 0 ? names[0] : names[names.count - 1])
        }
        return whole
    }

    /// Whether a word is this name, up to an ending and the letters transcriptions disagree about: at most a third
    /// of the longer word differs (Levenshtein 1966).
    private static func isForm(_ word: String, of name: String) -> Bool {
        let (a, b) = (Array(FoldingKey.fold(word).utf8), Array(FoldingKey.fold(name).utf8))
        guard !a.isEmpty, !b.isEmpty else { return false }
        var row = Array(0...b.count)
        for (i, letter) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in b.enumerated() {
                let next = min(row[j + 1] + 1, row[j] + 1, diagonal + (letter == other ? 0 : 1))
                diagonal = row[j + 1]
                row[j + 1] = next
            }
        }
        return row[b.count] * 3 <= max(a.count, b.count)
    }

    private func name(of identity: Identity) -> String? {
        switch scheme {
        case .dutch: identity.dutch
        case .english: identity.canonical
        case .original: identity.original
        case .german, .french, .bgn, .iso9, .scientific, .national: rewritten(identity) ?? identity.canonical
        }
    }

    /// The entities with an identity, each with the form the normaliser saw in it; without the entities
    /// layer the best proposal for every place.
    private func mentions(of document: Document) -> [(TokenRange, Identity, NameForm)] {
        var result: [(TokenRange, Identity, NameForm)] = []
        guard document.layers.contains(.entities) else {
            for mention in document.names where result.last.map({ $0.0.end <= mention.tokens.start }) ?? true {
                result.append((mention.tokens, document.identities[Int(mention.identity)], mention.form))
            }
            return result
        }
        var next = 0
        for entity in document.entities {
            guard let identity = entity.identity else { continue }
            while next < document.names.count, document.names[next].tokens.start < entity.tokens.start { next += 1 }
            var form = entity.type == .miscellaneous ? NameForm.derived : .base
            var index = next
            while index < document.names.count, document.names[index].tokens.start == entity.tokens.start {
                let mention = document.names[index]
                if mention.tokens == entity.tokens, mention.identity == identity {
                    form = mention.form
                    break
                }
                index += 1
            }
            result.append((entity.tokens, document.identities[Int(identity)], form))
        }
        return result
    }

    /// The possessive ending Dutch gives a name (Leidraad, 16.4): `’s` after a long vowel, `’` after a hiss.
    private static func ending(after name: String) -> String {
        switch name.unicodeScalars.last.map({ Character($0).lowercased() }) ?? "" {
        case "a", "i", "o", "u", "y", "é": "’s"
        case "s", "x", "z": "’"
        default: "s"
        }
    }
}
