// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// Joins the particle of a separable verb with its verb in the lemma, as the Dutch treebanks do:
/// in `Hij belde zijn moeder op` the lemma of `belde` is `opbellen`.
struct ParticleVerbs {
    /// Tokens looked back and forward for the verb.
    private static let reach = 20
    private var joined: [UInt8] = []

    /// Rewrites the lemmas of the verbs in one sentence.
    ///
    /// - Parameters:
    ///   - particle: number of the CGN tag of a particle in the layer.
    ///   - isVerb: whether a token is a verb that can stand apart from its particle.
    mutating func join(
        _ sentence: Range<Int>, particle: UInt16, isVerb: (Int) -> Bool, forms: WordForms, kinds: WordKinds,
        in layer: inout WordLayer
    ) {
        for index in sentence where layer.words[index].xpos == particle {
            var verb = index - 1
            let first = max(sentence.lowerBound, index - ParticleVerbs.reach)
            while verb >= first {
                if isVerb(verb), join(index, verb, forms, kinds, &layer) { break }
                verb -= 1
            }
            if verb >= first { continue }
            // `op te bellen`: the verb follows.
            for verb in index + 1..<max(index + 1, min(sentence.upperBound, index + 3))
            where isVerb(verb) && join(index, verb, forms, kinds, &layer) { break }
        }
    }

    /// Joins particle and verb when the lexicon knows the two as one word.
    private mutating func join(
        _ particle: Int, _ verb: Int, _ forms: WordForms, _ kinds: WordKinds, _ layer: inout WordLayer
    ) -> Bool {
        joined.removeAll(keepingCapacity: true)
        for byte in forms.offsets[particle]..<forms.offsets[particle + 1] { joined.append(forms.bytes[byte]) }
        for byte in layer.words[verb].lemma.range { joined.append(layer.lemmas[byte]) }
        guard kinds.isListed(Hash64.hash(joined.span, 0..<joined.count)) else { return false }
        let start = layer.lemmas.count
        layer.lemmas.append(contentsOf: joined)
        layer.words[verb].lemma = ByteRange(start..<layer.lemmas.count)
        return true
    }
}
