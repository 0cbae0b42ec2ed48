// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore
import LoepModel

/// One output file an input, in a folder that mirrors the inputs' tree.
///
/// A file is written under a temporary name and renamed when it is whole, so that a reader, or a
/// later run that resumes, never meets half a file.
public final class FolderSink: BatchSink {
    private let folder: String
    private let writer: any DocumentWriter
    private let reuse: OutputReuse
    private var pending: [UInt8] = []
    private var descriptor: Int32 = -1
    private var openPath = ""
    /// Bytes of the open output, and the time its input was changed.
    private var length = 0
    private var modified: Int64 = 0
    private var journalDescriptor: Int32 = -1
    private var madeFolders: Set<String> = []
    /// What the index pages are made from; only pages have them.
    private var index: IndexStore?

    /// Makes a sink and its folder.
    ///
    /// - Throws: `io.unwritable`.
    public init(folder: String, writer: any DocumentWriter, reuse: OutputReuse = .never) throws(LoepError) {
        self.folder = folder
        self.writer = writer
        self.reuse = reuse
        try makeFolder(folder)
        guard access(folder, W_OK) == 0 else { throw FolderSink.failure(folder) }
        if writer is HTMLWriter { index = try IndexStore(folder: folder, isEmptied: reuse == .never) }
    }

    private var hasIndex: Bool { index != nil }

    public var parts: ResultParts { hasIndex ? .indexEntries : [] }

    public func plan(for file: InputFile) -> InputPlan {
        if reuse == .never { return .read }
        let output = path(of: file)
        let read = try? FileStatus(file.path)
        // A file without any bytes is what a loss of power leaves.
        if let written = try? FileStatus(Array(output.utf8)), written.size > 0,
            reuse == .existing || written.modified >= read?.modified ?? 0,
            index.map({ $0.contains(relative(output)) }) ?? true
        {
            return .skip
        }
        guard let read, let journal = StreamJournal(path: journalPath(output)), journal.modified == read.modified,
            let unfinished = try? FileStatus(Array((output + FolderSink.unfinished).utf8)),
            unfinished.size >= journal.written
        else { return .read }
        return .resume(journal.position)
    }

    public func emit(_ result: BatchResult) throws(LoepError) -> Bool {
        guard !result.file.relativePath.isEmpty else { return true }
        if result.isFirst { pending = writer.begin(title: result.title ?? result.file.id) }
        pending += result.bytes
        if result.isLast { pending += writer.end() }
        // An input that failed as a whole leaves no file, unless the format has a place for errors.
        let isHollow = result.isFirst && result.isLast && result.report.documents == 0 && result.bytes.isEmpty
        if isHollow { return true }
        if descriptor < 0 { try open(result.file, isResumed: result.isResumed) }
        try write()
        if result.isLast { try close(renaming: true) }
        if result.isFirst || !result.entries.isEmpty {
            try index?.add(result.entries, path: relative(openPath), isFirst: result.isFirst)
        }
        if !result.isLast, let end = result.end {
            try index?.commit()
            note(end)
        }
        return true
    }

    public func finish(isComplete: Bool) throws(LoepError) {
        // What a signal cut short stays aside, to be gone on with.
        if descriptor >= 0 { try close(renaming: false) }
        guard let index else { return }
        try index.commit()
        for place in try index.staleFolders() {
            let name = place.isEmpty ? "index.html" : place + "/index.html"
            try FileBytes.write(try HTMLIndex(index).page(place), to: "\(folder)/\(name)")
        }
        try index.forgetStaleFolders()
    }

    /// A path without the output folder.
    private func relative(_ path: String) -> String { String(path.dropFirst(folder.count + 1)) }

    /// The ending of files that are not finished.
    private static let unfinished = ".tmp"

    /// Where the output of an input goes; an article called like the index page keeps its ending.
    private func path(of file: InputFile) -> String {
        let isIndex = hasIndex && (file.stem == "index" || file.stem.hasSuffix("/index"))
        return "\(folder)/\(isIndex ? file.relativePath : file.stem).\(writer.fileExtension)"
    }

    private func journalPath(_ output: String) -> String { output + FolderSink.unfinished + ".at" }

    private func open(_ file: InputFile, isResumed: Bool) throws(LoepError) {
        openPath = path(of: file)
        if let slash = openPath.utf8.lastIndex(of: UInt8(ascii: "/")) { try makeFolder(String(openPath[..<slash])) }
        let journal = isResumed ? StreamJournal(path: journalPath(openPath)) : nil
        if isResumed { openJournal() }
        descriptor = Glibc.open(
            openPath + FolderSink.unfinished, O_WRONLY | O_CREAT | (isResumed ? 0 : O_TRUNC) | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FolderSink.failure(openPath) }
        modified = (try? FileStatus(file.path))?.modified ?? 0
        length = journal?.written ?? 0
        // What was written after the last note is written again.
        guard ftruncate(descriptor, length) == 0, lseek(descriptor, length, SEEK_SET) == length else {
            throw FolderSink.failure(openPath)
        }
    }

    /// Notes that the output holds everything up to a place of the input.
    private func note(_ place: StreamPosition) {
        let journal = StreamJournal(position: place, written: length, modified: modified)
        if journalDescriptor < 0 { openJournal() }
        // A run that cannot note how far it is still does its work.
        if journalDescriptor >= 0 { journal.write(to: journalDescriptor) }
    }

    private func openJournal() {
        journalDescriptor = Glibc.open(journalPath(openPath), O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
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
                unlink(openPath + FolderSink.unfinished)
                unlink(journalPath(openPath))
                throw failure
            }
            written += count
        }
        length += written
    }

    private func close(renaming: Bool) throws(LoepError) {
        let isClosed = Glibc.close(descriptor) == 0
        descriptor = -1
        let isNoted = journalDescriptor >= 0
        if isNoted { _ = Glibc.close(journalDescriptor) }
        journalDescriptor = -1
        if !renaming {
            if !isNoted { unlink(openPath + FolderSink.unfinished) }
            return
        }
        if !isClosed || rename(openPath + FolderSink.unfinished, openPath) != 0 {
            let failure = FolderSink.failure(openPath)
            unlink(openPath + FolderSink.unfinished)
            throw failure
        }
        unlink(journalPath(openPath))
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
