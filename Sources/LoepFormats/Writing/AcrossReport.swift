// SPDX-License-Identifier: Apache-2.0
import Loep
import LoepCore
import LoepModel
import LoepSummary

/// One summary over many articles: sentences with their sources, and the articles that are copies of others.
public struct AcrossReport: Sendable {
    /// A sentence of the summary.
    public struct Line: Hashable, Sendable {
        /// Identifier of the article it is from.
        public var source: String
        /// Its index among the article's sentences.
        public var sentence: Int
        /// Its text.
        public var text: String
        /// How much it says, 0 to 1.
        public var score: Float
    }
    /// An article that repeats another.
    public struct Copy: Hashable, Sendable {
        /// Identifier of the article that is left out.
        public var source: String
        /// Identifier of the article that stands for it.
        public var copyOf: String
    }

    /// Number of articles, copies included.
    public var documents: Int
    /// The summary, in the order of the articles.
    public var summary: [Line]
    /// The copies.
    public var copies: [Copy]

    /// Sums up documents that carry sentences and names.
    ///
    /// - Throws: as `MultiDocumentSummarizer.init`.
    public init(
        _ documents: [Document], resources: ResourceDirectory, options: SummaryOptions = SummaryOptions()
    ) throws(LoepError) {
        let summarizer = try MultiDocumentSummarizer(resources: resources, options: options)
        for document in documents { summarizer.add(document) }
        self.documents = documents.count
        summary = summarizer.summarize().map {
            Line(source: $0.id, sentence: Int($0.sentence), text: $0.text, score: $0.score)
        }
        copies = summarizer.copiesOf.enumerated().filter { $0.offset != $0.element }.map {
            Copy(source: documents[$0.offset].id, copyOf: documents[$0.element].id)
        }
    }

    /// Appends one sentence a line with its source after it.
    public func append(textTo bytes: inout [UInt8]) {
        for line in summary { bytes.append(string: "\(line.text) [\(line.source)]\n") }
    }

    /// Appends one JSON object on one line.
    public func append(jsonTo bytes: inout [UInt8]) {
        bytes.append("{\"schema\":\"loep/1\",\"documents\":")
        bytes.append(decimal: documents)
        bytes.append(",\"summary\":[")
        for (index, line) in summary.enumerated() {
            bytes.append(index == 0 ? "{\"source\":" : ",{\"source\":")
            bytes.append(json: line.source)
            bytes.append(",\"sentence\":")
            bytes.append(decimal: line.sentence)
            bytes.append(",\"text\":")
            bytes.append(json: line.text)
            bytes.append(",\"score\":")
            bytes.append(score: line.score)
            bytes.append("}")
        }
        bytes.append("],\"copies\":[")
        for (index, copy) in copies.enumerated() {
            bytes.append(index == 0 ? "{\"source\":" : ",{\"source\":")
            bytes.append(json: copy.source)
            bytes.append(",\"copyOf\":")
            bytes.append(json: copy.copyOf)
            bytes.append("}")
        }
        bytes.append("]}\n")
    }
}
