// SPDX-License-Identifier: Apache-2.0
/// How a lemma is made from a form: `gelopen` loses `ge`, `huizen` loses `zen` and gains `s`.
///
/// An edit script (Chrupała 2006, "Simple data-driven context-sensitive lemmatization") with the one
/// inner change Dutch has, the `ge` of a participle. All counts are bytes of UTF-8.
package struct LemmaScript: Hashable, Sendable {
    /// Whether the lemma keeps the capitals of the form.
    package var keepsCase: Bool
    /// Where a `ge` is taken out; nil for nowhere.
    package var prefixOffset: UInt8?
    /// Bytes cut off the end.
    package var cut: UInt8
    /// What is put in their place.
    package var ending: [UInt8]

    package init(keepsCase: Bool, prefixOffset: UInt8? = nil, cut: UInt8 = 0, ending: [UInt8] = []) {
        self.keepsCase = keepsCase
        self.prefixOffset = prefixOffset
        self.cut = cut
        self.ending = ending
    }

    /// The form itself in lower case.
    package static let lowercase = LemmaScript(keepsCase: false)
    /// The form itself.
    package static let same = LemmaScript(keepsCase: true)

    /// The cheapest script that makes `lemma` from `form`; nil when the two are too long for one.
    ///
    /// - Parameters:
    ///   - form: as written.
    ///   - lower: the form in lower case.
    ///   - lowerLemma: the lemma in lower case; a lemma that differs from it needs the form's capitals.
    package init?(form: [UInt8], lower: [UInt8], lemma: [UInt8], lowerLemma: [UInt8]) {
        keepsCase = lemma != lowerLemma
        let source = keepsCase ? form : lower
        var best: (cost: Int, offset: UInt8?, kept: Int, length: Int)?
        func consider(_ bytes: [UInt8], offset: UInt8?) {
            var kept = 0
            while kept < bytes.count, kept < lemma.count, bytes[kept] == lemma[kept] { kept += 1 }
            func splits(_ list: [UInt8]) -> Bool { kept < list.count && list[kept] & 0xC0 == 0x80 }
            while kept > 0, splits(bytes) || splits(lemma) { kept -= 1 }
            // What is cut off at the end must not reach the `ge`.
            if let offset, kept < Int(offset) { return }
            // Ties go to the plain script: a `ge` is taken out only where that explains more.
            let cost = 2 * (bytes.count - kept + lemma.count - kept) + (offset == nil ? 0 : 3)
            if best == nil || cost < best!.cost { best = (cost, offset, kept, bytes.count) }
        }
        consider(source, offset: nil)
        var offset = 0
        while offset + 1 < source.count, offset < 32 {
            if source[offset] == UInt8(ascii: "g"), source[offset + 1] == UInt8(ascii: "e") {
                consider(Array(source[..<offset] + source[(offset + 2)...]), offset: UInt8(offset))
            }
            offset += 1
        }
        guard let best, best.length - best.kept < 256, lemma.count - best.kept < 256 else { return nil }
        prefixOffset = best.offset
        cut = UInt8(best.length - best.kept)
        ending = Array(lemma[best.kept...])
    }
}
