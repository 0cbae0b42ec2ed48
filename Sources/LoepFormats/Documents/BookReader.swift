// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Reads electronic books (EPUB 2 and 3): one document a chapter, that is, a file of the spine that has text.
///
/// A chapter's title is its first heading, or else the book's; date and identifier come from the book.
enum BookReader {
    /// What the package file says.
    private struct Package {
        var chapters: [String] = []
        var metadata = Metadata()
    }

    /// Makes the documents of a book, in reading order.
    ///
    /// - Throws: `format.malformed` when it is no such file, `text.too-large`, `text.empty` when no chapter has text.
    static func documents(_ bytes: [UInt8], id: String, limit: Int) throws(LoepError) -> [Document] {
        if bytes.isEmpty { throw LoepError(.emptyText, "there is nothing in it") }
        let endings = ["xml", "opf", "xhtml", "html", "htm"]
        let zip = try ZipContainer(bytes, name: id, limit: limit) { path in
            endings.contains(path.split(separator: ".").last?.lowercased() ?? "")
        }
        let package = try package(zip, id)
        var documents: [Document] = []
        for path in package.chapters {
            guard let page = zip.files[path], let tree = try? HTMLTree(page) else { continue }
            let extractor = ArticleExtractor(tree, takesWholeBody: true)
            guard let text = try? Text(validating: extractor.text), (try? TextReader.requireContent(text)) != nil else {
                continue
            }
            var metadata = package.metadata
            metadata.title = extractor.heading ?? metadata.title
            documents.append(Document(id: "\(id):\(documents.count + 1)", text: text, metadata: metadata))
        }
        if documents.isEmpty { throw LoepError(.emptyText, "no chapter of the book has text") }
        return documents
    }

    private static func package(_ zip: ZipContainer, _ id: String) throws(LoepError) -> Package {
        var path: String?
        if let container = zip.files["META-INF/container.xml"] {
            try XMLEvents.read(container, name: "\(id), META-INF/container.xml") {
                (event, attributes) throws(LoepError) in
                if case .open("rootfile") = event, path == nil { path = attributes["full-path"] }
            }
        }
        guard let path, let content = zip.files[path] else {
            throw LoepError(.malformedInput, "\(id) holds no package file: it is no electronic book")
        }
        let folder = path.split(separator: "/").dropLast().map(String.init)
        var addresses: [String: String] = [:]
        var spine: [String] = []
        try XMLEvents.read(content, name: "\(id), \(path)") { (event, attributes) throws(LoepError) in
            guard case .open(let name) = event else { return }
            if name == "item", let key = attributes["id"], let address = attributes["href"] {
                addresses[key] = resolved(address, in: folder)
            } else if name == "itemref", let key = attributes["idref"], attributes["linear"] != "no" {
                spine.append(key)
            }
        }
        var package = Package()
        package.chapters = spine.compactMap { addresses[$0] }
        let facts = (try? XMLFacts(content, name: id)) ?? XMLFacts()
        package.metadata.title = facts["title"]
        package.metadata.date = facts["date"].map { String($0.prefix(10)) }
        package.metadata.source = facts["source"] ?? facts["identifier"]
        return package
    }

    /// A relative address as a path in the container: percent codes undone, `..` followed, fragments cut.
    private static func resolved(_ address: String, in folder: [String]) -> String {
        var parts = folder
        var bytes: [UInt8] = []
        let raw = Array(address.utf8.prefix { $0 != UInt8(ascii: "#") })
        var index = 0
        while index < raw.count {
            if raw[index] == UInt8(ascii: "%"), index + 2 < raw.count,
                let value = UInt8(String(decoding: raw[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                index += 3
            } else {
                bytes.append(raw[index])
                index += 1
            }
        }
        for part in String(decoding: bytes, as: UTF8.self).split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }
}
