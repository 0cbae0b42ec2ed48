// SPDX-License-Identifier: Apache-2.0
import Loep

/// Writes what is known about single names, one line each: `loep name`.
public struct NameAnswerWriter: Sendable {
    private let isJSON: Bool

    /// Makes a writer of JSON Lines, or else of tab-separated columns.
    public init(isJSON: Bool) { self.isJSON = isJSON }

    /// Appends one line.
    public func append(_ answer: NameAnswer, to bytes: inout [UInt8]) {
        if isJSON { append(json: answer, to: &bytes) } else { append(columns: answer, to: &bytes) }
    }

    private func append(json answer: NameAnswer, to bytes: inout [UInt8]) {
        bytes.append("{\"name\":")
        bytes.append(json: answer.name)
        if let identity = answer.identity {
            bytes.append(",\"id\":")
            bytes.append(json: identity.id)
            bytes.append(",\"kind\":")
            bytes.append(json: identity.kind.label)
            bytes.append(",\"score\":")
            bytes.append(score: answer.score)
        }
        bytes.append(",\"canonical\":")
        bytes.append(json: answer.canonical ?? answer.name)
        bytes.append(",\"dutch\":")
        bytes.append(json: answer.dutch ?? answer.name)
        bytes.append(",\"original\":[")
        for (index, original) in answer.originals.enumerated() {
            bytes.append(index == 0 ? "{\"text\":" : ",{\"text\":")
            bytes.append(json: original.name)
            bytes.append(",\"score\":")
            bytes.append(score: original.score)
            bytes.append("}")
        }
        bytes.append("]")
        if let language = answer.language {
            bytes.append(",\"language\":")
            bytes.append(json: language)
        }
        bytes.append(",\"schemes\":{")
        for (index, scheme) in answer.schemes.enumerated() {
            if index > 0 { bytes.append(",") }
            bytes.append(json: scheme.scheme)
            bytes.append(":")
            bytes.append(json: scheme.name)
        }
        bytes.append("}")
        // One candidate says nothing the answer does not say.
        if answer.candidates.count > 1 {
            bytes.append(",\"candidates\":[")
            for (index, candidate) in answer.candidates.enumerated() {
                bytes.append(index == 0 ? "{\"id\":" : ",{\"id\":")
                bytes.append(json: candidate.identity.id)
                bytes.append(",\"canonical\":")
                bytes.append(json: candidate.identity.canonical)
                bytes.append(",\"score\":")
                bytes.append(score: candidate.score)
                bytes.append("}")
            }
            bytes.append("]")
        }
        bytes.append("}\n")
    }

    private func append(columns answer: NameAnswer, to bytes: inout [UInt8]) {
        bytes.append(field: answer.name)
        for field in [
            answer.identity?.id ?? "", answer.canonical ?? answer.name, answer.dutch ?? answer.name,
            answer.originals.first?.name ?? "",
        ] {
            bytes.append("\t")
            bytes.append(field: field)
        }
        bytes.append("\t")
        bytes.append(score: answer.identity == nil ? answer.originals.first?.score ?? 0 : answer.score)
        bytes.append("\t")
        bytes.append(field: answer.schemes.map { "\($0.scheme)=\($0.name)" }.joined(separator: "; "))
        bytes.append("\n")
    }
}
