// SPDX-License-Identifier: Apache-2.0
import Loep
import LoepCore
import LoepModel
import LoepUnicode

/// A document with the entities a human annotated in it, for training and measuring.
public struct AnnotatedDocument: Sendable {
    /// The text; a CoNLL file brings its own tokens and sentences.
    public var document: Document
    /// The gold entities in text order.
    public var mentions: [GoldMention]

    /// Makes an annotated document.
    public init(document: Document, mentions: [GoldMention]) {
        self.document = document
        self.mentions = mentions
    }

    /// Reads a folder of articles of the Loep corpus, or a CoNLL file in UTF-8 or an older encoding.
    ///
    /// - Throws: `io.not-found`, `io.unreadable`, `format.malformed` with the line number, or what the text of a
    ///   document can be refused for.
    public static func read(_ path: String) throws(LoepError) -> [AnnotatedDocument] {
        guard try !FileBytes.isFolder(path) else {
            var documents: [AnnotatedDocument] = []
            for article in try CorpusArticle.articles(in: path) {
                documents.append(AnnotatedDocument(document: try article.document(), mentions: article.mentions))
            }
            return documents
        }
        return try AnnotatedConll.documents(CharsetDetector.decode(FileBytes.read(path)).utf8, name: path)
    }
}
