// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore

/// A file mapped read-only into memory for as long as the object lives, or a copy of bytes in its place.
///
/// Pages are loaded by the kernel on first touch and shared between processes, so opening a model of
/// any size costs microseconds. The one place beside `ModelFile` where unsafe memory is handled.
final class MappedFile: @unchecked Sendable {
    /// All bytes of the file; valid while this object lives, never written to.
    let bytes: UnsafeRawBufferPointer
    private let isMapped: Bool

    /// Holds a copy of `contents`, for a model that has just been trained.
    init(copying contents: [UInt8]) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: contents.count, alignment: 64)
        memory.copyBytes(from: contents)
        bytes = UnsafeRawBufferPointer(memory)
        isMapped = false
    }

    /// Maps the file at `path`.
    ///
    /// - Throws: `io.not-found` or `io.unreadable`.
    init(path: String) throws(LoepError) {
        isMapped = true
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw LoepError(
                errno == ENOENT ? .notFound : .unreadable, "cannot open \(path): \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw LoepError(.unreadable, "\(path) is not a regular file")
        }
        let size = Int(status.st_size)
        guard size > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED else {
            throw LoepError(.unreadable, "cannot map \(path): \(String(cString: strerror(errno)))")
        }
        bytes = UnsafeRawBufferPointer(start: address, count: size)
    }

    deinit {
        guard let address = bytes.baseAddress else { return }
        if isMapped {
            munmap(UnsafeMutableRawPointer(mutating: address), bytes.count)
        } else {
            bytes.deallocate()
        }
    }
}
