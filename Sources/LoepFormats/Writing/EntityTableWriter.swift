// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Entities as tab-separated values with a header line: one mention a line.
///
/// Columns: document, start and end (see `OffsetUnit`), text, type, id, canonical, dutch, original, confidence. What is
/// not known is empty; tabs and line ends in a field are spaces.
public struct EntityTableWriter: DocumentWriter {
    private let options: WriterOptions

    /// Makes a writer.
    public init(options: WriterOptions = WriterOptions()) { self.options = options }

    public var fileExtension: String { "tsv" }

    public func begin(title: String) -> [UInt8] {
        Array("document\tstart\tend\ttext\ttype\tid\tcanonical\tdutch\toriginal\tconfidence\n".utf8)
    }

    public func append(_ document: Document, to bytes: inout [UInt8]) {
        var offsets = OffsetCursor(OffsetMap(document.text, unit: options.offsets))
        for entity in document.entities {
            let place = document.bytes(of: entity.tokens)
            let identity = document.identity(of: entity)
            bytes.append(field: document.id)
            bytes.append("\t")
            bytes.append(decimal: offsets(place.start))
            bytes.append("\t")
            bytes.append(decimal: offsets(place.end))
            bytes.append("\t")
            bytes.append(field: document.text.bytes[place.range])
            bytes.append("\t")
            bytes.append(field: entity.type.rawValue)
            for value in [identity?.id, identity?.canonical, identity?.dutch, identity?.original] {
                bytes.append("\t")
                bytes.append(field: value ?? "")
            }
            bytes.append("\t")
            bytes.append(score: entity.confidence)
            bytes.append("\n")
        }
    }
}
