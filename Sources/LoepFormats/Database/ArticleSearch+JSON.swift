// SPDX-License-Identifier: Apache-2.0

extension ArticleSearch.Hit {
    /// Appends the article as one JSON object on one line; what it lacks is absent.
    public func append(jsonTo bytes: inout [UInt8]) {
        bytes.append("{\"id\":")
        bytes.append(json: name)
        func append(_ key: StaticString, _ value: String?) {
            guard let value else { return }
            bytes.append(key)
            bytes.append(json: value)
        }
        append(",\"title\":", title)
        append(",\"date\":", date)
        append(",\"source\":", source)
        bytes.append(",\"mentions\":")
        bytes.append(decimal: mentions)
        bytes.append(",\"forms\":[")
        for (index, form) in forms.enumerated() {
            if index > 0 { bytes.append(",") }
            bytes.append(json: form)
        }
        bytes.append("]")
        append(",\"excerpt\":", excerpt)
        bytes.append("}\n")
    }
}
