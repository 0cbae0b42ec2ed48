// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore
import LoepFormats

/// A file that lists every document that failed: identifier, code and reason, parted by tabs.
final class FailureLog {
    private let descriptor: Int32

    /// Opens the file, to go on after what is in it.
    ///
    /// - Throws: `io.unwritable`.
    init(path: String) throws(LoepError) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        if descriptor < 0 {
            throw LoepError(.unwritable, "cannot write \(path): \(String(cString: strerror(errno)))")
        }
    }

    deinit { close(descriptor) }

    /// Adds a line at once, so that nothing is lost with the process.
    func note(_ failure: LoepError) {
        let fields = [failure.document ?? "", failure.code.rawValue, failure.message].map { field in
            String(field.map { $0 == "\t" || $0.isNewline ? " " : $0 })
        }
        Terminal.write(fields.joined(separator: "\t") + "\n", to: descriptor)
    }
}
