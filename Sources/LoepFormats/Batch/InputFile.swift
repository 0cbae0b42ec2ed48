import LoepCore

/// One input of a batch: a file by its path, or standard input.
public struct InputFile: Sendable {
    /// The raw bytes of the path; empty for standard input.
    let path: [UInt8]
    /// What it is called in the output: the path as given, or as found below a folder that was given.
    public let id: String
    /// Where it lies below the deepest folder all inputs share; what `--out` mirrors.
    public let relativePath: String

    /// Whether it is standard input.
    public var isStandardInput: Bool { path.isEmpty }
}

/// The inputs of a batch, found one at a time while it runs, in bytewise order of their paths.
///
/// Folders are walked to the bottom; names that start with a dot are skipped unless given. Memory
/// holds the names of the open folders only.
public struct InputWalker {
    /// What a walk finds: a file to read, or a place that cannot be read.
    public enum Found: Sendable {
        case file(InputFile)
        case failure(LoepError)
    }

    private struct OpenFolder {
        var path: [UInt8]
        /// Names yet to come, last one first.
        var names: [[UInt8]]
        /// Device and inode, to notice a folder inside itself.
        var identity: (UInt64, UInt64)
    }

    private var roots: [[UInt8]]
    private var folders: [OpenFolder] = []
    private let sharedPrefix: Int

    /// Starts a walk over paths in the order given; `-` is standard input.
    public init(_ paths: [String]) {
        let roots = paths.map { InputWalker.cleaned(Array($0.utf8)) }
        self.roots = roots.reversed()
        sharedPrefix = InputWalker.sharedFolderLength(roots)
    }

    /// The next input; nil at the end.
    public mutating func next() -> Found? {
        while true {
            if let name = folders.last?.names.last {
                folders[folders.count - 1].names.removeLast()
                let parent = folders[folders.count - 1].path
                let path = parent.last == UInt8(ascii: "/") ? parent + name : parent + [UInt8(ascii: "/")] + name
                if let found = visit(path, isGiven: false) { return found }
            } else if !folders.isEmpty {
                folders.removeLast()
            } else if let root = roots.popLast() {
                if root == [UInt8(ascii: "-")] {
                    return .file(InputFile(path: [], id: "-", relativePath: "stdin"))
                }
                if let found = visit(root, isGiven: true) { return found }
            } else {
                return nil
            }
        }
    }

    /// Looks at one path: a file is found, a folder is opened.
    private mutating func visit(_ path: [UInt8], isGiven: Bool) -> Found? {
        let label = InputBytes.label(path)
        let status: FileStatus
        do throws(LoepError) {
            status = try FileStatus(path)
        } catch {
            var failure = error
            failure.document = label
            return .failure(failure)
        }
        switch status.kind {
        case .folder:
            if folders.contains(where: { $0.identity == status.identity }) {
                return .failure(
                    LoepError(.directoryLoop, "\(label) is a folder that contains itself; skipped", document: label))
            }
            do throws(LoepError) {
                let names = try FileStatus.names(in: path)
                folders.append(OpenFolder(path: path, names: names.reversed(), identity: status.identity))
                return nil
            } catch {
                var failure = error
                failure.document = label
                return .failure(failure)
            }
        case .other where !isGiven:
            return .failure(
                LoepError(.unreadable, "\(label) is no regular file; name it to read it anyway", document: label))
        case .file, .other:
            let relative = path.dropFirst(sharedPrefix)
            return .file(InputFile(path: path, id: label, relativePath: InputWalker.confined(Array(relative))))
        }
    }

    /// A path without a leading `./` and closing slashes.
    private static func cleaned(_ path: [UInt8]) -> [UInt8] {
        var path = path
        while path.starts(with: "./".utf8), path.count > 2 {
            path.removeFirst(2)
            while path.first == UInt8(ascii: "/") { path.removeFirst() }
            if path.isEmpty { path = [UInt8(ascii: ".")] }
        }
        while path.count > 1, path.last == UInt8(ascii: "/") { path.removeLast() }
        return path
    }

    /// Length of the deepest folder, slash included, that all paths lie in. A folder given alone is
    /// that folder itself.
    private static func sharedFolderLength(_ paths: [[UInt8]]) -> Int {
        let slash = UInt8(ascii: "/")
        let folders = paths.filter { $0 != [UInt8(ascii: "-")] }.map { path -> [UInt8] in
            if (try? FileStatus(path))?.kind == .folder { return path + [slash] }
            return Array(path[..<(path.lastIndex(of: slash).map { $0 + 1 } ?? 0)])
        }
        guard var shared = folders.first else { return 0 }
        for folder in folders.dropFirst() {
            var length = 0
            for (index, (left, right)) in zip(shared, folder).enumerated() {
                if left != right { break }
                if left == slash { length = index + 1 }
            }
            shared.removeLast(shared.count - length)
        }
        return shared.count
    }

    /// A path that stays below the output folder: no root, no `..`.
    private static func confined(_ path: [UInt8]) -> String {
        let parts = path.split(separator: UInt8(ascii: "/")).filter { $0 != [0x2E] && $0 != [0x2E, 0x2E] }
        return InputBytes.label(Array(parts.joined(separator: [UInt8(ascii: "/")])))
    }
}
