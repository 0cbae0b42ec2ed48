// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// The text with every recognised name in one spelling; everything else, white space too, as it was.
///
/// Names with an ending keep one: `Loekasjenko’s` becomes `Alexander Lukashenko’s`. Words derived from
/// names (`Belarussische`) and compounds (`Poetin-getrouwen`) are no names and stay.
public struct NormalizedTextWriter: DocumentWriter {
    /// The spelling names are put into.
    public enum Scheme: String, CaseIterable, Sendable {
        /// The main Dutch form: `Aleksandr Loekasjenko`.
        case dutch
        /// The canonical English name: `Alexander Lukashenko`.
        case english
        /// The original script, where it is known: `Александр Лукашенко`.
        case original
    }

    private let scheme: Scheme

    /// Makes a writer for one spelling.
    public init(scheme: Scheme) { self.scheme = scheme }

    public var fileExtension: String { "txt" }

    public func append(_ document: Document, to bytes: inout [UInt8]) {
        var written = 0
        for (tokens, identity, form) in mentions(of: document) {
            guard let name = name(of: identity), form != .derived, form != .compound else { continue }
            let place = document.bytes(of: tokens)
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

    private func name(of identity: Identity) -> String? {
        switch scheme {
        case .dutch: identity.dutch
        case .english: identity.canonical
        case .original: identity.original
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
