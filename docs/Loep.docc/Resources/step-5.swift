// SPDX-License-Identifier: Apache-2.0
import Glibc
import Loep

// Counts the people in the texts named on the command line, each under one name however it is spelled.

let paths = CommandLine.arguments.dropFirst()
guard !paths.isEmpty else {
    print("usage: WhoIsInTheNews FILE…")
    exit(64)
}

let pipeline = try Pipeline.dutch()
let worker = pipeline.makeWorker()
var counts: [String: Int] = [:]
for path in paths {
    var document = Document(id: path, text: try Text(validating: FileBytes.read(path)))
    worker.annotate(&document)
    for entity in document.entities where entity.type == .person {
        let name = document.identity(of: entity)?.canonical ?? document.string(of: entity.tokens)
        counts[name, default: 0] += 1
    }
}
for (name, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(20) {
    print("\(count)\t\(name)")
}
