// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore

/// A `.loep` file: named sections of plain little-endian arrays, mapped into memory.
///
/// Layout, all integers little-endian, every section aligned to 64 bytes:
///
///     0   8  magic "LOEPMDL\n"
///     8   4  container version
///     12  4  number of sections n
///     16  8  length of the whole file in bytes
///     24  4  CRC-32 of the section table
///     28  4  zero
///     32  n * 48  section table: name (24 bytes, zero-padded), offset (8), length in bytes (8),
///                 CRC-32 of the section (4), zero (4)
///
/// Section `meta` is JSON: what the model is, licence, training data, scores. Opening checks the
/// header, the table and that every section lies inside the file, and the CRC of each section, so a
/// cut, changed or foreign file is a typed error and never a wrong answer.
public final class ModelFile: @unchecked Sendable {
    /// The container version this code writes and the newest it reads.
    public static let version: UInt32 = 1
    static let magic: [UInt8] = Array("LOEPMDL\n".utf8)
    static let headerLength = 32
    static let entryLength = 48
    static let nameLength = 24
    static let alignment = 64

    struct Entry {
        var name: String
        var offset: Int
        var length: Int
        var crc: UInt32
    }

    /// Names and lengths in bytes of the sections, in file order.
    public var sections: [(name: String, length: Int)] { entries.map { ($0.name, $0.length) } }

    /// Path it was opened from, for messages.
    public let path: String
    let entries: [Entry]
    private let file: MappedFile

    /// Opens and checks a model.
    ///
    /// - Parameter verify: whether to check the CRC of every section, which reads the whole file once.
    /// - Throws: `model.missing`, `io.unreadable`, `model.foreign`, `model.version` or `model.corrupt`.
    public convenience init(path: String, verify: Bool = true) throws(LoepError) {
        let file: MappedFile
        do {
            file = try MappedFile(path: path)
        } catch {
            if error.code == .notFound {
                throw LoepError(.modelMissing, "there is no model \(path)", cause: error)
            }
            throw error
        }
        try self.init(file, path: path, verify: verify)
    }

    /// Opens a model that a `ModelWriter` has just encoded, without a file.
    ///
    /// - Throws: `model.foreign`, `model.version` or `model.corrupt`.
    public convenience init(_ writer: ModelWriter) throws(LoepError) {
        try self.init(MappedFile(copying: writer.encoded()), path: "model in memory", verify: false)
    }

    private init(_ file: MappedFile, path: String, verify: Bool) throws(LoepError) {
        self.path = path
        self.file = file
        let bytes = file.bytes
        guard bytes.count >= ModelFile.headerLength, bytes.prefix(8).elementsEqual(ModelFile.magic) else {
            throw LoepError(.modelForeign, "\(path) is not a Loep model")
        }
        func integer<T: FixedWidthInteger>(_ offset: Int, as type: T.Type) -> T {
            T(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: T.self))
        }
        let version = integer(8, as: UInt32.self)
        guard version == ModelFile.version else {
            throw LoepError(
                .modelVersion,
                "\(path) has container version \(version), this program reads \(ModelFile.version); update one of them")
        }
        let corrupt = { (what: String) in
            LoepError(.modelCorrupt, "\(path) is damaged (\(what)); install the model again")
        }
        let count = Int(integer(12, as: UInt32.self))
        let tableEnd = ModelFile.headerLength + count * ModelFile.entryLength
        guard integer(16, as: UInt64.self) == UInt64(bytes.count) else { throw corrupt("wrong length") }
        guard tableEnd <= bytes.count else { throw corrupt("section table cut short") }
        let table = UnsafeRawBufferPointer(rebasing: bytes[ModelFile.headerLength..<tableEnd])
        guard CRC32.checksum(table) == integer(24, as: UInt32.self), integer(28, as: UInt32.self) == 0 else {
            throw corrupt("section table")
        }
        var entries: [Entry] = []
        for index in 0..<count {
            let base = ModelFile.headerLength + index * ModelFile.entryLength
            let name = String(decoding: bytes[base..<base + ModelFile.nameLength].prefix { $0 != 0 }, as: UTF8.self)
            let offset = integer(base + 24, as: UInt64.self)
            let length = integer(base + 32, as: UInt64.self)
            guard offset % UInt64(ModelFile.alignment) == 0, offset <= UInt64(bytes.count),
                length <= UInt64(bytes.count) - offset
            else { throw corrupt("section \(name) leaves the file") }
            let crc = integer(base + 40, as: UInt32.self)
            let entry = Entry(name: name, offset: Int(offset), length: Int(length), crc: crc)
            if verify {
                let section = UnsafeRawBufferPointer(rebasing: bytes[entry.offset..<entry.offset + entry.length])
                guard CRC32.checksum(section) == crc else { throw corrupt("section \(name)") }
            }
            entries.append(entry)
        }
        self.entries = entries
    }

    /// Whether there is a section of that name.
    public func contains(_ name: String) -> Bool { entries.contains { $0.name == name } }

    /// A section as an array of plain values that lives as long as this file.
    ///
    /// - Throws: `model.corrupt` when the section is missing or its length is no multiple of the element's.
    public func section<Element: BitwiseCopyable & Sendable>(
        _ name: String, of type: Element.Type
    ) throws(LoepError) -> MappedArray<Element> {
        guard let entry = entries.first(where: { $0.name == name }) else {
            throw LoepError(.modelCorrupt, "\(path) has no section \(name); it is another kind of model")
        }
        guard entry.length % MemoryLayout<Element>.stride == 0 else {
            throw LoepError(.modelCorrupt, "\(path): section \(name) has a wrong length")
        }
        let slice = UnsafeRawBufferPointer(rebasing: file.bytes[entry.offset..<entry.offset + entry.length])
        return MappedArray(owner: file, elements: slice.assumingMemoryBound(to: Element.self))
    }

    /// The metadata JSON, as text.
    public var metadata: String {
        guard let bytes = try? section("meta", of: UInt8.self) else { return "{}" }
        return String(decoding: bytes.span.withUnsafeBufferPointer { Array($0) }, as: UTF8.self)
    }
}

/// A read-only array inside a mapped file. Copying it is a retain; reading is a bounds-checked load.
public struct MappedArray<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    /// Keeps the mapping alive.
    private let owner: AnyObject
    @usableFromInline let elements: UnsafeBufferPointer<Element>

    init(owner: AnyObject, elements: UnsafeBufferPointer<Element>) {
        self.owner = owner
        self.elements = elements
    }

    /// Number of elements.
    @inlinable
    public var count: Int { elements.count }

    /// The elements, for loops; bounds are checked by `Span`.
    @inlinable
    public var span: Span<Element> {
        @_lifetime(borrow self)
        get {
            let span = Span(_unsafeElements: elements)
            return _overrideLifetime(span, borrowing: self)
        }
    }

    /// One element; traps outside the bounds like an array.
    @inlinable
    public subscript(index: Int) -> Element {
        precondition(index >= 0 && index < elements.count)
        return elements[index]
    }
}

extension MappedArray {
    /// The same kind of array over values made in memory, such as a table built from a user's own list.
    public init(copying values: [Element]) {
        let owner = OwnedBuffer(values)
        self.init(owner: owner, elements: UnsafeBufferPointer(owner.buffer))
    }

    /// Memory that is freed with its last array.
    private final class OwnedBuffer: @unchecked Sendable {
        let buffer: UnsafeMutableBufferPointer<Element>

        init(_ values: [Element]) {
            buffer = .allocate(capacity: values.count)
            _ = buffer.initialize(fromContentsOf: values)
        }

        deinit { buffer.deallocate() }
    }
}
