// SPDX-License-Identifier: Apache-2.0
/// Tells files that are no text from texts.
enum BinarySignature {
    /// What the first bytes say the file is: `a PDF file`; nil when no signature is known.
    static func name(of bytes: [UInt8]) -> String? {
        signatures.first { bytes.starts(with: $0.bytes) }?.name
    }

    private static let signatures: [(bytes: [UInt8], name: String)] = [
        ([0x25, 0x50, 0x44, 0x46, 0x2D], "a PDF file"),
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or office document"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an office document"),
        ([0x7B, 0x5C, 0x72, 0x74, 0x66], "an RTF document"),
        ([0x1F, 0x8B], "a gzip archive"), ([0x42, 0x5A, 0x68], "a bzip2 archive"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz archive"), ([0x28, 0xB5, 0x2F, 0xFD], "a zstd archive"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7-zip archive"), ([0x52, 0x61, 0x72, 0x21, 0x1A], "a RAR archive"),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"), ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
        ([0x47, 0x49, 0x46, 0x38], "a GIF picture"), ([0x7F, 0x45, 0x4C, 0x46], "a program"),
        ([0x4C, 0x4F, 0x45, 0x50], "a Loep model"), ([0x49, 0x44, 0x33], "a sound file"),
        ([0x53, 0x51, 0x4C, 0x69, 0x74, 0x65], "a database"),
    ]

    /// UTF-16 without a mark shows in its zero bytes: in Western text every second byte, on one side only.
    static func wideCharset(of bytes: [UInt8]) -> String? {
        let sample = bytes.prefix(4096)
        guard sample.count >= 4, bytes.count % 2 == 0 else { return nil }
        var zeros = (even: 0, odd: 0)
        for (index, byte) in sample.enumerated() where byte == 0 {
            if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        let units = sample.count / 2
        if zeros.odd * 10 >= units * 6, zeros.even * 20 <= units { return "UTF-16LE" }
        if zeros.even * 10 >= units * 6, zeros.odd * 20 <= units { return "UTF-16BE" }
        return nil
    }

    /// Whether the first 64 KiB hold a zero byte, or more than one control code in a hundred bytes that is
    /// neither white space nor escape.
    static func hasBinaryControls(_ bytes: [UInt8]) -> Bool {
        let sample = bytes.prefix(1 << 16)
        var controls = 0
        for byte in sample where byte < 0x20 && !(0x08...0x0D).contains(byte) && byte != 0x1B {
            if byte == 0 { return true }
            controls += 1
        }
        return controls * 100 > sample.count
    }
}

/// Weighs whether bytes that are no UTF-8 are Windows-1252, ISO 8859-1 or ISO 8859-15.
///
/// A byte speaks for it when, read as Windows-1252, it is a lower-case letter beside a letter, a capital before
/// a letter or among capitals, a typographic mark beside a space or a word, or a sign where signs stand.
/// Stray lead bytes of broken UTF-8 fail that test.
struct WesternEvidence {
    /// The charset, when nearly every byte above ASCII makes sense.
    let charset: String?

    init(_ bytes: [UInt8]) {
        var good = 0
        var bad = 0
        var usesC1 = false
        var euroISO = false
        for (index, byte) in bytes.enumerated() where byte >= 0x80 {
            let before = index > 0 ? bytes[index - 1] : 0x20
            let after = index + 1 < bytes.count ? bytes[index + 1] : 0x20
            if byte < 0xA0 { usesC1 = true }
            if byte == 0xA4, WesternEvidence.isDigitOrSpace(after) { euroISO = true }
            if WesternEvidence.makesSense(byte, before: before, after: after) { good += 1 } else { bad += 1 }
        }
        if good == 0 || bad * 20 > good {
            charset = nil
        } else {
            charset = usesC1 ? "windows-1252" : euroISO ? "ISO-8859-15" : "ISO-8859-1"
        }
    }

    private static func makesSense(_ byte: UInt8, before: UInt8, after: UInt8) -> Bool {
        switch byte {
        case 0x81, 0x8D, 0x8F, 0x90, 0x9D: return false
        case 0x91...0x94, 0x82, 0x84, 0x85, 0x96, 0x97, 0x8B, 0x9B, 0xAB, 0xBB: return true
        case 0x80, 0xA3, 0xA4: return isDigitOrSpace(after)
        case 0xA0, 0xA7, 0xA9, 0xAE, 0xB0, 0xB7, 0x95, 0x99, 0xB2, 0xB3, 0xBC...0xBE, 0xB5, 0xAD, 0xB4, 0xA8:
            return true
        // ÿ and ý end no Dutch word; they are what FE and FF bytes of other things look like.
        case 0xF0, 0xFD...0xFF: return isASCIILetter(before) && isASCIILetter(after)
        case 0xE0...0xF6, 0xF8...0xFC, 0x9A, 0x9C, 0x9E, 0xDF: return isLetter(before) || isLetter(after)
        case 0xC0...0xD6, 0xD8...0xDE, 0x8A, 0x8C, 0x8E, 0x9F:
            return !isLowercase(before) && (isLetter(after) || isUppercase(before))
        default: return false
        }
    }

    private static func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
    private static func isLetter(_ byte: UInt8) -> Bool { isASCIILetter(byte) || byte >= 0xC0 }
    private static func isLowercase(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 || byte >= 0xDF }
    private static func isUppercase(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 || (0xC0...0xDE).contains(byte) }
    private static func isDigitOrSpace(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || byte == 0x20 || byte == 0xA0 }
}
