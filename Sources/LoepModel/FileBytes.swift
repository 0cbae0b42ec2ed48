// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore

/// Reads and writes whole files without Foundation.
public enum FileBytes {
    /// The bytes of the file at `path`.
    ///
    /// - Throws: `io.not-found` or `io.unreadable`.
    public static func read(_ path: String) throws(LoepError) -> [UInt8] {
        let file = try MappedFile(path: path)
        return Array(file.bytes)
    }

    /// Writes a file in full: to a temporary name first, then renamed, so that a reader never sees half.
    ///
    /// - Throws: `io.unwritable`.
    public static func write(_ bytes: [UInt8], to path: String) throws(LoepError) {
        let temporary = path + ".tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure(path) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress! + written, bytes.count - written)
            }
            if count < 0 {
                if errno == EINTR { continue }
                let error = failure(path)
                close(descriptor)
                unlink(temporary)
                throw error
            }
            written += count
        }
        guard close(descriptor) == 0, rename(temporary, path) == 0 else { throw failure(path) }
    }

    private static func failure(_ path: String) -> LoepError {
        LoepError(.unwritable, "cannot write \(path): \(String(cString: strerror(errno)))")
    }
}

extension FileBytes {
    /// Whether a path leads to a folder.
    ///
    /// - Throws: `io.not-found` or `io.unreadable`.
    public static func isFolder(_ path: String) throws(LoepError) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw LoepError(
                errno == ENOENT ? .notFound : .unreadable, "cannot read \(path): \(String(cString: strerror(errno)))")
        }
        return status.st_mode & S_IFMT == S_IFDIR
    }

    /// The names in a folder, in bytewise order, without `.` and `..`.
    ///
    /// - Throws: `io.not-found` or `io.unreadable`.
    public static func names(in folder: String) throws(LoepError) -> [String] {
        guard let directory = opendir(folder) else {
            throw LoepError(
                errno == ENOENT ? .notFound : .unreadable, "cannot list \(folder): \(String(cString: strerror(errno)))")
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
