// SPDX-License-Identifier: Apache-2.0
/// The rules that end sentences; `Sentence.rule` holds the number of the one that did.
///
/// Numbers are stable: a rule keeps its number, a new one gets the next.
public enum SentenceRule: UInt8, Sendable, CaseIterable {
    /// The sentence came with the input.
    case given = 0
    /// The text ends.
    case endOfText = 1
    /// A blank line ends every sentence, with or without an end mark.
    case paragraphEnd = 2
    /// The line is a unit of its own: a heading, list item, caption, row or unwrapped paragraph.
    case lineEnd = 3
    /// A full stop, with the quotation marks and brackets that close after it, before a start.
    case fullStop = 4
    /// A question or exclamation mark, or a run of them, before a start.
    case exclamation = 5
    /// An ellipsis before a start.
    case ellipsis = 6
    /// An abbreviation that may end a sentence, before a clear start: enz. Daarna.
    case abbreviation = 7
    /// A name with an initial before a clear start: Ali B. De rechter.
    case initial = 8
    /// A full stop with the next sentence written on to it: weg.Toen.
    case missingSpace = 9
    /// A full stop before a small letter, in a text that never uses capitals there.
    case smallLetters = 10
    /// A bullet in mid-line starts the next item.
    case inlineBullet = 11
    /// An end mark of another script: 。 ؟ ।.
    case otherScript = 12
    /// A heading that has been run into its paragraph: Droog klimaat In droog grasland is.
    case runInHeading = 13

    /// The rule's name, as `explain` prints it.
    public var name: String { "\(self)" }

    /// What the rule does.
    public var summary: String {
        switch self {
        case .given: "the sentence came with the input"
        case .endOfText: "the text ends"
        case .paragraphEnd: "a blank line ends every sentence, with or without an end mark"
        case .lineEnd: "the line is a unit of its own: a heading, list item, caption, row or unwrapped paragraph"
        case .fullStop: "a full stop, with the quotation marks and brackets that close after it, before a start"
        case .exclamation: "a question or exclamation mark, or a run of them, before a start"
        case .ellipsis: "an ellipsis before a start"
        case .abbreviation: "an abbreviation that may end a sentence, before a clear start: enz. Daarna"
        case .initial: "a name with an initial before a clear start: Ali B. De rechter"
        case .missingSpace: "a full stop with the next sentence written on to it: weg.Toen"
        case .smallLetters: "a full stop before a small letter, in a text that never uses capitals there"
        case .inlineBullet: "a bullet in mid-line starts the next item"
        case .runInHeading: "a heading that has been run into its paragraph: Droog klimaat In droog grasland is"
        case .otherScript: "an end mark of another script: 。 ؟ ।"
        }
    }
}
