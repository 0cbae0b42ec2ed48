// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc
import Loep
import LoepFormats

extension InputFormat: ExpressibleByArgument {}
extension OutputFormat: ExpressibleByArgument {}
extension OffsetUnit: ExpressibleByArgument {}
extension BatchOptions.FailurePolicy: ExpressibleByArgument {}
extension ParagraphMode: ExpressibleByArgument {}

/// Where tables and models come from; shared by all commands that run a stage.
struct ModelArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Folder with Loep's tables and models.", valueName: "dir"))
    var models: String?

    @Option(
        help: ArgumentHelp(
            "Table of your own people, places and organisations; it wins over Loep's (columns as in names-curated.tsv).",
            valueName: "file"))
    var names: String?

    @Option(
        help: ArgumentHelp(
            "Table of your own entities (columns name, type; canonical, dutch, original, id); it wins over the tagger.",
            valueName: "file"))
    var gazetteer: String?

    @Option(
        help: ArgumentHelp(
            "Entity model to use instead of Loep's own; loep-train entities makes one.", valueName: "file"))
    var entityModel: String?

    @Option(
        help: ArgumentHelp(
            "Model of words to use instead of Loep's own; loep-train words makes one.", valueName: "file"))
    var wordModel: String?

    /// Options of the names stage.
    func nameOptions() -> NameOptions { NameOptions(namesFile: names) }

    /// The folder.
    ///
    /// - Throws: `model.missing`.
    func resources() throws(LoepError) -> ResourceDirectory { try ResourceDirectory.find(explicit: models) }
}

/// What all commands share that run the pipeline over files and folders.
struct BatchArguments: ParsableArguments {
    @Argument(help: "Files and folders to read; - is standard input.")
    var paths: [String] = []

