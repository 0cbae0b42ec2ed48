// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Runs work side by side, for training; tagging leaves threads to the batch.
enum Parallel {
    private final class Job {
        let body: (Int) -> Void
        let index: Int

        init(_ index: Int, _ body: @escaping (Int) -> Void) {
            self.index = index
            self.body = body
        }
    }

    /// Calls `body` with 0 ..< `count`, each on a thread of its own, and waits for all.
    ///
    /// The calls must not touch the same memory unless all only read it.
    static func run(_ count: Int, _ body: (Int) -> Void) {
        withoutActuallyEscaping(body) { body in
            var threads: [pthread_t] = []
            for index in 1..<max(count, 1) {
                var thread = pthread_t()
                let job = Unmanaged.passRetained(Job(index, body))
                let status = pthread_create(
                    &thread, nil,
                    { argument in
                        guard let argument else { return nil }
                        let job = Unmanaged<Job>.fromOpaque(argument).takeRetainedValue()
                        job.body(job.index)
                        return nil
                    }, job.toOpaque())
                if status == 0 {
                    threads.append(thread)
                } else {
                    // No thread to be had: do the work here.
                    let job = job.takeRetainedValue()
                    job.body(job.index)
                }
            }
            if count > 0 { body(0) }
            for thread in threads { pthread_join(thread, nil) }
        }
    }
}
