// SPDX-License-Identifier: Apache-2.0
import LoepUnicode
import Testing

@Suite struct ScalarClassTests {
    @Test(
        arguments: [
            ("a", ScalarClass.lower), ("ĳ", .lower), ("Ж", .upper), ("中", .letter), ("\u{301}", .mark), ("7", .digit),
            ("²", .number), (" ", .space), ("\u{A0}", .space), ("\n", .newline), ("\u{85}", .newline),
            ("\u{2028}", .newline), ("\u{0}", .control), ("\u{AD}", .format), ("\u{200B}", .format),
            ("\u{200D}", .joiner),
            ("(", .open), ("]", .close), ("“", .quote), ("»", .quote), ("„", .quote), ("\"", .quote),
            ("’", .apostrophe),
            ("'", .apostrophe), ("‘", .apostrophe), ("-", .dash), ("–", .dash), ("−", .dash), ("_", .connector),
            (".", .punctuation), ("…", .punctuation), ("+", .math), ("€", .currency), ("°", .symbol),
            ("©", .pictograph),
            ("😀", .pictograph), ("🇧", .regional), ("🏽", .modifier), ("\u{E000}", .other), ("\u{10FFFF}", .other),
            ("\u{FE0F}", .mark), ("\t", .space),
        ] as [(Unicode.Scalar, ScalarClass)])
    func scalarsHaveTheirClass(_ scalar: Unicode.Scalar, _ expected: ScalarClass) {
        #expect(ScalarTable.shared[scalar.value] == expected)
    }

    /// Invisible here must mean invisible to the invariants of the document, or a token would be lost.
    @Test func blankScalarsAreThoseTheInvariantsAccept() {
        for value in 0..<UInt32(0x110000) {
            guard let scalar = Unicode.Scalar(value), ScalarTable.shared[value].isBlank else { continue }
            let category = scalar.properties.generalCategory
            let accepted = scalar.properties.isWhitespace || category == .control || category == .format
            #expect(accepted, "U+\(String(value, radix: 16))")
        }
    }

    @Test func decodingInvertsEncoding() {
        for value in stride(from: UInt32(0), to: 0x110000, by: 17) where Unicode.Scalar(value) != nil {
            var bytes: [UInt8] = []
            UTF8Scalars.append(value, to: &bytes)
            let decoded = UTF8Scalars.decode(bytes.span, at: 0)
            #expect(decoded.scalar == value && decoded.length == bytes.count)
            #expect(UTF8Scalars.start(bytes.span, before: bytes.count) == 0)
        }
    }
}
