import Foundation

/// What other programs gave on the same letters: `peers.json` of `Benchmarks/peers` and the annotations beside it.
public struct PeerRuns: Sendable, Decodable {
  /// imr-extract through its own command: its speed, and its answers for given places.
  public let own: Peer
  public let peers: [Peer]

  public struct Peer: Sendable, Decodable {
    public let name: String
    public let version: String
    /// How it is configured.
    public let about: String?
    /// Processor seconds of one thread from the start to ready.
    public let loadSeconds: Double
    /// Processor seconds of one thread for all letters.
    public let seconds: Double
    /// Size of all letters, in UTF-8 bytes.
    public let bytes: Int
    /// The measures that its annotations of whole letters can be scored in.
    public let gives: [String]?
    /// The measures that its answers for given places can be scored in.
    public let givesForPlaces: [String]?
    /// Why it does not give other measures.
    public let missing: [String: String]?
    /// Files of annotations: whole letters and given places, the text as it is and with white space folded.
    public let wholeRaw: String?
    public let wholeFolded: String?
    public let givenRaw: String?
    public let givenFolded: String?

    /// Kilobytes of letters a second.
    public var speed: Double { seconds > 0 ? Double(bytes) / 1_000 / seconds : 0 }
  }

  /// The folder of the annotations.
  private var folder = "."

  private enum CodingKeys: String, CodingKey { case own, peers }

  /// - Throws: `GoldFolderError` where the file cannot be read.
  public static func read(_ path: String) throws(GoldFolderError) -> PeerRuns {
    guard let data = FileManager.default.contents(atPath: path),
      var runs = try? JSONDecoder().decode(PeerRuns.self, from: data)
    else { throw GoldFolderError(path: path, reason: "not a file of peers' runs") }
    runs.folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    return runs
  }

  /// Scores a file of annotations that a peer names.
  public func report(
    _ file: String, of peer: Peer, on letters: [GoldLetter], settings: AccuracyReport.Settings
  ) throws(GoldFolderError) -> AccuracyReport {
    let predictions = try PredictionFile(path: folder + "/" + file)
    let evaluations = letters.map { letter in
      let found = predictions.document(letter.id, in: letter.text)
      return LetterEvaluation(found.annotation, gold: letter, offsetErrors: found.offsetErrors)
    }
    return AccuracyReport(evaluations, tool: peer.name, gold: "", settings: settings)
  }
}
