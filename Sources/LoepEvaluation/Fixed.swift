// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A number with a fixed count of decimals, padded on the left, for tables.
public func fixed(_ value: Double, digits: Int, width: Int = 0) -> String {
    // 31 characters hold every figure of a table; a longer one is cut, never overrun.
    let text = [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
        let length = withVaList([Int32(digits), value]) { arguments in
            buffer.withMemoryRebound(to: CChar.self) { vsnprintf($0.baseAddress, $0.count, "%.*f", arguments) }
        }
        count = min(31, max(0, Int(length)))
    }
    return String(repeating: " ", count: max(0, width - text.count)) + String(decoding: text, as: UTF8.self)
}
