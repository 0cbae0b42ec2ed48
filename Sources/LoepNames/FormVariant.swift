// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// A way to read a token as a form of a shorter name: `Poetins` as `Poetin`, `Poetin-getrouwen` as `Poetin`.
struct FormVariant {
    /// One past the last byte of the name in the text.
    var end: Int
    /// What was taken off.
    var form: NameForm

    /// Collects the readings of the token at `bytes`, the token itself first.
    static func collect(_ text: Span<UInt8>, _ bytes: Range<Int>, into variants: inout [FormVariant]) {
        variants.removeAll(keepingCapacity: true)
        let end = bytes.upperBound
        variants.append(FormVariant(end: end, form: .base))
        let count = bytes.count
        guard count >= 4 else { return }
        let last = text[end - 1]
        if last == 0x73 || last == 0x53 {
            if let apostrophe = apostropheStart(text, end - 1, bytes.lowerBound) {
                variants.append(FormVariant(end: apostrophe, form: .possessive))
            } else {
                variants.append(FormVariant(end: end - 1, form: .possessive))
                if count >= 7, text[end - 2] == 0x72, text[end - 3] == 0x65 {
                    variants.append(FormVariant(end: end - 3, form: .derived))
                }
            }
        } else if let apostrophe = apostropheStart(text, end, bytes.lowerBound) {
            variants.append(FormVariant(end: apostrophe, form: .possessive))
        } else if count >= 6, last == 0x65, text[end - 2] == 0x73 {
            variants.append(FormVariant(end: end - 2, form: .derived))
        } else if count >= 6, last == 0x72, text[end - 2] == 0x65 {
            variants.append(FormVariant(end: end - 2, form: .derived))
        }
        var index = bytes.lowerBound + 3
        while index + 1 < end {
            if text[index] == 0x2D {
                let next = text[index + 1]
                if next >= 0x61 && next <= 0x7A { variants.append(FormVariant(end: index, form: .compound)) }
                break
            }
            index += 1
        }
    }

    /// The start of an apostrophe that ends at `end`; nil when there is none.
    private static func apostropheStart(_ text: Span<UInt8>, _ end: Int, _ start: Int) -> Int? {
        guard end - 1 > start else { return nil }
        if text[end - 1] == 0x27 || text[end - 1] == 0x60 { return end - 1 }
        if end - 3 > start, text[end - 3] == 0xE2, text[end - 2] == 0x80, text[end - 1] == 0x99 || text[end - 1] == 0x98
        {
            return end - 3
        }
        if end - 2 > start, text[end - 2] == 0xC2, text[end - 1] == 0xB4 { return end - 2 }
        return nil
    }
}

/// Patronymics such as `Vladimirovitsj` and `Andrejevna`, told by their endings in any transcription.
enum Patronymic {
    private static let endings: [[UInt8]] = [
        "ovitsj", "evitsj", "jevitsj", "ovich", "evich", "ovitch", "evitch", "ovytsj", "ovych", "avitsj", "owitsch",
        "ewitsch", "ovna", "evna", "ivna", "ович", "евич", "овна", "евна", "йович", "івна", "їич", "ievich",
    ].map { Array($0.utf8) }

    /// Whether a folded key ends like a patronymic.
    static func matches(_ key: Span<UInt8>) -> Bool {
        for ending in endings where key.count > ending.count + 2 {
            var same = true
            for offset in 0..<ending.count where key[key.count - ending.count + offset] != ending[offset] {
                same = false
                break
            }
            if same { return true }
        }
        return false
    }
}
