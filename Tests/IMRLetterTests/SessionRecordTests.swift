import ClinicalText
import Extraction
import Lexicon
import Testing

@testable import IMRLetter

/// The session keys of the record from amounts that are given, without an extractor before them.
@Suite struct SessionRecordTests {
  @Test func originalRequestIsTheLargestOfTheItem() throws {
    let record = try record(
      item: "PT, 12 visits. Authorized: 4 visits. Remaining: 8 visits.", disputed: [.physicalTherapy],
      amounts: [
        Amount("12 visits", .requested, .physicalTherapy), Amount("4 visits", .authorized, .physicalTherapy),
        Amount("8 visits", .requested, .physicalTherapy),
      ])
    #expect(record.sessionsRequested == 12)
    #expect(record.sessionsAuthorized == 4)
    #expect(record.sessionsReceived == nil)
    #expect(record.sources[.sessionsRequested].map(\.description) == ["/sessions/0"])
    #expect(record.sources[.sessionsAuthorized].map(\.description) == ["/sessions/1"])
  }

  @Test func itemOutweighsTheSummary() throws {
    let record = try record(
      item: "Acupuncture, 6 visits.", summary: "The request was for 10 visits, that is 10 visits in all.",
      disputed: [.acupuncture],
      amounts: [
        Amount("6 visits", .requested, .acupuncture), Amount("10 visits", .requested, .acupuncture),
        Amount("10 visits", .requested, .acupuncture, nth: 1),
      ])
    #expect(record.sessionsRequested == 6)
  }

  @Test func withoutAnItemTheRequestStatedMostOftenCounts() throws {
    let record = try record(
      item: "Acupuncture.", summary: "He asked for 8 visits. Earlier it was 12 visits. The plan has 8 visits.",
      disputed: [.acupuncture],
      amounts: [
        Amount("8 visits", .requested, .acupuncture), Amount("12 visits", .requested, .acupuncture),
        Amount("8 visits", .requested, .acupuncture, nth: 1),
      ])
    #expect(record.sessionsRequested == 8)
    #expect(record.sources[.sessionsRequested].map(\.description) == ["/sessions/0", "/sessions/2"])
  }

  @Test func ofRequestsStatedAsOftenTheLargerCounts() throws {
    let record = try record(
      item: "Massage.", summary: "He asked for 8 visits. Earlier it was 12 visits.", disputed: [.massage],
      amounts: [Amount("8 visits", .requested, .massage), Amount("12 visits", .requested, .massage)])
    #expect(record.sessionsRequested == 12)
  }

  @Test func requestedRangeLeavesTheKeyOut() throws {
    let record = try record(
      item: "Chiropractic, 8-12 visits.", disputed: [.chiropractic],
      amounts: [Amount("8-12 visits", .requested, .chiropractic, low: 8, high: 12)])
    #expect(record.sessionsRequested == nil)
    #expect(record.sessionsByService.isEmpty)
    #expect(record.sources[.sessionsByService].isEmpty)
  }

  @Test func totalThatTheLetterDrawsOutweighsItsParts() throws {
    let record = try record(
      item: "PT.", summary: "She had 10 visits in May and 8 visits in June, a total of 18 visits. She had 10 visits.",
      disputed: [.physicalTherapy],
      amounts: [
        Amount("10 visits", .received, .physicalTherapy), Amount("8 visits", .received, .physicalTherapy),
        Amount("18 visits", .received, .physicalTherapy), Amount("10 visits", .received, .physicalTherapy, nth: 1),
      ])
    #expect(record.sessionsReceived == 18)
    #expect(record.sources[.sessionsReceived].map(\.description) == ["/sessions/2"])
  }

  @Test func twentyInAllIsATotal() throws {
    let record = try record(
      item: "PT.", summary: "She had 14 visits, then six, twenty in all.", disputed: [.physicalTherapy],
      amounts: [
        Amount("14 visits", .received, .physicalTherapy), Amount("six", .received, .physicalTherapy, count: 6),
        Amount("twenty in all", .received, .physicalTherapy, count: 20),
      ])
    #expect(record.sessionsReceived == 20)
  }

