// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A plot of curves on logarithmic axes, drawn as SVG: no library, since lines and letters are all it needs.
struct LinePlot {
    /// One curve.
    struct Curve {
        /// What the legend calls it.
        var name: String
        /// Points, ascending in x; both coordinates above 0.
        var points: [(x: Double, y: Double)]
    }

    /// What stands above the plot.
    var title: String
    /// What the axes show, with units.
    var axes: (x: String, y: String)
    /// The curves, four at most.
    var curves: [Curve]
    /// Whether a dashed line shows growth in proportion, through the last point of the first curve.
    var showsProportion = true

    private static let size = (width: 720.0, height: 420.0)
    private static let frame = (left: 84.0, top: 44.0, right: 24.0, bottom: 58.0)
    private static let colours = ["#b3261e", "#1d4e89", "#2e7d32", "#8a6d00"]

    /// The picture.
    var svg: String {
        let points = curves.flatMap(\.points)
        guard let first = points.first else { return "" }
        var low = (x: first.x, y: first.y)
        var high = low
        for point in points {
            low = (min(low.x, point.x), min(low.y, point.y))
            high = (max(high.x, point.x), max(high.y, point.y))
        }
        let x = (floor(log10(low.x)), max(ceil(log10(high.x)), floor(log10(low.x)) + 1))
        let y = (floor(log10(low.y)), max(ceil(log10(high.y)), floor(log10(low.y)) + 1))
        let (width, height) = LinePlot.size
        let frame = LinePlot.frame
        func across(_ value: Double) -> Double {
            frame.left + (log10(value) - x.0) / (x.1 - x.0) * (width - frame.left - frame.right)
        }
        func down(_ value: Double) -> Double {
            height - frame.bottom - (log10(value) - y.0) / (y.1 - y.0) * (height - frame.top - frame.bottom)
        }
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 420\" font-family=\"sans-serif\" font-size=\"13\">",
            "<rect width=\"720\" height=\"420\" fill=\"#fff\"/>",
            "<text x=\"\(Int(frame.left))\" y=\"24\" font-size=\"16\" font-weight=\"bold\">\(title)</text>",
        ]
        for power in Int(x.0)...Int(x.1) {
            let place = LinePlot.short(across(pow(10, Double(power))))
            lines.append(
                "<path d=\"M\(place) \(Int(frame.top))V\(Int(height - frame.bottom))\" stroke=\"#ddd\"/>"
                    + "<text x=\"\(place)\" y=\"\(Int(height - frame.bottom) + 18)\" text-anchor=\"middle\">"
                    + "\(LinePlot.label(power))</text>")
        }
        for power in Int(y.0)...Int(y.1) {
            let place = LinePlot.short(down(pow(10, Double(power))))
            lines.append(
                "<path d=\"M\(Int(frame.left)) \(place)H\(Int(width - frame.right))\" stroke=\"#ddd\"/>"
                    + "<text x=\"\(Int(frame.left) - 8)\" y=\"\(place)\" dy=\"4\" text-anchor=\"end\">"
                    + "\(LinePlot.label(power))</text>")
        }
        if showsProportion, let anchor = curves[0].points.last {
            // Growth in proportion has slope 1 on these axes; only the part inside the frame is drawn.
            let start = max(pow(10, x.0), anchor.x * pow(10, y.0) / anchor.y)
            lines.append(
                "<path d=\"M\(LinePlot.short(across(start))) \(LinePlot.short(down(anchor.y * start / anchor.x)))"
                    + "L\(LinePlot.short(across(anchor.x))) \(LinePlot.short(down(anchor.y)))\" stroke=\"#888\" "
                    + "stroke-dasharray=\"5 4\"/>")
        }
        for (index, curve) in curves.enumerated() {
            let colour = LinePlot.colours[index % LinePlot.colours.count]
            let path = curve.points.map { "\(LinePlot.short(across($0.x))) \(LinePlot.short(down($0.y)))" }
            lines.append(
                "<path d=\"M\(path.joined(separator: "L"))\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2\"/>")
            for point in curve.points {
                lines.append(
                    "<circle cx=\"\(LinePlot.short(across(point.x)))\" cy=\"\(LinePlot.short(down(point.y)))\" r=\"3.5\" "
                        + "fill=\"\(colour)\"/>")
            }
            let place = Int(frame.top) + 18 + 18 * index
            lines.append(
                "<text x=\"\(Int(frame.left) + 14)\" y=\"\(place)\" fill=\"\(colour)\">\(curve.name)</text>")
        }
        if showsProportion {
            let place = Int(frame.top) + 18 + 18 * curves.count
            lines.append(
                "<text x=\"\(Int(frame.left) + 14)\" y=\"\(place)\" fill=\"#888\">dashed: in proportion</text>")
        }
        lines.append(
            "<text x=\"402\" y=\"\(Int(height) - 14)\" text-anchor=\"middle\">\(axes.x)</text>"
                + "<text x=\"20\" y=\"203\" text-anchor=\"middle\" transform=\"rotate(-90 20 203)\">\(axes.y)</text>")
        return lines.joined(separator: "\n") + "\n</svg>\n"
    }

    /// A power of ten as people write it.
    private static func label(_ power: Int) -> String {
        switch power {
        case ..<(-3): "1e\(power)"
        case -3: "0.001"
        case -2: "0.01"
        case -1: "0.1"
        case 0: "1"
        case 1: "10"
        case 2: "100"
        case 3...5: "1" + String(repeating: "0", count: power - 3) + "k"
        case 6...8: "1" + String(repeating: "0", count: power - 6) + "M"
        default: "1e\(power)"
        }
    }

    /// One decimal.
    private static func short(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(abs(tenths % 10))"
    }
}
