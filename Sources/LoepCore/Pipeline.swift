// SPDX-License-Identifier: Apache-2.0
/// Collects the stages of a pipeline in the order they run.
@resultBuilder
public enum PipelineBuilder {
    /// One stage.
    public static func buildExpression(_ stage: any Stage) -> [any Stage] { [stage] }
    /// Stages that are in a list already.
    public static func buildExpression(_ stages: [any Stage]) -> [any Stage] { stages }
    /// The stages of a block, one after the other.
    public static func buildBlock(_ parts: [any Stage]...) -> [any Stage] { parts.flatMap { $0 } }
    /// The stages of an `if`; none when it does not hold.
    public static func buildOptional(_ part: [any Stage]?) -> [any Stage] { part ?? [] }
    /// The stages of an `if` that has an `else`.
    public static func buildEither(first part: [any Stage]) -> [any Stage] { part }
    /// The stages of an `else`.
    public static func buildEither(second part: [any Stage]) -> [any Stage] { part }
    /// The stages of every round of a loop.
    public static func buildArray(_ parts: [[any Stage]]) -> [any Stage] { parts.flatMap { $0 } }
}

/// A checked sequence of stages. Immutable and Sendable: make one, share it, make a worker a task.
public struct Pipeline: Sendable {
    /// The stages in the order they run.
    public let stages: [any Stage]
    /// Layers the documents must bring with them.
    public let given: Layers

    /// Makes a pipeline and checks that every stage finds the layers it needs.
    ///
    /// - Parameter given: layers the documents already carry, such as tokens of pre-tokenised input.
    /// - Throws: `pipeline.incomplete`, naming every stage with every layer it lacks.
    public init(given: Layers = [], @PipelineBuilder _ stages: () throws -> [any Stage]) throws {
        try self.init(given: given, stages: stages())
    }

    /// Makes a pipeline from a list of stages; see the builder form.
    ///
    /// - Throws: `pipeline.incomplete`, naming every stage with every layer it lacks.
    public init(given: Layers = [], stages: [any Stage]) throws(LoepError) {
        var present = given
        var complaints: [String] = []
        for stage in stages {
            let missing = stage.needs.subtracting(present)
            if !missing.isEmpty {
                complaints.append("\(stage.name) needs \(missing.labels.joined(separator: ", "))")
            }
            present.formUnion(stage.provides)
        }
        if !complaints.isEmpty {
            throw LoepError(
                .pipelineIncomplete,
                complaints.joined(separator: "; ") + "; put the stages that provide them before, or name them as given")
        }
        self.stages = stages
        self.given = given
    }

    /// All layers a finished document carries.
    public var provides: Layers { stages.reduce(given) { $0.union($1.provides) } }

    /// Makes a worker; each concurrent task needs one of its own.
    public func makeWorker() -> PipelineWorker { PipelineWorker(self) }

    /// Annotates one text from start to end.
    ///
    /// - Throws: `text.too-large` for a text over the limit.
    public func annotate(_ string: String, id: String = "") throws(LoepError) -> Document {
        var document = Document(id: id, text: try Text(string))
        makeWorker().annotate(&document)
        return document
    }
}

/// A pipeline at work: the workers of its stages, one document at a time; not Sendable.
public final class PipelineWorker {
    private let workers: [any StageWorker]

    init(_ pipeline: Pipeline) {
        workers = pipeline.stages.map { $0.makeWorker() }
    }

    /// Runs every stage over the document, in order.
    public func annotate(_ document: inout Document) {
        for worker in workers { worker.annotate(&document) }
        assert(document.invariantViolations().isEmpty, document.invariantViolations().joined(separator: "\n"))
    }
}
