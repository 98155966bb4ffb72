import CExpat

/// Is told of the elements of an XML document, by their local names.
protocol XMLVisitor: AnyObject {
  func start(_ name: Substring, _ attributes: [Substring: String])
  func end(_ name: Substring)
  func text(_ text: String)
}

/// Reads XML with Expat: one pass, no external entities, and no entity that grows beyond Expat's own bounds.
enum XMLReader {
  /// - Throws: `PageFormatError` with the line where the bytes are no well-formed XML.
  static func read(_ bytes: [UInt8], with visitor: some XMLVisitor) throws(PageFormatError) {
    guard let parser = XML_ParserCreate(nil) else { throw PageFormatError("out of memory") }
    defer { XML_ParserFree(parser) }
    let context = XMLContext(visitor)
    let status = withExtendedLifetime(context) {
      XML_SetUserData(parser, Unmanaged.passUnretained(context).toOpaque())
      XML_SetElementHandler(parser, startElement, endElement)
      XML_SetCharacterDataHandler(parser, characters)
      return parse(bytes, parser)
    }
    guard status == XML_STATUS_OK else {
      let reason = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "not well-formed"
      throw PageFormatError("line \(XML_GetCurrentLineNumber(parser)): \(reason)")
    }
  }

  private static let step = 1 << 20

  private static func parse(_ bytes: [UInt8], _ parser: XML_Parser) -> XML_Status {
    bytes.withUnsafeBytes { all in
      var start = 0
      var status = XML_STATUS_OK
      repeat {
        let part = UnsafeRawBufferPointer(rebasing: all[start..<min(start + step, all.count)])
        start += part.count
        let isLast: Int32 = start == all.count ? 1 : 0
        status = XML_Parse(
          parser, part.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(part.count), isLast)
      } while start < all.count && status == XML_STATUS_OK
      return status
    }
  }
}

private final class XMLContext {
  let visitor: any XMLVisitor

  init(_ visitor: some XMLVisitor) { self.visitor = visitor }

  static func of(_ data: UnsafeMutableRawPointer?) -> XMLContext? {
    data.map { Unmanaged<XMLContext>.fromOpaque($0).takeUnretainedValue() }
  }
}

/// What stands behind the namespace's prefix.
private func localName(_ name: UnsafePointer<XML_Char>) -> Substring {
  let whole = String(cString: name)
  return whole.firstIndex(of: ":").map { whole[whole.index(after: $0)...] } ?? whole[...]
}

private let startElement: XML_StartElementHandler = { data, name, attributes in
  guard let context = XMLContext.of(data), let name else { return }
  var values: [Substring: String] = [:]
  var next = attributes
  while let pair = next, let key = pair[0], let value = pair[1] {
    values[localName(key)] = String(cString: value)
    next = pair + 2
  }
  context.visitor.start(localName(name), values)
}

private let endElement: XML_EndElementHandler = { data, name in
  guard let context = XMLContext.of(data), let name else { return }
  context.visitor.end(localName(name))
}

private let characters: XML_CharacterDataHandler = { data, text, length in
  guard let context = XMLContext.of(data), let text else { return }
  let bytes = UnsafeRawBufferPointer(start: text, count: Int(length))
  context.visitor.text(String(decoding: bytes, as: UTF8.self))
}
