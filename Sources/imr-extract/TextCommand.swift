import ArgumentParser
import Ingest
import PageTools
import Pipeline

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct TextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "text", abstract: "Prints the text that a document's offsets refer to, in UTF-8.")

  @Argument(help: "A file that is one document, or - for standard input.", completion: .file())
  var input: String

  @OptionGroup var pages: PageOptions

  func run() throws {
    let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let list = InputList([input], format: .auto)
    guard list.isOneDocument, let item = list.items.first else {
      throw RunFailure(message: "\(input): holds several documents; text takes one", status: RunFailure.documentsFailed)
    }
    switch DocumentReader(item: item, pages: pages.reader(jobs: cores)).document() {
    case .success(let document): document.text.bytes.withUnsafeBytes { OutputSink.standardOutput.send($0) }
    case .failure(let failure): throw RunFailure(message: failure.message, status: RunFailure.documentsFailed)
    }
  }
}
