import ClinicalText
import Extraction
import PCRE2
import Testing

@testable import IMRLetter

/// Amounts that a rationale states without their noun, since the item above it names the treatment.
@Suite struct RationaleAmountTests {
  private static let extractor = Result { try LetterExtractor() }

  struct Example: Sendable, CustomTestStringConvertible {
    let item: String
    let rationale: String
    /// Role and count, in text order.
    let amounts: [String]

    var testDescription: String { rationale }

    init(_ item: String, _ rationale: String, _ amounts: [String]) {
      (self.item, self.rationale, self.amounts) = (item, rationale, amounts)
    }
  }

  @Test(arguments: [
    Example(
      "Physical therapy 2x6: Upheld", "After 24 visits he knows his exercises. The 12 proposed are not needed.",
      ["received 24", "requested 12"]),
    Example(
      "Physical therapy x 12: Modified", "Four to begin with are medically necessary.", ["authorized 4"]),
    Example(
      "Physical therapy x 12: Modified",
      "Six visits suffice to renew a home program. The other six are not medically necessary.",
      ["authorized 6", "denied 6"]),
    Example("Physical therapy x 12: Modified", "UR granted 6; that is enough.", ["authorized 6"]),
    Example(
      "Physical therapy x 12: Upheld", "The 36 visits he had after surgery exceed the 24 of the guideline.",
      ["received 36", "guideline 24"]),
    Example(
      "Physical therapy x 12: Overturned", "The surgeon's twelve are half of what is allowed.", ["requested 12"]),
    Example("Acupuncture x 8: Upheld", "A trial is 6 sessions, so eight is too many.", ["guideline 6", "requested 8"]),
    Example("Acupuncture x 8: Modified", "UR gave four. I would give six.", ["authorized 4", "authorized 6"]),
    Example(
      "Chiropractic x 8: Upheld", "The ceiling of 24 was reached in 2014. He has had forty.",
      ["guideline 24", "received 40"]),
    Example(
      "Chiropractic x 8: Overturned", "Eight is near the trial of six and fits the total of eighteen.",
      ["requested 8", "guideline 6", "guideline 18"]),
    Example(
      "CBT x 12: Overturned", "She has had 8 sessions, and 12 more keep her within the 20 that ODG permits.",
      ["received 8", "requested 12", "guideline 20"]),
    Example(
      "CBT x 12: Overturned", "Twelve added to the eight she has had are reasonable.", ["requested 12", "received 8"]),
    Example(
      "Functional restoration program, 10 days: Upheld",
      "She has attended 30 days, more than the 20 the guideline gives.", ["received 30", "guideline 20"]),
    Example("Vestibular therapy 2x6: Modified", "Six will show whether it works.", ["authorized 6"]),
  ])
  func amountsAreTold(example: Example) throws {
    let text = """
      Case Number: CM15-0012345

      IMR ISSUES, DECISIONS AND RATIONALES
      The Final Determination was based on decisions for the disputed items/services set forth below:

      \(example.item)

      Claims Administrator guideline: Decision based on ODG.

      MAXIMUS guideline: Decision based on MTUS.

      Decision rationale: \(example.rationale)
      """
    let letter = try Self.extractor.get().letter(from: SourceText(utf8: Array(text.utf8)), scratch: MatchScratch())
    let amounts = letter.sessions.filter { letter.services[0].span.end <= $0.span.start }
    #expect(amounts.map { "\($0.value.role) \($0.value.count ?? 0)" } == example.amounts)
  }
}
