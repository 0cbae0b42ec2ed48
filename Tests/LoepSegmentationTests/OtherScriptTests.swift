// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepSegmentation
import LoepUnicode
import Testing

/// Outside the reach of Dutch rules, sentences end where the default rules of UAX #29 end them.
@Suite struct OtherScriptTests {
    @Test(arguments: [
        "Президент выступил в Минске. Он говорил долго! Кто слушал? Никто.",
        "Ο πρωθυπουργός μίλησε. Όλοι άκουγαν! Ποιος έφυγε; Κανείς.",
        "وصل الرئيس أمس. هل تكلم؟ نعم تكلم.", "总统来了。他讲话了！谁听了？没有人。", "大統領が来た。話した！",
        "राष्ट्रपति आए। उन्होंने बात की।", "Đorđe je došao. Šta je rekao? Ništa!", "Prezident přijel. Žádný projev nebyl.",
        "Հայաստան։ Երևան։", "האיש בא. מי ראה? איש לא.", "Je suis là. Es-tu prêt ? Oui !", "She said no. Why? Because!",
    ])
    func sentencesEndWhereTheDefaultRulesEndThem(_ text: String) throws {
        let resources = try ResourceDirectory.find()
        var document = Document(id: "", text: try Text(text))
        try Tokenizer(resources: resources).makeWorker().annotate(&document)
        try SentenceSplitter(resources: resources).makeWorker().annotate(&document)
        let made = document.sentences.map { Int(document.tokens[Int($0.tokens.start)].start) }
        #expect(
            made == DefaultBoundaries.sentences(of: text).dropLast(),
            "\(document.sentences.map { document.string(of: $0.tokens) })")
    }
}