  @Test func countsThatDisagreeAreWarnedOf() throws {
    let letter = try letter(
      item: "PT.", summary: "She had 24 visits. The log shows 20 visits. The notes count 24 visits.",
      disputed: [.physicalTherapy],
      amounts: [
        Amount("24 visits", .received, .physicalTherapy), Amount("20 visits", .received, .physicalTherapy),
        Amount("24 visits", .received, .physicalTherapy, nth: 1),
      ])
    #expect(letter.record.sessionsReceived == 24)
    #expect(letter.warnings.map(\.code) == [.conflictingCounts])
    #expect(letter.warnings.first?.span == letter.sessions[1].span)
  }

  @Test func partsThatAddUpAreNotWarnedOf() throws {
    let letter = try letter(
      item: "PT.", summary: "She had 10 visits and 8 visits. She had 18 visits, yes, 18 visits.",
      disputed: [.physicalTherapy],
      amounts: [
        Amount("10 visits", .received, .physicalTherapy), Amount("8 visits", .received, .physicalTherapy),
        Amount("18 visits", .received, .physicalTherapy), Amount("18 visits", .received, .physicalTherapy, nth: 1),
      ])
    #expect(letter.record.sessionsReceived == 18)
    #expect(letter.warnings.isEmpty)
  }

  @Test func receivedRangesDoNotCount() throws {
    let record = try record(
      item: "PT.", summary: "She had 8-10 visits before.", disputed: [.physicalTherapy],
      amounts: [Amount("8-10 visits", .received, .physicalTherapy, low: 8, high: 10)])
    #expect(record.sessionsReceived == nil)
    #expect(record.sessionsByService.isEmpty)
  }

  @Test func lastAuthorizedOfTheItemOutweighsLaterOnes() throws {
    let record = try record(
      item: "PT, 6 visits authorized.", summary: "In 2012 there were 24 visits authorized.",
      disputed: [.physicalTherapy],
      amounts: [
        Amount("6 visits", .authorized, .physicalTherapy), Amount("24 visits", .authorized, .physicalTherapy),
      ])
    #expect(record.sessionsAuthorized == 6)
  }

  @Test func lastAuthorizedCountsWhereTheItemHasNone() throws {
    let record = try record(
      item: "PT.", summary: "In 2012 there were 24 visits authorized, now 6 visits.", disputed: [.physicalTherapy],
      amounts: [
        Amount("24 visits", .authorized, .physicalTherapy), Amount("6 visits", .authorized, .physicalTherapy),
      ])
    #expect(record.sessionsAuthorized == 6)
  }

