// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Loep
import LoepFormats

/// `loep tag`: the main job, every layer of every document.
struct TagCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tag",
        abstract: "Annotate articles with everything Loep knows (the default).",
        discussion: """
            Examples:
              loep tag article.txt                       one JSON object on standard output
              loep tag articles/ --out tagged/ --jobs 4  a folder, mirrored file by file
              loep tag articles/ --to html --out pages/  pages with highlighted names, and an index
              loep tag article.txt --to text             a digest for reading
              cut -f1 corpus.tsv | loep tag - --from conll --to iob
            """)

    @OptionGroup var batch: BatchArguments

    @Option(
        help: ArgumentHelp(
            "Layers to fill, with those they build on: \(Layers.available.labels.joined(separator: ", ")).",
            valueName: "layer,…"))
    var stages: String?

    @Option(help: ArgumentHelp("Sentences of the summary.", valueName: "n"))
    var sentences: Int = 3

    func validate() throws {
        _ = try layers()
        try SummarizeCommand.validate(sentences: sentences)
    }

    private func layers() throws -> Layers {
        guard let stages else { return .dutch }
        var layers: Layers = []
        for name in stages.split(separator: ",") {
            guard Layers.available.labels.contains(String(name)),
                let index = Layers.all.labels.firstIndex(of: String(name))
            else {
                throw ValidationError(
                    "There is no layer \(name)"
                        + Suggestion.sentence(String(name), among: Layers.available.labels)
                        + "; --stages knows \(Layers.available.labels.joined(separator: ", ")).")
            }
            layers.insert(Layers(rawValue: 1 << UInt16(index)))
        }
        return layers
    }

    func run() async throws {
        var dutch = DutchOptions()
        dutch.summary.length = .sentences(sentences)
        try await batch.run(layers: layers(), defaultFormat: .jsonl, dutch: dutch)
    }
}
