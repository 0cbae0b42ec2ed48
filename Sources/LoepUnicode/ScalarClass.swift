// SPDX-License-Identifier: Apache-2.0
import CICU

/// What a Unicode scalar is to a segmenter: the general categories grouped, with the signs that Dutch
/// typography gives a part of their own told apart.
public enum ScalarClass: UInt8, Sendable, CaseIterable {
    /// Lower-case letter (Ll).
    case lower
    /// Upper-case or title-case letter (Lu, Lt).
    case upper
    /// Letter without case, modifier letter (Lo, Lm).
    case letter
    /// Combining mark and variation selector (Mn, Mc, Me); extends what stands before it.
    case mark
    /// Decimal digit (Nd).
    case digit
    /// Other number: `²`, `½`, `Ⅳ` (Nl, No).
    case number
    /// White space that ends no line (White_Space).
    case space
    /// Line or paragraph end: LF, CR, VT, FF, NEL, U+2028, U+2029.
    case newline
    /// Control (Cc).
    case control
    /// Format character: soft hyphen, direction mark, zero-width space (Cf); invisible.
    case format
    /// Zero-width joiner, U+200D.
    case joiner
    /// Opening bracket (Ps).
    case open
    /// Closing bracket (Pe).
    case close
    /// Quotation mark of any style that only opens or closes: `“ ” „ « » ‹ › "` (Pi, Pf, U+0022, U+201E).
    case quote
    /// Apostrophe or single quotation mark: `' ’ ‘ ‚ ‛ ʼ ´` and the grave accent.
    case apostrophe
    /// Hyphen or dash (Pd) and the minus sign.
    case dash
    /// Underscore and its kind (Pc).
    case connector
    /// Other punctuation (Po).
    case punctuation
    /// Mathematical symbol (Sm).
    case math
    /// Currency sign (Sc).
    case currency
    /// Any other symbol (Sk, So) that is no pictograph.
    case symbol
    /// Extended_Pictographic: the base of an emoji sequence.
    case pictograph
    /// Regional indicator; two make a flag.
    case regional
    /// Emoji skin-tone modifier.
    case modifier
    /// Private use, unassigned, noncharacter.
    case other

    /// Whether it is a letter of any case.
    @inlinable
    public var isLetter: Bool { rawValue <= ScalarClass.letter.rawValue }

    /// Whether it leaves no ink: white space, control or format.
    @inlinable
    public var isBlank: Bool {
        rawValue >= ScalarClass.space.rawValue && rawValue <= ScalarClass.joiner.rawValue
    }
}

/// Scalar classes by code point: a dense table for the scalars Dutch text is made of, libicu's own trie for
/// the rest.
///
/// The dense part holds U+0000 to U+07FF and U+2000 to U+2BFF, 5 KiB; it is filled from libicu once, in
/// well under a tenth of a millisecond.
public struct ScalarTable: Sendable {
    /// The one table; filled on first use. Hot loops keep a copy.
    public static let shared = ScalarTable()

    @usableFromInline let classes: [ScalarClass]
    @usableFromInline static let lowEnd: UInt32 = 0x800
    @usableFromInline static let signStart: UInt32 = 0x2000
    @usableFromInline static let signEnd: UInt32 = 0x2C00

    private init() {
        var classes: [ScalarClass] = []
        classes.reserveCapacity(Int(ScalarTable.lowEnd + ScalarTable.signEnd - ScalarTable.signStart))
        for scalar in 0..<ScalarTable.lowEnd { classes.append(ScalarTable.classify(scalar)) }
        for scalar in ScalarTable.signStart..<ScalarTable.signEnd { classes.append(ScalarTable.classify(scalar)) }
        self.classes = classes
    }

    /// The class of a scalar.
    @inlinable
    public subscript(scalar: UInt32) -> ScalarClass {
        if scalar < ScalarTable.lowEnd { return classes[Int(scalar)] }
        if scalar >= ScalarTable.signStart, scalar < ScalarTable.signEnd {
            return classes[Int(scalar - ScalarTable.signStart + ScalarTable.lowEnd)]
        }
        return ScalarTable.classify(scalar)
    }

    /// Whether a scalar is shown as an emoji without a variation selector (Emoji_Presentation, UTS #51).
    public static func isEmojiPresentation(_ scalar: UInt32) -> Bool {
        cicu_isEmojiPresentation(UChar32(bitPattern: scalar))
    }

    /// Reads the class from libicu's properties.
    @usableFromInline
    static func classify(_ scalar: UInt32) -> ScalarClass {
        let point = UChar32(bitPattern: scalar)
        switch scalar {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: return .newline
        case 0x200D: return .joiner
        case 0x27, 0x60, 0xB4, 0x2BC, 0x2018, 0x2019, 0x201A, 0x201B: return .apostrophe
        case 0x22, 0x201E: return .quote
        case 0x2212: return .dash
        case 0x1F1E6...0x1F1FF: return .regional
        case 0x1F3FB...0x1F3FF: return .modifier
        default: break
        }
        if cicu_isWhiteSpace(point) { return .space }
        switch UCharCategory(UInt32(cicu_u_charType(point))) {
        case U_LOWERCASE_LETTER: return .lower
        case U_UPPERCASE_LETTER, U_TITLECASE_LETTER: return .upper
        case U_MODIFIER_LETTER, U_OTHER_LETTER: return .letter
        case U_NON_SPACING_MARK, U_ENCLOSING_MARK, U_COMBINING_SPACING_MARK: return .mark
        case U_DECIMAL_DIGIT_NUMBER: return .digit
        case U_LETTER_NUMBER, U_OTHER_NUMBER: return .number
        case U_SPACE_SEPARATOR: return .space
        case U_LINE_SEPARATOR, U_PARAGRAPH_SEPARATOR: return .newline
        case U_CONTROL_CHAR: return .control
        case U_FORMAT_CHAR: return .format
        case U_START_PUNCTUATION: return .open
        case U_END_PUNCTUATION: return .close
        case U_INITIAL_PUNCTUATION, U_FINAL_PUNCTUATION: return .quote
        case U_DASH_PUNCTUATION: return .dash
        case U_CONNECTOR_PUNCTUATION: return .connector
        case U_OTHER_PUNCTUATION: return .punctuation
        case U_MATH_SYMBOL: return .math
        case U_CURRENCY_SYMBOL: return .currency
        case U_MODIFIER_SYMBOL, U_OTHER_SYMBOL: return cicu_isPictographic(point) ? .pictograph : .symbol
        default: return cicu_isPictographic(point) ? .pictograph : .other
        }
    }
}
