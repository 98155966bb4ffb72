import Lexicon

/// A region of the body, by its row in `diagnoses/regions.tsv`.
struct BodyRegion: Sendable, BitwiseCopyable, Equatable {
  static let none = BodyRegion(number: 0, isPaired: false, limb: 0, isWholeLimb: false)

  /// From 1.
  var number: UInt8
  /// There is a left and a right one.
  var isPaired: Bool
  /// The limb whose side is the region's own, by its number; 0 where it is part of none.
  var limb: UInt8
  var isWholeLimb: Bool

  static func == (one: BodyRegion, other: BodyRegion) -> Bool { one.number == other.number }

  /// Whether a side that is given with `other` is the region's side, too.
  func sharesSide(with other: BodyRegion) -> Bool {
    isPaired && (self == other || limb != 0 && limb == other.limb)
  }
}

extension BodyRegion {
  /// So many that a set of them is a word.
  private static let highestNumber = 63

  /// The regions by name.
  static func all(_ source: LexiconSource) throws(LexiconError) -> [String: BodyRegion] {
    var regions: [String: BodyRegion] = [:]
    var limbs: [String: UInt8] = ["-": 0]
    for row in try source.rows(of: "diagnoses/regions.tsv", columns: 3) {
      let isPaired = try row.value(1, as: RegionSides.self) == .paired
      let number = regions[row[0]].map { Int($0.number) } ?? regions.count + 1
      guard max(number, limbs.count) <= highestNumber else { throw row.error("more than \(highestNumber) regions") }
      let limb = limbs[row[2]] ?? UInt8(limbs.count)
      limbs[row[2]] = limb
      regions[row[0]] = BodyRegion(number: UInt8(number), isPaired: isPaired, limb: limb, isWholeLimb: row[0] == row[2])
    }
    return regions
  }
}

/// Regions of the body, a bit each; bit 0 stands for no region in particular.
struct BodyRegionSet: Equatable {
  private var bits: UInt64 = 0

  var isEmpty: Bool { bits == 0 }

  mutating func insert(_ region: BodyRegion?) { bits |= 1 << UInt64(region?.number ?? 0) }
}
