import Foundation

/// A number with a fixed count of decimals, padded on the left, for tables.
public func fixed(_ value: Double, digits: Int, width: Int = 0) -> String {
    let text = String(format: "%.\(digits)f", value)
    return String(repeating: " ", count: max(0, width - text.count)) + text
}
