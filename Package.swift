// swift-tools-version: 6.2
import PackageDescription

/// What the extraction stands on; a target that embeds its types names them all, so that it is built anew with them.
let foundation: [Target.Dependency] = ["ClinicalText", "CodeSystems", "DiagnosisCoding", "Lexicon", "PCRE2"]

/// Where the command carries the Swift runtime in itself: it starts a sixth faster and needs no Swift where it runs.
let carriesRuntime = BuildSettingCondition.when(platforms: [.linux], configuration: .release)

let package = Package(
  name: "imr-extract",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "ClinicalText", targets: ["ClinicalText"]),
    .library(name: "Lexicon", targets: ["Lexicon"]),
    .library(name: "CodeSystems", targets: ["CodeSystems"]),
    .library(name: "IMRLetter", targets: ["Extraction", "IMRLetter"]),
    .library(name: "Pipeline", targets: ["Ingest", "Export", "Pipeline"]),
    .executable(name: "imr-extract", targets: ["imr-extract"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    // Text and patterns.
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .target(name: "PCRE2", dependencies: ["CPCRE2"]),
    .testTarget(name: "PCRE2Tests", dependencies: ["PCRE2"]),
    .target(name: "ClinicalText"),
    .testTarget(name: "ClinicalTextTests", dependencies: ["ClinicalText"]),
    .target(name: "Lexicon", dependencies: ["ClinicalText", "PCRE2"], plugins: ["CompileLexicons"]),
    .testTarget(name: "LexiconTests", dependencies: ["Lexicon"]),

    // From a document to mentions and the record.
    .target(name: "Extraction", dependencies: foundation),
    .testTarget(name: "ExtractionTests", dependencies: foundation + ["Extraction"]),
    .target(name: "IMRLetter", dependencies: foundation + ["Extraction"]),
    .testTarget(name: "IMRLetterTests", dependencies: foundation + ["Extraction", "IMRLetter"]),

    // Commands.
    .executableTarget(
      name: "imr-benchmark",
      dependencies: foundation + [
        "Evaluation", "EvaluationReports", "Export", "Extraction", "IMRLetter", "Ingest", "PageText", "PageTools",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Accuracy.
    .target(
      name: "Evaluation",
      dependencies: foundation + ["Export", "Extraction", "IMRLetter", "Ingest", "PageText", "PageTools"]),
    .testTarget(
      name: "EvaluationTests",
      dependencies: foundation + [
        "Evaluation", "EvaluationReports", "Export", "Extraction", "IMRLetter", "Ingest", "PageText", "PageTools",
        "TestSupport",
      ]),
    .target(name: "EvaluationReports", dependencies: ["Evaluation"]),

    // Codes.
    .target(name: "CodeSystems", dependencies: ["CodeTableFormat", "PackedData"], plugins: ["CompileLexicons"]),
    .testTarget(name: "CodeSystemsTests", dependencies: ["CodeSystems"]),

    // What several tests need.
    .target(name: "TestSupport", path: "Tests/TestSupport"),

    // Pages to text.
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .target(name: "PageText", dependencies: ["CExpat", "ClinicalText"]),
    .testTarget(name: "PageTextTests", dependencies: ["ClinicalText", "PageText"]),
    .systemLibrary(name: "CResourceLimits"),
    .target(
      name: "PageTools",
      dependencies: ["CResourceLimits", "PageText", .product(name: "Subprocess", package: "swift-subprocess")]),
    .testTarget(name: "PageToolsTests", dependencies: ["PageText", "PageTools", "TestSupport"]),

    // Files in, JSON out.
    .target(
      name: "Ingest",
      dependencies: ["ClinicalText", "PageText", "PageTools", .product(name: "Crypto", package: "swift-crypto")]),
    .testTarget(name: "IngestTests", dependencies: ["ClinicalText", "Ingest", "PageText", "PageTools"]),
    .target(name: "Export", dependencies: foundation + ["Extraction", "IMRLetter", "Ingest", "PageText", "PageTools"]),
    .testTarget(name: "ExportTests", dependencies: foundation + ["Export", "Extraction", "IMRLetter", "Ingest"]),
    .target(
      name: "Pipeline",
      dependencies: foundation + ["Export", "Extraction", "IMRLetter", "Ingest", "PageText", "PageTools"]),
    .executableTarget(
      name: "imr-extract",
      dependencies: foundation + [
        "Export", "Extraction", "IMRLetter", "Ingest", "PageText", "PageTools", "Pipeline",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: [.unsafeFlags(["-static-stdlib"], carriesRuntime)],
      linkerSettings: [.unsafeFlags(["-static-stdlib"], carriesRuntime)]),
    .testTarget(name: "CommandTests", dependencies: ["imr-benchmark", "imr-extract", "TestSupport"]),
    .testTarget(
      name: "LawTests",
      dependencies: foundation + ["Export", "Extraction", "IMRLetter", "Ingest", "PageText", "PageTools"]),

    // From a diagnosis phrase to its codes.
    .target(name: "DiagnosisTerms", dependencies: ["PackedData"]),
    .target(name: "CodingIndexBuilder", dependencies: ["DiagnosisTerms", "PackedData"]),
    .target(
      name: "DiagnosisCoding", dependencies: ["CodeSystems", "DiagnosisTerms", "Lexicon", "PackedData"],
      plugins: ["CompileLexicons"]),
    .testTarget(name: "DiagnosisCodingTests", dependencies: ["DiagnosisCoding"]),

    // Lexicons into the executables.
    .target(name: "PackedData"),
    .testTarget(name: "PackedDataTests", dependencies: ["PackedData"]),
    .target(name: "CodeTableFormat"),
    .executableTarget(
      name: "lexicon-compiler", dependencies: ["CodeTableFormat", "CodingIndexBuilder", "DiagnosisTerms", "PackedData"]),
    .executableTarget(
      name: "import-codes",
      dependencies: ["CodeTableFormat", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
    .testTarget(name: "ImportCodesTests", dependencies: ["CodeTableFormat", "import-codes"]),
    .plugin(name: "CompileLexicons", capability: .buildTool(), dependencies: ["lexicon-compiler"]),
  ],
  swiftLanguageModes: [.v6]
)
