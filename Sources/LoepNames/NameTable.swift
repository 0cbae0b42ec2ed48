// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// One identity as it lies in a compiled table: offsets into the string pool.
struct IdentityRecord: BitwiseCopyable, Sendable {
    var id: UInt32
    var canonical: UInt32
    var dutch: UInt32
    var original: UInt32
    var idLength: UInt16
    var canonicalLength: UInt16
    var dutchLength: UInt16
    var originalLength: UInt16
    /// Given-name group of a person; 0 when none is known.
    var given: UInt16
    /// The two letters of the language code, 0 when unknown.
    var language: UInt16
    var kind: UInt8
    var prior: UInt8
    /// Folded first letter of the given name, for initials; 0 when there is none.
    var initial: UInt8
    var spare: UInt8 = 0
}

/// One meaning of a key: an identity or, for given names, a group of names.
struct NamePosting: BitwiseCopyable, Sendable {
    /// Index of the identity, or number of the given-name group when `form` is `givenName`.
    var target: UInt32
    /// Raw value of `NameForm`.
    var form: UInt8
    /// Certainty in 1/255.
    var score: UInt8
    /// 1 in the last posting of its key.
    var last: UInt8
    /// Of a given name and its English spelling: the languages it belongs to, as bits in the order of
    /// `GivenNameTable.languages`.
    var languages: UInt8 = 0
}

/// More forms a posting may have beside `NameForm`: words that have one English spelling. Their target
/// is an offset into the string pool and their score its length in bytes.
enum WordForm {
    /// The usual English spelling of a given name.
    static let given: UInt8 = 100
    /// The spelling with its marks of a word that is often printed without: Vučić for Vucic.
    static let marked: UInt8 = 101
    /// The spelling with its marks of a given name from a language of `LatinSpelling`; `languages` has its bit.
    static let latin: UInt8 = 102
}

/// What a look-up of a key yields.
struct NameHit {
    /// Index of the first posting; nil when the key is only the beginning of longer ones.
    var postings: Int?
    /// Whether longer keys begin with this key and a space.
    var continues: Bool
}

/// A compiled table of identities: a string pool, records and an open-addressing hash of folded keys.
///
/// All parts are flat arrays, mapped from `names.loep` or built in memory from a user's own list, so
/// opening costs nothing that grows with the table.
struct NameTable: Sendable {
    let strings: MappedArray<UInt8>
    let records: MappedArray<IdentityRecord>
    let keys: MappedArray<UInt64>
    let values: MappedArray<UInt32>
    let postings: MappedArray<NamePosting>

    /// In a value: longer keys begin with this one.
    static let continuesFlag: UInt32 = 0x8000_0000
    /// In a value: no postings, the key only begins longer ones.
    static let prefixOnly: UInt32 = 0x7FFF_FFFF

    /// Takes the table out of a model file.
    ///
    /// - Throws: `model.corrupt` when sections are missing or do not fit together.
    init(_ file: ModelFile) throws(LoepError) {
        strings = try file.section("strings", of: UInt8.self)
        records = try file.section("records", of: IdentityRecord.self)
        keys = try file.section("keys", of: UInt64.self)
        values = try file.section("values", of: UInt32.self)
        postings = try file.section("postings", of: NamePosting.self)
        guard keys.count == values.count, keys.count & (keys.count - 1) == 0, keys.count > 0 else {
            throw LoepError(.modelCorrupt, "\(file.path): sections keys and values do not fit together")
        }
    }

    /// Builds a table in memory.
    init(_ builder: NameTableBuilder) {
        strings = MappedArray(copying: builder.strings)
        records = MappedArray(copying: builder.records)
        let hash = builder.hashed()
        keys = MappedArray(copying: hash.keys)
        values = MappedArray(copying: hash.values)
        postings = MappedArray(copying: hash.postings)
    }

    /// Number of identities.
    var count: Int { records.count }

    /// Looks up a key by its hash.
    @inline(__always)
    func find(_ hash: UInt64) -> NameHit? {
        let keys = self.keys.span
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while keys[slot] != 0 {
            if keys[slot] == hash {
                let value = values.span[slot]
                let first = value & NameTable.prefixOnly
                return NameHit(
                    postings: first == NameTable.prefixOnly ? nil : Int(first),
                    continues: value & NameTable.continuesFlag != 0)
            }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// A string of the pool.
    func string(_ offset: UInt32, _ length: UInt16) -> String {
        let span = strings.span
        let start = min(Int(offset), span.count)
        let end = min(start + Int(length), span.count)
        return span.extracting(start..<end).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    /// The English spelling listed for a word by the hash of its key; nil when there is none of that form.
    ///
    /// Of several spellings the one of the language counts, a code as in `GraphemeTransducer.Hint`, else the
    /// one of the language that stands first.
    func word(_ hash: UInt64, _ form: UInt8, language: UInt8 = 0) -> String? {
        guard var index = find(hash)?.postings else { return nil }
        var best: NamePosting?
        while index < postings.count {
            let posting = postings[index]
            if posting.form == form {
                if language != 0, posting.languages & (1 << (language - 1)) != 0 {
                    best = posting
                    break
                }
                if best.map({ posting.languages.trailingZeroBitCount < $0.languages.trailingZeroBitCount }) ?? true {
                    best = posting
                }
            }
            if posting.last == 1 { break }
            index += 1
        }
        return best.map { string($0.target, UInt16($0.score)) }
    }

    /// The first identity listed with a surname by the hash of its key, the best known; nil when there is none.
    func bearer(_ hash: UInt64) -> Int? {
        guard var index = find(hash)?.postings else { return nil }
        while index < postings.count {
            let posting = postings[index]
            if posting.form == NameForm.surname.rawValue { return Int(posting.target) }
            if posting.last == 1 { break }
            index += 1
        }
        return nil
    }

    /// The identity of a record.
    func identity(_ index: Int) -> Identity {
        let record = records[index]
        let language = [UInt8(record.language & 0xFF), UInt8(record.language >> 8)]
        return Identity(
            id: string(record.id, record.idLength), kind: IdentityKind(rawValue: record.kind) ?? .other,
            canonical: string(record.canonical, record.canonicalLength),
            dutch: string(record.dutch, record.dutchLength),
            original: record.originalLength == 0 ? nil : string(record.original, record.originalLength),
            language: record.language == 0 ? nil : String(decoding: language, as: UTF8.self))
    }
}
