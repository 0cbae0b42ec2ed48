// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Standard error, and what is known of the terminal behind standard output.
enum Terminal {
    /// Whether standard output is a terminal that wants colours (https://no-color.org) and can show them.
    static var isColoured: Bool {
        guard isatty(1) != 0, (getenv("NO_COLOR").map { $0[0] } ?? 0) == 0 else { return false }
        return getenv("TERM").map { String(cString: $0) } != "dumb"
    }

    /// Columns of the terminal, at most 100; 80 when there is none.
    static var width: Int {
        var size = winsize()
        guard isatty(1) != 0, ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return min(100, Int(size.ws_col))
    }

    /// Writes a line to standard error.
    static func writeError(_ line: String) { write(line + "\n", to: 2) }

    /// Writes a string to a descriptor as it is; a closed reader is nobody's fault.
    static func write(_ string: String, to descriptor: Int32) {
        var bytes = Array(string.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress!, $0.count) }
            if count < 0, errno != EINTR { return }
            bytes = bytes.dropFirst(max(0, count))
        }
    }
}
