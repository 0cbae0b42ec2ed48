// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// The given names of `names-given.tsv`: spellings of one name, gathered into groups.
///
/// Rows that carry the same word in column `group` name the same thing in several languages (Николай,
/// Микола): a bearer of one is often written with the other. Rows that share a Cyrillic spelling belong
/// together as well.
public struct GivenNameTable: Sendable {
    /// Spellings by group, in any script.
    public private(set) var groups: [[String]] = []
    /// Languages each folded spelling belongs to, as bits in the order of `languages`.
    public private(set) var languageBits: [String: UInt8] = [:]
    /// Pairs of Dutch and English spelling with the row's language.
    public private(set) var pairs: [(dutch: String, english: String, cyrillic: String, language: String)] = []

    /// The languages of the table; a language's bit is 1 shifted by its place here. The last stands for all of
    /// Central Asia and Azerbaijan.
    public static let languages = ["ru", "uk", "be", "bg", "sr", "mk", "ka", "kk"]

    /// Reads the table.
    ///
    /// - Throws: errors of reading a table.
    public init(resources: ResourceDirectory) throws(LoepError) {
        let table = try resources.table(
            "names-given.tsv",
            required: ["lang", "group", "cyrillic", "dutch", "english", "german", "french", "variants"])
        let group = table.index(of: "group") ?? 1
        let columns = ["cyrillic", "dutch", "english", "german", "french", "variants"].compactMap(table.index(of:))
        var numbers: [String: Int] = [:]
        for row in table.rows {
            let number: Int
            let name = row[group].isEmpty ? row[columns[0]] : row[group]
            if let known = numbers[name] {
                number = known
            } else {
                number = groups.count
                groups.append([])
                numbers[name] = number
            }
            let bit = GivenNameTable.languages.firstIndex(of: row[0]).map { UInt8(1) << UInt8($0) } ?? 0
            for (place, column) in columns.enumerated() {
                for spelling in row[column].split(separator: "|") {
                    // German and French spellings tell nothing of the bearer's language.
                    if place != 3, place != 4 { languageBits[NameFolding.folded(String(spelling)), default: 0] |= bit }
                    if !groups[number].contains(String(spelling)) { groups[number].append(String(spelling)) }
                }
            }
            pairs.append((row[columns[1]], row[columns[2]], row[columns[0]], row[0]))
        }
    }
}
