// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

/// How a target of this package is used; it decides its path and settings.
enum Kind { case library, executable, test, testSupport }

/// One row of the target table: a module, what it may import, and what it is.
struct Module {
    var name: String
    var kind: Kind
    var dependencies: [Target.Dependency]
    var product: String?

    init(_ name: String, _ kind: Kind = .library, uses dependencies: [Target.Dependency] = [], product: String? = nil) {
        self.name = name
        self.kind = kind
        self.dependencies = dependencies
        self.product = product
    }

    var target: Target {
        var settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .enableExperimentalFeature("Lifetimes")]
        // `make check` and `make test` set it; a user's newer compiler may warn in peace.
        if Context.environment["LOEP_STRICT"] != nil { settings.append(.treatAllWarnings(as: .error)) }
        switch kind {
        case .library: return .target(name: name, dependencies: dependencies, swiftSettings: settings)
        case .executable: return .executableTarget(name: name, dependencies: dependencies, swiftSettings: settings)
        case .test: return .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
        case .testSupport:
            return .target(name: name, dependencies: dependencies, path: "Tests/\(name)", swiftSettings: settings)
        }
    }
}

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

/// The house, floor by floor: a module imports only modules of a lower floor.
let modules: [Module] = [
    Module("LoepCore"),

    Module("LoepModel", uses: ["LoepCore"]),
    Module("LoepUnicode", uses: ["LoepCore", "CICU"]),

    Module("LoepSegmentation", uses: ["LoepCore", "LoepModel", "LoepUnicode"]),
    Module("LoepWords", uses: ["LoepCore", "LoepModel", "LoepUnicode"]),
    Module("LoepNames", uses: ["LoepCore", "LoepModel", "LoepUnicode"]),
    Module("LoepEntities", uses: ["LoepCore", "LoepModel", "LoepUnicode"]),
    Module("LoepSummary", uses: ["LoepCore", "LoepModel", "LoepUnicode"]),

    Module(
        "Loep",
        uses: [
            "LoepCore", "LoepModel", "LoepUnicode", "LoepSegmentation", "LoepWords", "LoepNames", "LoepEntities",
            "LoepSummary",
        ]),

    Module("LoepFormats", uses: ["Loep", "CXML2", "CArchive", "CSQLite", "CMarkdown"]),
    Module("LoepEvaluation", uses: ["Loep", "LoepFormats"]),

    Module(
        "LoepCLI", .executable, uses: ["Loep", "LoepFormats", "LoepEvaluation", "CYAML", arguments], product: "loep"),
    Module(
        "LoepTrain", .executable, uses: ["Loep", "LoepFormats", "LoepEvaluation", arguments], product: "loep-train"),
    Module("LoepBench", .executable, uses: ["Loep", "LoepFormats", "CAllocations", arguments], product: "loep-bench"),

    Module("TestSupport", .testSupport, uses: ["LoepCore", "LoepModel"]),
    Module("LoepCoreTests", .test, uses: ["LoepCore", "TestSupport"]),
    Module("LoepModelTests", .test, uses: ["LoepModel", "TestSupport"]),
    Module("LoepUnicodeTests", .test, uses: ["LoepUnicode", "LoepModel", "TestSupport"]),
    Module("LoepSegmentationTests", .test, uses: ["LoepSegmentation", "LoepUnicode", "LoepModel", "TestSupport"]),
    Module("LoepWordsTests", .test, uses: ["LoepWords", "LoepSegmentation", "LoepModel", "TestSupport"]),
    Module("LoepNamesTests", .test, uses: ["LoepNames", "LoepSegmentation", "LoepModel", "TestSupport"]),
    Module("LoepEntitiesTests", .test, uses: ["LoepEntities", "LoepSegmentation", "LoepModel", "TestSupport"]),
    Module("LoepSummaryTests", .test, uses: ["LoepSummary", "LoepSegmentation", "LoepModel", "TestSupport"]),
    Module("LoepTests", .test, uses: ["Loep", "LoepFormats", "TestSupport"]),
    Module("ExamplesTests", .test, uses: ["Loep", "LoepFormats", "TestSupport"]),
    Module("LoepFormatsTests", .test, uses: ["LoepFormats", "LoepModel", "TestSupport"]),
    Module("LoepEvaluationTests", .test, uses: ["LoepEvaluation", "LoepFormats", "TestSupport"]),
    Module("LoepCLITests", .test, uses: ["LoepCLI", "LoepTrain", "LoepBench", "TestSupport"]),
]

let package = Package(
    name: "loep",
    products: [
        .library(name: "Loep", targets: ["Loep"]),
        .library(name: "LoepFormats", targets: ["LoepFormats"]),
    ]
        + modules.compactMap { module in
            module.product.map { .executable(name: $0, targets: [module.name]) }
        },
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: modules.map(\.target) + [
        .target(name: "CAllocations"),
        .systemLibrary(name: "CICU", pkgConfig: "icu-i18n", providers: [.apt(["libicu-dev"])]),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(
            name: "CMarkdown", pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    ]
)
