// SPDX-License-Identifier: Apache-2.0
import LoepUnicode
import LoepWords
import Testing

@Suite struct LemmaScriptTests {
    private func script(_ form: String, _ lemma: String) throws -> LemmaScript {
        try #require(
            LemmaScript(
                form: Array(form.utf8), lower: Array(Casing.lowercased(form).utf8), lemma: Array(lemma.utf8),
                lowerLemma: Array(Casing.lowercased(lemma).utf8)))
    }

    @Test func takesThePrefixOutOfParticiples() throws {
        #expect(try script("gelopen", "lopen").prefixOffset == 0)
        #expect(try script("afgelopen", "aflopen").prefixOffset == 2)
        #expect(try script("aangespoord", "aansporen").prefixOffset == 3)
    }

    @Test func leavesThePrefixWhereItBelongsToTheWord() throws {
        #expect(try script("gebieden", "gebied").prefixOffset == nil)
        #expect(try script("genoemde", "genoemd") == LemmaScript(keepsCase: false, cut: 1))
        #expect(try script("kregen", "krijgen").prefixOffset == nil)
    }

    @Test func keepsCapitalsOnlyWhereTheLemmaHasThem() throws {
        #expect(try script("Vader", "vader") == .lowercase)
        #expect(try script("Amsterdam", "Amsterdam") == .same)
        #expect(try script("Nederlandse", "Nederlands") == LemmaScript(keepsCase: true, cut: 1))
    }

    @Test func neverCutsThroughAScalar() throws {
        // é and ë share their first byte.
        let script = try script("zeeën", "zeeé")
        #expect(script.cut == 3)
        #expect(script.ending == Array("é".utf8))
    }

    @Test func sharesOneScriptBetweenWordsOfOneKind() throws {
        #expect(try script("huizen", "huis") == script("muizen", "muis"))
    }
}
