// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore
import LoepModel

/// How far the output of a file of records has come, noted beside it while it grows.
///
/// A note is written after the output it tells of, in one call and with a checksum: a run that is killed at any moment
/// leaves the note before or the note after.
struct StreamJournal: Equatable {
    /// Where the input stands.
    var position: StreamPosition
    /// Bytes of the output.
    var written: Int
    /// When the input was last changed; a note on another state of it is void.
    var modified: Int64

    private static let mark = "loep-resume-1"

    init(position: StreamPosition, written: Int, modified: Int64) {
        self.position = position
        self.written = written
        self.modified = modified
    }

    /// Reads a note; nil when there is none that is whole.
    init?(path: String) {
        guard let bytes = try? InputBytes.read(Array(path.utf8), limit: 4096) else { return nil }
        let fields = String(decoding: bytes, as: UTF8.self).split(separator: " ").map(String.init)
        guard fields.count == 7, fields[0] == StreamJournal.mark else { return nil }
        let numbers = fields[1...5].compactMap { Int64($0) }
        guard numbers.count == 5 else { return nil }
        var position = StreamPosition()
        position.bytes = Int(numbers[1])
        position.line = Int(numbers[2])
        position.document = Int(numbers[3])
        self.init(position: position, written: Int(numbers[0]), modified: numbers[4])
        guard encoded == bytes else { return nil }
    }

    /// Writes the note over the one before; all have the same length.
    func write(to descriptor: Int32) {
        let bytes = encoded
        _ = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    private var encoded: [UInt8] {
        let numbers = [Int64(written), Int64(position.bytes), Int64(position.line), Int64(position.document), modified]
        var text = StreamJournal.mark
        for number in numbers {
            let digits = String(number)
            text += " " + String(repeating: "0", count: max(0, 20 - digits.utf8.count)) + digits
        }
        let sum = String(Hash64.hash(text), radix: 16)
        return Array((text + " " + String(repeating: "0", count: 16 - sum.utf8.count) + sum).utf8)
    }
}
