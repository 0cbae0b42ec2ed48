// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// What the annotation guidelines say outright, applied to the tagger's entities.
///
/// Three rules. A word that the name normaliser knows only as derived from a name (`Belarussisch-Oekraïense`) is
/// MISC. So is a hyphen compound with a plural common noun for a head (`Zapad-oefeningen`). And a phrase that is
/// no title but an epithet, a known place or its adjective with ordinary words behind it (`Europa’s laatste
/// dictator`, `het Belarussische model`), holds one name: its first word.
struct AnnotationRules {
    /// Changes types and ends; needs the names layer to know what a word is.
    func apply(to document: inout Document) {
        var cursor = 0
        for number in document.entities.indices {
            var entity = document.entities[number]
            let first = entity.tokens.start
            while cursor < document.names.count, document.names[cursor].tokens.start < first { cursor += 1 }
            let name = bestName(of: first, from: cursor, document)
            if entity.tokens.count == 1 {
                settleWord(&entity, name, document)
                if entity.type != document.entities[number].type { document.entities[number].type = entity.type }
            } else if entity.type == .product, let name, isEpithet(entity, document) {
                document.entities[number].tokens = TokenRange(Int(first)..<Int(first) + 1)
                document.entities[number].type = name.form == .derived ? .miscellaneous : .location
            }
        }
    }

    private func settleWord(_ entity: inout Entity, _ name: NameMention?, _ document: Document) {
        if name?.form == .derived, entity.type == .location || entity.type == .organisation {
            entity.type = .miscellaneous
        } else if entity.type == .event || entity.type == .product,
            endsInPlural(document.text.bytes[document.tokens[Int(entity.tokens.start)].bytes.range])
        {
            entity.type = .miscellaneous
        }
    }

    /// The surest proposal for a token alone that is a place or derived from a name.
    private func bestName(of token: UInt32, from cursor: Int, _ document: Document) -> NameMention? {
        var best: NameMention?
        var next = cursor
        while next < document.names.count, document.names[next].tokens.start == token {
            let name = document.names[next]
            if name.tokens.count == 1, name.score > best?.score ?? 0 { best = name }
            next += 1
        }
        guard let best, best.form == .derived || document.identities[Int(best.identity)].kind == .place else {
            return nil
        }
        return best
    }

    /// Whether only words in lower case follow the first.
    private func isEpithet(_ entity: Entity, _ document: Document) -> Bool {
        entity.tokens.range.dropFirst().allSatisfy { index in
            let first = document.text.bytes[Int(document.tokens[index].start)]
            return first >= 0x61 && first <= 0x7A
        }
    }

    /// Whether a word has a lower-case part of at least five letters after its last hyphen that ends like a plural.
    private func endsInPlural(_ word: ArraySlice<UInt8>) -> Bool {
        guard let hyphen = word.lastIndex(of: UInt8(ascii: "-")) else { return false }
        let tail = word[word.index(after: hyphen)...]
        return tail.count > 4 && tail.allSatisfy { $0 >= 0x61 }
            && (tail.last == UInt8(ascii: "s") || tail.suffix(2).elementsEqual("en".utf8))
    }
}
