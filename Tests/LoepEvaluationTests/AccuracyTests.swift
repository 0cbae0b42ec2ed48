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
        var score = EntityScore()
        var reliability = Reliability()
        for article in try CorpusArticle.articles(in: "\(resources.path)/corpus/dev") {
            var document = try article.document()
            worker.annotate(&document)
            let gold = article.mentions.map { (range: $0.bytes, type: $0.type) }
            let found = document.entities.map { (range: document.bytes(of: $0.tokens), type: $0.type) }
            score.add(id: article.id, text: document.text, gold: gold, found: found)
            for (entity, span) in zip(document.entities, found) {
                let isRight = gold.contains { $0.range == span.range && $0.type == span.type }
                reliability.add(confidence: entity.confidence, isRight: isRight)
            }
        }
        #expect(score.total.f1 > 0.868)
        #expect(score.types[.person]?.f1 ?? 0 > 0.91)
        #expect(score.types[.location]?.f1 ?? 0 > 0.915)
        #expect(score.types[.organisation]?.f1 ?? 0 > 0.80)
        #expect(score.types[.miscellaneous]?.f1 ?? 0 > 0.91)
        #expect(reliability.expectedError < 0.03)
    }
}
