extension CodeTable {
  /// Appends the code with its point, as in `S13.4XXA`.
  public func appendCode(of row: Int, to output: inout [UInt8]) {
    let key = key(of: row)
    let category = categoryLength(startingWith: key[0])
    for index in 0..<key.count {
      if index == category { output.append(UInt8(ascii: ".")) }
      output.append(key[index])
    }
  }

  /// Appends the title, as in `Sprain of ligaments of cervical spine, initial encounter`, in UTF-8.
  public func appendTitle(of row: Int, to output: inout [UInt8]) {
    if hasSeventhCharacter(row), let parent = parent(of: row) {
      texts.append(titlePlace(of: parent), to: &output)
      output.append(contentsOf: [UInt8(ascii: ","), UInt8(ascii: " ")])
    }
    texts.append(titlePlace(of: row), to: &output)
  }

  /// The code with its point.
  public func code(of row: Int) -> String {
    var bytes: [UInt8] = []
    appendCode(of: row, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Bytes that few titles exceed.
  private static let usualTitleLength = 120

  /// The title.
  public func title(of row: Int) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.usualTitleLength)
    appendTitle(of: row, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
