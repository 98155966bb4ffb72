import ClinicalText

/// Puts the words of a phrase's problems together and reads sides, sites and levels out of them.
struct DiagnosisComposer {
  let lexicon: DiagnosisLexicon
  let reading: Reading
  let units: [DiagnosisUnit]
  /// The site that the sentence before leads to this one with.
  let heading: DiagnosisHeading
  /// The units of the sentence's phrases.
  let occupied: [Range<Int>]

  private var sentence: DiagnosisContext { DiagnosisContext(lexicon: lexicon, units: units, occupied: occupied) }

  /// The last site that the sentence names, with its side, for a sentence that it leads to.
  var headingForNext: DiagnosisHeading {
    let site = sentence.lastSite(before: units.count)
    let side = site.first { units[$0].roles.hasAny(.side) }
    return DiagnosisHeading(
      words: words(site), side: words(side.map { [$0] } ?? []), region: site.compactMap(sentence.region).first)
  }

  func findings(of phrase: DiagnosisPhrase) -> [DiagnosisFinding] {
    let tokens = tokens(of: phrase.units)
    let printed = PrintedCodes(reading).beside(tokens)
    let elliptic = phrase.elliptic.map { [finding(standingFor: $0, in: phrase, tokens)] } ?? []
    return elliptic
      + DiagnosisCoordination(lexicon: lexicon, units: units).concepts(of: phrase).map { concept in
        DiagnosisFinding(
          tokens: tokens, head: units[phrase.head].tokens, phrase: words(concept),
          context: context(of: concept, in: phrase),
          lead: words(unread(before: phrase) + (phrase.lead.map(Array.init) ?? [])),
          laterality: laterality(concept), bodySites: bodySites(concept),
          levels: concept.compactMap { units[$0].level?.name },
          printedCodes: printed, rule: lexicon.heads[Int(units[phrase.head].head)].rule)
      }
  }

  /// The problem that the elliptic word of a phrase stands for.
  private func finding(
    standingFor word: Int, in phrase: DiagnosisPhrase, _ tokens: Range<Int>
  ) -> DiagnosisFinding {
    let rule = lexicon.heads[Int(units[word].ellipticHead)].rule
    let before = Array(phrase.units.lowerBound..<word)
    return DiagnosisFinding(
      tokens: tokens, head: units[word].tokens, phrase: (before.isEmpty ? "" : words(before) + " ") + rule.name,
      context: "", lead: "", laterality: laterality(before), bodySites: bodySites(before), levels: [], printedCodes: [],
      rule: rule)
  }

  private func context(of concept: [Int], in phrase: DiagnosisPhrase) -> String {
    let missing = sentence.missing(in: concept, head: phrase.head, before: phrase.units.lowerBound)
    if !missing.isEmpty { return words(missing) }
    let behind = sentence.sites(of: concept, head: phrase.head, behind: phrase.units.upperBound)
    if !behind.isEmpty { return words(behind) }
    if sentence.isPlaceless(concept, head: phrase.head) { return heading.words }
    guard let region = heading.region, sentence.wantsSide(concept, of: region) else { return "" }
    return heading.side
  }

  /// Words right before a phrase that the grammar knows nothing of and the coder may ("inferior ST elevation" of an
  /// infarction).
  private func unread(before phrase: DiagnosisPhrase) -> [Int] {
    let start = phrase.lead?.lowerBound ?? phrase.units.lowerBound
    var low = start
    while low > 0, low > start - 3, units[low - 1].roles.isEmpty { low -= 1 }
    return Array(low..<start)
  }

  private func tokens(of range: Range<Int>) -> Range<Int> {
    units[range.lowerBound].tokens.lowerBound..<units[range.upperBound - 1].tokens.upperBound
  }

  private func words(_ concept: [Int]) -> String {
    var bytes: [UInt8] = []
    for index in concept {
      if !bytes.isEmpty, !units[index].roles.contains(.comma) { bytes.append(0x20) }
      bytes.append(contentsOf: reading.view[reading.viewRange(ofTokens: units[index].tokens)])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func laterality(_ concept: [Int]) -> Laterality? {
    let roles = concept.reduce(into: DiagnosisRoles()) { $0.formUnion(units[$1].roles) }
    if roles.contains(.bilateral) || roles.isSuperset(of: [.left, .right]) { return .bilateral }
    return roles.contains(.left) ? .left : roles.contains(.right) ? .right : nil
  }

  private func bodySites(_ concept: [Int]) -> [String] {
    var names: [String] = []
    var elliptic = ""
    for index in concept where units[index].site >= 0 && units[index].roles.hasAny([.part, .tissue, .elliptic]) {
      let name = lexicon.sites[Int(units[index].site)].name
      if units[index].roles.contains(.elliptic) {
        elliptic = name + " "
      } else {
        if !names.contains(elliptic + name) { names.append(elliptic + name) }
        elliptic = ""
      }
    }
    return names
  }
}

/// The site that a sentence with a colon at its end gives to the next ("MRI of the left shoulder:").
struct DiagnosisHeading {
  /// The site with its side.
  var words = ""
  var side = ""
  var region: BodyRegion?
}
