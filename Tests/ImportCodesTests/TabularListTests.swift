import Foundation
import Testing

@testable import import_codes

@Suite struct TabularListTests {
  @Test func seventhCharactersFillUpWithPlaceholders() throws {
    let list = try Releases.tabularList(
      Releases.code("K00", "Broken test", Releases.encounters + Releases.code("K00.1", "Broken left test"))
        + Releases.code("K01", "Bent test"))
    #expect(list.billableCodes == ["K001XXA", "K001XXS", "K01"])
    #expect(list.expandedCodes == ["K001XXA", "K001XXS"])
    #expect(list.codes.map(\.code) == ["K00", "K001", "K01"])
  }

  @Test func seventhCharactersMayNotApplyBySixthCharacter() throws {
    let note =
      "7th characters A and S do not apply to codes in category K00 "
      + "with 6th character 7 - end of test, or 8 - no test."
    let list = try Releases.tabularList(
      Releases.code(
        "K00", "Broken test",
        Releases.encounters + "<notes><note>\(note)</note></notes>" + Releases.code("K00.117", "Ended test")
          + Releases.code("K00.116", "Other test")))
    #expect(list.billableCodes == ["K00116A", "K00116S"])
  }

  @Test func notesKeepCodeAndKind() throws {
    let list = try Releases.tabularList(
      Releases.code(
        "K00", "Broken test",
        Releases.terms("Test with crack") + "<excludes1><note>bent test (K01)</note></excludes1>"))
    #expect(list.inclusionTerms.map(\.term) == ["Test with crack"])
    #expect(list.notes.map(\.kind) == ["excludes1"])
    #expect(list.blocks.map(\.range) == ["K00-K99", "K00-K09"])
    #expect(list.blocks.map(\.title) == ["Invented disorders", "Disorders of tests"])
  }

  @Test func otherXMLIsRefused() {
    #expect(throws: UnreadableSource.self) { try TabularList(xml: Data("<other/>".utf8)) }
  }
}

@Suite struct IndexTests {
  @Test func entriesKeepOrderLevelAndModifiers() throws {
    let xml = """
      <ICD10CM.index><letter><title>B</title>
      <mainTerm><title>Break<nemod>(bent)</nemod> of test<nemod>(old)</nemod></title>
      <code>K00.-</code><term level="1"><title>left</title><see>Crack</see></term></mainTerm>
      <mainTerm><title>Crack</title><cell col="2">K01</cell><cell col="7">K09</cell></mainTerm></letter></ICD10CM.index>
      """
    let entries = try indexEntries(xml: Data(xml.utf8))
    #expect(
      entries == [
        IndexEntry(level: 0, term: "Break of test", modifiers: "(bent) (old)", see: "", seeAlso: "", codes: ["K00.-"]),
        IndexEntry(level: 1, term: "left", modifiers: "", see: "Crack", seeAlso: "", codes: [""]),
        IndexEntry(
          level: 0, term: "Crack", modifiers: "", see: "", seeAlso: "", codes: ["K01", "", "", "", "", "K09"]),
      ])
  }

  @Test func csvFieldsMayBeQuoted() {
    #expect(csvRows("a,\"b,\n\"\"c\"\"\",\r\nd,,e") == [["a", "b,\n\"c\"", ""], ["d", "", "e"]])
  }
}
