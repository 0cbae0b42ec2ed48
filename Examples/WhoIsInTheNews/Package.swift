// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

// A program of its own that depends on Loep as any other would; `make sample` builds and runs it. Yours says
// `.package(url: "…/loep", from: "0.1.0")` in place of the path.
let package = Package(
    name: "WhoIsInTheNews",
    dependencies: [.package(name: "loep", path: "../..")],
    targets: [
        .executableTarget(name: "WhoIsInTheNews", dependencies: [.product(name: "Loep", package: "loep")])
    ]
)
