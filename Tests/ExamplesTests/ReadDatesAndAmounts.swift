// SPDX-License-Identifier: Apache-2.0
import Loep
import Testing

/// Read dates and amounts.
///
/// Values come normalised (ISO 8601, ISO 4217, UCUM); "vorige week" counts from the date of the article.
@Suite struct ReadDatesAndAmounts {
    @Test func readDatesAndAmounts() throws {
        // START
        var options = DutchOptions()
        options.layers = [.values]
        let worker = try Pipeline.dutch(options: options).makeWorker()
        var document = Document(
            id: "news", text: try Text("De verbouwing kost 2,5 miljoen euro en begon op 3 maart, morgen is hij klaar."),
            metadata: Metadata(date: "2024-05-10"))
        worker.annotate(&document)
        let values = document.values.map { "\(document.string(of: $0.tokens)) = \($0.type) \($0.value)" }
        // END
        #expect(values.contains { $0.hasPrefix("morgen = ") && $0.hasSuffix("2024-05-11") })
        #expect(values.contains { $0.contains("2500000") })
        #expect(values.contains { $0.hasPrefix("3 maart = ") && $0.hasSuffix("2024-03-03") })
    }
}
