// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Testing

/// What a finished run of the real binary left behind.
struct LoepRun {
    var status: Int32
    var output: String
    var errors: String

    /// The lines of standard output as JSON objects.
    func objects() throws -> [[String: Any]] {
        try output.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }
}

/// Runs `loep` as a user would.
enum Loep {
    /// The folder of the products: where the test runner itself lies.
    static let products = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

    /// The root of the package.
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The text of a sample article.
    static func seed(_ name: String) throws -> String {
        try String(contentsOf: package.appending(path: "seeds/\(name)"), encoding: .utf8)
    }

    /// A process that has not started yet.
    static func process(_ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:]) -> Process {
        let process = Process()
        process.executableURL = products.appending(path: "loep")
        process.arguments = arguments
        process.currentDirectoryURL = folder ?? package
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["LOEP_HOME": package.appending(path: "Resources").path]
        ) { $1 }.merging(environment) { $1 }
        return process
    }

    /// Runs to the end, draining both pipes all the while.
    @discardableResult
    static func run(
        _ arguments: [String], in folder: URL? = nil, input: [UInt8] = [], environment: [String: String] = [:]
    ) throws -> LoepRun {
        let process = process(arguments, in: folder, environment: environment)
        let output = Pipe()
        let errors = Pipe()
        let source = Pipe()
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = source
        try process.run()
        let drained = Drain([output, errors])
        // A run that reads nothing closes its end early.
        signal(SIGPIPE, SIG_IGN)
        try? source.fileHandleForWriting.write(contentsOf: Data(input))
        try? source.fileHandleForWriting.close()
        let data = drained.wait()
        process.waitUntilExit()
        return LoepRun(
            status: process.terminationStatus, output: String(decoding: data[0], as: UTF8.self),
            errors: String(decoding: data[1], as: UTF8.self))
    }
}

extension Loep {
    /// What a tool on the path makes of bytes, such as `gzip`.
    static func filter(_ tool: String, _ input: [UInt8]) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [tool, "-c"]
        let source = Pipe()
        let output = Pipe()
        process.standardInput = source
        process.standardOutput = output
        try process.run()
        let drained = Drain([output])
        try source.fileHandleForWriting.write(contentsOf: Data(input))
        try source.fileHandleForWriting.close()
        let data = drained.wait()
        process.waitUntilExit()
        return Array(data[0])
    }
}

/// Reads pipes to their ends, each on a thread of its own.
final class Drain: @unchecked Sendable {
    private let group = DispatchGroup()
    private let lock = NSLock()
    private var data: [Data]

    init(_ pipes: [Pipe]) {
        data = pipes.map { _ in Data() }
        for (index, pipe) in pipes.enumerated() {
            let handle = pipe.fileHandleForReading
            DispatchQueue.global().async(group: group) {
                let read = (try? handle.readToEnd()) ?? Data()
                self.lock.withLock { self.data[index] = read }
            }
        }
    }

    func wait() -> [Data] {
        group.wait()
        return lock.withLock { data }
    }
}

/// A folder that is gone when the test is.
final class Sandbox {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "loep-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        chmod(url.path, 0o755)
        try? FileManager.default.removeItem(at: url)
    }

    @discardableResult
    func write(_ path: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let file = url.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file.path
    }

    @discardableResult
    func write(_ path: String, _ text: String) throws -> String { try write(path, Array(text.utf8)) }

    func read(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: url.appending(path: path)), as: UTF8.self)
    }

    /// All files below the folder but hidden ones, in bytewise order.
    func files(below path: String = "") -> [String] {
        let root = url.appending(path: path)
        let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return names.filter { name in
            if name.split(separator: "/").last?.hasPrefix(".") == true { return false }
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: root.appending(path: name).path, isDirectory: &isFolder)
                && !isFolder.boolValue
        }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
