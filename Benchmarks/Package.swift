// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "benchmarks",
  dependencies: [
    .package(name: "imr-extract", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .executableTarget(
      name: "speed",
      dependencies: [
        .product(name: "ClinicalText", package: "imr-extract"),
        .product(name: "IMRLetter", package: "imr-extract"),
        .product(name: "Pipeline", package: "imr-extract"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
