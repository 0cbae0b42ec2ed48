// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// The formats Loep writes.
public enum OutputFormat: String, CaseIterable, Sendable {
    /// JSON Lines, schema `loep/1`.
    case jsonl
    /// CoNLL-U with entities in MISC.
    case conllu
    /// `token TAB tag`, IOB2.
    case iob
    /// For reading in a terminal.
    case text
    /// Inline XML.
    case xml
    /// A self-contained page with highlighted names.
    case html
    /// FoLiA 2.5 XML.
    case folia
    /// JSON that spaCy loads.
    case spacy
    /// One entity a line with its identity.
    case tsv
    /// A database with full-text search, for `loep find`; `--out` names it.
    case sqlite

    /// Layers the format cannot do without.
    public var needs: Layers {
        switch self {
        case .jsonl: []
        case .iob, .conllu, .xml, .html, .text, .folia, .spacy, .sqlite: [.tokens, .sentences]
        case .tsv: [.tokens, .sentences, .entities]
        }
    }

    /// The writer of this format; `lines` picks plain lines of one layer for `text` instead of the digest.
    public func makeWriter(_ options: WriterOptions, lines: LinesWriter.Layer? = nil) -> any DocumentWriter {
        switch self {
        case .jsonl: JSONLinesWriter(options: options)
        case .conllu: ConlluWriter()
        case .iob: IOBWriter()
        case .text: if let lines { LinesWriter(lines) } else { DigestWriter(options: options) }
        case .xml: XMLWriter()
        case .html: HTMLWriter()
        case .folia: FoliaWriter()
        case .spacy: SpacyWriter()
        case .tsv: EntityTableWriter(options: options)
        case .sqlite: DatabaseRowsWriter()
        }
    }
}
