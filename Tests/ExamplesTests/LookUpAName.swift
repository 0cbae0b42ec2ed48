// SPDX-License-Identifier: Apache-2.0
import Loep
import Testing

/// Look a name up in any spelling.
///
/// The answer tells who it is and how every scheme writes the name; a misspelt name is found as well.
@Suite struct LookUpAName {
    @Test func lookUpAName() throws {
        // START
        let lookup = try NameLookup(resources: .find())
        let answers = ["Loekasjenko", "Lukashenko", "Лукашенко"].map { lookup.answer($0) }
        let identities = answers.map { $0.identity?.id ?? "nobody known" }
        let english = answers[0].canonical
        // END
        #expect(Set(identities) == ["alexander-lukashenko"])
        #expect(english == "Alexander Lukashenko")
    }
}
