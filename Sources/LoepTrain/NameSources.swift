// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore
import LoepModel
import LoepNames

/// Reads the raw data of `LOEP_DATA` that names are derived from.
struct NameSources {
    /// The data folder.
    let folder: String

    /// Finds the folder through the environment.
    ///
    /// - Throws: `io.not-found` when `LOEP_DATA` is not set.
    init() throws(LoepError) {
        guard let folder = getenv("LOEP_DATA") else {
            throw LoepError(.notFound, "set LOEP_DATA to the folder with the training data")
        }
        self.folder = String(cString: folder)
    }

    /// The rows of a tab-separated file as they are, the header among them; a name in `.xz` is unpacked.
    func rows(_ name: String) throws(LoepError) -> [[Substring]] {
        let path = "\(folder)/\(name)"
        let text: String
        if name.hasSuffix(".xz") {
            text = try NameSources.unpack(path)
        } else {
            text = try Text(validating: FileBytes.read(path)).string
        }
        return text.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    }

    /// The lines of a plain list.
    func lines(_ name: String) throws(LoepError) -> [Substring] {
        try Text(validating: FileBytes.read("\(folder)/\(name)")).string.split(separator: "\n")
    }

    private static func unpack(_ path: String) throws(LoepError) -> String {
        guard let pipe = popen("xz -dc '\(path)'", "r") else {
            throw LoepError(.unreadable, "cannot run xz to unpack \(path); install xz-utils")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, pipe)
            if count == 0 { break }
            bytes.append(contentsOf: buffer[..<count])
        }
        guard pclose(pipe) == 0 else { throw LoepError(.unreadable, "cannot unpack \(path)") }
        return try Text(validating: bytes).string
    }
}

/// One row of the development gold of names.
struct GoldName {
    var entry: NameEntry
    var surnameEnglish: String
    var surnameDutch: String
    var surnameCyrillic: String

    /// Reads `names/names_gold.tsv`.
    static func all(_ sources: NameSources) throws(LoepError) -> [GoldName] {
        let rows = try sources.rows("names/names_gold.tsv")
        guard let header = rows.first else { return [] }
        var position: [String: Int] = [:]
        for (index, name) in header.enumerated() { position[String(name)] = index }
        return rows.dropFirst().compactMap { row in
            func field(_ name: String) -> String {
                guard let index = position[name], index < row.count else { return "" }
                return String(row[index])
            }
            func list(_ name: String) -> [String] { field(name).split(separator: "|").map(String.init) }
            let kind: IdentityKind =
                switch field("kind") {
                case "person": .person
                case "place": .place
                case "org": .organisation
                default: .other
                }
            let listed = list("dutch_variants")
            let whole = (kind == .person ? [] : listed) + [field("german"), field("french")] + list("other_variants")
            let entry = NameEntry(
                id: field("id"), kind: kind, language: field("lang"), prior: 7, english: field("english"),
                dutch: field("dutch"), original: field("cyrillic"), variants: unique(whole),
                surnames: kind == .person ? listed : [])
            return GoldName(
                entry: entry, surnameEnglish: field("surname_english"), surnameDutch: field("surname_dutch"),
                surnameCyrillic: field("surname_cyrillic"))
        }
    }

    private static func unique(_ list: [String]) -> [String] {
        var seen: Set<String> = []
        return list.filter { !$0.isEmpty && seen.insert($0).inserted }
    }
}

/// Optimal string alignment without transpositions (Levenshtein 1966), in scalars.
func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, b) in right.enumerated() {
            let next = min(row[j + 1] + 1, row[j] + 1, diagonal + (a == b ? 0 : 1))
            diagonal = row[j + 1]
            row[j + 1] = next
        }
    }
    return row[right.count]
}
