import Loep

let pipeline = try Pipeline.dutch()
let worker = pipeline.makeWorker()
for path in CommandLine.arguments.dropFirst() {
    var document = Document(id: path, text: try Text(validating: FileBytes.read(path)))
    worker.annotate(&document)
    for entity in document.entities where entity.type == .person {
        let name = document.identity(of: entity)?.canonical ?? document.string(of: entity.tokens)
        print(name)
    }
}
