// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import TestSupport
import Testing

@Suite struct OffsetCursorTests {
    @Test(arguments: OffsetUnit.allCases) func aCursorCountsLikeTheStringItself(_ unit: OffsetUnit) throws {
        var generator = SplitMix64(seed: 5)
        let long = HostileText.random(&generator, scalars: 3000)
        for string in HostileText.cases + [long, String(repeating: "a", count: 700) + "é" + long] {
            var cursor = OffsetCursor(OffsetMap(try Text(string), unit: unit))
            var jumper = cursor
            var byte: UInt32 = 0
            var units: UInt32 = 0
            var known: [(UInt32, UInt32)] = [(0, 0)]
            for scalar in string.unicodeScalars {
                #expect(cursor(byte) == units)
                byte += UInt32(UTF8.width(scalar))
                switch unit {
                case .scalar: units += 1
                case .utf8: units = byte
                case .utf16: units += UInt32(UTF16.width(scalar))
                }
                known.append((byte, units))
            }
            #expect(cursor(byte) == units)
            for _ in 0..<50 {
                let (byte, units) = known.randomElement(using: &generator)!
                #expect(jumper(byte) == units)
            }
        }
    }
}
