// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// Puts back the marks of names from languages written in Latin script: Vostrčil for Vostrcil, Đukanović for
/// Djukanovic. A given name of `names-latin.tsv` tells the language; surnames are rewritten letter by letter.
package struct LatinSpelling: Sendable {
    /// The languages of the table, in the order of their codes, which begin with 1.
    package static let languages = ["cs", "pl", "sh", "sl", "tr", "ro"]
    /// Letter groups of a folded word that are one letter with its marks.
    package static let digraphs = ["dj"]

    /// Least probability of a surname whose spelling changes.
    private static let least: Float = 0.45

    private let transducer: GraphemeTransducer

    /// Takes the transducer out of its model.
    ///
    /// - Throws: `model.corrupt`.
    init(_ file: ModelFile) throws(LoepError) { transducer = try GraphemeTransducer(file, name: "marks") }

    /// The surname with its marks and the probability of that spelling; nil when it is not sure enough.
    func surname(_ key: [UInt8], language: UInt8) -> ScoredName? {
        let hint = GraphemeTransducer.Hint(language: language, role: 2)
        guard let best = transducer.rewrite(key, hint: hint).first, best.probability >= LatinSpelling.least else {
            return nil
        }
        return ScoredName(name: NameGenerator.capitalised(best.text), score: best.probability)
    }

    /// A surname in -ic as Serbs and Croats write it; nil when it is not sure enough.
    func southSlavic(_ key: [UInt8]) -> String? {
        surname(key, language: UInt8((LatinSpelling.languages.firstIndex(of: "sh") ?? 0) + 1))?.name
    }

    /// The code of a language of the table as a bit, 0 for another one.
    static func bit(of language: String) -> UInt8 {
        languages.firstIndex(of: language).map { 1 << UInt8($0) } ?? 0
    }
}
