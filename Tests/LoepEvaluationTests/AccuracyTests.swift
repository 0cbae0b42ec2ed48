// SPDX-License-Identifier: Apache-2.0
import Loep
import LoepEvaluation
import LoepFormats
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
}
