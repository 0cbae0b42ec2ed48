// SPDX-License-Identifier: Apache-2.0
extension Document {
    /// Walks every filled layer and tells what breaks the invariants I1 to I5 of ARCHITECTURE.md.
    ///
    /// Linear in the document. Runs after every pipeline in debug builds, in tests and in fuzzers.
    public func invariantViolations() -> [String] {
        var found: [String] = []
        if layers.contains(.tokens) { checkTokens(&found) }
        guard found.isEmpty else { return found }
        if layers.contains(.sentences) { checkSentences(&found) }
        if layers.contains(.words), words.words.count != tokens.count {
            found.append("words: \(words.words.count) words for \(tokens.count) tokens")
        }
        if layers.contains(.names) { checkNames(&found) }
        if layers.contains(.entities) { checkEntities(&found) }
        if layers.contains(.values) { checkDisjoint(values.map(\.tokens), "values", &found) }
        if layers.contains(.summary) { checkSummary(&found) }
        return found
    }

    private func isScalarBoundary(_ offset: UInt32) -> Bool {
        offset == text.count || (offset < text.count && text.bytes[Int(offset)] & 0xC0 != 0x80)
    }

    /// I1 and I2: tokens lie on scalar boundaries, ascend, and only blank bytes lie between them.
    private func checkTokens(_ found: inout [String]) {
        var previous: UInt32 = 0
        for (index, token) in tokens.enumerated() {
            guard token.start < token.end, Int(token.end) <= text.count else {
                found.append("I1: token \(index) is empty or leaves the text")
                return
            }
            guard isScalarBoundary(token.start), isScalarBoundary(token.end) else {
                found.append("I1: token \(index) cuts a scalar")
                return
            }
            guard token.start >= previous else {
                found.append("I2: token \(index) overlaps the one before")
                return
            }
            if !isBlank(ByteRange(previous, token.start)) { found.append("I2: text is lost before token \(index)") }
            previous = token.end
        }
        if !isBlank(ByteRange(previous, UInt32(text.count))) { found.append("I2: text is lost after the last token") }
    }

    /// Whether only white space, control and default-ignorable format characters lie in the range.
    private func isBlank(_ range: ByteRange) -> Bool {
        if text.bytes[range.range].allSatisfy({ $0 <= 0x20 }) { return true }
        return text[range].unicodeScalars.allSatisfy { scalar in
            scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
                || scalar.properties.generalCategory == .format
        }
    }

    /// I3: the sentences partition the tokens and their paragraphs never go back.
    private func checkSentences(_ found: inout [String]) {
        var next: UInt32 = 0
        var paragraph: UInt32 = 0
        for (index, sentence) in sentences.enumerated() {
            if sentence.tokens.start != next || sentence.tokens.end <= next {
                found.append("I3: sentence \(index) is empty or leaves a gap")
                return
            }
            if sentence.paragraph < paragraph { found.append("I3: sentence \(index) goes back a paragraph") }
            paragraph = sentence.paragraph
            next = sentence.tokens.end
        }
        if next != tokens.count { found.append("I3: the sentences cover \(next) of \(tokens.count) tokens") }
    }

    private func checkNames(_ found: inout [String]) {
        for (index, name) in names.enumerated() {
            if name.tokens.count <= 0 || name.tokens.end > tokens.count {
                found.append("I1: name \(index) is empty or leaves the text")
            }
            if name.identity >= identities.count { found.append("names: mention \(index) has no identity") }
            if index > 0, names[index - 1].tokens.start > name.tokens.start {
                found.append("names: mention \(index) is out of order")
            }
        }
    }

    /// I4: entities ascend, are disjoint, and stay inside a sentence.
    private func checkEntities(_ found: inout [String]) {
        checkDisjoint(entities.map(\.tokens), "entities", &found)
        guard found.isEmpty else { return }
        var sentence = 0
        for (index, entity) in entities.enumerated() {
            if let identity = entity.identity, identity >= identities.count {
                found.append("entities: \(index) has no such identity")
            }
            guard layers.contains(.sentences) else { continue }
            while sentence < sentences.count, sentences[sentence].tokens.end <= entity.tokens.start { sentence += 1 }
            if sentence == sentences.count || sentences[sentence].tokens.end < entity.tokens.end {
                found.append("I4: entity \(index) crosses the end of its sentence")
            }
        }
    }

    private func checkDisjoint(_ ranges: [TokenRange], _ layer: String, _ found: inout [String]) {
        var previous: UInt32 = 0
        for (index, range) in ranges.enumerated() {
            if range.start < previous || range.end <= range.start || range.end > tokens.count {
                found.append("I4: \(layer) \(index) is empty, overlaps or leaves the text")
            }
            previous = range.end
        }
    }

    /// I5: the summary lists existing sentences in text order, each once.
    private func checkSummary(_ found: inout [String]) {
        var previous = -1
        for choice in summary {
            if Int(choice.sentence) <= previous || choice.sentence >= sentences.count {
                found.append("I5: sentence \(choice.sentence) of the summary is out of order or missing")
            }
            previous = Int(choice.sentence)
        }
    }
}
