// SPDX-License-Identifier: Apache-2.0
import CSQLite
import LoepCore

/// One connection to an SQLite database; it belongs to one task.
final class SQLiteConnection {
    private let handle: OpaquePointer
    private let path: String
    private var statements: [String: SQLiteStatement] = [:]

    /// Opens a database, and makes it when `mode` allows it.
    ///
    /// - Throws: `io.unwritable`, or `io.unreadable` for a database that shall only be read.
    init(_ path: String, mode: Mode) throws(LoepError) {
        self.path = path
        var opened: OpaquePointer?
        let flags =
            mode == .read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let status = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
        guard let opened, status == SQLITE_OK else {
            let reason = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            sqlite3_close(opened)
            throw LoepError(
                mode == .read ? .unreadable : .unwritable, "cannot open the database \(path): \(reason)")
        }
        handle = opened
        sqlite3_busy_timeout(handle, 10_000)
    }

    /// What a connection is for.
    enum Mode { case read, write }

    deinit {
        statements.removeAll()
        sqlite3_close_v2(handle)
    }

    /// Runs statements that give no rows.
    ///
    /// - Throws: `io.unwritable` with what SQLite says.
    func execute(_ sql: String) throws(LoepError) {
        if sqlite3_exec(handle, sql, nil, nil, nil) != SQLITE_OK { throw failure() }
    }

    /// A statement, prepared once and kept.
    ///
    /// - Throws: `io.unwritable` with what SQLite says.
    func statement(_ sql: String) throws(LoepError) -> SQLiteStatement {
        if let known = statements[sql] { return known }
        var prepared: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &prepared, nil) == SQLITE_OK, let prepared else { throw failure() }
        let statement = SQLiteStatement(prepared, self)
        statements[sql] = statement
        return statement
    }

    /// The row the last insertion made.
    var lastRow: Int64 { sqlite3_last_insert_rowid(handle) }

    fileprivate func failure() -> LoepError {
        let code = sqlite3_errcode(handle)
        let kind: LoepError.Code = code == SQLITE_NOTADB || code == SQLITE_CORRUPT ? .malformedInput : .unwritable
        return LoepError(kind, "the database \(path): \(String(cString: sqlite3_errmsg(handle)))")
    }
}

/// A prepared statement.
final class SQLiteStatement {
    private let handle: OpaquePointer
    private unowned let connection: SQLiteConnection

    fileprivate init(_ handle: OpaquePointer, _ connection: SQLiteConnection) {
        self.handle = handle
        self.connection = connection
    }

    deinit { sqlite3_finalize(handle) }

    /// A value bound to a parameter.
    enum Value {
        case null
        case integer(Int64)
        case real(Double)
        case text(String)
        case bytes([UInt8])

        static func optional(_ string: String?) -> Value { string.map { .text($0) } ?? .null }
        static func count(_ number: some BinaryInteger) -> Value { .integer(Int64(number)) }
    }

    /// Starts anew with these parameters.
    func bind(_ values: [Value]) {
        sqlite3_reset(handle)
        for (index, value) in values.enumerated() {
            let position = Int32(index + 1)
            switch value {
            case .null: sqlite3_bind_null(handle, position)
            case .integer(let number): sqlite3_bind_int64(handle, position, number)
            case .real(let number): sqlite3_bind_double(handle, position, number)
            case .text(var string):
                string.withUTF8 { buffer in _ = bindText(buffer, position) }
            case .bytes(let bytes): bytes.withUnsafeBufferPointer { buffer in _ = bindText(buffer, position) }
            }
        }
    }

    private func bindText(_ buffer: UnsafeBufferPointer<UInt8>, _ position: Int32) -> Int32 {
        guard let start = buffer.baseAddress else { return csqlite_bindText(handle, position, "", 0) }
        return start.withMemoryRebound(to: CChar.self, capacity: buffer.count) {
            csqlite_bindText(handle, position, $0, UInt64(buffer.count))
        }
    }

    /// Moves to the next row; false at the end.
    ///
    /// - Throws: `io.unwritable` with what SQLite says.
    func step() throws(LoepError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE:
            sqlite3_reset(handle)
            return false
        default:
            let failure = connection.failure()
            sqlite3_reset(handle)
            throw failure
        }
    }

    /// Runs a statement that gives no rows.
    ///
    /// - Throws: `io.unwritable` with what SQLite says.
    func run(_ values: [Value]) throws(LoepError) {
        bind(values)
        while try step() {}
    }

    /// The text of a column; nil when it is null.
    func string(_ column: Int32) -> String? {
        guard let text = sqlite3_column_text(handle, column) else { return nil }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
    }

    /// The number in a column; 0 when it is null.
    func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }
}
