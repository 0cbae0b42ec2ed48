// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// The edit scripts of a model, packed.
struct ScriptTable: Sendable {
    /// Case, offset of `ge`, bytes cut, bytes added: one byte each, from the lowest.
    private let heads: MappedArray<UInt32>
    /// Where each script's ending starts in `bytes`.
    private let starts: MappedArray<UInt32>
    private let bytes: MappedArray<UInt8>

    /// Stands for "no `ge` is taken out".
    private static let noOffset: UInt32 = 255

    init(_ file: ModelFile) throws(LoepError) {
        heads = try file.section("scripts.heads", of: UInt32.self)
        starts = try file.section("scripts.starts", of: UInt32.self)
        bytes = try file.section("scripts.bytes", of: UInt8.self)
        var isSound = heads.count == starts.count && heads.count > 0
        for index in 0..<min(heads.count, starts.count) where Int(starts[index]) + Int(heads[index] >> 24) > bytes.count
        {
            isSound = false
        }
        guard isSound else { throw LoepError(.modelCorrupt, "\(file.path): the edit scripts have a wrong size") }
    }

    /// Number of scripts.
    var count: Int { heads.count }

    /// Bytes a script cuts off the end, and what it puts there; nil for one that changes more, and for no script.
    func suffixChange(_ script: Int) -> (cut: Int, ending: [UInt8])? {
        guard script < heads.count, heads[script] >> 8 & 0xFF == ScriptTable.noOffset else { return nil }
        let start = Int(starts[script])
        return (Int(heads[script] >> 16 & 0xFF), (start..<start + Int(heads[script] >> 24)).map { bytes[$0] })
    }

    /// Appends the lemma of a form. A script that does not fit the form leaves it as it is.
    ///
    /// - Parameters:
    ///   - exact: the form as written.
    ///   - lower: the form in lower case.
    func append(_ script: Int, exact: Span<UInt8>, _ range: Range<Int>, lower: Span<UInt8>, to output: inout [UInt8]) {
        let head = heads[script]
        let start = output.count
        if head & 1 == 1 {
            append(head, Int(starts[script]), exact, range, to: &output)
        } else {
            append(head, Int(starts[script]), lower, 0..<lower.count, to: &output)
        }
        if output.count == start { for index in range { output.append(exact[index]) } }
    }

    private func append(
        _ head: UInt32, _ ending: Int, _ source: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]
    ) {
        let offset = head >> 8 & 0xFF
        let cut = Int(head >> 16 & 0xFF)
        var end = range.upperBound - cut
        var gap = range.upperBound
        var fits = cut <= range.count && (end == range.upperBound || source[end] & 0xC0 != 0x80)
        if offset != ScriptTable.noOffset, fits {
            gap = range.lowerBound + Int(offset)
            fits = gap + 2 <= end && source[gap] == UInt8(ascii: "g") && source[gap + 1] == UInt8(ascii: "e")
        }
        if !fits {
            end = range.upperBound
            gap = end
        }
        var index = range.lowerBound
        while index < end {
            if index == gap {
                index += 2
                continue
            }
            output.append(source[index])
            index += 1
        }
        guard fits else { return }
        for index in ending..<ending + Int(head >> 24) { output.append(bytes[index]) }
    }

    /// Writes the sections for `scripts`.
    static func write(_ scripts: [LemmaScript], to writer: inout ModelWriter) {
        var heads: [UInt32] = []
        var starts: [UInt32] = []
        var bytes: [UInt8] = []
        for script in scripts {
            let offset = script.prefixOffset.map(UInt32.init) ?? noOffset
            heads.append(
                (script.keepsCase ? 1 : 0) | offset << 8 | UInt32(script.cut) << 16 | UInt32(script.ending.count) << 24)
            starts.append(UInt32(bytes.count))
            bytes += script.ending
        }
        writer.add("scripts.heads", heads)
        writer.add("scripts.starts", starts)
        writer.add("scripts.bytes", bytes)
    }
}

/// Numbers edit scripts in order of appearance.
package struct ScriptNumbers {
    package private(set) var scripts: [LemmaScript] = []
    private var numbers: [LemmaScript: UInt16] = [:]

    package init() {}

    /// The number of a script; nil when the model can hold no more.
    package mutating func number(of script: LemmaScript) -> UInt16? {
        if let number = numbers[script] { return number }
        guard scripts.count < Int(UInt16.max) else { return nil }
        let number = UInt16(scripts.count)
        numbers[script] = number
        scripts.append(script)
        return number
    }

    /// Writes the sections of the scripts.
    package func write(to writer: inout ModelWriter) { ScriptTable.write(scripts, to: &writer) }
}
