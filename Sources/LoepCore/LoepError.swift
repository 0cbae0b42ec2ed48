// SPDX-License-Identifier: Apache-2.0
/// The one error type of the library: what went wrong, where, and what to do about it.
public struct LoepError: Error, Sendable, CustomStringConvertible {
    /// A stable code that programs may match on, such as `text.invalid-utf8`.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The code as printed.
        public var rawValue: String
        /// Makes a code from its text.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The bytes are not UTF-8.
        public static let invalidUTF8 = Code(rawValue: "text.invalid-utf8")
        /// The input is longer than a document may be.
        public static let textTooLarge = Code(rawValue: "text.too-large")
        /// The input looks like a program, picture or archive.
        public static let binary = Code(rawValue: "text.binary")
        /// The input has no text.
        public static let emptyText = Code(rawValue: "text.empty")
        /// There is no such file or folder.
        public static let notFound = Code(rawValue: "io.not-found")
        /// The file exists but could not be read.
        public static let unreadable = Code(rawValue: "io.unreadable")
        /// The output could not be written.
        public static let unwritable = Code(rawValue: "io.unwritable")
        /// A folder contains itself through a symbolic link.
        public static let directoryLoop = Code(rawValue: "io.directory-loop")
        /// A line of the input does not follow its format.
        public static let malformedInput = Code(rawValue: "format.malformed")
        /// A model file is missing.
        public static let modelMissing = Code(rawValue: "model.missing")
        /// A file is no Loep model at all.
        public static let modelForeign = Code(rawValue: "model.foreign")
        /// A model was written by a newer version.
        public static let modelVersion = Code(rawValue: "model.version")
        /// A model is cut short or changed.
        public static let modelCorrupt = Code(rawValue: "model.corrupt")
        /// A word list or table does not follow its form.
        public static let malformedTable = Code(rawValue: "table.malformed")
        /// Stages of a pipeline lack layers they need.
        public static let pipelineIncomplete = Code(rawValue: "pipeline.incomplete")
        /// A configuration file does not follow its form.
        public static let malformedConfiguration = Code(rawValue: "config.malformed")
        /// An option has a value that cannot be used.
        public static let invalidOption = Code(rawValue: "option.invalid")
        /// A layer breaks an invariant: a defect of the stage that wrote it.
        public static let invariantBroken = Code(rawValue: "internal.invariant")
    }

    /// The stable code.
    public var code: Code
    /// What happened and what to do, in one sentence.
    public var message: String
    /// Identifier of the document it happened in.
    public var document: String?
    /// Name of the stage it happened in.
    public var stage: String?
    /// Bytes of the input it concerns.
    public var range: ByteRange?
    /// The error underneath.
    public var cause: (any Error)?

    /// Makes an error from its parts.
    public init(
        _ code: Code, _ message: String, document: String? = nil, stage: String? = nil, range: ByteRange? = nil,
        cause: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.document = document
        self.stage = stage
        self.range = range
        self.cause = cause
    }

    /// `code: message`, with the document and stage in front when known.
    public var description: String {
        var place = ""
        if let document { place += "\(document): " }
        if let stage { place += "\(stage): " }
        return "\(place)\(code.rawValue): \(message)"
    }
}
