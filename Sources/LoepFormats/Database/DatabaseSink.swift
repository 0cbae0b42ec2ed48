// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Puts documents into an SQLite database with full-text search over text and canonical names.
///
/// Tables: `documents`, `sentences`, `entities`, `identities`, and `articles`, the FTS5 index over `documents`. An input
/// that is read again replaces what it gave before. `inputs` notes how far each input was read, in the same transaction
/// as its documents, so that a run that is killed at any moment goes on without losing or doubling one.
public final class DatabaseSink: BatchSink {
    private let database: SQLiteConnection
    private let reuse: OutputReuse
    private var isOpen = false
    private var pending = 0
    private var lastCommit = ContinuousClock.now
    private var inputRow: Int64 = 0

    private static let schema = """
        CREATE TABLE IF NOT EXISTS inputs (
            id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, modified INTEGER NOT NULL DEFAULT 0,
            bytes INTEGER NOT NULL DEFAULT 0, line INTEGER NOT NULL DEFAULT 1, document INTEGER NOT NULL DEFAULT 1,
            done INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE IF NOT EXISTS documents (
            id INTEGER PRIMARY KEY, input INTEGER NOT NULL REFERENCES inputs(id), name TEXT NOT NULL, title TEXT,
            date TEXT, source TEXT, encoding TEXT, text TEXT, names TEXT, error TEXT, message TEXT);
        CREATE INDEX IF NOT EXISTS documents_by_input ON documents (input);
        CREATE INDEX IF NOT EXISTS documents_by_name ON documents (name);
        CREATE TABLE IF NOT EXISTS sentences (
            document INTEGER NOT NULL REFERENCES documents(id), number INTEGER NOT NULL, start INTEGER NOT NULL,
            "end" INTEGER NOT NULL, summary REAL, PRIMARY KEY (document, number)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS identities (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, canonical TEXT NOT NULL, dutch TEXT NOT NULL, original TEXT,
            language TEXT) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS entities (
            document INTEGER NOT NULL REFERENCES documents(id), number INTEGER NOT NULL, sentence INTEGER NOT NULL,
            start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, type TEXT NOT NULL,
            identity TEXT REFERENCES identities(id), confidence REAL NOT NULL,
            PRIMARY KEY (document, number)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS entities_by_identity ON entities (identity, document);
        CREATE VIRTUAL TABLE IF NOT EXISTS articles USING fts5 (
            title, text, names, content='documents', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
        CREATE TRIGGER IF NOT EXISTS documents_added AFTER INSERT ON documents BEGIN
            INSERT INTO articles (rowid, title, text, names) VALUES (new.id, new.title, new.text, new.names);
        END;
        CREATE TRIGGER IF NOT EXISTS documents_removed AFTER DELETE ON documents BEGIN
            INSERT INTO articles (articles, rowid, title, text, names)
                VALUES ('delete', old.id, old.title, old.text, old.names);
        END;
        PRAGMA user_version = 1;
        """

    /// Opens the database, and makes it with its tables when it is not there.
    ///
    /// - Throws: `io.unwritable`, or `format.malformed` when the file is no database.
    public init(path: String, reuse: OutputReuse = .never) throws(LoepError) {
        self.reuse = reuse
        if (try? FileStatus(Array(path.utf8)))?.kind == .folder {
            throw LoepError(.unwritable, "\(path) is a folder; --to sqlite needs the name of a file")
        }
        database = try SQLiteConnection(path, mode: .write)
        try database.execute("PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;")
        try database.execute(DatabaseSink.schema)
    }

    public var parts: ResultParts { .records }

    public func plan(for file: InputFile) -> InputPlan {
        guard reuse != .never, !file.isStandardInput,
            let query = try? database.statement(
                "SELECT modified, bytes, line, document, done FROM inputs WHERE path = ?")
        else { return .read }
        query.bind([.text(file.id)])
        guard (try? query.step()) == true else { return .read }
        let (modified, isDone) = (Int64(query.integer(0)), query.integer(4) != 0)
        let position = StreamPosition(bytes: query.integer(1), line: query.integer(2), document: query.integer(3))
        _ = try? query.step()
        let isSame = (try? FileStatus(file.path))?.modified == modified
        if isDone { return reuse == .existing || isSame ? .skip : .read }
        return isSame && position.bytes > 0 ? .resume(position) : .read
    }

