import Extraction

/// The letter flattened for rule checks; nil where the letter does not say.
public struct LetterRecord: Sendable, Equatable {
  /// The keys of the JSON record, in its order.
  public enum Key: String, Sendable, CaseIterable {
    case age, sex, dateOfInjury, utilizationReviewDate, applicationDate, determinationDate, diagnosisCodes
    case diagnosisCodesICD9, sessionsRequested, sessionsReceived, sessionsAuthorized, sessionsByService, outcome
  }

  public enum Outcome: String, Sendable, CaseIterable { case upheld, overturned, mixed }

  public var age: Int?
  public var sex: AdministrativeGender?
  public var dateOfInjury: PartialDate?
  public var utilizationReviewDate: PartialDate?
  public var applicationDate: PartialDate?
  public var determinationDate: PartialDate?
  /// Present ones, in letter order, without repeats.
  public var diagnosisCodes: [String] = []
  public var diagnosisCodesICD9: [String] = []
  public var sessionsRequested: Int?
  public var sessionsReceived: Int?
  public var sessionsAuthorized: Int?
  public var sessionsByService: SessionsByService = [:]
  public var outcome: Outcome?
  /// The mentions that each value rests on.
  public var sources = RecordSources()

  public init() {}
}

extension LetterRecord.Key {
  /// Place among all keys.
  fileprivate var place: Int {
    switch self {
    case .age: 0
    case .sex: 1
    case .dateOfInjury: 2
    case .utilizationReviewDate: 3
    case .applicationDate: 4
    case .determinationDate: 5
    case .diagnosisCodes: 6
    case .diagnosisCodesICD9: 7
    case .sessionsRequested: 8
    case .sessionsReceived: 9
    case .sessionsAuthorized: 10
    case .sessionsByService: 11
    case .outcome: 12
    }
  }
}

/// A mention of a letter by its list and its index there.
public struct MentionReference: Sendable, Equatable, CustomStringConvertible {
  public enum List: String, Sendable, CaseIterable { case ages, sexes, dates, diagnoses, sessions, services }

  public var list: List
  public var index: Int

  public init(_ list: List, _ index: Int) {
    self.list = list
    self.index = index
  }

  /// The JSON Pointer (RFC 6901) to the mention in the document's output.
  public var description: String { "/\(list.rawValue)/\(index)" }
}

/// For each key of a record that has a value, the mentions it rests on.
public struct RecordSources: Sendable, Equatable {
  /// A key and one mention that its value rests on.
  public struct Source: Sendable, Equatable {
    public let key: LetterRecord.Key
    public let mention: MentionReference
  }

  /// In the order of the keys, those of a key in the order in which they were added.
  public private(set) var all: [Source] = []

  public init() {}

  /// Makes room for `count` mentions.
  mutating func reserveCapacity(_ count: Int) { all.reserveCapacity(count) }

  /// The mentions that the value of a key rests on, in the order in which they were added.
  public subscript(key: LetterRecord.Key) -> [MentionReference] {
    all.filter { $0.key == key }.map(\.mention)
  }

  public mutating func add(_ mention: MentionReference, to key: LetterRecord.Key) {
    let source = Source(key: key, mention: mention)
    var place = all.count
    while place > 0, all[place - 1].key.place > key.place { place -= 1 }
    if place == all.count { all.append(source) } else { all.insert(source, at: place) }
  }
}

/// Sessions by their service, in the order of `ServiceCategory`.
public struct SessionsByService: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  /// Sessions of one service.
  public struct Sessions: Sendable, Equatable {
    public var requested: Int?
    public var received: Int?
    public var authorized: Int?

    public init(requested: Int? = nil, received: Int? = nil, authorized: Int? = nil) {
      self.requested = requested
      self.received = received
      self.authorized = authorized
    }
  }

  /// A service and its sessions.
  public struct Entry: Sendable, Equatable {
    public let service: ServiceCategory
    public var sessions: Sessions
  }

  private static let order = ServiceCategory.allCases

  public private(set) var entries: [Entry] = []

  public init(dictionaryLiteral elements: (ServiceCategory, Sessions)...) {
    for (service, sessions) in elements { self[service] = sessions }
  }

  public var isEmpty: Bool { entries.isEmpty }

  public subscript(service: ServiceCategory) -> Sessions? {
    get { entries.first { $0.service == service }?.sessions }
    set {
      entries.removeAll { $0.service == service }
      guard let newValue else { return }
      entries.append(Entry(service: service, sessions: newValue))
      if entries.count > 1 { entries.sort { Self.place(of: $0.service) < Self.place(of: $1.service) } }
    }
  }

  private static func place(of service: ServiceCategory) -> Int { order.firstIndex(of: service) ?? order.count }
}
