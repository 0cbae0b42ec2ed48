// SPDX-License-Identifier: Apache-2.0
/// The annotation layers a document can carry; stages say which they need and which they provide.
public struct Layers: OptionSet, Hashable, Sendable {
    /// One bit a layer.
    public let rawValue: UInt16

    /// Makes a set from its bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// `Document.tokens`
    public static let tokens = Layers(rawValue: 1 << 0)
    /// `Document.sentences`
    public static let sentences = Layers(rawValue: 1 << 1)
    /// `Document.words`
    public static let words = Layers(rawValue: 1 << 2)
    /// `Document.names` and their `Document.identities`
    public static let names = Layers(rawValue: 1 << 3)
    /// `Document.entities`
    public static let entities = Layers(rawValue: 1 << 4)
    /// `Document.values`
    public static let values = Layers(rawValue: 1 << 5)
    /// `Document.summary`
    public static let summary = Layers(rawValue: 1 << 6)
    /// `Document.keyphrases`
    public static let keyphrases = Layers(rawValue: 1 << 7)

    private static let layerNames = [
        "tokens", "sentences", "words", "names", "entities", "values", "summary", "keyphrases",
    ]

    /// The names of the layers in the set, in pipeline order.
    public var labels: [String] {
        Layers.layerNames.enumerated().filter { rawValue & (1 << UInt16($0.offset)) != 0 }.map(\.element)
    }
}
