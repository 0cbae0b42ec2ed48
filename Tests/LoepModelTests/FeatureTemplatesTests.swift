// SPDX-License-Identifier: Apache-2.0
import LoepCore
import LoepModel
import Testing

@Suite struct FeatureTemplatesTests {
    private func rows(_ source: String, _ values: [[UInt64]]) throws -> [Int] {
        let templates = try FeatureTemplates(source, attributes: ["form", "shape"])
        var matrix = AttributeMatrix(columns: 2)
        matrix.reset(rows: values.count)
        for (row, pair) in values.enumerated() {
            for column in 0..<2 { matrix[row, column] = pair[column] }
        }
        var rows = FeatureRows()
        templates.extract(matrix, 0..<values.count, into: &rows)
        return (0..<rows.count).map { rows.offsets[$0 + 1] - rows.offsets[$0] }
    }

    @Test func anAbsentAttributeYieldsNothing() throws {
        #expect(try rows("form[0]\nshape[0]", [[5, 0], [5, 6]]) == [1, 2])
    }

    @Test func placesPastTheEndsCount() throws {
        #expect(try rows("form[-1] form[0]", [[5, 0], [6, 0]]) == [1, 1])
    }

    @Test func commentsAndGroupsAreNoFeatures() throws {
        #expect(try rows("# uitleg\nform[0] @lists", [[5, 0]]) == [1])
        let templates = try FeatureTemplates("form[0] @lists\nshape[0]", attributes: ["form", "shape"])
        #expect(templates.groups == ["", "lists"])
        #expect(templates.count == 2)
    }

    @Test(arguments: ["vorm[0]", "form", "form[x]", "form[0"])
    func aMalformedTemplateIsAnError(line: String) {
        #expect(throws: LoepError.self) { try FeatureTemplates(line, attributes: ["form", "shape"]) }
    }
}
