// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Judges which sentences can stand in a summary, and which only beside a neighbour.
package enum SentenceFitness {
    /// Fewest terms of a sentence that can stand alone.
    static let minimumTerms = 4
    /// Most terms of a sentence a reader follows in a summary.
    static let maximumTerms = 70

    /// Fills the judgements of all body sentences.
    static func judge(_ document: Document, _ analysis: DocumentAnalysis, _ lexicon: SummaryLexicon) {
        var quotes = QuoteTracker()
        var previous = -1
        for index in analysis.body {
            var sentence = analysis.sentences[index]
            let isNewParagraph = sentence.place == 0
            if isNewParagraph {
                if previous >= 0, quotes.isOpen { analysis.sentences[previous].isWhole = false }
                quotes.reset()
            }
            let bytes = document.bytes(of: document.sentences[index].tokens)
            let finding = quotes.scan(document.text.bytes, in: bytes.range)
            sentence.quoted = Float(finding.quotedBytes) / Float(max(1, bytes.count))
            let tokens = document.sentences[index].tokens.range
            let ending = ending(document, tokens)
            sentence.isQuestion = ending == .question
            sentence.hasAddress = tokens.contains {
                document.tokens[$0].kind == .address || document.tokens[$0].kind == .handle
            }
            sentence.opensLeaning = opensLeaning(document, index, analysis, lexicon)
            sentence.needsPrevious = finding.openAtStart || sentence.opensLeaning
            sentence.needsNext = finding.openAtEnd || sentence.isQuestion
            sentence.isWhole =
                ending != .none && !finding.hasStrayClose
                && (minimumTerms...maximumTerms).contains(sentence.terms.count)
                && !opensWithBoilerplate(sentence, analysis, lexicon) && beginsLikeSentence(document, tokens)
                && !holdsCopyright(document, bytes)
            if isNewParagraph, finding.openAtStart { sentence.isWhole = false }
            analysis.sentences[index] = sentence
            previous = index
        }
        if previous >= 0, quotes.isOpen { analysis.sentences[previous].isWhole = false }
    }

    /// Marks sentences such as `Vrijdag waren ze in Zeist`: a pronoun early on, and no name or noun before it.
    ///
    /// After a preposition a noun is part of the adverbial (`Aan het begin van de oorlog verzekerde hij`), so
    /// only a name counts there.
    static func findLoosePronouns(_ analysis: DocumentAnalysis) {
        for index in analysis.body {
            var hasNoun = false
            var previousIsStop = false
            var opensWithPreposition = false
            for (place, occurrence) in analysis.sentences[index].terms.prefix(10).enumerated() {
                let term = analysis.terms[Int(analysis.occurrences[occurrence])]
                if place == 0 { opensWithPreposition = term.classes.contains(.preposition) }
                if term.isContent, term.isName || (previousIsStop && !opensWithPreposition) { hasNoun = true }
                if place > 0, term.classes.contains(.pronoun), !term.classes.contains(.possessive), !hasNoun {
                    analysis.sentences[index].hasLoosePronoun = true
                    break
                }
                previousIsStop = !term.isContent
            }
        }
    }

    /// Matches a ground is worth in an article that sets out with a question.
    package static let answerWorth: Float = 1

    /// Marks the grounds in an article whose title or first paragraph asks something: the reader wants the answer.
    static func findAnswers(_ document: Document, _ analysis: DocumentAnalysis) {
        guard
            let asked = analysis.body.prefix(8).last(where: {
                analysis.sentences[$0].paragraph == 0 && analysis.sentences[$0].isQuestion
            }) ?? (analysis.titleAsks ? -1 : nil)
        else { return }
        for index in analysis.body where index > asked && analysis.sentences[index].paragraph > 0 {
            analysis.sentences[index].explains = analysis.occurrences[analysis.sentences[index].terms].contains {
                analysis.terms[Int($0)].classes.contains(.explanation)
            }
        }
    }

    /// What a reader loses by a sentence, in matches: a quotation without speaker, a scrap, a service address; a
    /// ground where one is asked for is a gain.
    package static func penalty(_ sentence: AnalysedSentence) -> Float {
        var penalty: Float = 0
        if sentence.quoted > 0.9 { penalty += 2 }
        if sentence.terms.count < 7 { penalty += Float(7 - sentence.terms.count) * 0.4 }
        if sentence.hasAddress { penalty += 1 }
        if sentence.hasLoosePronoun { penalty += 1 }
        if sentence.explains { penalty -= answerWorth }
        return penalty
    }

    /// The sentences that must be chosen together with `sentence`; nil when it cannot be chosen at all.
    ///
    /// - Parameter limit: most sentences the run may have.
    static func unit(around sentence: Int, _ analysis: DocumentAnalysis, limit: Int) -> Range<Int>? {
        var first = sentence
        var last = sentence
        func isUsable(_ index: Int) -> Bool {
            analysis.sentences.indices.contains(index) && analysis.sentences[index].body >= 0
                && analysis.sentences[index].isWhole
        }
        guard isUsable(sentence) else { return nil }
        while true {
            if last - first + 1 > limit { return nil }
            if analysis.sentences[first].needsPrevious {
                first -= 1
                guard isUsable(first) else { return nil }
            } else if analysis.sentences[last].needsNext {
                last += 1
                guard isUsable(last), analysis.sentences[last].place > 0,
                    !(analysis.sentences[last].isQuestion && analysis.sentences[last - 1].isQuestion)
                else { return nil }
            } else {
                return first..<last + 1
            }
        }
    }

    private enum Ending { case none, statement, question }

    /// How a sentence ends, seen through closing quotes and brackets.
    private static func ending(_ document: Document, _ tokens: Range<Int>) -> Ending {
        var index = tokens.upperBound - 1
        while index >= tokens.lowerBound {
            let token = document.tokens[index]
            let bytes = document.text.bytes
            switch bytes[Int(token.start)] {
            case UInt8(ascii: "?"): return .question
            case UInt8(ascii: "!"), UInt8(ascii: "."): return .statement
            case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"): index -= 1
            case 0xE2 where token.count == 3 && bytes[Int(token.start) + 1] == 0x80:
                if bytes[Int(token.start) + 2] == 0xA6 { return .statement }
                guard (0x98...0x9F).contains(bytes[Int(token.start) + 2]) else { return .none }
                index -= 1
            case 0xC2 where token.count == 2: index -= 1
            default:
                return token.kind == .abbreviation && bytes[Int(token.end) - 1] == UInt8(ascii: ".")
                    ? .statement : .none
            }
        }
        return .none
    }

    /// Whether it begins with a capital, a digit or an opening mark, not with a dash, bullet or small letter.
    private static func beginsLikeSentence(_ document: Document, _ tokens: Range<Int>) -> Bool {
        for index in tokens.prefix(3) {
            let token = document.tokens[index]
            var isUpper = false
            var hasTerm = false
            TermScanner.scan(document.text.bytes, in: token.bytes.range) { term in
                if !hasTerm { isUpper = term.isCapitalised || term.hasDigit }
                hasTerm = true
            }
            if hasTerm {
                // `’s Avonds` and `'t Is` open with a clitic; names such as iPhone and bol stay out, a small loss.
                let first = document.text.bytes[Int(token.start)]
                return isUpper || first == UInt8(ascii: "'") || first == 0xE2
            }
            if token.kind == .symbol { return false }
            let first = document.text.bytes[Int(token.start)]
            if first == UInt8(ascii: "-") || first == UInt8(ascii: "*") { return false }
            // En and em dash, bullet.
            if first == 0xE2, token.count == 3 {
                let third = document.text.bytes[Int(token.start) + 2]
                if (0x93...0x95).contains(third) || third == 0xA2 { return false }
            }
        }
        return false
    }

    private static func holdsCopyright(_ document: Document, _ range: ByteRange) -> Bool {
        let bytes = document.text.bytes
        for position in range.range.dropLast() where bytes[position] == 0xC2 && bytes[position + 1] == 0xA9 {
            return true
        }
        return false
    }

    private static func opensWithBoilerplate(
        _ sentence: AnalysedSentence, _ analysis: DocumentAnalysis, _ lexicon: SummaryLexicon
    ) -> Bool {
        let opening = analysis.occurrences[sentence.terms].prefix(2).map { analysis.terms[Int($0)] }
        guard let first = opening.first else { return true }
        if first.classes.contains(.boilerplate) { return true }
        return opening.count == 2 && lexicon.classes(first.hash, opening[1].hash).contains(.boilerplate)
    }

    /// Whether it opens with a word that points at the sentence before.
    private static func opensLeaning(
        _ document: Document, _ index: Int, _ analysis: DocumentAnalysis, _ lexicon: SummaryLexicon
    ) -> Bool {
        let sentence = analysis.sentences[index]
        let opening = analysis.occurrences[sentence.terms].prefix(3).map { analysis.terms[Int($0)] }
        guard let first = opening.first else { return false }
        let second = opening.count > 1 ? opening[1] : nil
        if let second, lexicon.classes(first.hash, second.hash).contains(.connective) { return true }
        if first.classes.contains(.connective) { return true }
        if first.classes.contains(.pronoun) { return true }
        if first.classes.contains(.subordinator) { return !hasComma(document, document.sentences[index].tokens.range) }
        if first.classes.contains(.demonstrative) {
            return !(first.classes.contains(.near) && second?.classes.contains(.time) == true)
        }
        if first.classes.contains(.possessive) { return true }
        if first.classes.contains(.impersonal), second?.classes.contains(.auxiliary) == true {
            return !hasComma(document, document.sentences[index].tokens.range)
        }
        if first.classes.contains(.preposition), let second {
            if second.classes.contains(.pronoun) || second.classes.contains(.possessive) { return true }
            if second.classes.contains(.demonstrative) {
                let third = opening.count > 2 ? opening[2] : nil
                return !(second.classes.contains(.near) && third?.classes.contains(.time) == true)
            }
        }
        return false
    }

    private static func hasComma(_ document: Document, _ tokens: Range<Int>) -> Bool {
        tokens.contains { document.text.bytes[Int(document.tokens[$0].start)] == UInt8(ascii: ",") }
    }
}
