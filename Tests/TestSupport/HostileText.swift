// SPDX-License-Identifier: Apache-2.0
import LoepModel

/// Strings that have broken text tools before, and random ones without end.
public enum HostileText {
    /// Fixed cases: line ends, lone marks, joiners, direction marks, astral and decomposed characters.
    public static let cases: [String] = [
        "", " ", "\n", "\r Test", "\r\n\r\n", "\u{0}", "a\u{0}b", "\u{FEFF}tekst", "\u{FFFD}", "e\u{301}e\u{301}",
        "\u{301}", "\u{200B}", "\u{200D}\u{200D}", "👩‍👩‍👧‍👦", "🇳🇱🇧🇪🇳", "👍🏽.", "\u{202E}ananab\u{202C}", "ĳs Ĳs",
        "A\u{AD}m\u{AD}s", "…", "'", "’", "‘", "\"\"\"\"", "''''", "((((", "))))", "-", "--", "—", "...", "?!?!?!",
        ".a.b.c.d.", "a.b.c", "1.", "1.2.3.4", "€", "€€€", "€ 1.000,00", "www.", "http://", "@", "#", "@@##",
        "\u{A0}\u{A0}", "\u{2028}\u{2029}", "\u{85}", "Лукашенко’s", "مرحبا بالعالم.", "你好。世界！", "ab\tcd\tef",
        "’s-’t-’n", "zin.Zin.zin", "A.B.C.D.E.F.G.", "\u{10FFFF}", "\u{E000}", "a\u{300}\u{301}\u{302}\u{303}b",
    ]

    /// A random string that mixes Dutch letters, punctuation, spaces, marks and astral characters.
    public static func random(_ generator: inout SplitMix64, scalars: Int) -> String {
        let alphabet = Array(
            "abcdeijnorstuvzABDEGHKLMNPRSTVWZ0123456789     \n\n\t.,;:!?…'’‘“”\"-–—()[]/&@#%€$°+*_|éëïöüĳё\u{301}\u{AD}\u{A0}\u{200D}\u{FE0F}👍🏽🇧🇪Жяш中"
                .unicodeScalars)
        var result = String.UnicodeScalarView()
        for _ in 0..<scalars { result.append(alphabet.randomElement(using: &generator)!) }
        return String(result)
    }
}
