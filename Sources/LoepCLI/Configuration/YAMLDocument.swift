// SPDX-License-Identifier: Apache-2.0
import CYAML
import LoepCore

/// The first document of a YAML 1.1 file, as libyaml reads it.
///
/// libyaml is what Yams wraps too; Yams itself would bring Foundation, which makes the binary four times as large.
indirect enum YAMLNode {
    /// A word, number or string, as written.
    case scalar(String, line: Int)
    /// A list.
    case sequence([YAMLNode], line: Int)
    /// A table, in the order of the file.
    case mapping([(key: String, value: YAMLNode)], line: Int)

    /// One-based line the node starts in.
    var line: Int {
        switch self {
        case .scalar(_, let line), .sequence(_, let line), .mapping(_, let line): line
        }
    }

    /// Reads a file's text; nil when it holds nothing.
    ///
    /// - Throws: `config.malformed` with the line.
    static func parse(_ bytes: [UInt8], name: String) throws(LoepError) -> YAMLNode? {
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else {
            throw LoepError(.malformedConfiguration, "\(name) cannot be read: out of memory")
        }
        defer { yaml_parser_delete(&parser) }
        let result: Result<YAMLNode?, LoepError> = bytes.withUnsafeBufferPointer { buffer in
            yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
            var document = yaml_document_t()
            guard yaml_parser_load(&parser, &document) == 1 else {
                let problem = parser.problem.map { String(cString: $0) } ?? "not YAML"
                return .failure(
                    LoepError(
                        .malformedConfiguration, "\(name), line \(parser.problem_mark.line + 1): \(problem)"))
            }
            defer { yaml_document_delete(&document) }
            guard let root = yaml_document_get_root_node(&document) else { return .success(nil) }
            return Result { () throws(LoepError) in try node(root.pointee, of: &document, name: name, depth: 0) }
        }
        return try result.get()
    }

    private static func node(
        _ node: yaml_node_t, of document: inout yaml_document_t, name: String, depth: Int
    ) throws(LoepError) -> YAMLNode {
        let line = Int(node.start_mark.line) + 1
        // An anchor that contains itself has no end.
        guard depth < 16 else {
            throw LoepError(.malformedConfiguration, "\(name), line \(line): nested too deeply")
        }
        func child(_ index: Int32) throws(LoepError) -> YAMLNode {
            guard let pointer = yaml_document_get_node(&document, index) else {
                throw LoepError(.malformedConfiguration, "\(name), line \(line): a node is missing")
            }
            return try self.node(pointer.pointee, of: &document, name: name, depth: depth + 1)
        }
        switch node.type {
        case YAML_SEQUENCE_NODE:
            var items: [YAMLNode] = []
            var item = node.data.sequence.items.start
            while let pointer = item, pointer != node.data.sequence.items.top {
                items.append(try child(pointer.pointee))
                item = pointer + 1
            }
            return .sequence(items, line: line)
        case YAML_MAPPING_NODE:
            var pairs: [(key: String, value: YAMLNode)] = []
            var pair = node.data.mapping.pairs.start
            while let pointer = pair, pointer != node.data.mapping.pairs.top {
                guard case .scalar(let key, _) = try child(pointer.pointee.key) else {
                    throw LoepError(.malformedConfiguration, "\(name), line \(line): a key must be a word")
                }
                pairs.append((key, try child(pointer.pointee.value)))
                pair = pointer + 1
            }
            return .mapping(pairs, line: line)
        default:
            let scalar = node.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            return .scalar(String(decoding: bytes, as: UTF8.self), line: line)
        }
    }
}
