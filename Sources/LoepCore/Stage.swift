// SPDX-License-Identifier: Apache-2.0
/// One step of the pipeline: an immutable recipe that any number of workers are made from.
///
/// A stage is opened once (tables and models are loaded in its initialiser, which may throw) and
/// shared between tasks; a worker belongs to one task and owns the scratch memory.
public protocol Stage: Sendable {
    /// The name used in errors, options and reports.
    var name: String { get }
    /// Layers that must be filled before it runs.
    var needs: Layers { get }
    /// Layers it fills.
    var provides: Layers { get }
    /// Makes a worker with scratch memory of its own.
    func makeWorker() -> any StageWorker
}

/// A stage at work on one document at a time; not Sendable.
public protocol StageWorker: AnyObject {
    /// Fills the layers the stage provides. A well-formed document never fails.
    func annotate(_ document: inout Document)
}
