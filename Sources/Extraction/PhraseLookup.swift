import ClinicalText
import Lexicon

extension PhraseHits {
  /// The phrases of `layer` that lie in `tokens`, in text order.
  public func hits(_ layer: LayerID, within tokens: Range<Int>) -> ArraySlice<PhraseHit> {
    let hits = self[layer]
    let start = Self.firstIndex(in: hits, from: tokens.lowerBound)
    var end = start
    while end < hits.count, Int(hits[end].start) < tokens.upperBound { end += 1 }
    return hits[start..<end]
  }

  private static func firstIndex(in hits: [PhraseHit], from token: Int) -> Int {
    var low = 0
    var high = hits.count
    while low < high {
      let middle = (low + high) / 2
      if Int(hits[middle].start) < token { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
