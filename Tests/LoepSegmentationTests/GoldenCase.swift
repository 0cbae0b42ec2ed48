// SPDX-License-Identifier: Apache-2.0
import LoepCore
import Testing

/// One golden case of the segmenter: a text with its tokens, sentences and roles; the notation is explained in
/// Tests/Golden/segmentation/README.md.
struct GoldenCase: Sendable, CustomTestStringConvertible {
    var source: String
    var text = ""
    /// Byte ranges of the tokens.
    var tokens: [ByteRange] = []
    /// For each sentence the index of its first token.
    var sentenceStarts: [Int] = []
    /// For each sentence the role of its block, where the case states one.
    var roles: [BlockRole?] = []

    var testDescription: String { source }

    init(_ source: String) {
        self.source = source
        var builder = Builder()
        var rest = Substring(source)
        builder.beginSentence(&rest)
        while let character = rest.unicodeScalars.first {
            if rest.hasPrefix("\\u{"), let end = rest.firstIndex(of: "}") {
                let digits = rest[rest.index(rest.startIndex, offsetBy: 3)..<end]
                builder.add(Unicode.Scalar(UInt32(digits, radix: 16) ?? 0xFFFD) ?? "\u{FFFD}")
                rest = rest[rest.index(after: end)...]
                continue
            }
            rest = Substring(rest.unicodeScalars.dropFirst())
            switch character {
            case "\\":
                builder.add(rest.unicodeScalars.first ?? "\\")
                rest = Substring(rest.unicodeScalars.dropFirst())
            case "|": builder.endToken()
            case "⏎": builder.add("\n")
            case "⇥": builder.add("\t")
            case "‖":
                builder.endToken()
                if rest.first == " " { rest = rest.dropFirst() }
                builder.beginSentence(&rest)
            default: builder.add(character)
            }
        }
        builder.endToken()
        text = String(builder.text)
        tokens = builder.tokens
        sentenceStarts = builder.starts
        roles = builder.roles
    }

    private struct Builder {
        var text = String.UnicodeScalarView()
        var tokens: [ByteRange] = []
        var starts: [Int] = []
        var roles: [BlockRole?] = []
        private var count = 0
        private var tokenStart: Int?
        private var tokenEnd = 0

        mutating func add(_ scalar: Unicode.Scalar) {
            let isSpace = scalar.properties.isWhitespace
            let isInvisible =
                scalar.properties.generalCategory == .format && scalar != "\u{200D}"
                && !(0xE0020...0xE007F).contains(scalar.value)
            if isSpace { endToken() }
            let width = UTF8.width(scalar)
            if !isSpace, !isInvisible {
                if tokenStart == nil { tokenStart = count }
                tokenEnd = count + width
            }
            count += width
            text.append(scalar)
        }

        mutating func endToken() {
            if let start = tokenStart { tokens.append(ByteRange(start..<tokenEnd)) }
            tokenStart = nil
        }

        mutating func beginSentence(_ rest: inout Substring) {
            starts.append(tokens.count)
            roles.append(nil)
            let names: [(String, BlockRole)] = [
                ("@heading ", .heading), ("@listItem ", .listItem), ("@caption ", .caption), ("@tableRow ", .tableRow),
                ("@body ", .body),
            ]
            for (name, role) in names where rest.hasPrefix(name) {
                rest = rest.dropFirst(name.count)
                roles[roles.count - 1] = role
            }
        }
    }

    /// What a segmented document looks like in a plain notation, for messages.
    static func render(_ document: Document) -> String {
        document.sentences.map { sentence in
            "[\(sentence.role)] "
                + document.tokens[sentence.tokens.range].map { document.text[$0.bytes] }.joined(separator: " ¦ ")
        }.joined(separator: " ‖ ")
    }

    /// What the case expects, in the same notation.
    var rendered: String {
        let bytes = Array(text.utf8)
        let bounds = sentenceStarts + [tokens.count]
        return sentenceStarts.indices.map { index in
            "[\(roles[index].map { "\($0)" } ?? "any")] "
                + tokens[bounds[index]..<bounds[index + 1]]
                .map { String(decoding: bytes[$0.range], as: UTF8.self) }.joined(separator: " ¦ ")
        }.joined(separator: " ‖ ")
    }
}
