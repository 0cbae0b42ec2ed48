// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore

/// The folder with `lexicon/` and `models/` that stages read at run time.
public struct ResourceDirectory: Sendable {
    /// Path of the folder, without a closing slash.
    public let path: String

    /// Takes a folder as it is, without looking whether it holds anything.
    public init(path: String) { self.path = path }

    /// Finds the folder: `explicit` (the option `--models`), `$LOEP_HOME`, beside the executable or a
    /// folder above it (`Resources/` or `share/loep/`), and last the package's own checkout.
    ///
    /// - Throws: `model.missing`, naming all places tried.
    public static func find(explicit: String? = nil) throws(LoepError) -> ResourceDirectory {
        var tried: [String] = []
        func accept(_ path: String) -> ResourceDirectory? {
            tried.append(path)
            return access(path + "/lexicon", R_OK) == 0 ? ResourceDirectory(path: path) : nil
        }
        if let explicit {
            if let found = accept(explicit) { return found }
            throw missing(tried)
        }
        if let home = getenv("LOEP_HOME") {
            if let found = accept(String(cString: home)) { return found }
            throw missing(tried)
        }
        var folder = parent(of: executablePath())
        for _ in 0..<6 where !folder.isEmpty {
            if let found = accept(folder + "/Resources") ?? accept(folder + "/share/loep") { return found }
            folder = parent(of: folder)
        }
        // Sources/LoepModel/ResourceDirectory.swift -> the package
        let package = parent(of: parent(of: parent(of: #filePath)))
        if let found = accept(package + "/Resources") { return found }
        throw missing(tried)
    }

    /// Path of a word list or table: `lexicon/NAME`.
    public func lexicon(_ name: String) -> String { "\(path)/lexicon/\(name)" }

    /// Path of a model: `models/NAME`.
    public func model(_ name: String) -> String { "\(path)/models/\(name)" }

    /// Reads a table of `lexicon/`.
    ///
    /// - Throws: `io.not-found`, `io.unreadable`, `text.invalid-utf8` or `table.malformed`.
    public func table(_ name: String, required: [String] = []) throws(LoepError) -> Table {
        let path = lexicon(name)
        return try Table(Text(validating: FileBytes.read(path)), name: path, required: required)
    }

    private static func missing(_ tried: [String]) -> LoepError {
        LoepError(.modelMissing, "no Loep resources found; looked in \(tried.joined(separator: ", ")); set LOEP_HOME")
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
        return String(path[..<slash])
    }

    private static func executablePath() -> String {
        let path = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
            count = max(0, readlink("/proc/self/exe", buffer.baseAddress!, buffer.count))
        }
        return String(decoding: path, as: UTF8.self)
    }
}
