import ClinicalText
import Foundation
import Ingest
import PageTools

/// Letters as PDF files, page images or OCR results, by the id of the letter that each is of.
public struct PagedLetters {
  private let items: [String: InputItem]
  private let reader: PageReader

  /// - Parameters:
  ///   - folder: holds `NAME.pdf`, `NAME.tiff` and the like.
  ///   - jobs: pages that are recognised at once.
  public init(folder: String, jobs: Int) {
    let list = InputList([folder], format: .auto)
    items = Dictionary(list.items.map { ($0.id, $0) }) { first, _ in first }
    reader = PageReader(jobs: jobs)
  }

  /// Nil where the folder has no file of that letter.
  /// - Throws: `DocumentFailure` for a file that cannot be read.
  public func document(_ id: String) throws(DocumentFailure) -> IngestedDocument? {
    guard let item = items[id] else { return nil }
    return try DocumentReader(item: item, pages: reader).document().get()
  }
}
