// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A folder that is deleted with the object.
public final class TemporaryFolder {
    /// Its path, without a closing slash.
    public let path: String

    /// Makes a new empty folder.
    public init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("loep-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
