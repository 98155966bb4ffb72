import ClinicalText

/// A problem named in the text, before it is coded and asserted.
public struct DiagnosisFinding: Sendable, Equatable {
  /// The tokens of the phrase; problems of one coordination share them.
  public var tokens: Range<Int>
  /// The problem's own words put together, folded to lower case: "cervical sprain" of "cervical and lumbar sprain".
  public var phrase = ""
  /// Site or side that the sentence gives before the phrase and the phrase leaves out ("right shoulder" for "labral
  /// tear" in "MRI of the right shoulder: labral tear"); empty where there is none.
  public var context = ""
  /// Words before the phrase that qualify it and are no part of it ("prior", "other").
  public var lead = ""
  public var laterality: Laterality?
  /// Names of sites, as `diagnoses/sites.tsv` has them.
  public var bodySites: [String] = []
  /// Spinal levels such as "L4-L5".
  public var levels: [String] = []
  /// ICD codes printed directly beside the phrase, as they stand.
  public var printedCodes: [String] = []
  /// The head's row.
  public var rule: RuleReference
  /// Whether a determiner before it points to a problem that is known ("the opioid use disorder").
  public var isDefinite: Bool
  /// The sentence that it stands in.
  let sentence: Int
  /// The region with two sides that it is at.
  var region = BodyRegion.none
  /// The head, by its place in the lexicon.
  let head: Int32

  init(tokens: Range<Int>, sentence: Int, head: Int32, rule: RuleReference, isDefinite: Bool) {
    self.tokens = tokens
    self.sentence = sentence
    self.head = head
    self.rule = rule
    self.isDefinite = isDefinite
  }
}
