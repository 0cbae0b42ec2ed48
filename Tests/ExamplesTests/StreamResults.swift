// SPDX-License-Identifier: Apache-2.0
import Loep
import Testing

/// Stream results as they come.
///
/// A pipeline is shared, a worker belongs to one task: give each task one and hand the documents on as they are done.
@Suite struct StreamResults {
    @Test func streamResults() async throws {
        let articles = (0..<40).map { "Poetin sprak op dag \($0) met Loekasjenko in Minsk." }
        // START
        let pipeline = try Pipeline.dutch()
        let (documents, output) = AsyncThrowingStream.makeStream(of: Document.self)
        let producers = Task {
            await withTaskGroup(of: Void.self) { group in
                for task in 0..<2 {
                    group.addTask {
                        let worker = pipeline.makeWorker()
                        for index in stride(from: task, to: articles.count, by: 2) {
                            do {
                                var document = Document(id: "\(index)", text: try Text(articles[index]))
                                worker.annotate(&document)
                                output.yield(document)
                            } catch {
                                output.finish(throwing: error)
                            }
                        }
                    }
                }
            }
            output.finish()
        }
        var people = 0
        for try await document in documents {
            people += document.entities.count { $0.type == .person }
        }
        await producers.value
        // END
        #expect(people == 80)
    }
}
