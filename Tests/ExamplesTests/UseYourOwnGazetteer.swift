// SPDX-License-Identifier: Apache-2.0
import Loep
import TestSupport
import Testing

/// Use your own gazetteer.
///
/// What the table lists is an entity of the type it says, whatever the tagger thinks. The type may be your own.
@Suite struct UseYourOwnGazetteer {
    @Test func useYourOwnGazetteer() throws {
        let folder = try TemporaryFolder()
        let table = "# Our own rubrics\nname\ttype\tcanonical\tid\nDe Leesclub\tRUBRIC\tThe Reading Club\trubric-12\n"
        try FileBytes.write(Array(table.utf8), to: folder.path + "/rubrics.tsv")
        let path = folder.path + "/rubrics.tsv"
        // START
        var options = DutchOptions()
        options.gazetteer = path
        let pipeline = try Pipeline.dutch(options: options)
        let document = try pipeline.annotate("Vorige week schreef De Leesclub over een roman uit Polen.")
        let rubric = document.entities.first { $0.type.rawValue == "RUBRIC" }
        // END
        let found = try #require(rubric)
        #expect(document.string(of: found.tokens) == "De Leesclub")
        #expect(document.identity(of: found)?.id == "rubric-12")
    }
}
