import Foundation

/// A file of JSON Lines of letters, repeated with changed numbers, so that nothing can be remembered from one to the next.
struct LetterStream {
  let file: URL
  /// Documents and the bytes of their texts.
  private(set) var documents = 0
  private(set) var textBytes = 0
  private(set) var fileBytes = 0
  private let letters: [[UInt8]]
  private var random: SplitMix64

  /// Writes the stream to a new temporary file.
  /// - Throws: an error of the file system, or `Failure.noLetters`.
  init(lettersBelow folder: URL, bytes: Int, seed: UInt64) throws {
    file = FileManager.default.temporaryDirectory.appending(path: "imr-extract-\(UUID().uuidString).jsonl")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
    letters = try names.filter { $0.hasSuffix(".txt") }.sorted().map { name in
      Array(try Data(contentsOf: folder.appending(path: name)))
    }
    guard !letters.isEmpty else { throw Failure.noLetters(folder) }
    random = SplitMix64(state: seed)
    guard FileManager.default.createFile(atPath: file.path(percentEncoded: false), contents: nil) else {
      throw Failure.notWritable
    }
    let handle = try FileHandle(forWritingTo: file)
    while fileBytes < bytes { try appendDocument(to: handle) }
    try handle.close()
  }

  func remove() { try? FileManager.default.removeItem(at: file) }

  enum Failure: Error, CustomStringConvertible {
    case noLetters(URL)
    case notWritable

    var description: String {
      switch self {
      case .noLetters(let folder): "\(folder.path(percentEncoded: false)): no .txt files"
      case .notWritable: "no temporary file can be written"
      }
    }
  }

  private mutating func appendDocument(to handle: FileHandle) throws {
    let text = changed(letters[documents % letters.count])
    let document = ["id": "d\(documents)", "text": String(decoding: text, as: UTF8.self)]
    var line = try JSONSerialization.data(withJSONObject: document, options: [.sortedKeys, .withoutEscapingSlashes])
    line.append(0x0A)
    try handle.write(contentsOf: line)
    documents += 1
    fileBytes += line.count
    textBytes += text.count
  }

  /// Every second run of digits gets new ones: leading zeros stay, the century of a year too, other first digits stay
  /// small, so that most dates stay dates.
  private mutating func changed(_ letter: [UInt8]) -> [UInt8] {
    var text = letter
    var index = 0
    while index < text.count {
      guard Self.isDigit(text[index]) else {
        index += 1
        continue
      }
      let end = text[index...].firstIndex { !Self.isDigit($0) } ?? text.count
      if random.below(2) == 0 { change(index..<end, of: &text) }
      index = end
    }
    return text
  }

  private mutating func change(_ digits: Range<Int>, of text: inout [UInt8]) {
    for index in digits {
      let place = index - digits.lowerBound
      if digits.count == 4, place < 2 { continue }
      let bound = place > 0 ? 10 : text[index] == 0x30 ? 1 : 3
      text[index] = 0x30 + UInt8(random.below(bound)) + (place == 0 && text[index] != 0x30 ? 1 : 0)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
struct SplitMix64 {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
