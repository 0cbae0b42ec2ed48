// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore
import LoepModel
import Synchronization

/// Remembers what was done while a folder is followed: the inputs by their paths and times, and what cannot be read.
///
/// An input is due when it is new or changed, and when it has been left alone for a while: what is still being written
/// is taken in a later round.
public final class WatchedInputs: Sendable {
    /// Time since the last change after which a file counts as written.
    private static let settlingTime: Int64 = 1_000_000_000

    private struct Memory {
        var times: [UInt64: Int64] = [:]
        var failures: Set<String> = []
    }

    private let memory = Mutex(Memory())

    /// Starts without a memory.
    public init() {}

    /// Whether an input is to be looked at in this round; it counts as done from then on.
    func isDue(_ file: InputFile) -> Bool {
        guard !file.isStandardInput, let status = try? FileStatus(file.path) else { return true }
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let age = Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec) - status.modified
        if age >= 0, age < WatchedInputs.settlingTime { return false }
        let key = Hash64.hash(file.path)
        let time = status.modified &+ Int64(status.size)
        return memory.withLock { memory in
            if memory.times[key] == time { return false }
            memory.times[key] = time
            return true
        }
    }

    /// Whether a place that cannot be read was told of before.
    func isKnown(_ failure: LoepError) -> Bool {
        memory.withLock { !$0.failures.insert(failure.description).inserted }
    }
}
