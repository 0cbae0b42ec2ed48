// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation

/// A finished run of the `loep` beside this program: what it took and how much it wrote.
struct CommandRun {
    /// Wall clock, in seconds.
    let wall: Double
    /// Seconds from the start to the first byte of output; nil when there was none.
    let firstOutput: Double?
    /// User and system time, in seconds.
    let processor: Double
    /// Peak resident memory, in bytes.
    let peakMemory: Int
    /// Bytes written to standard output.
    let outputLength: Int
    /// Line ends among them.
    let outputLines: Int

    /// The command measured; nil when it is not beside this program.
    static var command: String? {
        let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "loep").path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }

    /// Runs the command to its end.
    ///
    /// - Throws: `ValidationError` when it is not there or fails.
    init(_ arguments: [String]) throws {
        guard let command = CommandRun.command else {
            throw ValidationError("loep is not beside loep-bench; build it in the same configuration")
        }
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw ValidationError("no pipe: \(String(cString: strerror(errno)))") }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        posix_spawn_file_actions_addclose(&actions, ends[1])
        var words: [UnsafeMutablePointer<CChar>?] = ([command] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        words.append(nil)
        let start = ContinuousClock.now
        var child: pid_t = 0
        // posix_spawn and wait4, not Process: only wait4 tells what this one child used.
        let status = posix_spawn(&child, command, &actions, nil, words, environ)
        close(ends[1])
        guard status == 0 else {
            close(ends[0])
            throw ValidationError("\(command) does not start: \(String(cString: strerror(status)))")
        }
        var (first, length, lines) = (Double?.none, 0, 0)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(ends[0], &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            if first == nil { first = (ContinuousClock.now - start).inSeconds }
            length += count
            lines += buffer[..<count].count { $0 == 0x0A }
        }
        close(ends[0])
        var exit: Int32 = 0
        var usage = rusage()
        while wait4(child, &exit, 0, &usage) < 0, errno == EINTR {}
        guard exit == 0 else { throw ValidationError("loep \(arguments.joined(separator: " ")) failed (\(exit))") }
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
        wall = (ContinuousClock.now - start).inSeconds
        firstOutput = first
        processor = seconds(usage.ru_utime) + seconds(usage.ru_stime)
        peakMemory = usage.ru_maxrss * 1024
        outputLength = length
        outputLines = lines
    }
}
