import Evaluation
import Foundation

/// Figures of peers beside those of this project, on the same letters.
public struct PeerFigures {
  /// Measures that are set beside each other.
  static let measures = [
    "dates", "dates+role", "diagnoses:span", "diagnoses:category", "diagnoses:code", "diagnoses:icd9",
    "diagnoses:assertion", "diagnoses:not-present", "diagnoses:code+assertion", "sessions:amount",
    "sessions:amount+role",
    "sessions:full", "services:category+decision", "citations",
  ]
  static let placeMeasures = [
    "diagnoses:category", "diagnoses:code", "diagnoses:icd9", "diagnoses:assertion", "diagnoses:not-present",
  ]

  private struct Column {
    let peer: PeerRuns.Peer
    var whole: AccuracyReport?
    var wholeFolded: AccuracyReport?
    var given: AccuracyReport?
    var givenFolded: AccuracyReport?
  }

  private let own: AccuracyReport
  private let ownColumn: Column
  private let columns: [Column]

  /// - Parameter own: this project's report on `letters`.
  /// - Throws: `GoldFolderError` where a file of annotations cannot be read.
  public init(_ runs: PeerRuns, own: AccuracyReport, letters: [GoldLetter], settings: AccuracyReport.Settings)
    throws(GoldFolderError)
  {
    func column(_ peer: PeerRuns.Peer) throws(GoldFolderError) -> Column {
      func report(_ file: String?) throws(GoldFolderError) -> AccuracyReport? {
        guard let file else { return nil }
        return try runs.report(file, of: peer, on: letters, settings: settings)
      }
      return Column(
        peer: peer, whole: try report(peer.wholeRaw), wholeFolded: try report(peer.wholeFolded),
        given: try report(peer.givenRaw), givenFolded: try report(peer.givenFolded))
    }
    self.own = own
    ownColumn = try column(runs.own)
    var columns: [Column] = []
    for peer in runs.peers { columns.append(try column(peer)) }
    self.columns = columns
  }

  /// For the plot: what each peer gives on the text as it is.
  var series: [IntervalPlot.Series] {
    columns.map { column in
      let given = (column.peer.gives ?? []).compactMap { name in
        column.whole?.measure(name).map { (name, $0.overlap) }
      }
      return IntervalPlot.Series(name: column.peer.name, figures: Dictionary(given) { first, _ in first })
    }
  }

  var markdown: String {
    """
    ## Peers

    The same letters, the same scoring. A cell has F1 on the text as it is and, behind the bar, with white space folded to
    single blanks, which helps tools that work on lines. All peers get the same terms: titles, inclusion terms and Alphabetic
    Index of ICD-10-CM (as printed and in spoken order), mapped to ICD-9-CM by the General Equivalence Mapping. A dash:
    the peer has no such component, or what the cell says.

    \(whole)

    \(leading)

    ### Given places

    The places of the gold's diagnoses are given; only the code or the assertion is asked for.

    \(given)

    ### Speed

    Processor time of one thread; imr-extract writes all fields, the peers what the table above has.

    \(speed)

    ### How they are configured

    \(columns.map { "- \($0.peer.name) \($0.peer.version): \($0.peer.about ?? "")." }.joined(separator: "\n"))
    """
  }

  private var names: [String] { columns.map { "\($0.peer.name) \($0.peer.version)" } }

  private var whole: String {
    var table = MarkdownTable(["measure", "imr-extract"] + names)
    for measure in Self.measures {
      let cells = columns.map { column in
        guard column.peer.gives?.contains(measure) == true else { return column.peer.missing?[measure] ?? "–" }
        return Self.pair(column.whole?.measure(measure), column.wholeFolded?.measure(measure))
      }
      table.add([measure, own.measure(measure).map { TextReport.three($0.overlap.value) } ?? ""] + cells)
    }
    return table.text
  }

  private var given: String {
    var table = MarkdownTable(["measure", "imr-extract"] + names)
    for measure in Self.placeMeasures {
      let cells = columns.map { column in
        guard column.peer.givesForPlaces?.contains(measure) == true else { return "–" }
        return Self.pair(column.given?.measure(measure), column.givenFolded?.measure(measure))
      }
      table.add([measure, ownColumn.given?.measure(measure).map { TextReport.three($0.overlap.value) } ?? ""] + cells)
    }
    return table.text
  }

  /// In how many of the measures that a peer gives it is not ahead, on either form of the text.
  private var leading: String {
    var compared = 0
    var behind: [String] = []
    for column in columns {
      for measure in column.peer.gives ?? [] where Self.measures.contains(measure) {
        guard let own = own.measure(measure)?.overlap.value else { continue }
        compared += 1
        let best = [column.whole, column.wholeFolded].compactMap { $0?.measure(measure)?.overlap.value }.max() ?? 0
        if best >= own { behind.append("\(column.peer.name) in \(measure)") }
      }
    }
    let ahead = "imr-extract is ahead in \(compared - behind.count) of the \(compared) figures that a peer gives"
    return behind.isEmpty ? ahead + "." : ahead + "; not of \(behind.joined(separator: ", "))."
  }

  private var speed: String {
    var table = MarkdownTable(["", "KB of letters a second", "seconds to start"])
    for peer in [ownColumn.peer] + columns.map(\.peer) {
      table.add([
        "\(peer.name) \(peer.version)", String(format: peer.speed < 100 ? "%.1f" : "%.0f", peer.speed),
        String(format: "%.2f", peer.loadSeconds),
      ])
    }
    return table.text
  }

  private static func pair(_ raw: MeasureResult?, _ folded: MeasureResult?) -> String {
    [raw, folded].map { $0.map { TextReport.three($0.overlap.value) } ?? "" }.joined(separator: " / ")
  }
}
