// SPDX-License-Identifier: Apache-2.0
import LoepCore

/// Reads single values from the text of one JSON object, such as a model's description of itself.
public enum JSONObject {
    /// The strings and numbers of some top-level fields, as text; nil where a field is absent or null.
    ///
    /// - Throws: `format.malformed` with the column.
    public static func values(_ names: [String], of object: String) throws(LoepError) -> [String?] {
        let bytes = Array(object.utf8)
        var scanner = JSONScanner(bytes[...])
        return try scanner.fields(names.map { Array($0.utf8) }).map { $0.map { String(decoding: $0, as: UTF8.self) } }
    }
}
