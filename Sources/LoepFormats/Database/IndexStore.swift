// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// What the index pages of a folder of pages are made from, kept in a hidden database among them.
///
/// It makes memory independent of the number of articles, and lets a later run add to the index what it finds.
final class IndexStore {
    /// Name of the database in the output folder.
    static let fileName = ".loep-index.db"

    /// A page of the index.
    struct Page {
        var path: String
        var title: String
        var date: String?
        var lead: String
    }

    /// A name with its mentions in a folder.
    struct Name {
        var row: Int
        var name: String
        var original: String?
        var count: Int
    }

    private let database: SQLiteConnection
    private var isOpen = false
    private var lastCommit = ContinuousClock.now
    /// Folders noted as stale since the last commit.
    private var noted: Set<String> = []

    private static let schema = """
        CREATE TABLE IF NOT EXISTS pages (
            id INTEGER PRIMARY KEY, path TEXT NOT NULL, number INTEGER NOT NULL, folder TEXT NOT NULL,
            title TEXT NOT NULL, date TEXT, lead TEXT NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS pages_by_path ON pages (path, number);
        CREATE INDEX IF NOT EXISTS pages_by_folder ON pages (folder, path);
        CREATE TABLE IF NOT EXISTS names (
            id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, type TEXT NOT NULL, name TEXT NOT NULL, original TEXT);
        CREATE TABLE IF NOT EXISTS mentions (
            page INTEGER NOT NULL, name INTEGER NOT NULL, count INTEGER NOT NULL,
            PRIMARY KEY (page, name)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS mentions_by_name ON mentions (name, page);
        CREATE TABLE IF NOT EXISTS stale (folder TEXT PRIMARY KEY) WITHOUT ROWID;
        """

    /// Opens the store of an output folder; `isEmptied` forgets what earlier runs found.
    ///
    /// - Throws: `io.unwritable`.
    init(folder: String, isEmptied: Bool) throws(LoepError) {
        database = try SQLiteConnection("\(folder)/\(IndexStore.fileName)", mode: .write)
        try database.execute("PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;")
        try database.execute(IndexStore.schema)
        if isEmptied {
            try database.execute("DELETE FROM mentions; DELETE FROM names; DELETE FROM pages; DELETE FROM stale;")
        }
    }

    /// Whether the store knows a page.
    func contains(_ path: String) -> Bool {
        guard let query = try? database.statement("SELECT 1 FROM pages WHERE path = ? LIMIT 1") else { return false }
        query.bind([.text(path)])
        return (try? query.step()) ?? false
    }

    /// Notes the documents of a page; they replace what was known when it is written anew.
    ///
    /// - Throws: `io.unwritable`.
    func add(_ entries: [IndexEntry], path: String, isFirst: Bool) throws(LoepError) {
        if !isOpen {
            try database.execute("BEGIN")
            isOpen = true
        }
        if isFirst {
            try database.statement("DELETE FROM mentions WHERE page IN (SELECT id FROM pages WHERE path = ?)")
                .run([.text(path)])
            try database.statement("DELETE FROM pages WHERE path = ?").run([.text(path)])
        }
        var folder = HTMLIndex.folder(of: path)
        for entry in entries {
            try database.statement(
                """
                INSERT INTO pages (path, number, folder, title, date, lead)
                VALUES (?1, (SELECT count(*) FROM pages WHERE path = ?1), ?2, ?3, ?4, ?5)
                """
            ).run([
                .text(path), .text(folder), .text(entry.title), .optional(entry.date), .text(entry.lead),
            ])
            let page = SQLiteStatement.Value.integer(database.lastRow)
            for name in entry.names { try add(name, page) }
        }
        try noteStale(folder)
        while !folder.isEmpty {
            folder = HTMLIndex.folder(of: folder)
            try noteStale(folder)
        }
        if ContinuousClock.now - lastCommit > .seconds(1) { try commit() }
    }

    private func noteStale(_ folder: String) throws(LoepError) {
        guard noted.insert(folder).inserted else { return }
        try database.statement("INSERT OR IGNORE INTO stale VALUES (?)").run([.text(folder)])
    }

    private func add(_ name: IndexEntry.Name, _ page: SQLiteStatement.Value) throws(LoepError) {
        try database.statement("INSERT OR IGNORE INTO names (key, type, name, original) VALUES (?, ?, ?, ?)").run([
            .text(name.key), .text(name.type.rawValue), .text(name.name), .optional(name.original),
        ])
        try database.statement(
            """
            INSERT INTO mentions VALUES (?, (SELECT id FROM names WHERE key = ?), ?)
            ON CONFLICT DO UPDATE SET count = count + excluded.count
            """
        ).run([page, .text(name.key), .count(name.count)])
    }

