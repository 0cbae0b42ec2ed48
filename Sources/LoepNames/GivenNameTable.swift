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

    /// Reads the table.
    ///
    /// - Throws: errors of reading a table.
    public init(resources: ResourceDirectory) throws(LoepError) {
        let table = try resources.table(
            "names-given.tsv", required: ["lang", "group", "cyrillic", "dutch", "english", "german", "french", "variants"])
        let group = table.index(of: "group") ?? 0
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
            for column in columns {
                for spelling in row[column].split(separator: "|") where !groups[number].contains(String(spelling)) {
                    groups[number].append(String(spelling))
                }
            }
        }
    }
}
