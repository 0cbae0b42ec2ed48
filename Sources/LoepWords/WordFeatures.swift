// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// Turns a document into attributes of its words, for training and tagging alike.
package struct WordEncoder {
    private var features: WordFeatures
    /// The attributes of the current document.
    package private(set) var matrix = AttributeMatrix(columns: WordAttribute.names.count)

    /// The names of the attributes, for templates.
    package static var attributes: [String] { WordAttribute.names }

    /// Makes an encoder with the lexicon of the house and the kinds of words of a model.
    ///
    /// - Throws: `model.corrupt`.
    package init(lexicon: Lexicon, kinds file: ModelFile) throws(LoepError) {
        self.init(lexicon: lexicon, kinds: try WordKinds(file))
    }

    init(lexicon: Lexicon, kinds: WordKinds) { features = WordFeatures(lexicon: lexicon, kinds: kinds) }

    /// The forms of the current document.
    package var forms: WordForms { features.forms }

    /// What limits the labels of a word: its form and its kind.
    package func limits(of index: Int) -> (form: UInt64, kind: UInt64) {
        (matrix[index, WordAttribute.formCase.rawValue], matrix[index, WordAttribute.kindsCase.rawValue])
    }

    /// Fills one row a token.
    package mutating func encode(_ document: Document) { features.fill(&matrix, document) }
}

/// Fills the attribute matrix of a document: what is known of each word, before templates join it.
struct WordFeatures {
    private let lexicon: Lexicon
    private let kinds: WordKinds
    private(set) var forms = WordForms()
    private var memory = RowMemory(columns: WordAttribute.allCases.count)

    init(lexicon: Lexicon, kinds: WordKinds) {
        self.lexicon = lexicon
        self.kinds = kinds
    }

    /// Fills one row a token.
    mutating func fill(_ matrix: inout AttributeMatrix, _ document: Document) {
        forms.fill(document)
        matrix.reset(rows: document.tokens.count)
        for sentence in document.sentences {
            for index in sentence.tokens.range {
                let isFirst = index == sentence.tokens.start
                // Hashes of forms are odd, so the lowest bit is free.
                let key = forms.exact[index] ^ (isFirst ? 1 : 0)
                if memory.recall(key, into: &matrix, row: index) { continue }
                fill(&matrix, index, document, isFirst: isFirst)
                matrix[index, WordAttribute.token.rawValue] = key
                memory.keep(key, matrix, row: index)
            }
        }
    }

    private func fill(_ matrix: inout AttributeMatrix, _ index: Int, _ document: Document, isFirst: Bool) {
        func set(_ attribute: WordAttribute, _ value: UInt64) { matrix[index, attribute.rawValue] = value }
        let range = forms.offsets[index]..<forms.offsets[index + 1]
        let bytes = forms.bytes.span
        set(.form, forms.exact[index])
        set(.lower, forms.lower[index])
        set(.shape, WordFeatures.shape(document.text.bytes.span, document.tokens[index].bytes.range))
        set(.opening, isFirst ? 1 : 0)
        for (length, attribute) in [(1, WordAttribute.prefix1), (2, .prefix2), (3, .prefix3)] where length < range.count
        {
            set(attribute, WordFeatures.packed(bytes, range.lowerBound..<range.lowerBound + length))
        }
        for (length, attribute) in [
            (1, WordAttribute.suffix1), (2, .suffix2), (3, .suffix3), (4, .suffix4), (5, .suffix5),
        ]
        where length <= range.count {
            set(attribute, WordFeatures.packed(bytes, range.upperBound - length..<range.upperBound))
        }
        let kinds = kinds.value(bytes, range, hash: forms.lower[index])
        set(.kinds, kinds)
        let casing = WordFeatures.casing(document.text.bytes.span, document.tokens[index].bytes.range, isFirst)
        set(.formCase, Hash64.mix(forms.lower[index], casing))
        set(.kindsCase, Hash64.mix(kinds, casing))
        if let entry = lexicon.word(forms.exact[index]) ?? lexicon.word(forms.lower[index]) {
            if entry.brown > 0 {
                let path = lexicon.brownPaths[Int(entry.brown) - 1]
                set(.brown, UInt64(path))
                set(.brown4, WordFeatures.prefix(of: path, 4))
                set(.brown6, WordFeatures.prefix(of: path, 6))
                set(.brown10, WordFeatures.prefix(of: path, 10))
            }
            set(.means100, UInt64(entry.means100))
            set(.means300, UInt64(entry.means300))
            set(.casing, UInt64(entry.casing))
        }
        if document.text.bytes[Int(document.tokens[index].start)] &- 0x41 < 26,
            let phrase = lexicon.phrase(forms.exact[index])
        {
            set(.lists, UInt64(phrase.lists.rawValue) << 16 | UInt64(phrase.news) | 1 << 40)
        }
    }

    /// How a word is capitalised: 1 not at all, 2 its first letter, 3 the same at the start of a sentence, 4
    /// otherwise, 5 with a digit, 6 no letter.
    private static func casing(_ bytes: Span<UInt8>, _ range: Range<Int>, _ isFirst: Bool) -> UInt64 {
        var upper = 0
        var lower = 0
        var first = false
        for index in range {
            let byte = bytes[index]
            if byte &- 0x30 < 10 { return 5 }
            let isUpper = byte &- 0x41 < 26 || byte == 0xC3 && index + 1 < range.upperBound && bytes[index + 1] <= 0x9E
            if isUpper {
                upper += 1
                if index == range.lowerBound { first = true }
            } else if byte &- 0x61 < 26 || byte >= 0xC3 && byte != 0xE2 {
                lower += 1
            }
        }
        if upper == 0 { return lower == 0 ? 6 : 1 }
        return upper == 1 && first ? isFirst ? 3 : 2 : 4
    }

    /// The first `length` bits of a Brown path, with their number.
    private static func prefix(of path: UInt32, _ length: UInt32) -> UInt64 {
        let count = path >> 24
        let bits = path & 0xFF_FFFF
        let kept = min(count, length)
        return UInt64(kept << 24 | bits >> (count - kept)) + 1
    }

    /// Up to seven bytes as a number that is never 0.
    private static func packed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var value = UInt64(range.count)
        for index in range { value = value << 8 | UInt64(bytes[index]) }
        return value
    }

    /// Classes of the characters, runs shortened to one: `Xx`, `x'x`, `d.d`; at most eight classes.
    private static func shape(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var value: UInt64 = 1
        var last: UInt64 = 0
        var length = 0
        var upper = 0
        var index = range.lowerBound
        while index < range.upperBound, length < 8 {
            let byte = bytes[index]
            var next: UInt64
            switch byte {
            case 0x61...0x7A: next = 1
            case 0x41...0x5A: next = 2
            case 0x30...0x39: next = 3
            case 0..<0x80: next = UInt64(byte) + 16
            case 0xC3: next = index + 1 < range.upperBound && bytes[index + 1] <= 0x9E ? 2 : 1
            case 0xC4...0xDF: next = 4
            case 0x80..<0xC0: next = last
            default: next = 5
            }
            if next == 2 { upper += 1 }
            if next != last {
                value = value << 7 | next
                length += 1
                last = next
            }
            index += 1
        }
        return value << 2 | UInt64(min(upper, 3))
    }
}
