// SPDX-License-Identifier: Apache-2.0
import Glibc
import Synchronization

/// Whether SIGINT or SIGTERM has asked the running batch to stop.
///
/// The first signal lets the batch flush the finished prefix of its output; a second one ends the
/// process at once.
public enum Interruption {
    private static let signalNumber = Atomic<Int32>(0)

    /// The signal received; 0 while none was.
    public static var signal: Int32 { signalNumber.load(ordering: .relaxed) }

    /// Whether a signal was received.
    public static var isRequested: Bool { signal != 0 }

    /// Starts listening. A blocked read returns when the signal comes.
    public static func install() {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { number in
            if Interruption.signalNumber.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
        }
        sigemptyset(&action.sa_mask)
        sigaction(SIGINT, &action, nil)
        sigaction(SIGTERM, &action, nil)
        // A closed pipe is told by write(2) as EPIPE.
        Glibc.signal(SIGPIPE, SIG_IGN)
        // So is a limit on the size of files, as EFBIG.
        Glibc.signal(SIGXFSZ, SIG_IGN)
    }
}
