// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// Joins the particle of a separable verb with its verb in the lemma, as the Dutch treebanks do:
/// in `Hij belde zijn moeder op` the lemma of `belde` is `opbellen`, in `Het vindt plaats` that of `vindt` `plaatsvinden`.
///
/// Table `particles`: by particle, `listed` when it joins any verb with which the lexicon lists it as one word; by
/// particle and verb, `joined` or `apart` when the treebank tells.
struct ParticleVerbs {
    /// Tokens looked back for the verb.
    private static let reach = 20
    static let listed: UInt8 = 1
    static let joined: UInt8 = 2
    static let apart: UInt8 = 4

    private let table: HashTable<UInt8>
    private var bytes: [UInt8] = []

    init(_ table: HashTable<UInt8>) { self.table = table }

    /// Rewrites the lemmas of the verbs in one sentence.
    ///
    /// - Parameters:
    ///   - particle: number of the CGN tag of a particle in the layer.
    ///   - isVerb: whether a token is a verb that can stand apart from its particle.
    mutating func join(
        _ sentence: Range<Int>, particle: UInt16?, isVerb: (Int) -> Bool, forms: WordForms, kinds: WordKinds,
        in layer: inout WordLayer
    ) {
        for index in sentence {
            let isParticle = layer.words[index].xpos == particle
            switch layer.words[index].upos {
            case .adv, .adj, .noun, .x: break
            // A preposition has a noun to go with; a particle stands alone.
            default: if !isParticle { continue }
            }
            let known = table(forms.lower[index])
            if known == nil, !isParticle { continue }
            let mayJoin = isParticle || known == ParticleVerbs.listed
            var verb = index - 1
            let first = max(sentence.lowerBound, index - ParticleVerbs.reach)
            while verb >= first {
                if isVerb(verb), join(index, verb, mayJoin, forms, kinds, &layer) { break }
                verb -= 1
            }
            if verb >= first || !isParticle { continue }
            // `op te bellen`: the verb follows.
            for verb in index + 1..<max(index + 1, min(sentence.upperBound, index + 3))
            where isVerb(verb) && join(index, verb, mayJoin, forms, kinds, &layer) { break }
        }
    }

    /// Joins particle and verb when the treebank does, or the lexicon knows the two as one word.
    private mutating func join(
        _ particle: Int, _ verb: Int, _ mayJoin: Bool, _ forms: WordForms, _ kinds: WordKinds, _ layer: inout WordLayer
    ) -> Bool {
        let lemma = layer.words[verb].lemma.range
        let pair = table(
            ParticleVerbs.key(forms.lower[particle], Hash64.hash(layer.lemmas.span, lemma)))
        if pair == ParticleVerbs.apart || pair == nil && !mayJoin { return false }
        bytes.removeAll(keepingCapacity: true)
        for byte in forms.offsets[particle]..<forms.offsets[particle + 1] { bytes.append(forms.bytes[byte]) }
        for byte in lemma { bytes.append(layer.lemmas[byte]) }
        guard pair == ParticleVerbs.joined || kinds.isListed(Hash64.hash(bytes.span, 0..<bytes.count)) else {
            return false
        }
        let start = layer.lemmas.count
        layer.lemmas.append(contentsOf: bytes)
        layer.words[verb].lemma = ByteRange(start..<layer.lemmas.count)
        return true
    }

    static func key(_ particle: UInt64, _ verb: UInt64) -> UInt64 { Hash64.mix(particle, verb) | 1 }
}

/// Counts in a treebank which particles join which verbs.
package struct ParticleBuilder {
    private struct Count {
        var joined = 0
        var apart = 0
    }
    private var pairs: [UInt64: Count] = [:]
    private var particles: [UInt64: Count] = [:]

    package init() {}

    /// Counts one particle and verb of a sentence, both by the hash of their form or lemma in lower case.
    package mutating func add(particle: UInt64, verb: UInt64, isJoined: Bool) {
        let key = ParticleVerbs.key(particle, verb)
        if isJoined {
            pairs[key, default: Count()].joined += 1
            particles[particle, default: Count()].joined += 1
        } else {
            pairs[key, default: Count()].apart += 1
            particles[particle, default: Count()].apart += 1
        }
    }

    /// Writes the table.
    ///
    /// - Returns: numbers of particles and pairs.
    package func write(to writer: inout ModelWriter) -> (particles: Int, pairs: Int) {
        var table = HashTableBuilder<UInt8>(empty: 0)
        var counts = (particles: 0, pairs: 0)
        for (particle, count) in particles.sorted(by: { $0.key < $1.key }) where count.joined > 0 {
            let isSteady = count.joined >= 3 && count.joined >= count.apart
            table.add(particle, isSteady ? ParticleVerbs.listed : 0)
            counts.particles += 1
        }
        for (pair, count) in pairs.sorted(by: { $0.key < $1.key }) {
            if count.joined == count.apart || count.joined == 0 && count.apart < 2 { continue }
            table.add(pair, count.joined > count.apart ? ParticleVerbs.joined : ParticleVerbs.apart)
            counts.pairs += 1
        }
        table.write("particles", isRoomy: true, to: &writer)
        return counts
    }
}
