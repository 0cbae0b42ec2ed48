// SPDX-License-Identifier: Apache-2.0
import Glibc
import LoepCore
import LoepFormats
import LoepModel
import LoepNames

/// Learns the `TranscriptionClassifier` from words that are transcriptions and words that are not.
struct ClassifierTrainer {
    private var positives: Set<String>
    /// Names of the gold, which may teach nothing, neither as transcriptions nor as other words.
    private let barred: Set<String>
    private var negatives: [String: Float] = [:]

    /// Starts with the words that are transcriptions, folded.
    init(positives: Set<String>, barred: Set<String>) {
        self.positives = positives
        self.barred = barred
    }

    /// Gathers words that are none.
    mutating func addNegatives(_ sources: NameSources, schemes: TransliterationTable, corpus: String) throws(LoepError)
    {
        for article in try CorpusArticle.articles(in: corpus) { try addCorpus(article) }
        for row in try sources.rows("lexicon/news-frequency.tsv") where row.count >= 2 {
            if let first = row[0].unicodeScalars.first, first.properties.isLowercase, (Int(row[1]) ?? 0) >= 5 {
                add(String(row[0]), 0.5)
            }
        }
        for row in try sources.rows("names/wikititles-nl-en-ru.tsv").dropFirst() where row.count >= 4 {
            let dutch = NameCollector.title(row[0])
            let russian = NameCollector.title(row[3].isEmpty ? row[2] : row[3])
            guard dutch.first?.isUppercase == true, russian.first?.isUppercase == true,
                row[1].isEmpty || row[1] == row[0], let made = schemes.apply(russian, language: "ru", scheme: "nl")
            else { continue }
            let (a, b) = (Array(NameEntry.slug(made).utf8), Array(NameEntry.slug(dutch).utf8))
            let words = dutch.split(separator: " ").map(String.init)
            if editDistance(a, b) * 10 > b.count * 3 {
                for word in words { add(word, 0.5) }
                continue
            }
            // A word that is the same in English, but not what transcription would make of the Russian.
            let rewritten = made.split(separator: " ").map(String.init)
            guard rewritten.count == words.count else { continue }
            for (word, other) in zip(words, rewritten) where foldedWord(word) != foldedWord(other) { add(word, 0.5) }
        }
        for row in try sources.rows("lexicon/languagetool-nl.tsv.xz")
        where row.count >= 3 && row[2].hasPrefix("ENM:PER") {
            guard row[0].utf8.count <= 5 || !NameCollector.hasEnding(String(row[0])) else { continue }
            add(String(row[0]), 0.3)
        }
    }

    /// The words of an article outside the mentions with a canonical name.
    private mutating func addCorpus(_ article: CorpusArticle) throws(LoepError) {
        let text = try Text(article.text)
        var start = 0
        for mention in article.mentions.filter({ $0.canonical != nil }).map(\.bytes)
            + [ByteRange(text.count..<text.count)]
        {
            if Int(mention.start) > start {
                for word in text[ByteRange(start..<Int(mention.start))].split(whereSeparator: {
                    !$0.isLetter && $0 != "’"
                })
                where word.first?.isUppercase == true { add(String(word), 1) }
            }
            start = Int(mention.end)
        }
    }

    private mutating func add(_ word: String, _ weight: Float) {
        let folded = foldedWord(word)
        guard folded.utf8.count > 1, !positives.contains(folded), !barred.contains(folded), !folded.contains(" "),
            !ClassifierTrainer.isSurelyTranscribed(folded)
        else { return }
        negatives[folded] = min(4, (negatives[folded] ?? 0) + weight)
    }

    /// Word lists of other names hold transcriptions too; these letter groups and endings give them away.
    private static func isSurelyTranscribed(_ folded: String) -> Bool {
        if folded.contains("tsj") || folded.contains("zj") { return true }
        return [
            "sjov", "jev", "ovski", "evski", "inski", "enko", "jova", "jeva", "skaja", "ajev", "oejev", "sjin", "sjko",
            "chov",
        ].contains { folded.hasSuffix($0) }
    }

    /// Fits the weights by AdaGrad on the weighted log-likelihood; no step is random.
    func train(epochs: Int = 6) -> [Float] {
        var examples: [(word: [UInt8], isPositive: Bool, weight: Float)] = []
        for word in positives.sorted() { examples.append((Array(word.utf8), true, 1.5)) }
        for (word, weight) in negatives.sorted(by: { $0.key < $1.key }) {
            examples.append((Array(word.utf8), false, min(3, weight)))
        }
        print("classifier: \(positives.count) transcriptions, \(negatives.count) other words")
        var weights = [Float](repeating: 0, count: TranscriptionClassifier.weightCount)
        var squares = [Float](repeating: 1e-4, count: TranscriptionClassifier.weightCount)
        var generator = SplitMix64(seed: 19_910_824)
        for _ in 0..<epochs {
            examples.shuffle(using: &generator)
            for example in examples {
                var sum: Float = 0
                TranscriptionClassifier.forEachSlot(example.word.span) { sum += weights[$0] }
                let probability = 1 / (1 + expf(-sum))
                let gradient = (probability - (example.isPositive ? 1 : 0)) * example.weight
                if abs(gradient) < 1e-3 { continue }
                TranscriptionClassifier.forEachSlot(example.word.span) { slot in
                    let full = gradient + 1e-4 * weights[slot]
                    squares[slot] += full * full
                    weights[slot] -= 0.1 * full / squares[slot].squareRoot()
                }
            }
        }
        return weights
    }
}
