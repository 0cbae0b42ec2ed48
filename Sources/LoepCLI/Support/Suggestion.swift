// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc

/// "Did you mean …?" for words that nothing is called by.
enum Suggestion {
    /// The candidate nearest to a word: at most two letters away and less than half of it; nil when none is.
    static func nearest(_ word: String, among candidates: [String]) -> String? {
        let letters = Array(word.utf8)
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let distance = distance(letters, Array(candidate.utf8))
            if distance <= min(2, (letters.count - 1) / 2), distance < best?.distance ?? .max {
                best = (candidate, distance)
            }
        }
        return best?.name
    }

    /// `; did you mean 'x'?`, or nothing.
    static func sentence(_ word: String, among candidates: [String], quoted quote: String = "") -> String {
        nearest(word, among: candidates).map { "; did you mean \(quote)\($0)\(quote)?" } ?? ""
    }

    /// A message about a mistyped subcommand; nil when the arguments name none.
    ///
    /// Without it `loep tokenise` would be taken for a file: `tag` is the default.
    static func unknownCommand(in arguments: [String], root: any ParsableCommand.Type) -> String? {
        var command = root
        var path = ConfiguredArguments.name(of: root)
        for argument in arguments {
            let subcommands = command.configuration.subcommands
            if subcommands.isEmpty || argument.hasPrefix("-") { return nil }
            let names = subcommands.map { ConfiguredArguments.name(of: $0) }
            if let index = names.firstIndex(of: argument) {
                command = subcommands[index]
                path += " \(argument)"
                continue
            }
            guard let name = nearest(argument, among: names), access(argument, F_OK) != 0 else { return nil }
            let what = command.configuration.defaultSubcommand == nil ? "command" : "file or command"
            return "There is no \(what) '\(argument)'. Did you mean '\(path) \(name)'?"
        }
        return nil
    }

    /// Optimal string alignment distance (Damerau 1964, adjacent swaps count one), over bytes.
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var rows = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
        for i in 0...a.count { rows[i][0] = i }
        for j in 0...b.count { rows[0][j] = j }
        for i in a.indices {
            for j in b.indices {
                var best = min(rows[i][j + 1] + 1, rows[i + 1][j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, rows[i - 1][j - 1] + 1) }
                rows[i + 1][j + 1] = best
            }
        }
        return rows[a.count][b.count]
    }
}
