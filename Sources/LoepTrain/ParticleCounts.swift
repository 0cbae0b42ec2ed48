// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepFormats
import LoepModel
import LoepUnicode
import LoepWords

/// Which particles a treebank joins with which verbs in the lemma.
struct ParticleCounts {
    private(set) var builder = ParticleBuilder()
    /// Tokens between verb and particle that are looked at.
    private static let reach = 20

    /// Counts the sentences of a treebank.
    mutating func add(_ treebank: Treebank) {
        let document = treebank.document
        let lower = document.tokens.map { Casing.lowercased(document.text[$0.bytes]) }
        for sentence in document.sentences {
            let range = sentence.tokens.range
            for verb in range {
                let word = treebank.words[verb]
                guard WordClass(upos: word.upos, xpos: word.xpos).isSeparable else { continue }
                let lemma = word.plainLemma
                for index in max(range.lowerBound, verb - 2)..<min(range.upperBound, verb + ParticleCounts.reach)
                where index != verb && lower[index].utf8.count > 1 {
                    let particle = lower[index]
                    if lemma.hasPrefix(particle), lemma.utf8.count > particle.utf8.count + 2,
                        !lower[verb].hasPrefix(particle)
                    {
                        add(particle, String(lemma.dropFirst(particle.count)), isJoined: true)
                        break
                    }
                    if index > verb, treebank.words[index].xpos == "VZ|fin" {
                        add(particle, lemma, isJoined: false)
                    }
                }
            }
        }
    }

    private mutating func add(_ particle: String, _ verb: String, isJoined: Bool) {
        builder.add(particle: Hash64.hash(particle), verb: Hash64.hash(verb), isJoined: isJoined)
    }
}
