import Extraction

/// The letter flattened for rule checks; nil where the letter does not say.
public struct LetterRecord: Sendable, Equatable {
  /// The keys of the JSON record, in its order.
  public static let keys = [
    "age", "sex", "dateOfInjury", "utilizationReviewDate", "applicationDate", "determinationDate", "diagnosisCodes",
    "diagnosisCodesICD9", "sessionsRequested", "sessionsReceived", "sessionsAuthorized", "sessionsByService", "outcome",
  ]

  public enum Outcome: String, Sendable, CaseIterable { case upheld, overturned, mixed }

  /// Sessions of one service.
  public struct ServiceSessions: Sendable, Equatable {
    public var requested: Int?
    public var received: Int?
    public var authorized: Int?

    public init(requested: Int? = nil, received: Int? = nil, authorized: Int? = nil) {
      self.requested = requested
      self.received = received
      self.authorized = authorized
    }
  }

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
  public var sessionsByService: [ServiceCategory: ServiceSessions] = [:]
  public var outcome: Outcome?
  /// For each key of the JSON record that has a value, the JSON Pointers of the mentions it rests on.
  public var sources: [String: [String]] = [:]

  public init() {}
}
