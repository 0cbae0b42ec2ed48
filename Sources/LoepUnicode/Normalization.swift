// SPDX-License-Identifier: Apache-2.0
import CICU

/// Unicode normalisation form C (UAX #15) of keys and names; texts are never normalised.
public enum Normalization {
    /// Appends the NFC of `bytes[range]`. Text below U+0300 is NFC as it stands and never reaches libicu.
    public static func appendNFC(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
        if isTriviallyNFC(bytes, range) {
            for index in range { output.append(bytes[index]) }
        } else {
            UTF16Buffer(bytes, range).appendMapped(cicu_normalizeNFC, to: &output)
        }
    }

    /// The string in NFC.
    public static func nfc(_ string: String) -> String {
        let bytes = Array(string.utf8)
        if isTriviallyNFC(bytes.span, 0..<bytes.count) { return string }
        var output: [UInt8] = []
        appendNFC(bytes.span, 0..<bytes.count, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// Whether all scalars lie below U+0300, the first that composes: lead bytes up to 0xCB.
    private static func isTriviallyNFC(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range where bytes[index] >= 0xCC { return false }
        return true
    }
}
