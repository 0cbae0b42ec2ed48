// SPDX-License-Identifier: Apache-2.0
import Loep
import Testing

/// Tag a string.
///
/// `Pipeline.dutch()` opens tables and models once; `annotate` fills every layer of one text.
@Suite struct TagAString {
    @Test func tagAString() throws {
        // START
        let pipeline = try Pipeline.dutch()
        let document = try pipeline.annotate("Vladimir Poetin sprak in Minsk met Aleksandr Loekasjenko.")
        var found: [String] = []
        for entity in document.entities {
            let form = document.string(of: entity.tokens)
            let canonical = document.identity(of: entity)?.canonical ?? form
            found.append("\(form) (\(entity.type.rawValue)): \(canonical)")
        }
        // END
        #expect(
            found == [
                "Vladimir Poetin (PER): Vladimir Putin", "Minsk (LOC): Minsk",
                "Aleksandr Loekasjenko (PER): Alexander Lukashenko",
            ])
    }
}
