import Loep

let pipeline = try Pipeline.dutch()
let document = try pipeline.annotate("Poetin sprak met Loekasjenko in Minsk.")
for entity in document.entities {
    let name = document.identity(of: entity)?.canonical ?? document.string(of: entity.tokens)
    print(name, entity.type.rawValue)
}
