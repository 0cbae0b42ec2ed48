import LoepCore

/// The formats Loep reads.
public enum InputFormat: String, CaseIterable, Sendable {
    /// By the file's ending; standard input by its first character.
    case auto
    /// One article of plain text.
    case text
    /// A page: its article without navigation, with title and date (see `ArticleExtractor`).
    case html
    /// JSON Lines, one object a document.
    case jsonl
    /// One token a line, first column; a blank line ends a sentence, `-DOCSTART-` starts a document.
    case conll

    /// What `auto` means for a file of this name.
    static func guess(name: [UInt8]) -> InputFormat {
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return .text }
        switch String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased() {
        case "jsonl", "ndjson": return .jsonl
        case "html", "htm", "xhtml": return .html
        case "conll", "iob", "iob2", "bio": return .conll
        default: return .text
        }
    }

    /// What `auto` means for a stream that starts with these bytes.
    static func guess(content: [UInt8]) -> InputFormat {
        let visible = content.first { $0 > 0x20 }
        if visible == UInt8(ascii: "{") { return .jsonl }
        let opening = String(decoding: content.drop { $0 <= 0x20 }.prefix(14), as: UTF8.self).lowercased()
        return opening.hasPrefix("<!doctype html") || opening.hasPrefix("<html") ? .html : .text
    }
}
