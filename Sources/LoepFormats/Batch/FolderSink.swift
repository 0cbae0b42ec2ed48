import Glibc
import LoepCore
import LoepModel

/// One output file an input, in a folder that mirrors the inputs' tree.
///
/// A file is written under a temporary name and renamed when it is whole, so that a reader, or a
/// later run that resumes, never meets half a file.
public final class FolderSink: BatchSink {
    /// Which inputs are left out because their output is there.
    public enum Reuse: Sendable {
        /// None: everything is written anew.
        case never
        /// Those whose output exists.
        case existing
        /// Those whose output is not older than they are.
        case unchanged
    }

    private let folder: String
    private let writer: any DocumentWriter
    private let reuse: Reuse
    private var pending: [UInt8] = []
    private var descriptor: Int32 = -1
    private var openPath = ""
    private var madeFolders: Set<String> = []
    private var pages: [IndexPage] = []

    /// Makes a sink and its folder.
    ///
    /// - Throws: `io.unwritable`.
    public init(folder: String, writer: any DocumentWriter, reuse: Reuse = .never) throws(LoepError) {
        self.folder = folder
        self.writer = writer
        self.reuse = reuse
        try makeFolder(folder)
        guard access(folder, W_OK) == 0 else { throw FolderSink.failure(folder) }
    }

    public var wantsEntries: Bool { writer is HTMLWriter }

    public var skip: @Sendable (InputFile) -> Bool {
        let folder = folder
        let ending = writer.fileExtension
        let hasIndex = wantsEntries
        switch reuse {
        case .never: return { _ in false }
        case .existing:
            return { file in
                let output = FolderSink.path(of: file, in: folder, ending: ending, hasIndex: hasIndex)
                return (try? FileStatus(Array(output.utf8))) != nil
            }
        case .unchanged:
            return { file in
                let output = FolderSink.path(of: file, in: folder, ending: ending, hasIndex: hasIndex)
                guard let written = try? FileStatus(Array(output.utf8)), let read = try? FileStatus(file.path) else {
                    return false
                }
                return written.modified >= read.modified
            }
        }
    }

    public func emit(_ result: BatchResult) throws(LoepError) -> Bool {
        guard !result.file.relativePath.isEmpty else { return true }
        if result.isFirst { pending = writer.begin(title: result.title ?? result.file.id) }
        pending += result.bytes
        if result.isLast { pending += writer.end() }
        // An input that failed as a whole leaves no file, unless the format has a place for errors.
        let isHollow = result.isFirst && result.isLast && result.report.documents == 0 && result.bytes.isEmpty
        if isHollow { return true }
        if descriptor < 0 { try open(result.file) }
        try write()
        if result.isLast { try close(renaming: true) }
        if !result.entries.isEmpty {
            pages += result.entries.map {
                IndexPage(entry: $0, path: String(openPath.dropFirst(folder.utf8.count + 1)))
            }
        }
        return true
    }

    public func finish(isComplete: Bool) throws(LoepError) {
        // What a signal cut short would pass for a whole file.
        if descriptor >= 0 { try close(renaming: false) }
        guard wantsEntries, !pages.isEmpty else { return }
        for (path, bytes) in HTMLIndex(pages).files() {
            try FileBytes.write(bytes, to: "\(folder)/\(path)")
        }
    }

    /// Where the output of an input goes; an article called like the index page keeps its ending.
    private static func path(of file: InputFile, in folder: String, ending: String, hasIndex: Bool) -> String {
        let isIndex = hasIndex && (file.stem == "index" || file.stem.hasSuffix("/index"))
        return "\(folder)/\(isIndex ? file.relativePath : file.stem).\(ending)"
    }

    private func open(_ file: InputFile) throws(LoepError) {
        openPath = FolderSink.path(of: file, in: folder, ending: writer.fileExtension, hasIndex: wantsEntries)
        if let slash = openPath.utf8.lastIndex(of: UInt8(ascii: "/")) { try makeFolder(String(openPath[..<slash])) }
        descriptor = Glibc.open(openPath + ".tmp", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FolderSink.failure(openPath) }
    }

    private func write() throws(LoepError) {
        defer { pending.removeAll(keepingCapacity: true) }
        var written = 0
        while written < pending.count {
            let count = pending.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress! + written, pending.count - written)
            }
            if count < 0 {
                if errno == EINTR { continue }
                let failure = FolderSink.failure(openPath)
                try close(renaming: false)
                throw failure
            }
            written += count
        }
    }

    private func close(renaming: Bool) throws(LoepError) {
        let isClosed = Glibc.close(descriptor) == 0
        descriptor = -1
        if !renaming {
            unlink(openPath + ".tmp")
        } else if !isClosed || rename(openPath + ".tmp", openPath) != 0 {
            let failure = FolderSink.failure(openPath)
            unlink(openPath + ".tmp")
            throw failure
        }
    }

    /// Makes a folder and those above it.
    private func makeFolder(_ path: String) throws(LoepError) {
        if path.isEmpty || madeFolders.contains(path) { return }
        if mkdir(path, 0o755) != 0, errno == ENOENT, let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) {
            try makeFolder(String(path[..<slash]))
            mkdir(path, 0o755)
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            if errno == 0 { errno = ENOTDIR }
            throw FolderSink.failure(path)
        }
        madeFolders.insert(path)
    }

    private static func failure(_ path: String) -> LoepError {
        LoepError(.unwritable, "cannot write \(path): \(String(cString: strerror(errno)))")
    }
}
