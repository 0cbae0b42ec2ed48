// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Finds the sentences that speak about a name or a word, whatever the spelling.
struct SummaryFocus {
    /// Lower-cased terms of each thing asked for.
    private let wanted: [[String]]
    /// Shortest word that also finds longer words beginning with it, in scalars: `brand` finds `brandweer`.
    private static let stemLength = 4

    init(_ focus: [String]) {
        wanted = focus.map { SummaryFocus.terms($0) }.filter { !$0.isEmpty }
    }

    private static func terms(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return terms(bytes, in: 0..<bytes.count)
    }

    private static func terms(_ bytes: [UInt8], in range: Range<Int>) -> [String] {
        var terms: [String] = []
        TermScanner.scan(bytes, in: range) { term in
            terms.append(String(decoding: bytes[Int(term.start)..<Int(term.end)], as: UTF8.self).lowercased())
        }
        return terms
    }

    /// For each body sentence whether it is about one of the things asked for.
    func sentences(of document: Document, _ analysis: DocumentAnalysis) -> [Bool] {
        let identities = matchingIdentities(document)
        var named = [Bool](repeating: false, count: document.sentences.count)
        if !identities.isEmpty {
            for mention in document.names where mention.score >= 0.5 && identities.contains(mention.identity) {
                if let sentence = SummaryFocus.sentence(holding: mention.tokens, document) { named[sentence] = true }
            }
        }
        return analysis.body.map { index in
            if named[index] { return true }
            let tokens = document.sentences[index].tokens
            let words = SummaryFocus.terms(document.text.bytes, in: document.bytes(of: tokens).range)
            return wanted.contains { terms in
                terms.allSatisfy { term in
                    words.contains {
                        $0 == term || (term.unicodeScalars.count >= SummaryFocus.stemLength && $0.hasPrefix(term))
                    }
                }
            }
        }
    }

    /// Identities one of whose names holds all terms of something asked for.
    private func matchingIdentities(_ document: Document) -> Set<UInt32> {
        var found = Set<UInt32>()
        for (number, identity) in document.identities.enumerated() {
            let names = Set(
                SummaryFocus.terms("\(identity.id) \(identity.canonical) \(identity.dutch) \(identity.original ?? "")"))
            if wanted.contains(where: { $0.allSatisfy(names.contains) }) { found.insert(UInt32(number)) }
        }
        return found
    }

    private static func sentence(holding tokens: TokenRange, _ document: Document) -> Int? {
        var low = 0
        var high = document.sentences.count
        while low < high {
            let middle = (low + high) / 2
            if document.sentences[middle].tokens.end <= tokens.start { low = middle + 1 } else { high = middle }
        }
        return low < document.sentences.count ? low : nil
    }
}
