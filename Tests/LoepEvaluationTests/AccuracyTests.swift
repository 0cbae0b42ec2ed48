// SPDX-License-Identifier: Apache-2.0
import Glibc
import Loep
import LoepEvaluation
import LoepFormats
import LoepModel
import LoepWords
import Testing

/// Accuracy on the development articles may not fall: each floor lies a little below what was measured.
@Suite struct AccuracyTests {
    @Test func entitiesStayAboveTheirFloor() throws {
        let resources = try ResourceDirectory.find()
        var options = DutchOptions()
        options.layers = [.entities]
        let worker = try Pipeline.dutch(resources: resources, options: options).makeWorker()
        let articles = try AnnotatedDocument.read("\(resources.path)/corpus/dev")
        var measurement = EntityMeasurement(on: articles)
        for article in articles {
            var document = article.document
            worker.annotate(&document)
            measurement.add(document, gold: article.mentions)
        }
        let score = measurement.score
        #expect(score.total.f1 > 0.882)
        #expect(score.types[.person]?.f1 ?? 0 > 0.92)
        #expect(score.types[.location]?.f1 ?? 0 > 0.915)
        #expect(score.types[.organisation]?.f1 ?? 0 > 0.83)
        #expect(score.types[.product]?.f1 ?? 0 > 0.61)
        #expect(score.types[.event]?.f1 ?? 0 > 0.70)
        #expect(score.types[.miscellaneous]?.f1 ?? 0 > 0.91)
        #expect(measurement.reliability.expectedError < 0.03)
    }

    private static let data = getenv("LOEP_DATA").map { String(cString: $0) }

    /// The treebanks are no part of the project, so this runs where LOEP_DATA names a folder with them.
    @Test(
        .enabled(if: data != nil),
        arguments: [
            ("ud-alpino-dev", 0.972, 0.961, 0.969, 0.973), ("ud-lassysmall-dev", 0.961, 0.947, 0.957, 0.970),
        ])
    func wordsStayAboveTheirFloor(name: String, upos: Double, xpos: Double, feats: Double, lemma: Double) throws {
        let path = "\(Self.data ?? "")/treebank/\(name).conllu"
        var score = WordScore()
        score.add(
            try Treebank(conllu: FileBytes.read(path), name: name),
            tagger: try WordTagger(resources: ResourceDirectory.find()))
        #expect(score.upos.accuracy > upos)
        #expect(score.xpos.accuracy > xpos)
        #expect(score.feats.accuracy > feats)
        #expect(score.lemma.accuracy > lemma)
    }
}
