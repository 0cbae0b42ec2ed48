import Loep

let pipeline = try Pipeline.dutch()
let document = try pipeline.annotate("Poetin sprak met Loekasjenko in Minsk.")
for entity in document.entities {
    print(document.string(of: entity.tokens), entity.type.rawValue)
}
