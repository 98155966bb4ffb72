import PCRE2
import Testing

@Suite struct PatternTests {
  private func match(_ source: String, _ text: String, from start: Int = 0, anchoring: Pattern.Anchoring = .anchored)
    throws -> Range<Int>?
  {
    let pattern = try Pattern(source, anchoring: anchoring)
    let scratch = try MatchScratch()
    let bytes = Array(text.utf8)
    return try bytes.withUnsafeBufferPointer { buffer in
      try scratch.match(pattern, in: buffer, from: start, to: buffer.count) ? scratch.range(0) : nil
    }
  }

  @Test func anchoredMatchesOnlyAtItsStart() throws {
    #expect(try match(#"\d+"#, "x 12") == nil)
    #expect(try match(#"\d+"#, "x 12", from: 2) == 2..<4)
  }

  @Test func unanchoredFindsTheFirstPlace() throws {
    #expect(try match(#"\d+"#, "x 12", anchoring: .unanchored) == 2..<4)
  }

  @Test func lookBehindSeesWhatStandsBeforeTheStart() throws {
    #expect(try match(#"(?<=x )\d+"#, "x 12", from: 2) == 2..<4)
  }

  @Test func namedGroupsHaveTheirRanges() throws {
    let pattern = try Pattern(#"(?<month>\d+)/(?<day>\d+)(?:/(?<year>\d{4}))?"#)
    let scratch = try MatchScratch()
    let text = Array("3/18".utf8)
    let found = try text.withUnsafeBufferPointer { try scratch.match(pattern, in: $0, from: 0, to: 4) }
    #expect(found)
    #expect(scratch.range(try #require(pattern.groups["month"])) == 0..<1)
    #expect(scratch.range(try #require(pattern.groups["day"])) == 2..<4)
    #expect(scratch.range(try #require(pattern.groups["year"])) == nil)
  }

  @Test func aBrokenPatternTellsWhereItBreaks() {
    #expect { try Pattern("a(b") } throws: { ($0 as? PatternError)?.offset == 3 }
  }

  @Test func anExplodingPatternEndsAsAnError() throws {
    let text = String(repeating: "a", count: 200) + "!"
    #expect(throws: MatchError.self) { try match("(?:a+)+$", text) }
  }

  @Test func onePatternServesManyThreads() async throws {
    let pattern = try Pattern(#"(?<n>\d+) sessions"#)
    let counts = try await withThrowingTaskGroup(of: Int.self) { group in
      for task in 0..<8 {
        group.addTask {
          let scratch = try MatchScratch()
          let text = Array("\(task)\(task) sessions".utf8)
          return try (0..<500).reduce(0) { count, _ in
            let hit = try text.withUnsafeBufferPointer { try scratch.match(pattern, in: $0, from: 0, to: $0.count) }
            return count + (hit && scratch.range(1) == 0..<2 ? 1 : 0)
          }
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(counts == 4000)
  }
}
