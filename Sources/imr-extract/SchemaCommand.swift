import ArgumentParser
import Export
import Pipeline

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON Schema (draft 2020-12) of a document.")

  func run() throws {
    var text = JSONSchema.document
    text.withUTF8 { OutputSink.standardOutput.send(UnsafeRawBufferPointer($0)) }
  }
}
