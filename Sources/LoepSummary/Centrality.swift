// SPDX-License-Identifier: Apache-2.0
import Glibc

/// How central each body sentence is among its like: cosine neighbours by an inverted index, and a random walk over them.
///
/// Erkan & Radev 2004, "LexRank: graph-based lexical centrality as salience in text summarization" (continuous
/// LexRank). A sentence looks back at no more than `postingLimit` earlier sentences a term, so a book costs
/// little more a sentence than an article.
package final class Centrality {
    /// LexRank, divided by its mean: 1 is an average sentence.
    package private(set) var rank: [Float] = []
    /// Cosine with the weighted term vector of the whole body.
    package private(set) var centroid: [Float] = []
    /// Length of each sentence's weighted vector.
    private(set) var norms: [Float] = []

    private struct Edge {
        var a: Int32
        var b: Int32
        var weight: Float
    }
    private struct Entry {
        var term: UInt32
        var weight: Float
    }

    private static let postingLimit = 32
    private static let minimumSimilarity: Float = 0.05
    private static let damping: Float = 0.85
    private static let rounds = 15

    private var entries: [Entry] = []
    private var starts: [Int] = []
    private var edges: [Edge] = []
    private var totals: [Float] = []
    private var next: [Float] = []
    private var counts: [Float] = []
    private var dots: [Float] = []
    private var touched: [Int32] = []
    private var heads: [Int32] = []
    private var links: [Int32] = []
    private var owners: [Int32] = []

    package init() {}

    /// Computes both measures for the body sentences of `analysis`.
    package func measure(_ analysis: DocumentAnalysis) {
        weigh(analysis)
        connect(analysis)
        walk()
    }

    /// Sparse vectors: term frequency in the sentence times IDF, content terms only.
    private func weigh(_ analysis: DocumentAnalysis) {
        let count = analysis.body.count
        entries.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        norms.removeAll(keepingCapacity: true)
        centroid.removeAll(keepingCapacity: true)
        reset(&counts, analysis.terms.count)
        var bodyNorm: Float = 0
        for term in analysis.terms where term.isContent {
            let weight = Float(term.count) * term.idf
            bodyNorm += weight * weight
        }
        bodyNorm = max(sqrtf(bodyNorm), 1e-6)
        for index in analysis.body {
            let start = entries.count
            starts.append(start)
            for occurrence in analysis.sentences[index].terms {
                let term = Int(analysis.occurrences[occurrence])
                guard analysis.terms[term].isContent else { continue }
                if counts[term] == 0 { entries.append(Entry(term: UInt32(term), weight: 0)) }
                counts[term] += 1
            }
            var norm: Float = 0
            var dot: Float = 0
            for position in start..<entries.count {
                let term = Int(entries[position].term)
                let weight = counts[term] * analysis.terms[term].idf
                counts[term] = 0
                entries[position].weight = weight
                norm += weight * weight
                dot += weight * Float(analysis.terms[term].count) * analysis.terms[term].idf
            }
            norms.append(max(sqrtf(norm), 1e-6))
            centroid.append(dot / (max(sqrtf(norm), 1e-6) * bodyNorm))
        }
        starts.append(entries.count)
        reset(&totals, count)
    }

    /// Cosines of sentence pairs that share a content term.
    private func connect(_ analysis: DocumentAnalysis) {
        let count = analysis.body.count
        edges.removeAll(keepingCapacity: true)
        heads.removeAll(keepingCapacity: true)
        heads.append(contentsOf: repeatElement(-1, count: analysis.terms.count))
        links.removeAll(keepingCapacity: true)
        owners.removeAll(keepingCapacity: true)
        reset(&dots, count)
        for sentence in 0..<count {
            touched.removeAll(keepingCapacity: true)
            for position in starts[sentence]..<starts[sentence + 1] {
                let term = Int(entries[position].term)
                var link = heads[term]
                var steps = 0
                while link >= 0, steps < Centrality.postingLimit {
                    let other = owners[Int(link)]
                    if dots[Int(other)] == 0 { touched.append(other) }
                    dots[Int(other)] += entries[position].weight * entries[Int(link)].weight
                    link = links[Int(link)]
                    steps += 1
                }
                links.append(heads[term])
                owners.append(Int32(sentence))
                heads[term] = Int32(position)
            }
            for other in touched {
                let similarity = dots[Int(other)] / (norms[sentence] * norms[Int(other)])
                dots[Int(other)] = 0
                guard similarity >= Centrality.minimumSimilarity else { continue }
                edges.append(Edge(a: Int32(sentence), b: other, weight: similarity))
                totals[sentence] += similarity
                totals[Int(other)] += similarity
            }
        }
    }

    /// Power iteration of the damped random walk.
    private func walk() {
        let count = totals.count
        rank.removeAll(keepingCapacity: true)
        rank.append(contentsOf: repeatElement(1, count: count))
        guard count > 0 else { return }
        for _ in 0..<Centrality.rounds {
            reset(&next, count)
            var lost: Float = 0
            for sentence in 0..<count where totals[sentence] == 0 { lost += rank[sentence] }
            for edge in edges {
                next[Int(edge.b)] += rank[Int(edge.a)] * edge.weight / totals[Int(edge.a)]
                next[Int(edge.a)] += rank[Int(edge.b)] * edge.weight / totals[Int(edge.b)]
            }
            let shared = 1 - Centrality.damping + Centrality.damping * lost / Float(count)
            for sentence in 0..<count { rank[sentence] = shared + Centrality.damping * next[sentence] }
        }
    }

    /// Cosine of two body sentences, by body number.
    package func similarity(_ a: Int, _ b: Int) -> Float {
        var dot: Float = 0
        for left in starts[a]..<starts[a + 1] {
            for right in starts[b]..<starts[b + 1] where entries[left].term == entries[right].term {
                dot += entries[left].weight * entries[right].weight
            }
        }
        return dot / (norms[a] * norms[b])
    }

    private func reset(_ values: inout [Float], _ count: Int) {
        values.removeAll(keepingCapacity: true)
        values.append(contentsOf: repeatElement(0, count: count))
    }
}
