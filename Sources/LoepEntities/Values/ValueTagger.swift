// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// What the value tagger can be told.
public struct ValueOptions: Sendable {
    /// The day relative dates count from, ISO 8601, for documents whose metadata give none.
    public var referenceDate: String?

    /// Makes the standard options.
    public init(referenceDate: String? = nil) { self.referenceDate = referenceDate }
}

/// Finds dates, times, durations, amounts and numbers by grammar, and tells their values.
///
/// Types are those of TIMEX3 (ISO 24617-1, TimeML) for time and of MUC-7 for the rest. Values:
/// - DATE: ISO 8601 cut to what is said (`2022-10-16`, `2022-10`, `2022`, `2022-W41`), and TIMEX3 where ISO has no
///   form: `2020-SP` a season, `2021-Q1`, `2020-H1`, `2022-W41-WE` a weekend, `196` the sixties, `18` the nineteenth
///   century, `BC0753`. What neither text nor date of the document tells is written as letters X, one a figure.
///   `begin`, `half` and `eind` are the modifiers START, MID and END of TIMEX3.
/// - TIME: `T14:30`, or a part of the day `TMO`, `TAF`, `TEV`, `TNI`, with the date before it when it is told
///   (`2022-10-16TEV`). Hours without a part of the day stay as they are said.
/// - DURATION: `P3D`, `PT1H30M`. A range is written with a slash, first end first: `P3D/P4D`.
/// - MONEY `12.50 EUR` (ISO 4217), PERCENT `3.5%`, QUANTITY `20 Cel` (UCUM), NUMBER `10000`, ORDINAL `3`.
///
/// A date without a year is the one nearest to the reference date; a bare weekday the last one up to that date.
public struct ValueTagger: Stage {
    public let name = "values"
    public let needs: Layers = [.tokens, .sentences]
    public let provides: Layers = [.values]

    private let lexicon: ValueLexicon
    private let reference: CalendarDate?

    /// Reads the tables `values-*.tsv`.
    ///
    /// - Throws: `io.not-found`, `io.unreadable`, `text.invalid-utf8` or `table.malformed` when a table cannot be
    ///   used, `option.invalid` when the reference date is none.
    public init(resources: ResourceDirectory, options: ValueOptions = ValueOptions()) throws(LoepError) {
        lexicon = try ValueLexicon(resources: resources)
        reference = try ValueTagger.reference(options)
    }

    private static func reference(_ options: ValueOptions) throws(LoepError) -> CalendarDate? {
        guard let text = options.referenceDate else { return nil }
        guard let date = CalendarDate(text) else {
            throw LoepError(.invalidOption, "\(text) is no date; write it as 2022-10-24", stage: "values")
        }
        return date
    }

    public func makeWorker() -> any StageWorker { ValueWorker(lexicon, reference: reference) }
}

/// One expression found: where it ends and what it says.
struct ValueMatch {
    /// Index of the token after it.
    var end: Int
    var type: String
    var value: String
    var modifier: String?
}

/// Finds the values of one document at a time.
final class ValueWorker: StageWorker {
    let lexicon: ValueLexicon
    private let standardReference: CalendarDate?
    /// The day relative dates count from.
    var reference: CalendarDate?
    /// The text of the document at work.
    var bytes: [UInt8] = []
    var tokens: [Token] = []
    /// What the tables say of each token.
    var cells: [ValueCell] = []
    /// Start and end of the sentence at work, token indices.
    var first = 0
    var limit = 0
    /// Folded forms.
    var scratch: [UInt8] = []

    init(_ lexicon: ValueLexicon, reference: CalendarDate?) {
        self.lexicon = lexicon
        standardReference = reference
    }

    func annotate(_ document: inout Document) {
        document.values.removeAll(keepingCapacity: true)
        document.layers.insert(.values)
        reference = document.metadata.date.flatMap { CalendarDate($0) } ?? standardReference
        bytes = document.text.bytes
        tokens = document.tokens
        fillCells()
        for sentence in document.sentences {
            first = Int(sentence.tokens.start)
            limit = Int(sentence.tokens.end)
            var index = first
            while index < limit {
                if !cells[index].classes.isDisjoint(with: .openers), let match = best(at: index) {
                    document.values.append(
                        ValueExpression(
                            tokens: TokenRange(index..<match.end), type: match.type, value: match.value,
                            modifier: match.modifier))
                    index = match.end
                } else {
                    index += 1
                }
            }
        }
        bytes = []
        tokens = []
    }

    /// The longest expression that starts at a token; of two of one length, that of the rule named first.
    private func best(at index: Int) -> ValueMatch? {
        var best: ValueMatch?
        func consider(_ match: ValueMatch?) {
            if let match, match.end > (best?.end ?? index) { best = match }
        }
        consider(date(at: index))
        consider(time(at: index))
        consider(ordinal(at: index))
        consider(amount(at: index))
        return best
    }

    /// Whether the token at `index` stands in the sentence and is one of the classes.
    func has(_ index: Int, _ classes: ValueClasses) -> Bool {
        index >= first && index < limit && !cells[index].classes.isDisjoint(with: classes)
    }

    /// Whether the token starts with an ASCII capital.
    func isCapital(_ index: Int) -> Bool {
        index >= first && index < limit && bytes[Int(tokens[index].start)] &- 0x41 < 26
    }

    /// Whether the token is this one ASCII character.
    func isSign(_ index: Int, _ sign: UInt8) -> Bool {
        index >= first && index < limit && tokens[index].count == 1 && bytes[Int(tokens[index].start)] == sign
    }

    /// Whether no white space stands between a token and the one before.
    func touchesPrevious(_ index: Int) -> Bool { index > first && tokens[index - 1].end == tokens[index].start }

    /// One or two letters of a table's value as text.
    static func letters(_ value: Int32) -> String {
        String(decoding: value > 255 ? [UInt8(value >> 8), UInt8(value & 0xFF)] : [UInt8(value)], as: UTF8.self)
    }
}
