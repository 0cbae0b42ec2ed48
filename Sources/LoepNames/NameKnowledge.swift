import LoepCore
import LoepModel

/// Everything the names stage and name look-up read: the compiled table and the user's own.
struct NameKnowledge: Sendable {
    let table: NameTable
    let user: NameTable?

    init(resources: ResourceDirectory, options: NameOptions) throws(LoepError) {
        let file = try ModelFile(path: resources.model("names.loep"), verify: false)
        table = try NameTable(file)
        if let path = options.namesFile {
            let list = try Table(Text(validating: FileBytes.read(path)), name: path, required: ["english", "dutch"])
            var builder = NameTableBuilder()
            let compiled = table
            for entry in try NameEntry.entries(of: list, name: path) {
                builder.add(entry) { compiled.givenGroup($0) }
            }
            user = NameTable(builder)
        } else {
            user = nil
        }
    }

    /// The identity with a number: those of the user's table come first.
    func identity(_ number: Int) -> Identity {
        if let user {
            return number < user.count ? user.identity(number) : table.identity(number - user.count)
        }
        return table.identity(number)
    }

    /// The record with a number: those of the user's table come first.
    @inline(__always)
    func record(_ number: Int) -> IdentityRecord {
        if let user {
            return number < user.count ? user.records[number] : table.records[number - user.count]
        }
        return table.records[number]
    }

    /// Whether a number belongs to the user's own table.
    @inline(__always)
    func isUser(_ number: Int) -> Bool { number < (user?.count ?? 0) }
}

extension NameTable {
    /// The group of a given name in folded spelling; nil when it is none.
    func givenGroup(_ folded: String) -> UInt16? {
        guard let first = find(KeyHash.of(Array(folded.utf8)))?.postings else { return nil }
        var index = first
        while true {
            let posting = postings[index]
            if posting.form == NameForm.givenName.rawValue { return UInt16(truncatingIfNeeded: posting.target) }
            if posting.last == 1 { return nil }
            index += 1
        }
    }
}
