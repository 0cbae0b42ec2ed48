// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Writes a `.loep` file; see `ModelFile` for the layout. Same sections in, same bytes out.
public struct ModelWriter: Sendable {
    private var sections: [(name: String, bytes: [UInt8])] = []

    /// Starts a model with its metadata JSON (licence, training data, scores).
    public init(metadata: String) {
        add("meta", Array(metadata.utf8))
    }

    /// Adds a section of plain values; names have at most 24 ASCII bytes.
    public mutating func add<Element: BitwiseCopyable>(_ name: String, _ elements: [Element]) {
        precondition(name.utf8.count <= ModelFile.nameLength, "section name \(name) is too long")
        sections.append((name, elements.withUnsafeBytes { Array($0) }))
    }

    /// The bytes of the whole file.
    public func encoded() -> [UInt8] {
        func padded(_ offset: Int) -> Int { (offset + ModelFile.alignment - 1) & ~(ModelFile.alignment - 1) }
        var offset = padded(ModelFile.headerLength + sections.count * ModelFile.entryLength)
        var table: [UInt8] = []
        for section in sections {
            let name = Array(section.name.utf8)
            table += name + [UInt8](repeating: 0, count: ModelFile.nameLength - name.count)
            append(UInt64(offset), to: &table)
            append(UInt64(section.bytes.count), to: &table)
            append(section.bytes.withUnsafeBytes(CRC32.checksum), to: &table)
            append(UInt32(0), to: &table)
            offset = padded(offset + section.bytes.count)
        }
        var file = ModelFile.magic
        append(ModelFile.version, to: &file)
        append(UInt32(sections.count), to: &file)
        append(UInt64(offset), to: &file)
        append(table.withUnsafeBytes(CRC32.checksum), to: &file)
        append(UInt32(0), to: &file)
        file += table
        for section in sections {
            file += [UInt8](repeating: 0, count: padded(file.count) - file.count)
            file += section.bytes
        }
        file += [UInt8](repeating: 0, count: padded(file.count) - file.count)
        return file
    }

    /// Writes the file.
    ///
    /// - Throws: `io.unwritable`.
    public func write(to path: String) throws(LoepError) {
        try FileBytes.write(encoded(), to: path)
    }

    private func append<T: FixedWidthInteger>(_ value: T, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
