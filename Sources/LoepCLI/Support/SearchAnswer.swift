// SPDX-License-Identifier: Apache-2.0
import Loep
import LoepFormats

/// What `loep find` prints.
struct SearchAnswer {
    var query: String
    var identities: [Identity]
    var hits: [ArticleSearch.Hit]
    var total: Int

    /// The answer in one of the formats.
    func encoded(as format: FindCommand.Format) -> [UInt8] {
        switch format {
        case .text: Array(text.utf8)
        case .tsv: Array(table.utf8)
        case .jsonl: lines
        }
    }

    private var text: String {
        var text = total == 1 ? "1 article" : "\(total) articles"
        if !identities.isEmpty {
            let names = identities.prefix(5).map { identity in
                identity.original.map { "\(identity.canonical) (\($0))" } ?? identity.canonical
            }
            text += " with " + names.joined(separator: ", ")
            if identities.count > 5 { text += " and \(identities.count - 5) more" }
        }
        text += "\n"
        for hit in hits {
            text += "\n\(hit.title ?? hit.name)\n  \(hit.name)"
            if let date = hit.date { text += " · \(date)" }
            if hit.mentions > 0 { text += " · \(hit.mentions)× \(hit.forms.joined(separator: ", "))" }
            text += "\n"
            if let excerpt = hit.excerpt { text += "  \(excerpt)\n" }
        }
        if hits.count < total { text += "\n… and \(total - hits.count) more (--limit)\n" }
        return text
    }

    private var table: String {
        func field(_ value: String?) -> String {
            String((value ?? "").map { $0 == "\t" || $0.isNewline ? " " : $0 })
        }
        return hits.map { hit in
            [
                field(hit.name), field(hit.date), String(hit.mentions), field(hit.forms.joined(separator: ", ")),
                field(hit.title), field(hit.excerpt),
            ].joined(separator: "\t") + "\n"
        }.joined()
    }

    private var lines: [UInt8] {
        var bytes: [UInt8] = []
        for hit in hits { hit.append(jsonTo: &bytes) }
        return bytes
    }
}
