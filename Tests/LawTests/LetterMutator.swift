import Foundation

/// The composed letters of the repository, and damage to them that is the same for the same seed.
struct LetterMutator {
  static let letters: [(name: String, text: String)] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Corpus/letters")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted().compactMap { name in
      (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)).map { (name, $0) }
    }
  }()

  private static let inserts: [[Unicode.Scalar]] = [
    "é", "ß", "\u{2011}", "\u{A0}", "\u{200B}", "😀", "漢", "\r\n", "\t", "\u{0C}", "\0", "ﬁ", "½", "“", "\u{2028}",
    "\u{FEFF}",
    "İ", "\u{AD}",
  ].map { Array($0.unicodeScalars) }
  private static let marks = Array("0123456789/-.,()#xX ".unicodeScalars)

  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(state: seed) }

  mutating func next() -> String {
    var scalars = Array(Self.letters[random.below(Self.letters.count)].text.unicodeScalars)
    for _ in 0..<1 + random.below(39) { mutate(&scalars) }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  private mutating func mutate(_ scalars: inout [Unicode.Scalar]) {
    let place = random.below(scalars.count + 1)
    switch random.below(10) {
    case 0..<4: scalars.insert(contentsOf: Self.inserts[random.below(Self.inserts.count)], at: place)
    case 4..<6: if place < scalars.count { scalars.remove(at: place) }
    case 6..<8: scalars.insert(contentsOf: scalars[max(0, place - 1 - random.below(199))..<place], at: place)
    default: scalars.insert(Self.marks[random.below(Self.marks.count)], at: place)
    }
  }
}

/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
struct SplitMix64 {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