    public func emit(_ result: BatchResult) throws(LoepError) -> Bool {
        if !isOpen {
            try database.execute("BEGIN")
            isOpen = true
        }
        if result.isFirst || result.isResumed { try openInput(result) }
        for record in result.records { try insert(record) }
        pending += result.records.count
        let end = result.end ?? StreamPosition()
        try database.statement("UPDATE inputs SET bytes = ?, line = ?, document = ?, done = ? WHERE id = ?").run([
            .count(end.bytes), .count(end.line), .count(end.document), .count(result.isLast ? 1 : 0),
            .integer(inputRow),
        ])
        if pending >= 2_000 || ContinuousClock.now - lastCommit > .seconds(1) { try commit() }
        return true
    }

    public func finish(isComplete: Bool) throws(LoepError) { try commit() }

    private func commit() throws(LoepError) {
        if isOpen { try database.execute("COMMIT") }
        isOpen = false
        pending = 0
        lastCommit = ContinuousClock.now
    }

    /// Notes the input, and removes what it gave before unless it goes on from there.
    private func openInput(_ result: BatchResult) throws(LoepError) {
        let modified = result.file.isStandardInput ? 0 : (try? FileStatus(result.file.path))?.modified ?? 0
        let find = try database.statement("SELECT id FROM inputs WHERE path = ?")
        find.bind([.text(result.file.id)])
        if try find.step() {
            inputRow = Int64(find.integer(0))
            _ = try find.step()
            if result.isResumed { return }
            for table in ["sentences", "entities"] {
                try database.statement(
                    "DELETE FROM \(table) WHERE document IN (SELECT id FROM documents WHERE input = ?)"
                ).run([.integer(inputRow)])
            }
            try database.statement("DELETE FROM documents WHERE input = ?").run([.integer(inputRow)])
            try database.statement("UPDATE inputs SET modified = ?, bytes = 0, done = 0 WHERE id = ?").run([
                .integer(modified), .integer(inputRow),
            ])
        } else {
            try database.statement("INSERT INTO inputs (path, modified) VALUES (?, ?)").run([
                .text(result.file.id), .integer(modified),
            ])
            inputRow = database.lastRow
        }
    }

    private func insert(_ record: DatabaseRecord) throws(LoepError) {
        try database.statement(
            """
            INSERT INTO documents (input, name, title, date, source, encoding, text, names, error, message)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        ).run([
            .integer(inputRow), .text(record.name), .optional(record.title), .optional(record.metadata.date),
            .optional(record.metadata.source), .optional(record.metadata.encoding),
            record.failure == nil ? .bytes(record.text) : .null, .text(record.names),
            .optional(record.failure?.code.rawValue), .optional(record.failure?.message),
        ])
        let document = SQLiteStatement.Value.integer(database.lastRow)
        let sentences = try database.statement("INSERT INTO sentences VALUES (?, ?, ?, ?, ?)")
        for (number, row) in record.sentences.enumerated() {
            try sentences.run([
                document, .count(number), .count(row.start), .count(row.end),
                row.score.map { .real(DatabaseSink.rounded($0)) } ?? .null,
            ])
        }
        let identities = try database.statement(
            """
            INSERT INTO identities VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
                kind = excluded.kind, canonical = excluded.canonical, dutch = excluded.dutch,
                original = coalesce(excluded.original, original), language = coalesce(excluded.language, language)
            """)
        for identity in record.identities {
            try identities.run([
                .text(identity.id), .text(identity.kind.label), .text(identity.canonical), .text(identity.dutch),
                .optional(identity.original), .optional(identity.language),
            ])
        }
        let entities = try database.statement("INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for (number, row) in record.entities.enumerated() {
            try entities.run([
                document, .count(number), .count(row.sentence), .count(row.start), .count(row.end), .text(row.text),
                .text(row.type), .optional(row.identity.map { record.identities[$0].id }),
                .real(DatabaseSink.rounded(row.confidence)),
            ])
        }
    }

    /// Four digits, as in all other formats.
    private static func rounded(_ score: Float) -> Double { (Double(score) * 10_000).rounded() / 10_000 }
}