    /// Ends the transaction.
    ///
    /// - Throws: `io.unwritable`.
    func commit() throws(LoepError) {
        if isOpen { try database.execute("COMMIT") }
        isOpen = false
        noted = []
        lastCommit = ContinuousClock.now
    }

    /// The folders whose index pages must be written anew, also those an earlier run did not come to, in bytewise order.
    ///
    /// - Throws: `io.unwritable`.
    func staleFolders() throws(LoepError) -> [String] {
        let query = try database.statement("SELECT folder FROM stale ORDER BY folder")
        query.bind([])
        var folders: [String] = []
        while try query.step() { folders.append(query.string(0) ?? "") }
        return folders
    }

    /// Notes that the index pages of all folders are written.
    ///
    /// - Throws: `io.unwritable`.
    func forgetStaleFolders() throws(LoepError) { try database.execute("DELETE FROM stale") }

    // MARK: What the pages show

    /// Paths below a prefix that ends in a slash lie between it and the same with the next character.
    private static func bounds(_ prefix: String) -> [SQLiteStatement.Value] {
        prefix.isEmpty ? [.text(""), .text("\u{10FFFF}")] : [.text(prefix), .text(prefix.dropLast() + "0")]
    }

    func pageCount(below prefix: String) throws(LoepError) -> Int {
        let query = try database.statement("SELECT count(*) FROM pages WHERE path >= ? AND path < ?")
        query.bind(IndexStore.bounds(prefix))
        return try query.step() ? query.integer(0) : 0
    }

    /// Folders right inside a folder that have pages in or below them, in bytewise order.
    func folders(in folder: String) throws(LoepError) -> [String] {
        let prefix = folder.isEmpty ? "" : folder + "/"
        let query = try database.statement(
            "SELECT DISTINCT folder FROM pages WHERE path >= ? AND path < ? AND folder <> ?")
        query.bind(IndexStore.bounds(prefix) + [.text(folder)])
        var found: Set<String> = []
        while try query.step() {
            let below = (query.string(0) ?? "").dropFirst(prefix.count)
            found.insert(prefix + below.prefix { $0 != "/" })
        }
        return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    func forEachPage(in folder: String, _ body: (Page) -> Void) throws(LoepError) {
        let query = try database.statement(
            "SELECT path, title, date, lead FROM pages WHERE folder = ? ORDER BY path, number")
        query.bind([.text(folder)])
        while try query.step() {
            body(
                Page(
                    path: query.string(0) ?? "", title: query.string(1) ?? "", date: query.string(2),
                    lead: query.string(3) ?? ""))
        }
    }

    /// The names of a type in the pages below a prefix, most mentions first.
    func names(of type: EntityType, below prefix: String, atMost limit: Int) throws(LoepError) -> [Name] {
        let query = try database.statement(
            """
            SELECT n.id, n.name, n.original, sum(m.count) AS total FROM pages p
            JOIN mentions m ON m.page = p.id JOIN names n ON n.id = m.name
            WHERE p.path >= ? AND p.path < ? AND n.type = ? GROUP BY n.id ORDER BY total DESC, n.name, n.key LIMIT ?
            """)
        query.bind(IndexStore.bounds(prefix) + [.text(type.rawValue), .count(limit)])
        var names: [Name] = []
        while try query.step() {
            names.append(
                Name(
                    row: query.integer(0), name: query.string(1) ?? "", original: query.string(2),
                    count: query.integer(3)))
        }
        return names
    }

    /// The pages below a prefix that name somebody, in bytewise order.
    func pages(naming name: Int, below prefix: String, atMost limit: Int) throws(LoepError) -> [Page] {
        let query = try database.statement(
            """
            SELECT p.path, p.title FROM mentions m JOIN pages p ON p.id = m.page
            WHERE m.name = ? AND p.path >= ? AND p.path < ? ORDER BY p.path, p.number LIMIT ?
            """)
        query.bind([.count(name)] + IndexStore.bounds(prefix) + [.count(limit)])
        var pages: [Page] = []
        while try query.step() {
            pages.append(Page(path: query.string(0) ?? "", title: query.string(1) ?? "", date: nil, lead: ""))
        }
        return pages
    }
}
