// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Reads a web page as an article.
///
/// The document's text is the text that was extracted: offsets count it and not the bytes of the page.
public enum HTMLReader {
    /// Makes a document of a page, with its title, date, address and encoding in the metadata.
    ///
    /// - Throws: `text.binary`, `text.empty` when the page shows no article, `text.too-large` above 2 GiB,
    ///   `format.malformed` when there is no page in the bytes.
    public static func document(_ bytes: [UInt8], id: String) throws(LoepError) -> Document {
        if bytes.prefix(8_000).contains(0) {
            throw LoepError(.binary, "this is no page but a binary file: it holds NUL bytes")
        }
        if bytes.allSatisfy({ $0 <= 0x20 }) { throw LoepError(.emptyText, "there is no text in it") }
        let tree = try HTMLTree(bytes)
        let article = ArticleExtractor(tree)
        let text = try Text(validating: article.text)
        try TextReader.requireContent(text)
        let metadata = Metadata(
            title: article.title, date: article.date, source: article.address, encoding: tree.encoding)
        return Document(id: id, text: text, metadata: metadata)
    }
}
