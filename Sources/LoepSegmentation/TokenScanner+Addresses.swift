// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepUnicode

/// Web and e-mail addresses, file names, handles, emoji and emoticons.
extension TokenScanner {
    /// Whether a byte may stand in a domain or the local part of an e-mail address.
    private func isNameByte(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            || byte >= 0xC3 && byte < 0xE2 || byte & 0xC0 == 0x80
    }

    /// The end of a web address that runs from `start`, `index` being the colon of its scheme; nil when it is none.
    func schemeEnd(_ start: Int, _ index: Int) -> Int? {
        guard index - start >= 3, index - start <= 8 else { return nil }
        for place in start..<index where (byte(place) | 0x20) &- 0x61 >= 26 { return nil }
        let isMail =
            index - start == 6 && (byte(start) | 0x20) == UInt8(ascii: "m") && isAlphanumeric(index + 1)
            && matches("mailto", start)
        guard
            isMail
                || byte(index + 1) == UInt8(ascii: "/") && byte(index + 2) == UInt8(ascii: "/") && !isBlank(index + 3)
        else { return nil }
        return addressTail(index + (isMail ? 1 : 3))
    }

    /// Whether the bytes at `start` spell `word`, ASCII case ignored.
    func matches(_ word: StaticString, _ start: Int) -> Bool {
        word.withUTF8Buffer { letters in
            for (offset, letter) in letters.enumerated() where byte(start + offset) | 0x20 != letter { return false }
            return true
        }
    }

