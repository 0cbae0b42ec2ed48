import LoepCore
import LoepFormats
import LoepModel
import LoepNames
import LoepSegmentation

/// An article run through the stages before the tagger, with its gold entities.
struct AnnotatedDocument {
    var document: Document
    var gold: [(range: ByteRange, type: EntityType)]

    /// The BIOES label number of each token under the gold annotation.
    ///
    /// An entity that the sentence splitter cut keeps its part in the sentence where it starts.
    func labels(_ set: LabelSet) -> [UInt8] {
        var labels = [UInt8](repeating: 0, count: document.tokens.count)
        var sentence = 0
        var token = 0
        for span in gold {
            while token < document.tokens.count, document.tokens[token].end <= span.range.start { token += 1 }
            while sentence < document.sentences.count, Int(document.sentences[sentence].tokens.end) <= token {
                sentence += 1
            }
            guard sentence < document.sentences.count else { break }
            var end = token
            let limit = Int(document.sentences[sentence].tokens.end)
            while end < limit, document.tokens[end].start < span.range.end { end += 1 }
            guard end > token, let base = set.labels.firstIndex(of: "B-" + span.type.rawValue) else { continue }
            // Four labels a type in the order B, I, E, S.
            for index in token..<end {
                labels[index] = UInt8(base + (end - token == 1 ? 3 : index == token ? 0 : index == end - 1 ? 2 : 1))
            }
            token = end
        }
        return labels
    }
}

/// Annotated articles, tokenised and split.
struct AnnotatedDocuments {
    private(set) var all: [AnnotatedDocument] = []

    init(_ articles: [CorpusArticle], resources: ResourceDirectory) throws(LoepError) {
        let pipeline = try Pipeline(stages: [
            Tokenizer(resources: resources), SentenceSplitter(resources: resources),
            NameNormalizer(resources: resources),
        ])
        let worker = pipeline.makeWorker()
        for article in articles {
            var document = try article.document()
            worker.annotate(&document)
            all.append(AnnotatedDocument(document: document, gold: article.mentions.map { ($0.bytes, $0.type) }))
        }
    }

    /// Keeps the articles whose index satisfies the predicate.
    mutating func keep(_ predicate: (Int) -> Bool) {
        all = all.enumerated().filter { predicate($0.offset) }.map(\.element)
    }

    /// Counts, for the log.
    var summary: String {
        let tokens = all.reduce(0) { $0 + $1.document.tokens.count }
        let sentences = all.reduce(0) { $0 + $1.document.sentences.count }
        let entities = all.reduce(0) { $0 + $1.gold.count }
        var apart = 0
        for article in all {
            let starts = Set(article.document.tokens.map(\.start))
            let ends = Set(article.document.tokens.map(\.end))
            apart += article.gold.count { !starts.contains($0.range.start) || !ends.contains($0.range.end) }
        }
        return
            "\(all.count) articles, \(sentences) sentences, \(tokens) tokens, \(entities) entities, \(apart) of them off token boundaries"
    }
}
