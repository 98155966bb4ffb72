/// What the units of a problem say of the place that it is at.
struct DiagnosisPlace {
  /// What they are, taken together.
  private(set) var roles: DiagnosisRoles = []
  /// The first region that they name.
  private(set) var region: BodyRegion?
  /// The first of those that have two sides.
  private(set) var pairedRegion: BodyRegion?

  var namesSide: Bool { roles.hasAny(.side) }
  var namesSideOrLevel: Bool { roles.hasAny([.level, .left, .right, .bilateral]) }

  init(_ concept: some Sequence<Int>, in units: DiagnosisUnits) {
    for index in concept {
      roles.formUnion(units[index].roles)
      guard let named = units[index].region else { continue }
      if region == nil { region = named }
      if pairedRegion == nil, named.isPaired { pairedRegion = named }
    }
  }
}
