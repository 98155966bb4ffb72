import ArgumentParser
import PageTools

extension OCRMode: ExpressibleByArgument {}

/// How PDF files and page images are read.
struct PageOptions: ParsableArguments {
  @Option(help: "When pages are read by optical character recognition: where they have no text, always, or never.")
  var ocr: OCRMode = .auto

  @Option(help: ArgumentHelp("Pages that a document may have.", valueName: "n"))
  var maxPages = ToolLimits().pages

  @Option(help: ArgumentHelp("Millions of pixels that a page image may have.", valueName: "n"))
  var maxMegapixels = ToolLimits().pixels / 1_000_000

  @Option(help: ArgumentHelp("Seconds that a program may take for a document or a page.", valueName: "n"))
  var pageTimeout = ToolLimits().seconds

  @Option(help: ArgumentHelp("Megabytes of memory that a program may take for a document or a page.", valueName: "n"))
  var pageMemory = ToolLimits().megabytes

  func validate() throws {
    let limits = [
      ("--max-pages", maxPages), ("--max-megapixels", maxMegapixels), ("--page-timeout", pageTimeout),
      ("--page-memory", pageMemory),
    ]
    for (name, value) in limits where !(1...1_000_000).contains(value) {
      throw ValidationError("\(name) has to be at least 1 and at most 1000000")
    }
  }

  /// - Parameter jobs: pages that are recognised at once.
  func reader(jobs: Int) -> PageReader {
    let limits = ToolLimits(
      pages: maxPages, seconds: pageTimeout, megabytes: pageMemory, pixels: maxMegapixels * 1_000_000)
    return PageReader(mode: ocr, limits: limits, jobs: jobs)
  }
}
