// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore

@testable import LoepModel

/// A small model with a table and a sequence model, to be damaged.
private let sound: [UInt8] = {
    var writer = ModelWriter(metadata: "{\"licence\":\"CC0\"}")
    var table = HashTableBuilder<UInt32>(empty: 0)
    for number in 0..<40 as Range<UInt64> { table.add(number &* 0x9E37_79B9_7F4A_7C15, UInt32(number) << 8 | 2) }
    table.write("t", to: &writer)
    table.write("m.runs", to: &writer)
    writer.add("m.labels", strings: ["O", "B-PER", "I-PER"])
    writer.add("m.pairs", (0..<44).map { UInt32($0 % 3) << 16 | UInt32($0) })
    writer.add("m.trans", [Float](repeating: 0.5, count: 9))
    writer.add("m.config", [Float(0.01)])
    return writer.encoded()
}()

/// A file in memory that every round writes anew.
private let path = "/dev/shm/loep-fuzz-model-\(getpid())"
nonisolated(unsafe) private let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)

/// One round of libFuzzer: the input changes the sound model byte by byte (position, position, value), or is itself a
/// file. The checksums are set right in half of the rounds, so that what lies behind them is reached.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzModel(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    guard let data, count > 0 else { return 0 }
    let input = Array(UnsafeBufferPointer(start: data, count: count))
    var file = input[0] & 1 == 0 ? sound : Array(input.dropFirst())
    if input[0] & 1 == 0 {
        for change in stride(from: 1, to: input.count - 2, by: 3) {
            file[(Int(input[change]) << 8 | Int(input[change + 1])) % file.count] = input[change + 2]
        }
        if input[0] & 4 != 0 { file.removeLast(Int(input[0] >> 3) * 20 % file.count) }
    }
    if input[0] & 2 == 0 { mend(&file) }
    ftruncate(descriptor, 0)
    pwrite(descriptor, file, file.count, 0)
    check()
    return 0
}

/// Sets length and checksums right where they can be found.
private func mend(_ file: inout [UInt8]) {
    guard file.count >= ModelFile.headerLength else { return }
    func put<T: FixedWidthInteger>(_ value: T, _ offset: Int) {
        withUnsafeBytes(of: value.littleEndian) { file.replaceSubrange(offset..<offset + $0.count, with: $0) }
    }
    func get(_ offset: Int) -> Int {
        let bytes = file[offset..<offset + 8]
        return bytes.reversed().reduce(0) { $0 &<< 8 | Int($1) }
    }
    put(UInt64(file.count), 16)
    let sections = get(12) & 0xFFFF_FFFF
    let end = ModelFile.headerLength + sections * ModelFile.entryLength
    guard end <= file.count else { return }
    for index in 0..<sections {
        let base = ModelFile.headerLength + index * ModelFile.entryLength
        let (offset, length) = (get(base + 24), get(base + 32))
        guard offset >= 0, length >= 0, offset <= file.count, length <= file.count - offset else { continue }
        put(file[offset..<offset + length].withUnsafeBytes { CRC32.checksum($0) }, base + 40)
    }
    put(file[ModelFile.headerLength..<end].withUnsafeBytes { CRC32.checksum($0) }, 24)
    put(UInt32(0), 28)
}

private func check() {
    let expected: Set<LoepError.Code> = [.modelCorrupt, .modelForeign, .modelVersion, .modelMissing, .unreadable]
    do throws(LoepError) {
        let model = try ModelFile(path: path)
        _ = model.metadata
        for entry in model.entries { _ = try? model.section(entry.name, of: UInt64.self) }
        if let table = try? HashTable<UInt32>(model, "t") {
            for number in 0..<50 as Range<UInt64> { _ = table(number &* 0x9E37_79B9_7F4A_7C15) }
        }
        let sequence = try SequenceModel(model, "m")
        var rows = FeatureRows()
        for token in 0..<5 {
            for feature in 0..<6 { rows.append(UInt64(token * 6 + feature) &* 0x9E37_79B9_7F4A_7C15) }
            rows.closeRow()
        }
        var labels: [UInt8] = []
        let decoder = SequenceDecoder(sequence)
        decoder.decode(rows, into: &labels)
        if labels.count != 5 || labels.contains(where: { Int($0) >= sequence.labels.count }) { fatalError("a label") }
        decoder.computeMarginals()
    } catch {
        if !expected.contains(error.code) { fatalError("\(error)") }
    }
}
