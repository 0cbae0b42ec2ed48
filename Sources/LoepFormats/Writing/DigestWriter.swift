// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// A digest of an article for reading in a terminal: title, summary, and the names with their counts.
public struct DigestWriter: DocumentWriter {
    /// Mentioned names listed a type; the rest is counted.
    private static let longestList = 12
    private static let headings: [(EntityType, String)] = [
        (.person, "People"), (.location, "Places"), (.organisation, "Organisations"),
        (.product, "Products and works"), (.event, "Events"), (.miscellaneous, "Derived from names"),
    ]
    private let options: WriterOptions

    /// Makes a writer.
    public init(options: WriterOptions = WriterOptions()) { self.options = options }

    public var fileExtension: String { "txt" }

    public func append(_ document: Document, to bytes: inout [UInt8]) {
        append(wrapped: document.headline, indent: 0, style: "1", to: &bytes)
        var facts = [document.id]
        if let date = document.metadata.date { facts.append(date) }
        facts.append("\(document.sentences.count) sentences")
        facts.append("\(document.tokens.count) tokens")
        append(wrapped: facts.joined(separator: " · "), indent: 0, style: "2", to: &bytes)
        if document.layers.contains(.summary), !document.summary.isEmpty {
            append(heading: "Summary", to: &bytes)
            for choice in document.summary {
                let sentence = document.sentences[Int(choice.sentence)]
                append(wrapped: document.singleLine(of: sentence.tokens), indent: 2, style: nil, to: &bytes)
            }
        }
        if document.layers.contains(.entities) { appendEntities(of: document, to: &bytes) }
        if document.layers.contains(.keyphrases), !document.keyphrases.isEmpty {
            append(heading: "Keyphrases", to: &bytes)
            append(
                wrapped: document.keyphrases.map(\.text).joined(separator: " · "), indent: 2, style: nil, to: &bytes)
        }
        bytes.append("\n")
    }

    private func appendEntities(of document: Document, to bytes: inout [UInt8]) {
        let groups = EntityGroup.groups(of: document)
        var types = DigestWriter.headings
        for group in groups where !types.contains(where: { $0.0 == group.type }) {
            types.append((group.type, group.type.rawValue))
        }
        for (type, heading) in types {
            let names = groups.filter { $0.type == type }
            if names.isEmpty { continue }
            append(heading: heading, to: &bytes)
            let shown = names.prefix(DigestWriter.longestList)
            let nameWidth = min(34, shown.map { DigestWriter.columns($0.name) }.max() ?? 0)
            for group in shown {
                bytes.append("  ")
                append(group.name, style: "1", to: &bytes)
                pad(group.name, to: nameWidth, &bytes)
                append(" \(group.count)×".leftPadded(to: 5), style: "2", to: &bytes)
                var notes: [String] = []
                if let original = group.identity?.original { notes.append(original) }
                let forms = group.forms.filter { $0 != group.name }
                if !forms.isEmpty { notes.append("as " + forms.prefix(4).joined(separator: ", ")) }
                if !notes.isEmpty {
                    bytes.append("  ")
                    append(notes.joined(separator: "  "), style: "2", to: &bytes)
                }
                bytes.append("\n")
            }
            if names.count > shown.count {
                bytes.append("  ")
                append("and \(names.count - shown.count) more", style: "2", to: &bytes)
                bytes.append("\n")
            }
        }
    }

    private func append(heading: String, to bytes: inout [UInt8]) {
        bytes.append("\n")
        append(heading, style: "1;36", to: &bytes)
        bytes.append("\n")
    }

    /// Appends a text, in an ANSI style (ECMA-48 SGR) where colours are wanted.
    private func append(_ text: String, style: String?, to bytes: inout [UInt8]) {
        guard let style, options.isColoured else {
            bytes.append(string: text)
            return
        }
        bytes.append(string: "\u{1B}[\(style)m\(text)\u{1B}[0m")
    }

    /// Appends a text broken at spaces so that it fits the terminal.
    private func append(wrapped text: String, indent: Int, style: String?, to bytes: inout [UInt8]) {
        let margin = String(repeating: " ", count: indent)
        var line = ""
        var width = 0
        func flush(_ bytes: inout [UInt8]) {
            bytes.append(string: margin)
            append(line, style: style, to: &bytes)
            bytes.append("\n")
            line = ""
            width = 0
        }
        for word in text.split(separator: " ") {
            let columns = DigestWriter.columns(String(word))
            if width > 0, indent + width + 1 + columns > max(40, options.width) { flush(&bytes) }
            if width > 0 {
                line += " "
                width += 1
            }
            line += word
            width += columns
        }
        if width > 0 { flush(&bytes) }
    }

    private func pad(_ text: String, to width: Int, _ bytes: inout [UInt8]) {
        for _ in 0..<max(0, width - DigestWriter.columns(text)) { bytes.append(0x20) }
    }

    /// Columns a text takes; every character counts as one, which is right for the scripts of names here.
    private static func columns(_ text: String) -> Int { text.count }
}

extension String {
    /// The string with spaces in front up to a width in characters.
    fileprivate func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - count)) + self
    }
}
