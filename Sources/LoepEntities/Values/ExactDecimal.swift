// SPDX-License-Identifier: Apache-2.0
/// A decimal fraction kept exactly: `digits` divided by ten to the power `scale`.
struct ExactDecimal: Hashable {
    var digits: Int
    var scale = 0

    init(_ digits: Int, scale: Int = 0) {
        self.digits = digits
        self.scale = scale
    }

    /// The number without decimals; nil when it has some that are not zero.
    var integer: Int? {
        var result = digits
        for _ in 0..<scale {
            guard result % 10 == 0 else { return nil }
            result /= 10
        }
        return result
    }

    /// The product with a whole number; nil when it leaves 64 bits.
    func times(_ factor: Int) -> ExactDecimal? {
        var factor = factor
        var scale = scale
        while scale > 0, factor % 10 == 0, factor != 0 {
            factor /= 10
            scale -= 1
        }
        let (product, overflow) = digits.multipliedReportingOverflow(by: factor)
        return overflow ? nil : ExactDecimal(product, scale: scale)
    }

    /// The sum; nil when it leaves 64 bits.
    func plus(_ other: ExactDecimal) -> ExactDecimal? {
        var left = self
        var right = other
        while left.scale < right.scale {
            let (product, overflow) = left.digits.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            left = ExactDecimal(product, scale: left.scale + 1)
        }
        while right.scale < left.scale {
            let (product, overflow) = right.digits.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            right = ExactDecimal(product, scale: right.scale + 1)
        }
        let (sum, overflow) = left.digits.addingReportingOverflow(right.digits)
        return overflow ? nil : ExactDecimal(sum, scale: left.scale)
    }

    /// The number with a decimal point and as many decimals as were written: `12.50`.
    var text: String {
        guard scale > 0 else { return "\(digits)" }
        var figures = "\(digits.magnitude)"
        if figures.utf8.count <= scale {
            figures = String(repeating: "0", count: scale + 1 - figures.utf8.count) + figures
        }
        return (digits < 0 ? "-" : "") + figures.dropLast(scale) + "." + figures.suffix(scale)
    }
}
