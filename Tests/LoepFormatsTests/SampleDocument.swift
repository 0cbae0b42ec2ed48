// SPDX-License-Identifier: Apache-2.0
import Loep

/// A small document with every layer, built by hand: two paragraphs, a known name, quotes, a tab.
enum SampleDocument {
    static let text = "Loekasjenko’s zet\n\n\"Minsk\" <wint> & zwijgt. Wit-\tRussen."

    static func make() throws -> Document {
        var document = Document(
            id: "map/a.txt", text: try Text(text), metadata: Metadata(title: "Een \"titel\"", date: "2022-10-24"))
        let forms: [(String, TokenKind)] = [
            ("Loekasjenko’s", .word), ("zet", .word), ("\"", .punctuation), ("Minsk", .word), ("\"", .punctuation),
            ("<", .symbol), ("wint", .word), (">", .symbol), ("&", .symbol), ("zwijgt", .word), (".", .punctuation),
            ("Wit-\tRussen", .word), (".", .punctuation),
        ]
        let bytes = Array(text.utf8)
        var position = 0
        for (form, kind) in forms {
            let needle = Array(form.utf8)
            while !bytes[position...].starts(with: needle) { position += 1 }
            let end = position + needle.count
            document.tokens.append(Token(start: UInt32(position), end: UInt32(end), kind: kind))
            position = end
        }
        document.sentences = [
            Sentence(tokens: TokenRange(0, 2), paragraph: 0, role: .heading),
            Sentence(tokens: TokenRange(2, 11), paragraph: 1), Sentence(tokens: TokenRange(11, 13), paragraph: 1),
        ]
        document.identities = [
            Identity(
                id: "alexander-lukashenko", kind: .person, canonical: "Alexander Lukashenko",
                dutch: "Aleksandr Loekasjenko", original: "Александр Лукашенко", language: "ru"),
            Identity(id: "minsk", kind: .place, canonical: "Minsk", dutch: "Minsk"),
        ]
        document.names = [NameMention(tokens: TokenRange(0, 1), identity: 0, form: .possessive, score: 0.98)]
        document.entities = [
            Entity(tokens: TokenRange(0, 1), type: .person, identity: 0),
            Entity(tokens: TokenRange(3, 4), type: .location, identity: 1),
            Entity(tokens: TokenRange(11, 12), type: .miscellaneous),
        ]
        document.values = [ValueExpression(tokens: TokenRange(1, 2), type: "DATE", value: "2022-10-16")]
        document.summary = [SummarySentence(sentence: 1, score: 0.7125)]
        document.keyphrases = [Keyphrase(text: "Alexander Lukashenko", score: 1)]
        document.words.xpos = ["N(eigen)", "LET()"]
        document.words.feats = ["_", "Degree=Pos"]
        for token in document.tokens {
            let start = UInt32(document.words.lemmas.count)
            document.words.lemmas += bytes[token.bytes.range]
            let isMark = token.kind == .punctuation
            document.words.words.append(
                Word(
                    upos: isMark ? .punct : .propn, xpos: isMark ? 1 : 0, feats: 0,
                    lemma: ByteRange(start, UInt32(document.words.lemmas.count))))
        }
        document.layers = .all
        return document
    }
}