    @Option(help: "Format of the input: \(InputFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var from: InputFormat = .auto

    @Option(help: "Format of the output: \(OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var to: OutputFormat?

    @Option(
        help: ArgumentHelp(
            "Encoding of text and records: utf-8, auto (told from the bytes) or a name such as windows-1252.",
            valueName: "charset"))
    var encoding: String = "utf-8"

    @Option(
        help: ArgumentHelp(
            "Folder for the output, one file an input, in the tree of the input; with sqlite the database.",
            valueName: "dir"))
    var out: String?

    @Flag(help: "With --out: leave out inputs whose output is there, to go on after an interruption.")
    var resume = false

    @Flag(help: "With --out: leave out inputs whose output is not older than they are.")
    var changed = false

    @Flag(help: "With --out: follow the inputs, and take what is new or changed until interrupted.")
    var watch = false

    @Option(help: ArgumentHelp("File that lists every document that failed, with the reason.", valueName: "file"))
    var log: String?

    @Option(help: ArgumentHelp("Documents worked on at a time (default: one a processor).", valueName: "n"))
    var jobs: Int?

    @Option(help: "Unit of offsets in JSON: \(OffsetUnit.allCases.map(\.rawValue).joined(separator: ", ")).")
    var offsets: OffsetUnit = .scalar

    @Option(help: "What ends a paragraph: blank (an empty line), line (every line end), auto (told from the text).")
    var paragraph: ParagraphMode = .auto

    @Option(help: "What to do when a document fails: skip, stop.")
    var onError: BatchOptions.FailurePolicy = .skip

    @Option(help: ArgumentHelp("Largest document read, in bytes.", valueName: "bytes"))
    var limit: Int = BatchOptions().limit

    @Option(
        help: ArgumentHelp(
            "Fields of JSON Lines or columns of CSV and TSV, such as text=body,id=guid (fields: id, text, title, date, source).",
            valueName: "name=field"))
    var fields: String?

    @Option(
        help: ArgumentHelp(
            "Column of the text in CSV and TSV: its name in the first line, or its number when no line names them.",
            valueName: "column"))
    var column: String?

    @Flag(help: "Report nothing on standard error but what ends the command.")
    var quiet = false

    @OptionGroup var modelArguments: ModelArguments

    @OptionGroup var configuration: ConfigurationArguments

    func validate() throws {
        if paths.isEmpty { throw ValidationError("Name the files or folders to read, or - for standard input.") }
        if to == .sqlite, out == nil { throw ValidationError("Name the database with --out.") }
        if resume || changed || watch {
            if out == nil {
                throw ValidationError("--resume, --changed and --watch look at the output; name it with --out.")
            }
            if paths.contains("-") {
                throw ValidationError("--resume, --changed and --watch need files and folders, not standard input.")
            }
        }
        if let jobs, jobs < 1 { throw ValidationError("--jobs must be 1 or more.") }
        if limit < 1 || limit > Text.maximumByteCount {
            throw ValidationError("--limit must lie between 1 and \(Text.maximumByteCount).")
        }
        if paths.filter({ $0 == "-" }).count > 1 { throw ValidationError("Standard input (-) can be read only once.") }
        _ = try recordFields()
        if case .named(let charset) = InputEncoding(label: encoding) {
            do throws(LoepError) {
                _ = try TextReader.document([0x41], id: "", encoding: .named(charset))
            } catch  where error.code == .invalidOption {
                throw ValidationError("There is no charset \(charset).")
            } catch {}
        }
    }

    private func recordFields() throws -> RecordFields {
        var names = RecordFields()
        for pair in (fields ?? "").split(separator: ",") {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw ValidationError("--fields takes pairs such as text=body,id=guid.") }
            switch parts[0] {
            case "id": names.id = parts[1]
            case "text": names.text = parts[1]
            case "title": names.title = parts[1]
            case "date": names.date = parts[1]
            case "source": names.source = parts[1]
            default: throw ValidationError("--fields knows id, text, title, date and source, not \(parts[0]).")
            }
        }
        if let column { names.text = column }
        return names
    }

    /// Runs the part of the pipeline that fills `layers` over all inputs and writes it in the format asked for.
    ///
    /// - Parameters:
    ///   - format: the output format unless `--to` says otherwise.
    ///   - lines: the plain lines that `--to text` means; nil for the digest.
    ///   - dutch: options of the stages.
    /// - Throws: `ExitCode` or a `LoepError` that ends the command.
    func run(
        layers: Layers, defaultFormat: OutputFormat, lines: LinesWriter.Layer? = nil,
        dutch: DutchOptions = DutchOptions()
    ) async throws {
        let format = to ?? defaultFormat
        let writer = format.makeWriter(
            WriterOptions(
                offsets: offsets, showsNames: lines == .names, isColoured: out == nil && Terminal.isColoured,
                width: Terminal.width),
            lines: lines)
        try await run(layers: layers.union(format.needs), writer: writer, dutch: dutch)
    }

    /// Runs the part of the pipeline that fills `layers` over all inputs and writes it with `writer`.
    ///
    /// - Throws: `ExitCode` or a `LoepError` that ends the command.
    func run(layers: Layers, writer: any DocumentWriter, dutch: DutchOptions = DutchOptions()) async throws {
        var dutch = dutch
        dutch.layers = layers
        dutch.names = modelArguments.nameOptions()
        dutch.segmentation.paragraphs = paragraph
        dutch.gazetteer = modelArguments.gazetteer
        dutch.entities.model = modelArguments.entityModel
        dutch.words.model = modelArguments.wordModel
        let pipeline = try Pipeline.dutch(resources: modelArguments.resources(), options: dutch)
        var options = BatchOptions()
        options.format = from
        options.encoding = InputEncoding(label: encoding)
        options.fields = try recordFields()
        options.jobs = jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        options.onFailure = onError
        options.limit = limit
        let failureLog = try log.map { path throws(LoepError) in try FailureLog(path: path) }
        if watch { options.watched = WatchedInputs() }
        let batch = Batch(pipelines: try BatchPipelines(pipeline), writer: writer, options: options)
        var progress = Progress(isQuiet: quiet, paths: paths, writesFiles: out != nil, log: failureLog)
        var sink = try makeSink(writer)
        var report = BatchReport()
        while true {
            let start = ContinuousClock.now
            report = try await batch.run(InputWalker(paths), into: sink, after: report) { report, failures in
                progress.update(report, failures: failures)
            }
            if !watch || report.endedEarly { break }
            progress.rest(report)
            // A large folder is not walked without a pause.
            let pause = max(.seconds(1), (ContinuousClock.now - start) * 10)
            let end = ContinuousClock.now + min(pause, .seconds(60))
            while ContinuousClock.now < end, !Interruption.isRequested { usleep(100_000) }
            if Interruption.isRequested { break }
            sink = try makeSink(writer)
        }
        progress.finish(report)
        if report.documents == 0, report.failureCount == 0, !report.endedEarly, report.skippedInputs == 0 {
            if !quiet { Terminal.writeError("loep: there is nothing to read in \(paths.joined(separator: ", "))") }
            throw ExitCode(ExitStatus.noInput)
        }
        if sink.isClosedByReader { throw ExitCode(ExitStatus.inputOutput) }
        if let code = ExitStatus.code(for: report) { throw ExitCode(code) }
    }

    /// Where the output goes.
    private func makeSink(_ writer: any DocumentWriter) throws(LoepError) -> any BatchSink {
        guard let out else { return StreamSink(writer: writer) }
        let reuse: OutputReuse = changed || watch ? .unchanged : resume ? .existing : .never
        if to == .sqlite { return try DatabaseSink(path: out, reuse: reuse) }
        return try FolderSink(folder: out, writer: writer, reuse: reuse)
    }
}
