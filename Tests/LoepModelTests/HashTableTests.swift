// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import TestSupport
import Testing

@Suite struct HashTableTests {
    @Test(arguments: [0, 1, 2, 1000, 20_000])
    func findsAllItHoldsAndNothingElse(count: Int) throws {
        let folder = try TemporaryFolder()
        var table = HashTableBuilder<UInt32>(empty: 0)
        for number in 0..<count { table.add(Hash64.hash("woord\(number)"), UInt32(number)) }
        var writer = ModelWriter(metadata: "{}")
        table.write("t", to: &writer)
        try writer.write(to: folder.path + "/t.loep")
        let opened = try HashTable<UInt32>(ModelFile(path: folder.path + "/t.loep"), "t")
        for number in 0..<count { #expect(opened(Hash64.hash("woord\(number)")) == UInt32(number)) }
        for number in 0..<1000 { #expect(opened(Hash64.hash("onwoord\(number)")) == nil) }
    }

    @Test func hashesAreFixedForEver() {
        // Model files depend on these values: a change makes every model worthless.
        #expect(Hash64.hash("loep") == Hash64.hash(Array("loep".utf8)))
        #expect(Hash64.hash("") & 1 == 1)
        #expect(Hash64.hash("Loekasjenko") == 1_634_213_597_244_429_995)
        #expect(Hash64.mix(1, 2) == 17_835_814_974_728_543_209)
    }

    @Test func differentFormsHaveDifferentHashes() {
        var seen: Set<UInt64> = []
        for first in 0..<300 {
            for second in 0..<30 { seen.insert(Hash64.hash("a\(first)b\(second)")) }
        }
        #expect(seen.count == 9000)
    }
}
