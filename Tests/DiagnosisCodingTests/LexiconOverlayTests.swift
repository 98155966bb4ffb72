import CodeSystems
import DiagnosisCoding
import Foundation
import Lexicon
import Testing

@Suite struct LexiconOverlayTests {
  @Test func overlayAddsAnEntryAndAnAbbreviation() throws {
    let coder = try coder([
      "entries.tsv": "warehouse back\tM54.50\t724.2\n", "abbreviations.tsv": "WBK\twarehouse back\tphrase\n",
    ])
    #expect(codes("warehouse back", coder) == ["M54.50", "724.2"])
    #expect(codes("severe WBK", coder) == ["M54.50", "724.2"])
  }

  @Test func overlayLeavesWhatTheTablesSayMoreOf() throws {
    let coder = try coder(["entries.tsv": "tunnel\tM54.50\t724.2\n"])
    #expect(codes("right carpal tunnel syndrome", coder) == ["G56.01", "354.0"])
  }

  @Test func aCodeThatNoTableHasIsRefusedWithItsPlace() throws {
    #expect(throws: LexiconError(file: "coding/entries.tsv", line: 2, reason: "X99.999 is no code of ICD-10-CM")) {
      try coder(["entries.tsv": "# own entries\nwarehouse back\tX99.999\n"])
    }
  }

  private func coder(_ tables: [String: String]) throws -> DiagnosisCoder {
    let folder = FileManager.default.temporaryDirectory.appending(path: "overlay-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder.appending(path: "coding"), withIntermediateDirectories: true)
    for (name, text) in tables {
      try text.write(to: folder.appending(path: "coding/\(name)"), atomically: true, encoding: .utf8)
    }
    return try DiagnosisCoder(LexiconSource.builtIn().overlaid(with: folder.path(percentEncoded: false)))
  }

  private func codes(_ phrase: String, _ coder: DiagnosisCoder) -> [String] {
    var scratch = coder.makeScratch()
    return coder.report(phrase, in: coder.tables.newest.fiscalYear, scratch: &scratch).map(\.code)
  }
}
