// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// What an index page says about one document.
public struct IndexEntry: Sendable {
    /// A name in the document.
    public struct Name: Sendable {
        /// What mentions of the same one share across documents.
        public let key: String
        /// Its type.
        public let type: EntityType
        /// Canonical name, or else the form.
        public let name: String
        /// The name in its original script.
        public let original: String?
        /// Number of mentions.
        public let count: Int
    }

    /// The headline.
    public let title: String
    /// Date of publication.
    public let date: String?
    /// What it is about: the first sentence of the summary.
    public let lead: String
    /// The names in it, most mentions first.
    public let names: [Name]

    /// Notes what the index needs of a document.
    public init(_ document: Document) {
        title = document.headline
        date = document.metadata.date
        lead = document.summary.first.map { document.singleLine(of: document.sentences[Int($0.sentence)].tokens) } ?? ""
        names = EntityGroup.groups(of: document).map {
            Name(key: $0.key, type: $0.type, name: $0.name, original: $0.identity?.original, count: $0.count)
        }
    }
}

/// Index pages: for each folder its articles, and the people, places and organisations in them and in the folders
/// below, with counts and links.
struct HTMLIndex {
    private static let types: [EntityType] = [.person, .location, .organisation, .event]
    /// Names shown a type, and articles linked a name: more would be no index any more.
    private static let longestList = 400
    private static let mostLinks = 60

    private let store: IndexStore

    init(_ store: IndexStore) { self.store = store }

    /// The index page of a folder; the empty path is the output folder itself.
    ///
    /// - Throws: `io.unwritable` when the store fails.
    func page(_ folder: String) throws(LoepError) -> [UInt8] {
        let prefix = folder.isEmpty ? "" : folder + "/"
        let title = folder.isEmpty ? "Overzicht" : folder
        let count = try store.pageCount(below: prefix)
        var bytes = HTMLWriter.opening(title: title, pageClass: "index")
        bytes.append("<main>\n<p class=\"kicker\">")
        bytes.append(decimal: count)
        bytes.append(count == 1 ? " artikel" : " artikelen")
        bytes.append("</p>\n<h1>")
        bytes.append(markup: title)
        bytes.append("</h1>\n")
        appendFolders(folder, below: try store.folders(in: folder), to: &bytes)
        bytes.append("<ul class=\"stories\">\n")
        try store.forEachPage(in: folder) { page in
            bytes.append("<li><a")
            bytes.append(attribute: "href", HTMLIndex.link(to: page.path, from: prefix))
            bytes.append(">")
            bytes.append(markup: page.title)
            bytes.append("</a>")
            if let date = page.date {
                bytes.append("<small>")
                bytes.append(markup: date)
                bytes.append("</small>")
            }
            bytes.append("<p>")
            bytes.append(markup: page.lead)
            bytes.append("</p></li>\n")
        }
        bytes.append("</ul>\n<aside class=\"columns\">\n")
        for type in HTMLIndex.types { try append(type, prefix, to: &bytes) }
        bytes.append("</aside>\n</main>\n</body>\n</html>\n")
        return bytes
    }

    private func appendFolders(_ folder: String, below: [String], to bytes: inout [UInt8]) {
        if folder.isEmpty, below.isEmpty { return }
        bytes.append("<nav>")
        if !folder.isEmpty { bytes.append("<a href=\"../index.html\">↑ terug</a>") }
        for child in below {
            let name = child.dropFirst(folder.isEmpty ? 0 : folder.count + 1)
            bytes.append("<a")
            bytes.append(attribute: "href", HTMLIndex.escaped(name + "/index.html"))
            bytes.append(">")
            bytes.append(markup: String(name))
            bytes.append("</a>")
        }
        bytes.append("</nav>\n")
    }

    private func append(_ type: EntityType, _ prefix: String, to bytes: inout [UInt8]) throws(LoepError) {
        let names = try store.names(of: type, below: prefix, atMost: HTMLIndex.longestList)
        guard !names.isEmpty, let heading = HTMLWriter.headings.first(where: { $0.0 == type })?.1 else { return }
        bytes.append("<section class=\"")
        bytes.append(string: HTMLWriter.styleClass(type))
        bytes.append("\"><h2>")
        bytes.append(markup: heading)
        bytes.append("</h2>\n")
        for name in names {
            bytes.append("<details><summary><span>")
            bytes.append(markup: name.name)
            bytes.append("</span><span class=\"count\">")
            bytes.append(decimal: name.count)
            bytes.append("</span>")
            if let original = name.original {
                bytes.append("<span class=\"original\">")
                bytes.append(markup: original)
                bytes.append("</span>")
            }
            bytes.append("</summary><ul>")
            for page in try store.pages(naming: name.row, below: prefix, atMost: HTMLIndex.mostLinks) {
                bytes.append("<li><a")
                bytes.append(attribute: "href", HTMLIndex.link(to: page.path, from: prefix))
                bytes.append(">")
                bytes.append(markup: page.title)
                bytes.append("</a></li>")
            }
            bytes.append("</ul></details>\n")
        }
        bytes.append("</section>\n")
    }

    /// The folder a page lies in; empty for the output folder itself.
    static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
        return String(path[..<slash])
    }

    private static func link(to path: String, from prefix: String) -> String {
        escaped(path.dropFirst(prefix.count))
    }

    /// Percent-encodes what a relative URL cannot hold as it is (RFC 3986, section 3.3).
    private static func escaped(_ path: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
