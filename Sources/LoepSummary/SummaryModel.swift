// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// The contents of `models/summary.loep`: document frequencies, and what was learnt from reference summaries.
package struct SummaryModel: Sendable {
    /// Document frequencies of news words.
    package let frequency: DocumentFrequency
    /// Log-odds that a term of an article is in its reference summary.
    let termTrees: TreeEnsemble
    /// Worth of a sentence; see `SentenceSelector`.
    let sentenceTrees: TreeEnsemble
    private let priorKeys: MappedArray<UInt64>
    private let priorValues: MappedArray<Float>

    /// Opens the model of a resource folder.
    ///
    /// - Throws: `model.missing`, `model.foreign`, `model.version` or `model.corrupt`.
    package init(resources: ResourceDirectory) throws(LoepError) {
        let file = try ModelFile(path: resources.model("summary.loep"))
        frequency = try DocumentFrequency(file)
        termTrees = try TreeEnsemble(file, prefix: "term", features: SummaryFeatures.termWidth)
        sentenceTrees = try TreeEnsemble(file, prefix: "sentence", features: SummaryFeatures.sentenceWidth)
        priorKeys = try file.section("prior.keys", of: UInt64.self)
        priorValues = try file.section("prior.values", of: Float.self)
        guard priorKeys.count == priorValues.count else {
            throw LoepError(.modelCorrupt, "\(file.path): the table of term priors has a wrong size")
        }
    }

    /// Log ratio of a term's rate in reference summaries to its rate in articles; 0 when not known.
    func prior(_ hash: UInt64) -> Float {
        let keys = priorKeys.span
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < hash { low = middle + 1 } else { high = middle }
        }
        return low < keys.count && keys[low] == hash ? priorValues[low] : 0
    }
}
