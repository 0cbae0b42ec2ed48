// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Loep
import LoepCore
import LoepEvaluation
import LoepFormats
import LoepModel
import LoepWords

/// `loep eval words`: part of speech, features and lemmas against a treebank in CoNLL-U, on its tokens.
struct EvalWords: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "words",
        abstract: "Measure part of speech, CGN tags, features and lemmas on the tokens of CoNLL-U files.",
        discussion: """
            Examples:
              loep eval words --gold treebank.conllu
            """)

    @Option(name: .long, help: "A CoNLL-U file; may be given more than once.")
    var gold: [String]
    @Flag(inversion: .prefixedNo, help: "Print a table with a line for each part of speech.")
    var tags = true
    @Option(help: "List the first N errors.")
    var errors = 0
    @Option(help: "List only the errors of one column: upos, xpos, feats or lemma.")
    var column: String?
    @Option(help: "A model of words to measure instead of the resources' own.")
    var model: String?
    @Option(help: "Folder with lexicon/ and models/.")
    var models: String?

    func run() throws {
        let resources = try ResourceDirectory.find(explicit: models)
        let tagger = try WordTagger(resources: resources, options: WordOptions(model: model))
        for path in gold {
            var score = WordScore()
            score.add(try Treebank(conllu: FileBytes.read(path), name: path), tagger: tagger)
            print("\(path)\n\(score.table)")
            if tags { print(score.tagTable) }
            let listed = score.failures.filter { column == nil || $0.column == column }
            for failure in listed.prefix(errors) { print(failure.line) }
        }
    }
}
