// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepEvaluation
import LoepFormats
import LoepModel
import LoepNames
import LoepSegmentation

extension AnnotatedDocument {
    /// The BIOES label number of each token under the gold annotation.
    ///
    /// An entity that the sentence splitter cut keeps its part in the sentence where it starts.
    func labels(_ set: LabelSet) -> [UInt8] {
        var labels = [UInt8](repeating: 0, count: document.tokens.count)
        var sentence = 0
        var token = 0
        for mention in mentions {
            while token < document.tokens.count, document.tokens[token].end <= mention.bytes.start { token += 1 }
            while sentence < document.sentences.count, Int(document.sentences[sentence].tokens.end) <= token {
                sentence += 1
            }
            guard sentence < document.sentences.count else { break }
            var end = token
            let limit = Int(document.sentences[sentence].tokens.end)
            while end < limit, document.tokens[end].start < mention.bytes.end { end += 1 }
            guard end > token, let base = set.labels.firstIndex(of: "B-" + mention.type.rawValue) else { continue }
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

    /// Runs documents through the stages before the tagger; those that bring tokens keep them.
    init(_ documents: [AnnotatedDocument], resources: ResourceDirectory) throws(LoepError) {
        let names = try NameNormalizer(resources: resources)
        let whole = try Pipeline(stages: [
            Tokenizer(resources: resources), SentenceSplitter(resources: resources), names,
        ]).makeWorker()
        let tokenised = try Pipeline(given: [.tokens, .sentences], stages: [names]).makeWorker()
        all = documents
        for index in all.indices {
            let worker = all[index].document.layers.contains(.sentences) ? tokenised : whole
            worker.annotate(&all[index].document)
        }
    }

    /// The types annotated, those of the standard inventory first and in its order.
    var types: [EntityType] {
        let used = all.reduce(into: Set<EntityType>()) { types, article in
            for mention in article.mentions { types.insert(mention.type) }
        }
        let others = used.subtracting(EntityType.all).sorted { $0.rawValue < $1.rawValue }
        return EntityType.all.filter(used.contains) + others
    }

    /// Gives every mention the type under which another annotation counts it.
    mutating func fold(_ folding: TypeFolding) {
        for article in all.indices {
            for mention in all[article].mentions.indices {
                all[article].mentions[mention].type = folding(all[article].mentions[mention].type)
            }
        }
    }

    /// Adds the articles of another set.
    mutating func append(_ other: AnnotatedDocuments) { all += other.all }

    /// Keeps the articles whose index satisfies the predicate.
    mutating func keep(_ predicate: (Int) -> Bool) {
        all = all.enumerated().filter { predicate($0.offset) }.map(\.element)
    }

    /// Counts, for the log.
    var summary: String {
        let tokens = all.reduce(0) { $0 + $1.document.tokens.count }
        let sentences = all.reduce(0) { $0 + $1.document.sentences.count }
        let entities = all.reduce(0) { $0 + $1.mentions.count }
        var apart = 0
        for article in all {
            let starts = Set(article.document.tokens.map(\.start))
            let ends = Set(article.document.tokens.map(\.end))
            apart += article.mentions.count { !starts.contains($0.bytes.start) || !ends.contains($0.bytes.end) }
        }
        return
            "\(all.count) articles, \(sentences) sentences, \(tokens) tokens, \(entities) entities, \(apart) of them off token boundaries"
    }
}
