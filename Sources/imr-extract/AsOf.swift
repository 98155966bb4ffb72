import ArgumentParser
import Extraction
import IMRLetter

/// The value of `--as-of`.
struct AsOf {
  let date: CodeDate

  init(date: CodeDate) { self.date = date }

  init(_ text: String) throws {
    guard text != "document" else {
      self.init(date: .document)
      return
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int($0) : nil }
    guard parts.map(\.count) == [4, 2, 2], numbers.count == 3, (1...12).contains(numbers[1]),
      (1...31).contains(numbers[2])
    else { throw ValidationError("a date is written YYYY-MM-DD") }
    self.init(date: .day(PartialDate(year: numbers[0], month: numbers[1], day: numbers[2])))
  }
}
