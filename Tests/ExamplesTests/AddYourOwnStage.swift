// SPDX-License-Identifier: Apache-2.0
import Loep
import Testing

// START
/// A stage of your own: every hashtag becomes an entity of the type TAG.
struct HashtagStage: Stage {
    let name = "hashtags"
    let needs: Layers = [.tokens, .entities]
    let provides: Layers = [.entities]
    func makeWorker() -> any StageWorker { Worker() }

    private final class Worker: StageWorker {
        func annotate(_ document: inout Document) {
            for (index, token) in document.tokens.enumerated() {
                guard document.text[token.bytes].hasPrefix("#"), token.bytes.count > 1 else { continue }
                let range = TokenRange(index..<index + 1)
                document.entities.removeAll { $0.tokens.range.overlaps(range.range) }
                document.entities.append(Entity(tokens: range, type: EntityType(rawValue: "TAG")))
            }
            document.entities.sort { $0.tokens.start < $1.tokens.start }
        }
    }
}
// END

/// Add your own stage.
///
/// A stage says which layers it needs and which it fills; `Pipeline` checks that they are there. Its worker owns scratch
/// memory and belongs to one task.
@Suite struct AddYourOwnStage {
    @Test func addYourOwnStage() throws {
        // START
        let pipeline = try Pipeline(stages: Pipeline.dutch().stages + [HashtagStage()])
        let document = try pipeline.annotate("Rutte bezocht Kiev. #Oekraïne")
        let tags = document.entities.filter { $0.type.rawValue == "TAG" }.map { document.string(of: $0.tokens) }
        // END
        #expect(tags == ["#Oekraïne"])
        #expect(document.invariantViolations() == [])
        #expect(throws: LoepError.self) { try Pipeline(stages: [HashtagStage()]) }
    }
}
