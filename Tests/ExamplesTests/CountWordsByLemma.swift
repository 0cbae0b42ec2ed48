// SPDX-License-Identifier: Apache-2.0
import Loep
import Testing

/// Count words by lemma.
///
/// The layer of words is filled only when it is asked for; tag and lemma stand beside each token.
@Suite struct CountWordsByLemma {
    @Test func countWordsByLemma() throws {
        // START
        var options = DutchOptions()
        options.layers = [.words]
        let document = try Pipeline.dutch(options: options).annotate("De honden liepen. Een hond liep weg.")
        var counts: [String: Int] = [:]
        for index in document.tokens.indices where document.words.words[index].upos == .noun {
            counts[document.words.lemma(of: index), default: 0] += 1
        }
        // END
        #expect(counts == ["hond": 2])
    }
}
