import ClinicalText
import Extraction
import PCRE2
import Testing

@testable import IMRLetter

/// Disorders that the letter dates before the injury it is about.
@Suite struct EarlierDisorderTests {
  private static let extractor = Result { try LetterExtractor() }

  @Test(arguments: [
    "He fractured his left ankle in 1998.", "He had therapy for a fractured left ankle (1998).",
    "In 1998 he sprained his left wrist.", "He has a 1998 claim for a left wrist sprain.",
    "Breast lump, removed in 1998.", "She had a left knee meniscus tear, repaired 1998.",
  ])
  func eventOfAnEarlierYearIsHistory(sentence: String) throws {
    #expect(try assertions(in: sentence) == [.historical])
  }

  @Test(arguments: [
    "He fractured his left ankle in 2019.", "Low back pain since 1998.", "In 2019 he sprained his left wrist.",
    "In 1998 he was hired, and in 2019 he sprained his left wrist.", "Left knee meniscus tear, repaired 2020.",
  ])
  func othersArePresent(sentence: String) throws {
    #expect(try assertions(in: sentence) == [.present])
  }

  private func assertions(in sentence: String) throws -> [Assertion] {
    let text = """
      Case Number: CM20-0012345    Date of Injury: 04/17/2019
      UR Denial Date: 01/20/2020   Priority: Standard

      CLINICAL CASE SUMMARY
      \(sentence)
      """
    let letter = try Self.extractor.get().letter(from: SourceText(utf8: Array(text.utf8)), scratch: MatchScratch())
    return letter.diagnoses.map(\.value.assertion)
  }
}
