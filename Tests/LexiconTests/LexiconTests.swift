import ClinicalText
import PCRE2
import Testing

@testable import Lexicon

@Suite struct LexiconTests {
  private let layout = [
    "layout/abbreviations.tsv": "dr\talways\n", "layout/page-furniture.tsv": "page #\n",
    "layout/line-breaks.tsv": ": upheld\tcloses\n",
  ]

  private func source(_ files: [String: String]) -> LexiconSource {
    LexiconSource(files: layout.merging(files) { $1 })
  }

  private func phrases(_ terms: String, in text: String, inflection: LexiconBuilder.Inflection = .none) throws
    -> [String]
  {
    var builder = try LexiconBuilder(source(["terms.tsv": terms]))
    let rows = try builder.source.rows(of: "terms.tsv", columns: 1)
    let layer = try builder.addLayer("terms", rows: rows, inflection: inflection)
    let lexicon = builder.build()
    let reading = Reading(SourceText(utf8: Array(text.utf8)), rules: lexicon.rules)
    return lexicon.phrases(in: reading)[layer].map { hit in
      String(decoding: reading.text[reading.span(ofTokens: hit.tokens)], as: UTF8.self)
    }
  }

  @Test func theLongestPhraseWins() throws {
    let found = try phrases("disc\ndisc disease\ndisease\n", in: "Disc disease and disease of the disc")
    #expect(found == ["Disc disease", "disease", "disc"])
  }

  @Test func hyphensAndLineBreaksAreNoObstacle() throws {
    #expect(try phrases("low back pain\n", in: "low-back\n\n   pain") == ["low-back\n\n   pain"])
  }

  @Test func phrasesDoNotRunAcrossSentences() throws {
    #expect(try phrases("back pain\n", in: "He hurt his back. Pain followed.") == [])
  }

  @Test(arguments: [
    ("fracture", "fractures"), ("injury", "injuries"), ("diagnosis", "diagnoses"), ("crush", "crushes"),
  ])
  func pluralsAreFound(_ term: String, _ plural: String) throws {
    #expect(try phrases(term + "\n", in: "two \(plural)", inflection: .plural) == [plural])
    #expect(try phrases(term + "\n", in: "two \(plural)") == [])
  }

  @Test func aTextMayHoldManyTimesMorePhrasesThanTokens() throws {
    var builder = try LexiconBuilder(source(["terms.tsv": "pain\npain pain\n"]))
    let rows = try builder.source.rows(of: "terms.tsv", columns: 1)
    var layers: [LayerID] = []
    for name in 0..<40 { layers.append(try builder.addLayer("layer \(name)", rows: [rows[name % 2]])) }
    let lexicon = builder.build()
    let text = Array(repeating: "pain", count: 300).joined(separator: " ")
    let hits = lexicon.phrases(in: Reading(SourceText(utf8: Array(text.utf8)), rules: lexicon.rules))
    for (name, layer) in layers.enumerated() {
      #expect(hits[layer].count == (name % 2 == 0 ? 300 : 150))
      #expect(hits[layer].map(\.start) == stride(from: 0, to: 300, by: name % 2 + 1).map { Int32($0) })
    }
  }

  @Test func anErrorNamesFileAndLine() throws {
    let files = source(["p.tsv": "# comment\n\npattern\tbroken\t<number>\t(\\d\n"])
    var builder = try LexiconBuilder(files)
    #expect {
      try PatternSet("p.tsv", in: &builder)
    } throws: { error in
      let error = error as? LexiconError
      return error?.file == "p.tsv" && error?.line == 3 && error?.reason.contains("broken") == true
    }
  }

  @Test func aShortRowIsRefused() {
    #expect(throws: LexiconError(file: "f", line: 2, reason: "2 columns wanted, 1 found")) {
      try LexiconFile.rows(of: "a\tb\nc\n", file: "f", columns: 2)
    }
  }

  @Test func patternsAreTriedAtTheirStartsOnly() throws {
    let files = source([
      "p.tsv": "define\tunit\tsessions?|visits?\npattern\tcount\t<number> six\t(\\d+|six) {{unit}}\tvalue\n"
    ])
    var builder = try LexiconBuilder(files)
    let set = try PatternSet("p.tsv", in: &builder)
    let lexicon = builder.build()
    let reading = Reading(SourceText(utf8: Array("had 12 visits, six sessions".utf8)), rules: lexicon.rules)
    let scratch = try MatchScratch()
    let hits = try (0..<reading.tokenCount).filter { try set.match(at: $0, in: reading, scratch) != nil }
    #expect(hits == [1, 4])
    #expect(set.patterns[0].values == ["value"])
  }
}
