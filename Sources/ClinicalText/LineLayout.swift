/// A source line without its outer blanks, in UTF-8 bytes.
struct Line {
  var start: Int
  var end: Int
  /// Column at which the text begins, counted from the line's first byte.
  var indent: Int
  /// Whether the line starts a new block, or goes on from the line before (a wrapped line).
  var startsBlock = true
  /// Blank lines between the line before and it.
  var blankLines = 0
  /// Whether page furniture or a page break stands between the line before and it.
  var isBehindPage = false

  var width: Int { indent + end - start }
}

/// Finds the lines of a text that hold words and tells wrapped lines from new blocks.
///
/// Letters come with one line a paragraph, wrapped, or with a blank line after each wrapped line, and with page
/// furniture in the middle of sentences. A line break is a wrap where the first word of the next line would not have
/// fitted on the line, or where the text itself goes on.
struct LineLayout {
  private(set) var lines: [Line] = []
  private var fullWidth = 0
  private var blanksOfWrap = 0

  /// - Parameter pageBreaks: offsets of the form feeds, in UTF-8 bytes.
  init(_ text: UnsafeBufferPointer<UInt8>, furniture: PageFurniture, pageBreaks: [Int]) {
    collect(text)
    removeFurniture(furniture, RunningLines(lines, of: text, pageBreaks: pageBreaks).indices, text)
    guard lines.count > 1 else { return }
    fullWidth = usualFullWidth()
    blanksOfWrap = usualBlanks()
    for index in 1..<lines.count {
      lines[index].startsBlock = startsBlock(lines[index], behind: lines[index - 1], text)
    }
  }

  /// Finds all lines that hold words.
  private mutating func collect(_ text: UnsafeBufferPointer<UInt8>) {
    lines.reserveCapacity(text.count / 40 + 4)
    var blankLines = 0
    var isBehindPage = false
    var at = 0
    while at < text.count {
      let end = Self.lineEnd(text, from: at)
      var line = trimmed(text, at, end)
      if line.start == line.end {
        blankLines += 1
      } else {
        line.blankLines = blankLines
        line.isBehindPage = isBehindPage
        lines.append(line)
        (blankLines, isBehindPage) = (0, false)
      }
      guard end < text.count else { return }
      if text[end] == 0x0C { isBehindPage = true }
      at = end + (text[end] == 0x0D && end + 1 < text.count && text[end + 1] == 0x0A ? 2 : 1)
    }
  }

  /// Takes page furniture out; the gap behind it is one with the gap before it.
  /// - Parameter running: indices of lines that are headers or footers, ascending.
  private mutating func removeFurniture(
    _ furniture: PageFurniture, _ running: [Int], _ text: UnsafeBufferPointer<UInt8>
  ) {
    var nextRunning = 0
    var kept = 0
    var blankLines = 0
    var isBehindPage = false
    for index in lines.indices {
      let line = lines[index]
      blankLines += line.blankLines
      isBehindPage = isBehindPage || line.isBehindPage
      let isRunning = nextRunning < running.count && running[nextRunning] == index
      if isRunning { nextRunning += 1 }
      if isRunning || furniture.matches(UnsafeBufferPointer(rebasing: text[line.start..<line.end])) {
        isBehindPage = true
      } else {
        lines[kept] = line
        lines[kept].blankLines = blankLines
        lines[kept].isBehindPage = isBehindPage
        (blankLines, isBehindPage) = (0, false)
        kept += 1
      }
    }
    lines.removeLast(lines.count - kept)
  }

  /// The next line feed, carriage return or form feed, or the end of the text.
  @inline(__always)
  private static func lineEnd(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let bytes = UnsafeRawPointer(text.baseAddress.unsafelyUnwrapped)
    var at = start
    while at &+ 16 <= text.count {
      let block = bytes.loadUnaligned(fromByteOffset: at, as: SIMD16<UInt8>.self)
      guard let place = SixteenBytes.firstHighBit(SixteenBytes.below(0x0E, block)) else {
        at &+= 16
        continue
      }
      at &+= place
      if endsLine(text[at]) { return at }
      at &+= 1
    }
    while at < text.count, !endsLine(text[at]) { at &+= 1 }
    return at
  }

