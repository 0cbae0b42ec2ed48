// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import LoepUnicode
import Testing

@testable import LoepNames

/// Our tables against the transforms of libicu, where those are right, and apart from them where they are old.
@Suite struct NameSchemesTests {
    /// Originals of listed names in one language, in their own script.
    private func originals(_ language: String) throws -> [String] {
        let table = try ResourceDirectory.find().table("names-identities.tsv", required: ["lang", "original"])
        let (lang, original) = (table.index(of: "lang") ?? 0, table.index(of: "original") ?? 0)
        return table.rows.filter { row in
            row[lang] == language
                && row[original].unicodeScalars.allSatisfy { (0x400...0x45F).contains($0.value) || $0 == " " }
                && !row[original].isEmpty
        }.map { $0[original] }
    }

    /// The share of names on which a scheme and a transform agree.
    private func agreement(_ language: String, _ scheme: String, _ transform: String) throws -> Double {
        let table = try TransliterationTable(resources: ResourceDirectory.find())
        let icu = try Transliterator(id: transform)
        let names = try originals(language)
        #expect(names.count > 15)
        let same = names.filter { name in
            table.apply(name, language: language, scheme: scheme) == icu(name).replacing("·", with: "")
        }
        return Double(same.count) / Double(max(1, names.count))
    }

    @Test(arguments: [
        ("ru", "Russian-Latin/BGN"), ("uk", "Ukrainian-Latin/BGN"), ("mk", "Macedonian-Latin/BGN"),
    ])
    func geographicalNamesAgree(language: String, transform: String) throws {
        #expect(try agreement(language, "bgn", transform) > 0.97)
    }

    @Test(arguments: ["bg", "sr", "mk"]) func isoNineAgrees(language: String) throws {
        #expect(try agreement(language, "iso9", "Cyrillic-Latin") > 0.97)
    }

    @Test func whereTransformsAreOldTablesDiffer() throws {
        // Ukraine changed its system in 2010, Bulgaria in 2006; libicu has those before.
        #expect(try agreement("uk", "national2010", "Ukrainian-Latin/BGN") < 0.9)
        #expect(try agreement("bg", "en", "Bulgarian-Latin/BGN") < 0.9)
    }
}
