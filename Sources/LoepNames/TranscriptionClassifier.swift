// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore
import LoepModel

/// Tells whether a word is a name in Dutch transcription from Cyrillic (Slavic, Caucasian, Central
/// Asian) or anything else: a Dutch, Polish, Turkish, English name or an ordinary word.
///
/// Logistic regression over the letter n-grams (one to five letters, with the word's edges) of the
/// folded word, hashed (Weinberger et al. 2009, "Feature hashing for large scale multitask learning").
package struct TranscriptionClassifier: Sendable {
    /// Number of weights; n-grams are hashed to it.
    package static let weightCount = 1 << 17

    private let weights: MappedArray<Float>

    package init(weights: MappedArray<Float>) { self.weights = weights }

    /// Takes the classifier out of a model file.
    ///
    /// - Throws: `model.corrupt`.
    init(_ file: ModelFile) throws(LoepError) {
        weights = try file.section("slavic.weights", of: Float.self)
        guard weights.count == TranscriptionClassifier.weightCount else {
            throw LoepError(.modelCorrupt, "\(file.path): section slavic.weights has a wrong length")
        }
    }

    /// Calls `body` with the slot of every n-gram of a folded word.
    @inline(__always)
    package static func forEachSlot(_ word: Span<UInt8>, _ body: (Int) -> Void) {
        let count = word.count + 2
        for start in 0..<count {
            var hash: UInt32 = 0x811C_9DC5
            let end = min(count, start + 6)
            var index = start
            while index < end {
                let byte: UInt8 = index == 0 ? 0x5E : index == count - 1 ? 0x24 : word[index - 1]
                hash = (hash ^ UInt32(byte)) &* 0x0100_0193
                let mixed = hash ^ hash >> 15
                body(Int((mixed ^ mixed >> 7) & UInt32(weightCount - 1)))
                index += 1
            }
        }
    }

    /// The log-odds that a folded word is a transcription.
    func logOdds(_ word: Span<UInt8>) -> Float {
        var sum: Float = 0
        let weights = self.weights.span
        TranscriptionClassifier.forEachSlot(word) { sum += weights[$0] }
        return sum
    }

    /// The log-odds that a folded word is a transcription.
    package func logOdds(_ word: [UInt8]) -> Float { logOdds(word.span) }
}