    /// The end of the address that runs on from `index`: up to a blank, quotation mark or bracket that closes nothing.
    func addressTail(_ index: Int) -> Int {
        var end = index
        var depth = 0
        while end < count {
            let byte = bytes[end]
            if byte <= 0x20 || byte == 0x22 || byte == 0x3C || byte == 0x3E || byte == 0x60 || byte == 0x7F { break }
            if byte >= 0x80 {
                let (kind, length) = scalar(end)
                guard kind.isLetter || kind == .mark || kind == .digit || kind == .dash || kind == .number else {
                    break
                }
                end += length
                continue
            }
            if byte == 0x27, !isAlphanumeric(end + 1) { break }
            if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") { depth += 1 }
            if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") {
                depth -= 1
                if depth < 0 { break }
            }
            end += 1
        }
        // Marks at the end belong to the sentence.
        while end > index {
            switch bytes[end - 1] {
            case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"),
                UInt8(ascii: "?"), UInt8(ascii: "("), UInt8(ascii: "["), 0x27:
                end -= 1
            default: return end
            }
        }
        return end
    }

    /// An address that a dot at `dot` lies in: e-mail, `www.`, bare domain or file name; nil when it is none.
    func dottedAddress(_ start: Int, _ segment: Int, _ dot: Int) -> (end: Int, rule: TokenRule)? {
        if dot - start > TokenScanner.reach { return nil }
        if dot - start == 3, matches("www", start), isAlphanumeric(dot + 1) {
            return (addressTail(dot + 1), .webAddress)
        }
        // The labels from here on, up to the first byte that no label holds.
        var end = dot
        var labelStart = dot + 1
        let limit = min(count, start + TokenScanner.reach)
        while end < limit {
            if bytes[end] == UInt8(ascii: "."), end + 1 < limit, isNameByte(bytes[end + 1]) {
                labelStart = end + 1
                end += 1
            } else if isNameByte(bytes[end]) {
                end += 1
            } else {
                break
            }
        }
        guard labelStart <= end else { return nil }
        if byte(end) == UInt8(ascii: "@"), let mail = mailEnd(end) { return (mail, .mailAddress) }
        for index in start..<end where bytes[index] == UInt8(ascii: "_") || bytes[index] == UInt8(ascii: "/") {
            if lexicon.word(bytes, labelStart..<end).contains(.fileExtension) { return (end, .fileName) }
        }
        while labelStart < end, bytes[end - 1] == UInt8(ascii: "-") || bytes[end - 1] == UInt8(ascii: "_") { end -= 1 }
        guard dot - segment >= 2, isLowercaseOrCapitals(labelStart, end) else { return nil }
        let label = lexicon.word(bytes, labelStart..<end)
        if label.contains(.topDomain) {
            if byte(end) == UInt8(ascii: "/"), !isBlank(end + 1) { return (addressTail(end + 1), .domain) }
            return (end, .domain)
        }
        if label.contains(.fileExtension) { return (end, .fileName) }
        return nil
    }

    /// Whether a label is all small or all capital letters, as an extension or domain is and `weg.De` is not.
    private func isLowercaseOrCapitals(_ start: Int, _ end: Int) -> Bool {
        var small = false
        var capital = false
        for index in start..<end {
            if bytes[index] &- 0x61 < 26 { small = true }
            if bytes[index] &- 0x41 < 26 { capital = true }
        }
        return small != capital || !small && !capital
    }

    /// The end of an e-mail address whose `@` is at `index`; nil when no domain follows.
    func mailEnd(_ index: Int) -> Int? {
        var end = index + 1
        var dots = 0
        guard isAlphanumeric(end) else { return nil }
        let limit = min(count, index + TokenScanner.reach)
        while end < limit {
            if isNameByte(bytes[end]) {
                end += 1
            } else if bytes[end] == UInt8(ascii: "."), end + 1 < count, isNameByte(bytes[end + 1]) {
                dots += 1
                end += 1
            } else {
                break
            }
        }
        return dots > 0 ? end : nil
    }

    /// The end of a handle or hashtag at `start`; nil when the sign stands alone or before digits only.
    func handleEnd(_ start: Int) -> Int? {
        guard opensAfterBefore(start) else { return nil }
        var end = start + 1
        var letters = false
        while end < count {
            let (kind, length) = scalar(end)
            if kind.isLetter || kind == .connector || kind == .mark {
                letters = true
            } else if kind != .digit,
                !(bytes[end] == UInt8(ascii: ".") && bytes[start] == UInt8(ascii: "@") && isLetter(end + 1))
            {
                break
            }
            end += length
        }
        return letters ? end : nil
    }

    /// The end of a face such as `:-)` that stands between blanks; nil when it is none.
    func emoticonEnd(_ start: Int) -> Int? {
        guard kindBefore(start).isBlank else { return nil }
        var end = start + 1
        if bytes[start] == UInt8(ascii: "<") {
            guard byte(end) == UInt8(ascii: "3") else { return nil }
            end += 1
        } else {
            if byte(end) == UInt8(ascii: "'") { end += 1 }
            if byte(end) == UInt8(ascii: "-") || byte(end) == UInt8(ascii: "o") { end += 1 }
            switch byte(end) {
            case UInt8(ascii: ")"), UInt8(ascii: "("), UInt8(ascii: "D"), UInt8(ascii: "P"), UInt8(ascii: "p"),
                UInt8(ascii: "|"), UInt8(ascii: "/"), UInt8(ascii: "O"), UInt8(ascii: "*"), UInt8(ascii: "]"):
                end += 1
                while byte(end) == byte(end - 1), byte(end) == UInt8(ascii: ")") || byte(end) == UInt8(ascii: "(") {
                    end += 1
                }
            default: return nil
            }
        }
        let after = kind(end)
        return after.isBlank || after == .punctuation ? end : nil
    }

    /// An emoji sequence (UTS #51): base, modifiers, joined bases, tags; or a flag of two regional indicators.
    mutating func scanEmoji(_ start: Int, _ first: ScalarClass) -> Int {
        var end = start + scalar(start).length
        if first == .regional {
            var next = end
            while byte(next) >= 0xCC, kind(next) == .mark { next += scalar(next).length }
            if kind(next) == .regional { end = next + scalar(next).length }
            return finish(start, end, .emoji, .emoji)
        }
        let base = UTF8Scalars.decode(bytes, at: start).scalar
        let isEmoji =
            first == .modifier || ScalarTable.isEmojiPresentation(base) || base >= 0x1F000
            || byte(end) == 0xEF && byte(end + 1) == 0xB8 && byte(end + 2) == 0x8F
        if !isEmoji, base == 0x2605 || base == 0x2606 { return scanRun(start) }
        while end < count, bytes[end] >= 0xCC {
            let (value, length) = UTF8Scalars.decode(bytes, at: end)
            let kind = table[value]
            if kind == .mark || kind == .modifier || (0xE0020...0xE007F).contains(value) {
                end += length
            } else if kind == .joiner {
                end += length
                if self.kind(end) == .pictograph { end += scalar(end).length }
            } else {
                break
            }
        }
        emit(start, end, isEmoji ? .emoji : .symbol, isEmoji ? .emoji : .symbol)
        return end
    }
}
