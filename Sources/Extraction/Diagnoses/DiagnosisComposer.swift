import ClinicalText

/// Puts the words of a phrase's problems together and reads sides, sites and levels out of them.
struct DiagnosisComposer {
  private let lexicon: DiagnosisLexicon
  private let reading: Reading
  private let units: DiagnosisUnits
  private let sentence: DiagnosisContext
  private let coordination: DiagnosisCoordination
  /// The site that the sentence before leads to this one with.
  private let heading: DiagnosisHeading

  /// - Parameter grammar: has read the sentence.
  init(_ grammar: DiagnosisGrammar, _ reading: Reading, heading: DiagnosisHeading) {
    lexicon = grammar.lexicon
    self.reading = reading
    units = grammar.units
    sentence = DiagnosisContext(units: units, phrases: grammar.phrases)
    coordination = DiagnosisCoordination(units: units, parts: grammar.parts)
    self.heading = heading
  }

  /// The last site that the sentence names, with its side, for a sentence that it leads to.
  var headingForNext: DiagnosisHeading {
    let site = sentence.lastSite(before: units.count)
    let side = site.first { units[$0].roles.hasAny(.side) }
    return DiagnosisHeading(
      words: words(site), side: words(side.map { [$0] } ?? []), region: site.lazy.compactMap { units[$0].region }.first)
  }

  /// The tokens of a phrase.
  func tokens(of phrase: DiagnosisPhrase) -> Range<Int> {
    units[phrase.units.lowerBound].tokens.lowerBound..<units[phrase.units.upperBound - 1].tokens.upperBound
  }

  /// Tells `body` of the problems that a phrase names.
  /// - Parameter memory: for the units of one problem.
  func forEachFinding(
    of phrase: DiagnosisPhrase, isDefinite: Bool, in memory: UnsafeMutableBufferPointer<Int>,
    _ body: (DiagnosisFinding) -> Void
  ) {
    let tokens = tokens(of: phrase)
    if let word = phrase.elliptic { body(finding(standingFor: word, in: phrase, tokens, isDefinite)) }
    let head = units[phrase.head].head
    let printed = PrintedCodes(reading).beside(tokens)
    let lead = words(unreadStart(before: phrase)..<phrase.lead.upperBound)
    let problems = coordination.problems(of: phrase)
    for index in 0..<problems.count {
      let concept = coordination.concept(index, of: problems, phrase, in: memory)
      let place = DiagnosisPlace(concept, in: units)
      var finding = DiagnosisFinding(tokens: tokens, head: head, rule: lexicon.rules[Int(head)], isDefinite: isDefinite)
      finding.phrase = words(concept)
      finding.context = context(of: concept, place, in: phrase)
      finding.lead = lead
      finding.laterality = Laterality(place.roles)
      finding.bodySites = bodySites(concept, place.roles)
      finding.levels = levels(concept, place.roles)
      finding.printedCodes = printed
      body(finding)
    }
  }

  /// The problem that the elliptic word of a phrase stands for.
  private func finding(
    standingFor word: Int, in phrase: DiagnosisPhrase, _ tokens: Range<Int>, _ isDefinite: Bool
  ) -> DiagnosisFinding {
    let head = units[word].ellipticHead
    let before = phrase.units.lowerBound..<word
    let roles = units.roles(before)
    var finding = DiagnosisFinding(
      tokens: tokens, head: head, rule: lexicon.rules[Int(head)], isDefinite: isDefinite)
    finding.phrase = (before.isEmpty ? "" : words(before) + " ") + finding.rule.name
    finding.laterality = Laterality(roles)
    finding.bodySites = bodySites(before, roles)
    return finding
  }

  private func context(
    of concept: UnsafeBufferPointer<Int>, _ place: DiagnosisPlace, in phrase: DiagnosisPhrase
  ) -> String {
    let missing = sentence.missing(in: place, head: phrase.head, before: phrase.units.lowerBound)
    if !missing.isEmpty { return words(missing) }
    let behind = sentence.sites(of: place, head: phrase.head, behind: phrase.units.upperBound)
    if !behind.isEmpty { return words(behind) }
    if sentence.isPlaceless(place, head: phrase.head) { return heading.words }
    guard let region = heading.region, !place.namesSide, sentence.wantsSide(concept, of: region) else { return "" }
    return heading.side
  }

  /// Where words right before a phrase start that the grammar knows nothing of and the coder may ("inferior ST
  /// elevation" of an infarction).
  private func unreadStart(before phrase: DiagnosisPhrase) -> Int {
    var low = phrase.lead.lowerBound
    while low > 0, low > phrase.lead.lowerBound - 3, units[low - 1].roles.isEmpty { low -= 1 }
    return low
  }

  private func words(_ list: some Collection<Int>) -> String {
    if list.isEmpty { return "" }
    let size = list.reduce(0) { $0 + reading.viewRange(ofTokens: units[$1].tokens).count + 1 }
    return String(unsafeUninitializedCapacity: size) { bytes in
      var count = 0
      for index in list {
        if count > 0, !units[index].roles.contains(.comma) {
          bytes[count] = 0x20
          count += 1
        }
        for byte in reading.viewRange(ofTokens: units[index].tokens) {
          bytes[count] = reading.view[byte]
          count += 1
        }
      }
      return count
    }
  }

  private func bodySites(_ concept: some Sequence<Int>, _ roles: DiagnosisRoles) -> [String] {
    guard roles.hasAny([.part, .tissue, .elliptic]) else { return [] }
    var names: [String] = []
    var elliptic = ""
    for index in concept where units[index].site >= 0 && units[index].roles.hasAny([.part, .tissue, .elliptic]) {
      let site = Int(units[index].site)
      if units[index].roles.contains(.elliptic) {
        elliptic = lexicon.sites[site].name + " "
      } else if names.isEmpty, elliptic.isEmpty {
        names = lexicon.sites[site].names
      } else {
        let name = elliptic + lexicon.sites[site].name
        if !names.contains(name) { names.append(name) }
        elliptic = ""
      }
    }
    return names
  }

  private func levels(_ concept: UnsafeBufferPointer<Int>, _ roles: DiagnosisRoles) -> [String] {
    roles.contains(.level) ? concept.map { units[$0].level }.filter { $0 != .none }.map(\.name) : []
  }
}

extension Laterality {
  /// The side that words of these roles name, nil where they name none.
  fileprivate init?(_ roles: DiagnosisRoles) {
    if roles.contains(.bilateral) || roles.isSuperset(of: [.left, .right]) {
      self = .bilateral
    } else if roles.contains(.left) {
      self = .left
    } else if roles.contains(.right) {
      self = .right
    } else {
      return nil
    }
  }
}

/// The site that a sentence with a colon at its end gives to the next ("MRI of the left shoulder:").
struct DiagnosisHeading {
  /// The site with its side.
  var words = ""
  var side = ""
  var region: BodyRegion?
}
