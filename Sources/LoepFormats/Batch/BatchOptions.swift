// SPDX-License-Identifier: Apache-2.0
import Loep
import LoepCore

/// How a batch reads its inputs and what it does when one fails.
public struct BatchOptions: Sendable {
    /// What to do when a document fails.
    public enum FailurePolicy: String, CaseIterable, Sendable {
        /// Report it in its place and go on.
        case skip
        /// Report it and end the batch; what came before is written.
        case stop
    }

    /// The format of the inputs.
    public var format: InputFormat = .auto
    /// The encoding of text, Markdown and records; pages say theirs themselves.
    public var encoding: InputEncoding = .utf8
    /// Names of the fields of JSON Lines records and of the columns of CSV and TSV.
    public var fields = RecordFields()
    /// Number of documents worked on at a time.
    public var jobs = 1
    /// What to do when a document fails.
    public var onFailure: FailurePolicy = .skip
    /// Largest document read, in bytes.
    public var limit = 256 << 20
    /// Bytes of records that one task gets at a time.
    public var chunkLength = 256 << 10
    /// Picks the inputs that are due when a folder is followed; nil to read all.
    public var watched: WatchedInputs?

    /// Makes the default options.
    public init() {}
}

/// What a batch did.
public struct BatchReport: Sendable {
    /// Documents annotated.
    public var documents = 0
    /// Tokens in them.
    public var tokens = 0
    /// Bytes of text in them.
    public var bytes = 0
    /// Inputs finished.
    public var inputs = 0
    /// Bytes read of them, as they lie on the disk.
    public var readBytes = 0
    /// Inputs left out because their output was there.
    public var skippedInputs = 0
    /// Bytes of those.
    public var skippedBytes = 0
    /// Documents that failed, by error code.
    public var failures: [LoepError.Code: Int] = [:]
    /// Whether the batch ended early: a signal, a closed pipe, or a failure under `.stop`.
    public var endedEarly = false

    /// A report on nothing.
    public init() {}

    /// Number of documents that failed.
    public var failureCount: Int { failures.values.reduce(0, +) }

    /// Whether every failure was a missing input and nothing else was found.
    public var foundNothing: Bool {
        documents == 0 && failures.keys.allSatisfy { $0 == .notFound || $0 == .unreadable }
    }

    /// Adds what another part of the batch did.
    mutating func add(_ other: BatchReport) {
        documents += other.documents
        tokens += other.tokens
        bytes += other.bytes
        inputs += other.inputs
        readBytes += other.readBytes
        failures.merge(other.failures, uniquingKeysWith: +)
    }
}
