// SPDX-License-Identifier: Apache-2.0
import CXML2
import LoepCore

/// A parsed page as a flat list of nodes in document order: the descendants of node `i` are
/// `i + 1 ..< nodes[i].end`.
struct HTMLTree {
    /// An element or a piece of text.
    struct Node {
        /// Lower-case element name; empty for text.
        var name: String
        /// The text, as UTF-8, of a text node.
        var text: [UInt8] = []
        /// The attributes extraction looks at.
        var attributes: [(name: String, value: String)] = []
        /// Index of the parent; -1 for the root.
        var parent: Int
        /// Index one past the last descendant.
        var end = 0

        /// The value of an attribute.
        subscript(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
    }

    private static let wanted = [
        "class", "id", "property", "name", "content", "datetime", "type", "itemprop", "role", "hidden", "aria-hidden",
        "rel", "href", "style",
    ]

    /// All nodes in document order.
    private(set) var nodes: [Node] = []
    /// The encoding the page says it is in; nil when it says none or was UTF-8 all along.
    private(set) var encoding: String?

    /// Parses a page. Bytes that are valid UTF-8 are read as such; others in the encoding the page names,
    /// or else as ISO 8859-1, as browsers do.
    ///
    /// - Throws: `text.too-large` above 2 GiB, `format.malformed` when there is no page in the bytes.
    init(_ bytes: [UInt8]) throws(LoepError) {
        guard bytes.count < Int(Int32.max) else {
            throw LoepError(.textTooLarge, "the page has \(bytes.count) bytes; the limit is \(Int32.max)")
        }
        let isUTF8 = (try? Text(validating: bytes)) != nil
        let document = bytes.withUnsafeBytes {
            cxml2_readHTML($0.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), isUTF8 ? "UTF-8" : nil)
        }
        guard let document else { throw LoepError(.malformedInput, "there is no HTML page in it") }
        defer { xmlFreeDoc(document) }
        if !isUTF8 { encoding = document.pointee.encoding.map { String(cString: $0) } ?? "ISO-8859-1" }
        copy(xmlDocGetRootElement(document))
    }

    /// Copies the tree under `root`, without recursion: pages may be nested as deep as they like.
    private mutating func copy(_ root: xmlNodePtr?) {
        guard let root else { return }
        var node = root
        var parent = -1
        while true {
            var isOpen = false
            switch node.pointee.type {
            case XML_ELEMENT_NODE:
                nodes.append(HTMLTree.element(node, parent: parent))
                isOpen = true
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
                var text = Node(name: "", parent: parent)
                if let content = node.pointee.content { text.text = Array(String(cString: content).utf8) }
                text.end = nodes.count + 1
                nodes.append(text)
            default: break
            }
            if isOpen, let child = node.pointee.children {
                parent = nodes.count - 1
                node = child
                continue
            }
            if isOpen { nodes[nodes.count - 1].end = nodes.count }
            while node != root, node.pointee.next == nil {
                nodes[parent].end = nodes.count
                parent = nodes[parent].parent
                node = node.pointee.parent
            }
            if node == root { return }
            node = node.pointee.next
        }
    }

    private static func element(_ node: xmlNodePtr, parent: Int) -> Node {
        var element = Node(name: node.pointee.name.map { String(cString: $0).lowercased() } ?? "", parent: parent)
        guard node.pointee.properties != nil else { return element }
        for name in wanted {
            guard let value = cxml2_attribute(node, name) else { continue }
            element.attributes.append((name, String(cString: value)))
            cxml2_free(value)
        }
        return element
    }
}
