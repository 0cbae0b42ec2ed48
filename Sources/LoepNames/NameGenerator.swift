// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepUnicode

/// Works out how unknown names are written in English and in Cyrillic, from their spelling alone.
struct NameGenerator: Sendable {
    private let toEnglish: GraphemeTransducer
    private let toCyrillic: GraphemeTransducer
    let classifier: TranscriptionClassifier

    /// Below these log-odds a part of a hyphenated name is no transcription and stays: Tsjekirova-Dobbelaere.
    private static let foreignPart: Float = -4

    /// Takes the transducers out of their model.
    ///
    /// - Throws: `model.corrupt`.
    init(_ file: ModelFile) throws(LoepError) {
        toEnglish = try GraphemeTransducer(file, name: "en")
        toCyrillic = try GraphemeTransducer(file, name: "cyr")
        classifier = try TranscriptionClassifier(file)
    }

    /// The English spellings of a word, best first; empty when it has letters no transcription uses.
    ///
    /// The parts of a hyphenated word are rewritten one by one.
    func english(_ word: String, hint: GraphemeTransducer.Hint) -> [ScoredName] {
        rewrite(word, hint: hint, with: toEnglish)
    }

    /// The Cyrillic spellings of a word, best first.
    func cyrillic(_ word: String, hint: GraphemeTransducer.Hint) -> [ScoredName] {
        rewrite(word, hint: hint, with: toCyrillic)
    }

    private func rewrite(
        _ word: String, hint: GraphemeTransducer.Hint, with transducer: GraphemeTransducer
    ) -> [ScoredName] {
        var results = [ScoredName(name: "", score: 1)]
        let parts = word.split(separator: "-", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let key = NameGenerator.withoutFrench(NameFolding.key(String(part)))
            if parts.count > 1, classifier.logOdds(key) < NameGenerator.foreignPart {
                for place in results.indices { results[place].name += (index > 0 ? "-" : "") + part }
                continue
            }
            let rewritten = transducer.rewrite(key, hint: hint)
            guard !rewritten.isEmpty else { return [] }
            let capital = part.unicodeScalars.first?.properties.isUppercase ?? false
            var extended: [ScoredName] = []
            for result in results {
                for (text, probability) in rewritten {
                    let piece = capital ? NameGenerator.capitalised(text) : text
                    extended.append(
                        ScoredName(
                            name: result.name + (index > 0 ? "-" : "") + piece, score: result.score * probability))
                }
            }
            extended.sort { ($1.score, $0.name) < ($0.score, $1.name) }
            results = Array(extended.prefix(8))
        }
        return results
    }

    /// A folded word with the French tch as the Dutch tsj: Tchavdar.
    private static func withoutFrench(_ key: [UInt8]) -> [UInt8] {
        guard key.count > 3 else { return key }
        var key = key
        for index in 0..<key.count - 2 where key[index] == 0x74 && key[index + 1] == 0x63 && key[index + 2] == 0x68 {
            key[index + 1] = 0x73
            key[index + 2] = 0x6A
        }
        return key
    }

    /// The word with its first letter in upper case.
    static func capitalised(_ word: String) -> String {
        guard let first = word.first else { return word }
        return first.uppercased() + word.dropFirst()
    }
}
