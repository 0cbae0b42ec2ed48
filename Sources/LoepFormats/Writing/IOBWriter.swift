// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// IOB2 (Tjong Kim Sang & Veenstra 1999): `token TAB tag`, a blank line after each sentence.
public struct IOBWriter: DocumentWriter {
    /// Makes a writer.
    public init() {}

    public var fileExtension: String { "iob" }

    public func append(_ document: Document, to bytes: inout [UInt8]) {
        bytes.reserveCapacity(bytes.count + document.text.count + document.tokens.count * 8)
        var tags = EntityTags(document)
        for sentence in document.sentences {
            for index in sentence.tokens.range {
                bytes.append(field: document.text.bytes[document.tokens[index].bytes.range])
                bytes.append(UInt8(ascii: "\t"))
                tags.append(tagOf: index, to: &bytes)
                bytes.append(UInt8(ascii: "\n"))
            }
            bytes.append(UInt8(ascii: "\n"))
        }
    }
}

/// Walks the entities of a document along with its tokens, in order.
struct EntityTags {
    private let entities: [Entity]
    private var next = 0

    init(_ document: Document) { entities = document.layers.contains(.entities) ? document.entities : [] }

    /// The entity token `index` belongs to, and whether it is its first token; indices must ascend.
    mutating func entity(at index: Int) -> (entity: Entity, isFirst: Bool)? {
        while next < entities.count, Int(entities[next].tokens.end) <= index { next += 1 }
        guard next < entities.count, Int(entities[next].tokens.start) <= index else { return nil }
        return (entities[next], Int(entities[next].tokens.start) == index)
    }

    /// Appends the IOB2 tag of token `index`; indices must ascend.
    mutating func append(tagOf index: Int, to bytes: inout [UInt8]) {
        guard let (entity, isFirst) = entity(at: index) else {
            bytes.append(UInt8(ascii: "O"))
            return
        }
        bytes.append(isFirst ? "B-" : "I-")
        bytes.append(string: entity.type.rawValue)
    }
}

extension [UInt8] {
    /// Appends a column of a tab-separated format: tabs and line ends inside become spaces.
    mutating func append(field source: ArraySlice<UInt8>) {
        append(source) { byte in
            switch byte {
            case 0x09, 0x0A, 0x0D: " "
            default: nil
            }
        }
    }

    /// Appends a column of a tab-separated format: tabs and line ends inside become spaces.
    mutating func append(field string: String) {
        append(field: Array(string.utf8)[...])
    }
}