  @Test func severalDisputedServicesAreToldApartByService() throws {
    let record = try record(
      item: "PT, 12 visits. Acupuncture, 6 visits.", summary: "She had 10 visits.",
      disputed: [.physicalTherapy, .acupuncture],
      amounts: [
        Amount("12 visits", .requested, .physicalTherapy), Amount("6 visits", .requested, .acupuncture),
        Amount("10 visits", .received, .physicalTherapy),
      ])
    #expect(record.sessionsRequested == nil)
    #expect(record.sessionsReceived == nil)
    #expect(
      record.sessionsByService == [
        .physicalTherapy: SessionsByService.Sessions(requested: 12, received: 10),
        .acupuncture: SessionsByService.Sessions(requested: 6),
      ])
    #expect(record.sources[.sessionsByService].map(\.description) == ["/sessions/0", "/sessions/1", "/sessions/2"])
    #expect(record.sources[.sessionsRequested].isEmpty)
  }

  @Test func otherServicesDoNotEnterTheKeysOfTheDisputedOne() throws {
    let record = try record(
      item: "Acupuncture, 6 visits.", summary: "She had 30 visits.", disputed: [.acupuncture],
      amounts: [Amount("6 visits", .requested, .acupuncture), Amount("30 visits", .received, .physicalTherapy)])
    #expect(record.sessionsRequested == 6)
    #expect(record.sessionsReceived == nil)
    #expect(record.sessionsByService[.physicalTherapy]?.received == 30)
  }

  @Test func serviceThatItsItemCountsIsCounted() throws {
    let record = try record(
      item: "Medication management, 6 visits. Norco.", disputed: [.consultation, .medication],
      amounts: [Amount("6 visits", .requested, .consultation)])
    #expect(record.sessionsRequested == 6)
  }

  @Test func guidelineAndDeniedAmountsAreNoTotals() throws {
    let record = try record(
      item: "PT.", summary: "Up to 10 visits are allowed. UR denied 12 visits. Two visits were missed.",
      disputed: [.physicalTherapy],
      amounts: [
        Amount("10 visits", .guideline, .physicalTherapy), Amount("12 visits", .denied, .physicalTherapy),
        Amount("Two visits", .other, .physicalTherapy, count: 2),
      ])
    #expect(record == LetterRecord())
  }

  @Test func amountsWithoutAServiceDoNotCount() throws {
    let record = try record(
      item: "PT.", summary: "She had 10 visits.", disputed: [.physicalTherapy],
      amounts: [Amount("10 visits", .received, nil)])
    #expect(record.sessionsByService.isEmpty)
  }

  // MARK: Letters made by hand

  /// An amount and where it stands.
  private struct Amount {
    var quote: String
    var nth: Int
    var value: SessionAmount

    /// - Parameter count: by default the number that `quote` starts with.
    init(
      _ quote: String, _ role: SessionRole, _ service: ServiceCategory?, nth: Int = 0, count: Int? = nil,
      low: Int? = nil, high: Int? = nil
    ) {
      self.quote = quote
      self.nth = nth
      let number = low == nil ? count ?? Int(quote.prefix { $0.isNumber }) : nil
      value = SessionAmount(role: role, service: service, count: number, low: low, high: high)
    }
  }

  private func record(
    item: String, summary: String = "Nothing else is said.", disputed: [ServiceCategory], amounts: [Amount]
  ) throws -> LetterRecord {
    try letter(item: item, summary: summary, disputed: disputed, amounts: amounts).record
  }

  /// A letter of two sections: what is decided, and the summary of the case.
  private func letter(
    item: String, summary: String, disputed: [ServiceCategory], amounts: [Amount]
  ) throws -> Letter {
    let text = "\(item)\n\n\(summary)\n"
    var builder = try LexiconBuilder(.builtIn())
    let totalWords = try SessionTotalWords(in: &builder)
    let lexicon = builder.build()
    let reading = Reading(SourceText(utf8: Array(text.utf8)), rules: lexicon.rules)
    let boundary = reading.sentence(ofToken: reading.token(atView: viewStart(of: summary, nth: 0, in: reading)))
    let document = AnalyzedDocument(
      reading: reading, phrases: lexicon.phrases(in: reading),
      sections: [
        Section(kind: .decisions, sentences: 0..<boundary),
        Section(kind: .caseSummary, sentences: boundary..<reading.sentenceCount),
      ], statements: Array(repeating: .patient, count: reading.sentenceCount))
    var letter = Letter(document)
    let rule = RuleReference(file: "", line: 0, name: "")
    letter.services = disputed.map {
      Mention(span: Span(0, 0), tokens: 0..<0, value: DisputedService(category: $0, decision: .upheld), rule: rule)
    }
    letter.sessions = amounts.map { amount in
      let start = viewStart(of: amount.quote, nth: amount.nth, in: reading)
      let tokens = reading.token(atView: start)..<reading.token(atView: start + amount.quote.utf8.count - 1) + 1
      return Mention(span: reading.span(ofTokens: tokens), tokens: tokens, value: amount.value, rule: rule)
    }
    SessionRecord.fill(&letter, totalWords)
    return letter
  }

  /// Where the view holds the `nth` occurrence of `quote`.
  private func viewStart(of quote: String, nth: Int, in reading: Reading) -> Int {
    let quote = Array(quote.lowercased().prefix(16).utf8)
    let view = Array(reading.view)
    let starts = view.indices.filter { view[$0...].starts(with: quote) }
    return starts.indices.contains(nth) ? starts[nth] : 0
  }
}
