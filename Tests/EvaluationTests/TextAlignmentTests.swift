import ClinicalText
import Testing

@testable import Evaluation

@Suite struct TextAlignmentTests {
  private func text(_ string: String) -> LetterText { LetterText(SourceText(utf8: Array(string.utf8))) }

  /// What stands in `other` where `quote` stands in `clean`.
  private func carried(_ quote: String, nth: Int = 0, from clean: String, to other: String) throws -> String? {
    let (clean, other) = (text(clean), text(other))
    let range = try #require(clean.range(of: quote, nth: nth))
    return TextAlignment(clean, other).range(of: range).map { other[$0] }
  }

  @Test(arguments: [
    ("low back pain", "has  low back\npain of the knee", "low back\npain"),
    ("low back pain", "has low: baok pain of the knee", "low: baok pain"),
    ("knee", "has low back pain of the krtee", "krtee"),
    ("back", "haslowbackpain of the knee", "back"),
  ])
  func charactersKeepTheirWords(quote: String, other: String, expected: String) throws {
    #expect(try carried(quote, from: "has low back pain of the knee", to: other) == expected)
  }

  /// Labels and values one by one in one text, all labels first in the other.
  @Test func movedValuesAreFound() throws {
    let columns = "Assigned: Decision: Injury: 1/2/2017 2/3/2017 3/4/2016 Summary"
    let rows = "Assigned: 1/2/2017 Injury: 3/4/2016 Decision: 2/3/2017 Summary"
    for date in ["1/2/2017", "2/3/2017", "3/4/2016"] {
      #expect(try carried(date, from: columns, to: rows) == date)
      #expect(try carried(date, from: rows, to: columns) == date)
    }
  }

  @Test func theSameWordsKeepTheirOrder() throws {
    let alignment = TextAlignment(text("pain and pain"), text("pain or pain"))
    #expect(alignment.range(of: 0..<4) == 0..<4 && alignment.range(of: 9..<13) == 8..<12)
  }

  @Test func whatIsNotThereHasNoPlace() throws {
    #expect(try carried("bursitis", from: "the bursitis was", to: "the was") == nil)
    #expect(try carried("bursitis", from: "bursitis", to: "") == nil)
  }

  @Test func goldIsCarried() {
    var annotation = AnnotatedDocument(id: "x")
    annotation.mentions[.diagnoses] = [AnnotatedMention(span: 4..<12)]
    let letter = GoldLetter(file: "x", text: text("the bursitis"), annotation: annotation)
    #expect(letter.carried(to: text("a the bursitjs")).annotation.mentions[.diagnoses]?.map(\.span) == [6..<14])
    #expect(letter.carried(to: text("the")).annotation.mentions[.diagnoses] == [])
  }
}
