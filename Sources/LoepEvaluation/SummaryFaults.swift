// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// Counts what makes a summary hard to read, by looking at its text alone.
///
/// It shares no code with the stage that chooses: it reads characters, not tokens, and keeps its own account of
/// quotation marks. Only the list of words that open a leaning sentence is the same file.
public struct SummaryFaults: Sendable {
    /// Kinds of fault.
    public enum Kind: String, Sendable, CaseIterable {
        /// A heading, caption, credit or table row.
        case noSentence = "no sentence"
        /// The article's own title.
        case title = "title"
        /// It does not end like a sentence, or begins with a dash or small letter.
        case fragment = "fragment"
        /// A quotation or bracket is open at one end.
        case halfQuotation = "half quotation"
        /// A question whose answer is not there.
        case question = "question"
        /// It opens with a pronoun or connective, and the sentence before is not there.
        case leaning = "leaning"
    }

    private let openers: Set<String>
    private let pairs: Set<String>

    /// Reads the list of openers.
    ///
    /// - Throws: the errors of `ResourceDirectory.table`.
    public init(resources: ResourceDirectory) throws(LoepError) {
        let table = try resources.table("summary-cues.tsv", required: ["word", "class"])
        let word = table.index(of: "word") ?? 0
        let label = table.index(of: "class") ?? 1
        let leaning = table.rows.filter {
            ["connective", "pronoun", "demonstrative", "possessive"].contains($0[label])
        }
        .map { $0[word] }
        openers = Set(leaning.filter { !$0.contains(" ") })
        pairs = Set(leaning.filter { $0.contains(" ") })
    }

    /// The faults of each chosen sentence of a document; at most one a kind a sentence.
    public func faults(in document: Document, chosen: [Int]) -> [(sentence: Int, kind: Kind)] {
        let picked = Set(chosen)
        var found: [(sentence: Int, kind: Kind)] = []
        for index in chosen {
            let sentence = document.sentences[index]
            let text = document.string(of: sentence.tokens)
            if sentence.role == .heading || sentence.role == .caption || sentence.role == .tableRow
                || text.contains("©")
            {
                found.append((index, .noSentence))
            }
            if let title = document.metadata.title, plain(title) == plain(text) { found.append((index, .title)) }
            let core = text.drop { "‘’“”„'\"«»([".contains($0) }
            let end = text.reversed().first { !"‘’“”'\"»)]".contains($0) }
            if !".!?…".contains(end ?? " ") || core.first.map({ $0.isLowercase || "-–—•*".contains($0) }) ?? true {
                if !text.hasPrefix("’") && !text.hasPrefix("'") { found.append((index, .fragment)) }
            }
            let isSameParagraph = { (other: Int) in
                document.sentences.indices.contains(other) && document.sentences[other].paragraph == sentence.paragraph
            }
            if end == "?", !(picked.contains(index + 1) && isSameParagraph(index + 1)) {
                found.append((index, .question))
            }
            if opensLeaning(text), !picked.contains(index - 1) { found.append((index, .leaning)) }
            if isHalfQuoted(document, index, picked) { found.append((index, .halfQuotation)) }
        }
        return found
    }

    private func plain(_ text: String) -> String {
        String(text.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    private func opensLeaning(_ text: String) -> Bool {
        let words = text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "’" || $0 == "'") }
            .map { $0.drop { $0 == "’" || $0 == "'" } }.filter { !$0.isEmpty }.prefix(2).map(String.init)
        guard let first = words.first else { return false }
        if words.count == 2, pairs.contains(words.joined(separator: " ")) { return true }
        if first == "deze" || first == "dit", words.count == 2, isTime(words[1]) { return false }
        return openers.contains(first)
    }

    private func isTime(_ word: String) -> Bool {
        [
            "week", "maand", "jaar", "zomer", "winter", "herfst", "lente", "voorjaar", "najaar", "weekend", "eeuw",
            "ochtend", "middag", "avond", "nacht", "dag", "seizoen", "kwartaal", "keer",
        ].contains { word.hasPrefix($0) }
            || word.hasSuffix("dag")
    }

    /// Whether a quotation or bracket of the paragraph reaches over an end of the chosen run the sentence is in.
    private func isHalfQuoted(_ document: Document, _ index: Int, _ picked: Set<Int>) -> Bool {
        var first = index
        let paragraph = document.sentences[index].paragraph
        while first > 0, document.sentences[first - 1].paragraph == paragraph { first -= 1 }
        var isOpen = false
        var position = first
        while position < document.sentences.count, document.sentences[position].paragraph == paragraph {
            let text = Array(document.string(of: document.sentences[position].tokens))
            let before = isOpen
            isOpen = state(after: text, isOpen: before)
            if position == index {
                if before, !picked.contains(index - 1) { return true }
                if isOpen, !picked.contains(index + 1) { return true }
                return false
            }
            position += 1
        }
        return false
    }

    /// Whether a quotation is open after a sentence; an apostrophe is told from a quotation mark by its neighbours.
    private func state(after text: [Character], isOpen: Bool) -> Bool {
        var depth = isOpen ? 1 : 0
        for (position, character) in text.enumerated() {
            let before = position > 0 ? text[position - 1] : " "
            let after = position + 1 < text.count ? text[position + 1] : " "
            let hugsWord = after.isLetter || after.isNumber
            let followsWord = before.isLetter || before.isNumber
            switch character {
            case "“", "„", "«": depth = 1
            case "”", "»": depth = 0
            case "\"": depth = depth > 0 ? 0 : 1
            case "‘":
                let isClitic = position + 2 < text.count && "stn".contains(after) && text[position + 2] == " "
                if !isClitic { depth = 1 }
            case "’": if !hugsWord, depth > 0 { depth = 0 }
            case "'":
                let isClitic = position + 2 < text.count && "stn".contains(after) && text[position + 2] == " "
                if hugsWord, !followsWord, !isClitic { depth = 1 } else if !hugsWord { depth = 0 }
            default: break
            }
        }
        return depth > 0
    }
}