  @inline(__always)
  private static func endsLine(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D || byte == 0x0C }

  @inline(__always)
  private func trimmed(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Line {
    var first = start
    var last = end
    while first < last, text[first] <= 0x20 { first += 1 }
    while last > first, text[last - 1] <= 0x20 { last -= 1 }
    return Line(start: first, end: last, indent: first - start)
  }

  /// The width that nine in ten lines do not exceed.
  private func usualFullWidth() -> Int {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: lines.count) { widths in
      for index in lines.indices { widths.initializeElement(at: index, to: lines[index].width) }
      return Self.element(ofRank: widths.count * 9 / 10, widths)
    }
  }

  /// The number that would stand at `rank` if the numbers were sorted (Hoare's selection).
  private static func element(ofRank rank: Int, _ numbers: UnsafeMutableBufferPointer<Int>) -> Int {
    var low = 0
    var high = numbers.count - 1
    while low < high {
      let pivot = numbers[(low + high) / 2]
      var (left, right) = (low, high)
      while left <= right {
        while numbers[left] < pivot { left += 1 }
        while numbers[right] > pivot { right -= 1 }
        if left <= right {
          numbers.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if rank <= right { high = right } else if rank >= left { low = left } else { return pivot }
    }
    return numbers[rank]
  }

  /// Blank lines that follow an ordinary wrapped line: 1 in double-spaced text.
  private func usualBlanks() -> Int {
    var single = 0
    var none = 0
    for index in 1..<lines.count where !lines[index].isBehindPage && lines[index - 1].width * 4 >= fullWidth * 3 {
      if lines[index].blankLines == 0 { none += 1 } else if lines[index].blankLines == 1 { single += 1 }
    }
    return single > none ? 1 : 0
  }

  private func startsBlock(_ line: Line, behind previous: Line, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let goesOn = (0x61...0x7A).contains(text[line.start]) || isOpenEnd(text[previous.end - 1])
    if goesOn, !isSentenceEnd(text[previous.end - 1]) { return false }
    if isListItem(line, text) || introducesBlock(previous, text) { return true }
    if line.blankLines > blanksOfWrap, !line.isBehindPage { return true }
    return previous.width + 1 + firstWordWidth(line, text) < fullWidth - fullWidth / 7
  }

  private func isSentenceEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "!")
  }

  /// A line that ends in a colon; "Page(s):" and "Section(s):" go on with their values.
  private func introducesBlock(_ line: Line, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text[line.end - 1] == UInt8(ascii: ":") && line.end - line.start > 1 && text[line.end - 2] != UInt8(ascii: ")")
  }

  private func isOpenEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "(") || byte == UInt8(ascii: "&")
  }

  /// `-`, `*`, a bullet, `1)`, `1.`, `(1)`, `#1` and a blank behind it.
  private func isListItem(_ line: Line, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = line.start
    switch text[at] {
    case UInt8(ascii: "-"), UInt8(ascii: "*"): at += 1
    case 0xE2 where at + 2 < line.end && text[at + 1] != 0x80: at += 3
    case 0xC2 where at + 1 < line.end && text[at + 1] == 0xB7: at += 2
    case UInt8(ascii: "#"), UInt8(ascii: "("), 0x30...0x39:
      if text[at] == UInt8(ascii: "#") || text[at] == UInt8(ascii: "(") { at += 1 }
      let digits = at
      while at < line.end, (0x30...0x39).contains(text[at]) { at += 1 }
      guard at > digits, at - digits <= 2, at < line.end,
        text[at] == UInt8(ascii: ")") || text[at] == UInt8(ascii: ".")
      else { return false }
      at += 1
    default: return false
    }
    return at < line.end && text[at] <= 0x20
  }

  private func firstWordWidth(_ line: Line, _ text: UnsafeBufferPointer<UInt8>) -> Int {
    var at = line.start
    while at < line.end, text[at] > 0x20 { at += 1 }
    return at - line.start
  }
}
