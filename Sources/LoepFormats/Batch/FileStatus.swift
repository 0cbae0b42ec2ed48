// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore

/// What the file system tells about a path, symbolic links followed.
struct FileStatus {
    /// The kinds a walk tells apart.
    enum Kind { case file, folder, other }

    /// The kind of thing it is.
    let kind: Kind
    /// Device and inode: the same for the same thing, whatever path led there.
    let identity: (UInt64, UInt64)
    /// When the content last changed, in nanoseconds.
    let modified: Int64
    /// Its length in bytes.
    let size: Int

    /// Looks at a path.
    ///
    /// - Throws: `io.not-found`, `io.unreadable` or `io.directory-loop`.
    init(_ path: [UInt8]) throws(LoepError) {
        var status = stat()
        guard InputBytes.withPath(path, { stat($0, &status) }) == 0 else { throw InputBytes.unreadable(path) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        default: kind = .other
        }
        identity = (UInt64(status.st_dev), UInt64(status.st_ino))
        size = Int(status.st_size)
        modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    }

    /// The names in a folder that do not start with a dot, in bytewise order of the paths below it.
    ///
    /// - Throws: `io.not-found` or `io.unreadable`.
    static func names(in path: [UInt8]) throws(LoepError) -> [[UInt8]] {
        guard let directory = InputBytes.withPath(path, { opendir($0) }) else { throw InputBytes.unreadable(path) }
        defer { closedir(directory) }
        var entries: [(name: [UInt8], key: [UInt8])] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in Array(bytes.prefix { $0 != 0 }) }
            if name.first == UInt8(ascii: ".") { continue }
            // With its slash a folder sorts as its content will: `a.txt` before `a/b.txt`.
            let isFolder = entry.pointee.d_type == UInt8(DT_DIR)
            entries.append((name, isFolder ? name + [UInt8(ascii: "/")] : name))
        }
        entries.sort { $0.key.lexicographicallyPrecedes($1.key) }
        return entries.map(\.name)
    }
}
