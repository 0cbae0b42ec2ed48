import Loep

let pipeline = try Pipeline.dutch()
