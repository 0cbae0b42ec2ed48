// SPDX-License-Identifier: Apache-2.0
import CXML2
import LoepCore

/// Reads XML as a sequence of events, by the text reader of libxml2: memory stays that of one element.
///
/// Entities a document declares for itself are refused rather than expanded.
enum XMLEvents {
    /// What the reader has come to.
    enum Event {
        /// An element opens; its local name.
        case open(String)
        /// An element closes; elements without content close at once.
        case close(String)
        /// Character data.
        case text(UnsafePointer<CChar>)
    }

    /// The attributes of the element that has just opened.
    struct Attributes {
        fileprivate let reader: xmlTextReaderPtr

        /// The value of an attribute by its name with prefix, such as `xml:id` or `text:c`.
        subscript(_ name: String) -> String? {
            guard let value = xmlTextReaderGetAttribute(reader, name) else { return nil }
            defer { cxml2_free(value) }
            return String(cString: value)
        }
    }

    /// Reads a document from start to end.
    ///
    /// - Throws: `format.malformed` with the line when it is not well-formed, or what `body` throws.
    static func read(
        _ bytes: [UInt8], name: String,
        _ body: (Event, Attributes) throws(LoepError) -> Void
    ) throws(LoepError) {
        guard bytes.count < Int(Int32.max) else {
            throw LoepError(.textTooLarge, "\(name) has \(bytes.count) bytes; the limit is \(Int32.max)")
        }
        try bytes.withUnsafeBufferPointer { (buffer) throws(LoepError) in
            let start = UnsafeRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
            xmlResetLastError()
            guard let start, let reader = cxml2_openXML(start, Int32(buffer.count)) else {
                throw LoepError(.malformedInput, "\(name) is no XML")
            }
            defer { xmlFreeTextReader(reader) }
            try walk(reader, name, body)
        }
    }

    private static func walk(
        _ reader: xmlTextReaderPtr, _ name: String, _ body: (Event, Attributes) throws(LoepError) -> Void
    ) throws(LoepError) {
        let attributes = Attributes(reader: reader)
        var status = xmlTextReaderRead(reader)
        while status == 1 {
            switch xmlReaderTypes(rawValue: UInt32(xmlTextReaderNodeType(reader))) {
            case XML_READER_TYPE_ELEMENT:
                let element = localName(reader)
                // Asked for before the attributes move the reader.
                let isEmpty = xmlTextReaderIsEmptyElement(reader) == 1
                try body(.open(element), attributes)
                if isEmpty { try body(.close(element), attributes) }
            case XML_READER_TYPE_END_ELEMENT: try body(.close(localName(reader)), attributes)
            case XML_READER_TYPE_TEXT, XML_READER_TYPE_CDATA, XML_READER_TYPE_WHITESPACE,
                XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
                if let value = xmlTextReaderConstValue(reader) {
                    try value.withMemoryRebound(to: CChar.self, capacity: 1) { (text) throws(LoepError) in
                        try body(.text(text), attributes)
                    }
                }
            case XML_READER_TYPE_ENTITY_REFERENCE:
                throw LoepError(
                    .malformedInput,
                    "\(name), line \(xmlTextReaderGetParserLineNumber(reader)): the entity &\(localName(reader)); is not expanded; write its text instead"
                )
            default: break
            }
            status = xmlTextReaderRead(reader)
        }
        if status < 0 {
            let reason = cxml2_complaint().map { String(cString: $0).filter { !$0.isNewline } } ?? "not well-formed"
            throw LoepError(
                .malformedInput, "\(name), line \(xmlTextReaderGetParserLineNumber(reader)): \(reason)")
        }
    }

    private static func localName(_ reader: xmlTextReaderPtr) -> String {
        xmlTextReaderConstLocalName(reader).map { String(cString: $0) } ?? ""
    }
}

extension [UInt8] {
    /// Appends the bytes of a C string.
    mutating func append(cString text: UnsafePointer<CChar>) {
        var end = text
        while end.pointee != 0 { end += 1 }
        append(contentsOf: UnsafeRawBufferPointer(start: text, count: end - text))
    }
}
