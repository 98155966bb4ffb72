import ClinicalText

/// Puts the words of a phrase's problems together and reads sides, sites and levels out of them.
struct DiagnosisComposer {
  let lexicon: DiagnosisLexicon
  let reading: Reading
  let units: [DiagnosisUnit]
  /// The site that the sentence before names, where that sentence leads to this one with a colon; else empty.
  let heading: String

  /// The last site that the sentence names, with its side.
  var lastSite: String { words(DiagnosisContext(lexicon: lexicon, units: units).lastSite(before: units.count)) }

  func findings(of phrase: DiagnosisPhrase) -> [DiagnosisFinding] {
    let tokens = tokens(of: phrase.units)
    let printed = PrintedCodes(reading).beside(tokens)
    return DiagnosisCoordination(lexicon: lexicon, units: units).concepts(of: phrase).map { concept in
      DiagnosisFinding(
        tokens: tokens, head: units[phrase.head].tokens, phrase: words(concept),
        context: context(of: concept, in: phrase),
        laterality: laterality(concept), bodySites: bodySites(concept),
        levels: concept.compactMap { units[$0].level?.name },
        printedCodes: printed, rule: lexicon.heads[Int(units[phrase.head].head)].rule)
    }
  }

  private func context(of concept: [Int], in phrase: DiagnosisPhrase) -> String {
    let context = DiagnosisContext(lexicon: lexicon, units: units)
    let missing = words(context.missing(in: concept, head: phrase.head, before: phrase.units.lowerBound))
    return missing.isEmpty && context.isPlaceless(concept, head: phrase.head) ? heading : missing
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
