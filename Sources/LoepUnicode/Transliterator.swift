// SPDX-License-Identifier: Apache-2.0
import CICU
import LoepCore

/// A transform of libicu, such as `Any-Latin; Latin-ASCII` or `Russian-Latin/BGN` (CLDR transforms, UTS #35).
///
/// Not Sendable: libicu's transforms keep state, so each worker opens its own. Opening takes about a
/// millisecond; keep it.
public final class Transliterator {
    /// The ID it was opened with, or the name given to its rules.
    public let id: String
    private let handle: UnsafeMutableRawPointer

    /// Opens a transform that libicu ships.
    ///
    /// - Throws: `option.invalid` when libicu knows no transform of that ID.
    public init(id: String) throws(LoepError) {
        let units = Array(id.utf16)
        guard let handle = cicu_utrans_open(units, Int32(units.count), nil, 0) else {
            throw LoepError(.invalidOption, "libicu has no transform \(id)")
        }
        self.id = id
        self.handle = handle
    }

    /// Compiles a transform from rules in the syntax of UTS #35.
    ///
    /// - Throws: `option.invalid` when the rules cannot be compiled.
    public init(name: String, rules: String) throws(LoepError) {
        let units = Array(name.utf16)
        let ruleUnits = Array(rules.utf16)
        guard let handle = cicu_utrans_open(units, Int32(units.count), ruleUnits, Int32(ruleUnits.count)) else {
            throw LoepError(.invalidOption, "the rules of the transform \(name) cannot be compiled")
        }
        self.id = name
        self.handle = handle
    }

    deinit { cicu_utrans_close(handle) }

    /// The string transformed; unchanged when libicu fails.
    public func callAsFunction(_ string: String) -> String {
        let source = Array(string.utf16)
        var capacity = source.count * 4 + 64
        while true {
            var units = source + [UInt16](repeating: 0, count: capacity - source.count)
            let count = Int(cicu_utrans_trans(handle, &units, Int32(source.count), Int32(capacity)))
            if count < 0 { return string }
            if count <= capacity { return String(decoding: units[..<count], as: UTF16.self) }
            capacity = count + 64
        }
    }
}
