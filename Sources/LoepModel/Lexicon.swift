// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// What large text collections say about one word form; 0 stands for "not seen".
public struct WordEntry: BitwiseCopyable, Sendable {
    /// Brown cluster (Brown et al. 1992), index into `Lexicon.brownPaths`, plus one.
    public var brown: UInt16 = 0
    /// Word2vec k-means cluster of 300, plus one.
    public var means300: UInt16 = 0
    /// Word2vec k-means cluster of 1000, plus one.
    public var means1000: UInt16 = 0
    /// Word2vec k-means cluster of 100, plus one.
    public var means100: UInt8 = 0
    /// Low four bits: share of lower-case use in news, in fifteenths, plus one; high four: log2 of the count.
    public var casing: UInt8 = 0

    /// Makes an empty entry.
    public init() {}
}

/// What lists of names say about one phrase, in the exact case in which they write it.
public struct PhraseEntry: BitwiseCopyable, Sendable {
    /// The lists it stands in.
    public struct Lists: OptionSet, BitwiseCopyable, Sendable {
        /// One bit a list.
        public let rawValue: UInt16
        /// Makes a set from its bits.
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        /// Some longer phrase starts with these tokens.
        public static let prefix = Lists(rawValue: 1 << 0)
        /// People in newspapers and Wikipedia.
        public static let person = Lists(rawValue: 1 << 1)
        /// Places in newspapers and Wikipedia.
        public static let place = Lists(rawValue: 1 << 2)
        /// Organisations in newspapers and Wikipedia.
        public static let organisation = Lists(rawValue: 1 << 3)
        /// Other names in newspapers and Wikipedia.
        public static let other = Lists(rawValue: 1 << 4)
        /// Given names.
        public static let givenName = Lists(rawValue: 1 << 5)
        /// Surnames.
        public static let surname = Lists(rawValue: 1 << 6)
        /// Inhabited places.
        public static let settlement = Lists(rawValue: 1 << 7)
        /// Titles of encyclopedia articles.
        public static let title = Lists(rawValue: 1 << 8)
        /// Titles of articles on people.
        public static let titlePerson = Lists(rawValue: 1 << 9)
        /// Titles of works: films, books, albums.
        public static let titleWork = Lists(rawValue: 1 << 10)
        /// Titles of groups: bands, clubs, companies, parties.
        public static let titleGroup = Lists(rawValue: 1 << 11)
        /// Titles of places.
        public static let titlePlace = Lists(rawValue: 1 << 12)
    }

    /// The lists it stands in.
    public var lists: Lists = []
    /// Type it mostly has in news (1 PER, 2 LOC, 3 ORG, 4 PRO, 5 EVE, 6 MISC, 7 none), 0 not counted;
    /// three bits, then the purity in three bits.
    public var news: UInt16 = 0

    /// Makes an empty entry.
    public init() {}
}

/// Word clusters, frequencies and name lists, mapped from `models/lexicon.loep`.
///
/// Keys are hashes of forms: `Hash64.hash` for a word, `Lexicon.join` over the words for a phrase.
public struct Lexicon: Sendable {
    /// Bit paths of the Brown clusters: length in the high byte, the bits below.
    public let brownPaths: [UInt32]
    /// Share of each k-means cluster of 100 in news, by number plus one; 0 holds all other words.
    public let clusterShares: [Float]
    private let nameWords: HashTable<UInt16>
    private let affixes: HashTable<UInt8>
    private let typeNouns: HashTable<UInt8>
    @usableFromInline let words: HashTable<WordEntry>
    @usableFromInline let phrases: HashTable<PhraseEntry>

    /// Opens the lexicon.
    ///
    /// - Throws: `model.missing` or `model.corrupt`.
    public init(resources: ResourceDirectory) throws(LoepError) {
        let file = try ModelFile(path: resources.model("lexicon.loep"), verify: false)
        words = try HashTable(file, "words")
        phrases = try HashTable(file, "phrases")
        nameWords = try HashTable(file, "nameWords")
        affixes = try HashTable(file, "affixes")
        typeNouns = try HashTable(file, "typeNouns")
        let shares = try file.section("clusters", of: Float.self)
        clusterShares = (0..<shares.count).map { shares[$0] }
        let paths = try file.section("brown", of: UInt32.self)
        brownPaths = (0..<paths.count).map { paths[$0] }
    }

    /// The entry of a word form by its hash.
    @inlinable
    public func word(_ hash: UInt64) -> WordEntry? { words(hash) }

    /// The entry of a phrase by its hash.
    @inlinable
    public func phrase(_ hash: UInt64) -> PhraseEntry? { phrases(hash) }

    /// In which kinds of names a word stands first (high byte) and last (low byte): kind << 2 | certainty,
    /// kinds 1 person, 2 place, 3 organisation, 4 other, certainty 0 to 3; 0 when not counted.
    public func nameWord(_ hash: UInt64) -> UInt16 { nameWords(hash) ?? 0 }

    /// In which kinds of names a beginning or end of a word occurs, coded as in `nameWord`; see `WordAffix`.
    public func affix(_ hash: UInt64) -> UInt8 { affixes(hash) ?? 0 }

    /// What a common noun says of the name beside it: 1 PER, 2 LOC, 3 ORG, 4 PRO, 5 EVE; 0 nothing.
    public func typeNoun(_ hash: UInt64) -> UInt8 { typeNouns(hash) ?? 0 }

    /// The hash of a phrase one word longer; start from 0.
    @inlinable
    public static func join(_ phrase: UInt64, _ word: UInt64) -> UInt64 {
        phrase == 0 ? word : Hash64.mix(phrase, word) | 1
    }
}
