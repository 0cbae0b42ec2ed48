// SPDX-License-Identifier: Apache-2.0
import Loep
import LoepFormats
import Testing

/// Bring your own tokens.
///
/// Columns carry tokens and sentences; they are layers the document brings with it, and no stage cuts them anew.
@Suite struct BringYourOwnTokens {
    @Test func bringYourOwnTokens() throws {
        let columns = "Poetin\nsprak\nin\nMinsk\n.\n"
        // START
        var document = try ConllReader().documents(Array(columns.utf8)[...], source: "corpus.tsv")[0].get()
        let pipelines = try BatchPipelines(Pipeline.dutch())
        pipelines.pretokenised.makeWorker().annotate(&document)
        let tagged = String(decoding: IOBWriter().encode(document), as: UTF8.self)
        // END
        #expect(tagged.hasPrefix("Poetin\tB-PER\nsprak\tO\nin\tO\nMinsk\tB-LOC\n"))
    }
}
