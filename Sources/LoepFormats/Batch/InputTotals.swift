// SPDX-License-Identifier: Apache-2.0
import LoepCore
import Synchronization

/// Counts the inputs of a batch while it runs, so that its progress can tell how much is left.
public final class InputTotals: Sendable {
    private struct Counts {
        var bytes = 0
        var isComplete = false
    }

    private let counts = Mutex(Counts())

    /// Starts counting in a task of its own; standard input has no length, and then nothing is known.
    public init(_ paths: [String]) {
        if paths.contains("-") { return }
        Task.detached(priority: .utility) { [self] in
            var walker = InputWalker(paths)
            var bytes = 0
            while let found = walker.next(), !Interruption.isRequested {
                if case .file(let file) = found { bytes += (try? FileStatus(file.path))?.size ?? 0 }
            }
            counts.withLock { $0 = Counts(bytes: bytes, isComplete: true) }
        }
    }

    /// Bytes of all inputs; nil while they are being counted.
    public var bytes: Int? { counts.withLock { $0.isComplete ? $0.bytes : nil } }
}
