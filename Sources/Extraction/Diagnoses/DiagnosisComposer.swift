import ClinicalText

/// Puts the words of a phrase's problems together and reads sides, sites and levels out of them.
struct DiagnosisComposer {
  let lexicon: DiagnosisLexicon
  let reading: Reading
  /// For the units of one problem.
  let memory: UnsafeMutableBufferPointer<Int>
  /// The sentence that is read.
  var sentence = 0
  /// The site that an earlier sentence leads to this one with.
  var heading = DiagnosisHeading()

  /// What a site, with its side, gives to the sentences that it leads to.
  /// - Parameter grammar: has read the sentence of the site.
  func heading(_ site: [Int], _ grammar: DiagnosisGrammar) -> DiagnosisHeading {
    let units = grammar.units
    let side = site.first { units[$0].roles.hasAny(.side) }
    return DiagnosisHeading(
      words: words(site, units), side: words(side.map { [$0] } ?? [], units),
      region: site.lazy.compactMap { units[$0].region }.first)
  }

  /// Tells `body` of the problems that a phrase names.
  /// - Parameters:
  ///   - grammar: has read the phrase.
  ///   - isDefinite: whether a determiner points to a problem that is known.
  ///   - isOne: whether the words of a phrase that coordinates sites name one problem.
  func forEachFinding(
    of phrase: DiagnosisPhrase, in grammar: DiagnosisGrammar, isDefinite: Bool, isOne: (String) -> Bool,
    _ body: (DiagnosisFinding) -> Void
  ) {
    let units = grammar.units
    let tokens = grammar.tokens(of: phrase)
    func named(_ head: Int32) -> DiagnosisFinding {
      DiagnosisFinding(
        tokens: tokens, sentence: sentence, head: head, rule: lexicon.rules[Int(head)], isDefinite: isDefinite)
    }
    let printed = PrintedCodes(reading).beside(tokens)
    let lead = words(grammar.unreadStart(before: phrase)..<phrase.lead.upperBound, units)
    let problems = grammar.problems(of: phrase)
    if let word = phrase.elliptic {
      for index in 0..<(problems.link == nil ? 1 : problems.count) {
        let concept = grammar.concept(index, of: problems, phrase, in: memory)
        let behind = concept.filter { $0 > phrase.head }
        body(finding(named(units[word].ellipticHead), phrase, phrase.units.lowerBound..<word, behind, grammar))
      }
    }
    let isWhole = problems.count > 1 && isOne(words(phrase.units, units))
    for index in 0..<(isWhole ? 1 : problems.count) {
      let concept =
        isWhole
        ? UnitList(of: phrase.units, in: memory).units : grammar.concept(index, of: problems, phrase, in: memory)
      let place = DiagnosisPlace(concept, in: units)
      var finding = named(units[phrase.head].head)
      finding.phrase = words(concept, units)
      finding.context = context(of: concept, place, phrase, grammar)
      finding.lead = lead
      finding.laterality = Laterality(place.roles)
      finding.region = place.pairedRegion ?? .none
      finding.bodySites = bodySites(concept, units, place.roles)
      finding.levels = place.roles.contains(.level) ? levels(concept, units) : []
      finding.printedCodes = printed
      body(finding)
    }
  }

  /// The problem that the elliptic word of a phrase stands for.
  /// - Parameters:
  ///   - named: its head.
  ///   - before: the units of the phrase before the word.
  ///   - behind: those behind the phrase's own head, which are its, too.
  private func finding(
    _ named: DiagnosisFinding, _ phrase: DiagnosisPhrase, _ before: Range<Int>, _ behind: [Int],
    _ grammar: DiagnosisGrammar
  ) -> DiagnosisFinding {
    let concept = before + [phrase.head] + behind
    return concept.withUnsafeBufferPointer { concept in
      let place = DiagnosisPlace(concept, in: grammar.units)
      var finding = named
      finding.phrase = [words(before, grammar.units), finding.rule.name, words(behind, grammar.units)]
        .filter { !$0.isEmpty }.joined(separator: " ")
      finding.context = context(of: concept, place, phrase, grammar)
      finding.laterality = Laterality(place.roles)
      finding.region = place.pairedRegion ?? .none
      finding.bodySites = bodySites(concept, grammar.units, place.roles)
      return finding
    }
  }

  private func context(
    of concept: UnsafeBufferPointer<Int>, _ place: DiagnosisPlace, _ phrase: DiagnosisPhrase,
    _ grammar: DiagnosisGrammar
  ) -> String {
    let missing = grammar.missing(in: place, head: phrase.head, before: phrase.units.lowerBound)
    if !missing.isEmpty { return side(wantedBy: missing, grammar) + words(missing, grammar.units) }
    let behind = grammar.sites(of: place, head: phrase.head, behind: phrase.units.upperBound)
    if !behind.isEmpty { return words(behind, grammar.units) }
    if grammar.isPlaceless(place, head: phrase.head) { return heading.words }
    guard let region = heading.region, !place.namesSide, grammar.wantsSide(concept, of: region) else { return "" }
    return heading.side
  }

  /// The heading's side with a blank, where it is that of a site without one.
  private func side(wantedBy site: [Int], _ grammar: DiagnosisGrammar) -> String {
    guard let region = heading.region, !heading.side.isEmpty,
      !site.contains(where: { grammar.units[$0].roles.hasAny(.side) }),
      grammar.wantsSide(site, of: region)
    else { return "" }
    return heading.side + " "
  }

  private func words(_ list: some Collection<Int>, _ units: DiagnosisUnits) -> String {
    if list.isEmpty { return "" }
    let size = list.reduce(0) { $0 + reading.viewRange(ofTokens: units[$1].tokens).count + 1 }
    return String(unsafeUninitializedCapacity: size) { bytes in
      var count = 0
      for index in list {
        if count > 0, !units[index].roles.contains(.comma) {
          bytes[count] = 0x20
          count += 1
        }
        let place = reading.viewRange(ofTokens: units[index].tokens)
        _ = bytes[count...].update(fromContentsOf: reading.view[place])
        count += place.count
      }
      return count
    }
  }

  private func bodySites(_ concept: some Sequence<Int>, _ units: DiagnosisUnits, _ roles: DiagnosisRoles) -> [String] {
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

  private func levels(_ concept: UnsafeBufferPointer<Int>, _ units: DiagnosisUnits) -> [String] {
    concept.map { units[$0].level }.filter { $0 != .none }.map(\.name)
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

/// The site that a sentence with a colon at its end, or one that tells of a study, gives to those behind it ("MRI of the
/// left shoulder:").
struct DiagnosisHeading {
  /// The site with its side.
  var words = ""
  var side = ""
  var region: BodyRegion?

  var isEmpty: Bool { words.isEmpty }
}
