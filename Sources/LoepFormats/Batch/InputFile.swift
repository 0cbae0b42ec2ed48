// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// One input of a batch: a file by its path, or standard input.
public struct InputFile: Sendable {
    /// The raw bytes of the path; empty for standard input.
    let path: [UInt8]
    /// What it is called in the output: the path as given, or as found below a folder that was given.
    public let id: String
    /// Where it lies below the deepest folder all inputs share; what `--out` mirrors.
    public let relativePath: String
    /// The same without the ending, unless an input before it in the folder would then be called alike.
    ///
    /// It depends on the names in the folder alone, so that a run that goes on finds the outputs of the one before.
    let stem: String

    init(path: [UInt8], id: String, relativePath: String, stem: String = "") {
        self.path = path
        self.id = id
        self.relativePath = relativePath
        self.stem = stem
    }

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
        /// A file to read.
        case file(InputFile)
        /// What stands in the place of an input that cannot be read.
        case failure(LoepError)
    }

    private struct OpenFolder {
        var path: [UInt8]
        /// Names yet to come, last one first.
        var names: [[UInt8]]
        /// Device and inode, to notice a folder inside itself.
        var identity: (UInt64, UInt64)
        /// What files seen so far are called without their endings.
        var stems: Set<String> = []
    }

    private var roots: [[UInt8]]
    private var folders: [OpenFolder] = []
    /// What files that were given are called without their endings.
    private var givenStems: Set<String> = []
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
                    return .file(InputFile(path: [], id: "-", relativePath: "stdin", stem: "stdin"))
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
            let relative = InputWalker.confined(Array(path.dropFirst(sharedPrefix)))
            let stem =
                if isGiven {
                    InputWalker.stem(of: relative, taken: &givenStems)
                } else {
                    InputWalker.stem(of: relative, taken: &folders[folders.count - 1].stems)
                }
            return .file(InputFile(path: path, id: label, relativePath: InputWalker.confinedName(relative), stem: stem))
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
    private static func confined(_ path: [UInt8]) -> [UInt8] {
        let parts = path.split(separator: UInt8(ascii: "/")).filter { $0 != [0x2E] && $0 != [0x2E, 0x2E] }
        return Array(parts.joined(separator: [UInt8(ascii: "/")]))
    }

    /// The path without the endings of format and compression; with them, or with a number, when that is taken.
    private static func stem(of path: [UInt8], taken: inout Set<String>) -> String {
        let slash = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        let name = Compression.stripped(Array(path[slash...]))
        let dot = name.lastIndex(of: UInt8(ascii: ".")) ?? 0
        let bare = confinedName(dot > 0 ? Array(path[..<slash] + name[..<dot]) : Array(path[..<slash] + name))
        if taken.insert(bare).inserted { return bare }
        let whole = confinedName(path)
        var stem = whole
        var number = 2
        while !taken.insert(stem).inserted {
            stem = "\(whole)-\(number)"
            number += 1
        }
        return stem
    }

    /// Longest name of an output without its ending, in bytes: file systems take 255 with it.
    private static let longestName = 220

    /// The path as text, its last name cut when an ending would make it too long for a file system.
    private static func confinedName(_ path: [UInt8]) -> String {
        let label = InputBytes.label(path)
        let slash = label.utf8.lastIndex(of: UInt8(ascii: "/")).map { label.utf8.index(after: $0) } ?? label.startIndex
        let name = label[slash...]
        guard name.utf8.count > longestName else { return label }
        var start = String(name)
        while start.utf8.count > longestName - 20 { start.unicodeScalars.removeLast() }
        let hash = Hash64.hash(path)
        return "\(label[..<slash])\(start)-\(String(hash, radix: 16))"
    }
}
