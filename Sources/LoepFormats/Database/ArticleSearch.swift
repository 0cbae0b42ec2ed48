// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepUnicode

/// Finds articles in a database that `DatabaseSink` has filled, by words or by a name in any spelling.
public final class ArticleSearch {
    /// An article that was found.
    public struct Hit: Sendable {
        /// Its identifier.
        public var name: String
        /// Its headline.
        public var title: String?
        /// Its date.
        public var date: String?
        /// Where it came from.
        public var source: String?
        /// Mentions of the identities that were looked for.
        public var mentions: Int
        /// The forms it mentions them by, in order of appearance.
        public var forms: [String]
        /// Words around the first place of the search terms in the text; nil when only the names fit.
        public var excerpt: String?
    }

    private let database: SQLiteConnection

    /// Opens a database for reading.
    ///
    /// - Throws: `io.not-found`, `io.unreadable`, or `format.malformed` when it is none of Loep's.
    public init(path: String) throws(LoepError) {
        _ = try FileStatus(Array(path.utf8))
        database = try SQLiteConnection(path, mode: .read)
        let version: SQLiteStatement
        do throws(LoepError) {
            version = try database.statement(
                "SELECT count(*) FROM sqlite_master WHERE name IN ('articles', 'identities')")
            version.bind([])
            guard try version.step(), version.integer(0) == 2 else {
                throw LoepError(.malformedInput, "\(path) is no database of Loep; make one with --to sqlite")
            }
        } catch {
            throw LoepError(.malformedInput, "\(path) is no database of Loep; make one with --to sqlite", cause: error)
        }
    }

    /// The identities in the database that a query may mean: those named, and those one of whose names holds the words
    /// of the query, however they are accented and capitalised.
    ///
    /// - Throws: `format.malformed` for a broken database.
    public func identities(_ query: String, named: [String]) throws(LoepError) -> [Identity] {
        let words = ArticleSearch.words(query).map { FoldingKey.fold($0) }
        var found: [Identity] = []
        let rows = try database.statement("SELECT id, kind, canonical, dutch, original, language FROM identities")
        rows.bind([])
        while try rows.step() {
            let id = rows.string(0) ?? ""
            let names = [rows.string(2), rows.string(3), rows.string(4)].compactMap { $0 }
            let isMeant =
                named.contains(id)
                || names.contains { name in
                    let parts = Set(ArticleSearch.words(name).map { FoldingKey.fold($0) })
                    return !words.isEmpty && words.allSatisfy { parts.contains($0) }
                }
            guard isMeant else { continue }
            found.append(
                Identity(
                    id: id, kind: rows.string(1).flatMap { IdentityKind(label: $0) } ?? .other,
                    canonical: rows.string(2) ?? "", dutch: rows.string(3) ?? "", original: rows.string(4),
                    language: rows.string(5)))
        }
        return found
    }

    /// Articles that mention one of the identities or hold all words of the query, most mentions first, then the newest.
    ///
    /// - Parameter limit: most articles to give.
    /// - Returns: the articles, and how many there are in all.
    /// - Throws: `format.malformed` for a broken database.
    public func articles(
        _ query: String, identities: [Identity], limit: Int
    ) throws(LoepError) -> (hits: [Hit], total: Int) {
        let marks = identities.map { _ in "?" }.joined(separator: ",")
        let terms = ArticleSearch.words(query).map { "\"\($0)\"" }.joined(separator: " ")
        // Words that are names count in the text and title too; FTS5 wants at least one term.
        let match = terms.isEmpty ? "SELECT 0 WHERE 0" : "SELECT rowid FROM articles WHERE articles MATCH ?"
        let parameters = identities.map { SQLiteStatement.Value.text($0.id) } + (terms.isEmpty ? [] : [.text(terms)])
        let found = """
            WITH mentioned AS (
                SELECT document, count(*) AS mentions FROM entities WHERE identity IN (\(marks)) GROUP BY document),
            hits AS (
                SELECT document, mentions FROM mentioned
                UNION ALL SELECT rowid, 0 FROM (\(match)) WHERE rowid NOT IN (SELECT document FROM mentioned))
            """
        let count = try database.statement(found + " SELECT count(*) FROM hits")
        count.bind(parameters)
        let total = try count.step() ? count.integer(0) : 0
        let rows = try database.statement(
            found + """
                 SELECT d.id, d.name, d.title, d.date, d.source, h.mentions FROM hits h JOIN documents d ON d.id = h.document
                 ORDER BY h.mentions DESC, d.date DESC, d.id LIMIT ?
                """)
        rows.bind(parameters + [.count(limit)])
        var hits: [Hit] = []
        while try rows.step() {
            let document = rows.integer(0)
            hits.append(
                Hit(
                    name: rows.string(1) ?? "", title: rows.string(2), date: rows.string(3), source: rows.string(4),
                    mentions: rows.integer(5), forms: try forms(document, identities),
                    excerpt: try excerpt(document, identities, terms)))
        }
        return (hits, total)
    }

    private func forms(_ document: Int, _ identities: [Identity]) throws(LoepError) -> [String] {
        if identities.isEmpty { return [] }
        let marks = identities.map { _ in "?" }.joined(separator: ",")
        let rows = try database.statement(
            "SELECT text FROM entities WHERE document = ? AND identity IN (\(marks)) ORDER BY number")
        rows.bind([.count(document)] + identities.map { .text($0.id) })
        var forms: [String] = []
        while try rows.step() {
            let form = (rows.string(0) ?? "").split { $0.isWhitespace }.joined(separator: " ")
            if !forms.contains(form) { forms.append(form) }
        }
        return forms
    }

    /// The sentence of the first mention, or else the words around the first term.
    private func excerpt(_ document: Int, _ identities: [Identity], _ terms: String) throws(LoepError) -> String? {
        if !identities.isEmpty {
            let marks = identities.map { _ in "?" }.joined(separator: ",")
            let rows = try database.statement(
                """
                SELECT substr(d.text, s.start + 1, s."end" - s.start) FROM entities e
                JOIN sentences s ON s.document = e.document AND s.number = e.sentence
                JOIN documents d ON d.id = e.document
                WHERE e.document = ? AND e.identity IN (\(marks)) ORDER BY e.number LIMIT 1
                """)
            rows.bind([.count(document)] + identities.map { .text($0.id) })
            if try rows.step(), let sentence = rows.string(0) {
                return sentence.split { $0.isWhitespace }.joined(separator: " ")
            }
        }
        if terms.isEmpty { return nil }
        let rows = try database.statement(
            "SELECT snippet(articles, 1, '', '', '…', 24) FROM articles WHERE articles MATCH ? AND rowid = ?")
        rows.bind([.text(terms), .count(document)])
        guard try rows.step(), let text = rows.string(0) else { return nil }
        return text.split { $0.isWhitespace }.joined(separator: " ")
    }

    /// The words of a query or name as the index cuts them: runs of letters, marks and digits.
    private static func words(_ query: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        for scalar in query.unicodeScalars {
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || scalar.properties.generalCategory == .nonspacingMark
            {
                word.append(scalar)
            } else if !word.isEmpty {
                words.append(String(word))
                word = String.UnicodeScalarView()
            }
        }
        if !word.isEmpty { words.append(String(word)) }
        return words
    }
}
