// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel

/// The trained entity model: two passes of a sequence model, each with its feature templates.
///
/// This is the seam between evidence and labels: everything above it gathers evidence, everything
/// below it reads labels, so another kind of model can take its place.
public struct EntityModel: Sendable {
    package let first: SequenceModel
    package let second: SequenceModel
    package let firstTemplates: FeatureTemplates
    package let secondTemplates: FeatureTemplates
    /// By how much scores are divided before they become probabilities, so that these can be trusted
    /// (Guo et al. 2017, temperature scaling).
    package let temperature: Float

    /// Opens a model file.
    ///
    /// - Throws: `model.missing` or `model.corrupt`.
    public init(path: String) throws(LoepError) {
        let file = try ModelFile(path: path)
        first = try SequenceModel(file, "first")
        second = try SequenceModel(file, "second")
        firstTemplates = try FeatureTemplates(
            file.strings("first.templates").joined(separator: "\n"), attributes: EntityAttribute.names)
        secondTemplates = try FeatureTemplates(
            file.strings("second.templates").joined(separator: "\n"), attributes: EntityAttribute.names)
        let calibration = try file.section("temperature", of: Float.self)
        guard calibration.count == 1, calibration[0] > 0 else {
            throw LoepError(.modelCorrupt, "\(path): the temperature is missing")
        }
        temperature = calibration[0]
        guard first.labels == second.labels else {
            throw LoepError(.modelCorrupt, "\(path): the two passes have different labels")
        }
    }
}

/// Type and position of each label of a model as small numbers.
package struct LabelCodes: Sendable {
    /// Type number of each label, 0 for outside.
    package let types: [Int]
    /// 0 outside, 1 begin, 2 inside, 3 end, 4 single.
    package let positions: [Int]
    /// Types by number minus one.
    package let names: [String]

    package init(_ labels: LabelSet) {
        var names: [String] = []
        var types: [Int] = []
        var positions: [Int] = []
        for label in labels.labels {
            guard label != "O" else {
                types.append(0)
                positions.append(0)
                continue
            }
            let name = String(label.dropFirst(2))
            if !names.contains(name) { names.append(name) }
            types.append((names.firstIndex(of: name) ?? 0) + 1)
            positions.append(["B": 1, "I": 2, "E": 3, "S": 4][label.first] ?? 0)
        }
        self.names = names
        self.types = types
        self.positions = positions
    }
}
