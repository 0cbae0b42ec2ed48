// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// The formats Loep reads. Each may be compressed (see `Compression`).
public enum InputFormat: String, CaseIterable, Sendable {
    /// By the file's ending; standard input by its first bytes.
    case auto
    /// One article of plain text.
    case text
    /// One article in Markdown (CommonMark with tables), with the facts of its front matter.
    case markdown
    /// A page: its article without navigation, with title and date (see `ArticleExtractor`).
    case html
    /// JSON Lines, one object a document.
    case jsonl
    /// Comma-separated values (RFC 4180), one row a document; the first line names the columns and shows the separator.
    case csv
    /// Tab-separated values without quotes, one row a document; the first line names the columns.
    case tsv
    /// One token a line, first column; a blank line ends a sentence, `-DOCSTART-` starts a document.
    case conll
    /// CoNLL-U: tokens and sentences are taken over, `# newdoc` starts a document.
    case conllu
    /// FoLiA XML: tokens and sentences are taken over where they are there.
    case folia
    /// A document of a word processor, Office Open XML.
    case docx
    /// A document of a word processor, OpenDocument.
    case odt
    /// An electronic book, one document a chapter.
    case epub
    /// A web archive, one document a page.
    case warc

    /// What `auto` means for a file of this name; the ending of a compression is looked through.
    static func guess(name: [UInt8]) -> InputFormat {
        let name = Compression.stripped(name)
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return .text }
        switch String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased() {
        case "jsonl", "ndjson": return .jsonl
        case "html", "htm", "xhtml": return .html
        case "md", "markdown", "mdown", "mkd": return .markdown
        case "csv": return .csv
        case "tsv", "tab": return .tsv
        case "conll", "iob", "iob2", "bio": return .conll
        case "conllu": return .conllu
        case "folia", "xml": return .folia
        case "docx": return .docx
        case "odt": return .odt
        case "epub": return .epub
        case "warc", "wet": return .warc
        default: return .text
        }
    }

    /// What `auto` means for a stream that starts with these bytes.
    static func guess(content: [UInt8]) -> InputFormat {
        let visible = content.first { $0 > 0x20 }
        if visible == UInt8(ascii: "{") { return .jsonl }
        let opening = String(decoding: content.drop { $0 <= 0x20 }.prefix(14), as: UTF8.self).lowercased()
        if opening.hasPrefix("<!doctype html") || opening.hasPrefix("<html") { return .html }
        if opening.hasPrefix("# newdoc") || opening.hasPrefix("# sent_id") { return .conllu }
        if opening.hasPrefix("-docstart-") { return .conll }
        if opening.hasPrefix("warc/") { return .warc }
        if opening.hasPrefix("<?xml"), content.prefix(4096).contains("<FoLiA".utf8) { return .folia }
        return .text
    }

    /// Whether a file holds any number of records, read a chunk at a time, rather than one article.
    var isRecords: Bool {
        switch self {
        case .jsonl, .csv, .tsv, .conll, .conllu, .warc: true
        case .auto, .text, .markdown, .html, .folia, .docx, .odt, .epub: false
        }
    }
}

/// The compressions Loep looks through, by the endings of file names and by the first bytes of streams.
enum Compression {
    private static let endings = [".gz", ".zst", ".bz2", ".xz"]
    private static let signatures: [[UInt8]] = [
        [0x1F, 0x8B], [0x28, 0xB5, 0x2F, 0xFD], [0x42, 0x5A, 0x68], [0xFD, 0x37, 0x7A, 0x58, 0x5A],
    ]

    /// Whether a file of this name is compressed.
    static func isNamed(by name: [UInt8]) -> Bool { stripped(name).count < name.count }

    /// Whether a stream that starts with these bytes is compressed.
    static func isSigned(by content: [UInt8]) -> Bool { signatures.contains { content.starts(with: $0) } }

    /// A name without the ending of its compression.
    static func stripped(_ name: [UInt8]) -> [UInt8] {
        for ending in endings {
            let tail = name.suffix(ending.utf8.count)
            if name.count > ending.utf8.count, String(decoding: tail, as: UTF8.self).lowercased() == ending {
                return Array(name.dropLast(tail.count))
            }
        }
        return name
    }
}
