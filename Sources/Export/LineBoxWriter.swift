import ClinicalText

/// Writes where on its pages a mention stands.
struct LineBoxWriter {
  let layout: PageLayout

  /// The key `boxes`: a rectangle for each line of text, with the size of its page, all in points.
  func write(boxesOf span: Span, to out: inout OutputBuffer) {
    out.append(#","boxes":["#)
    for (index, line) in layout.lineBoxes(of: span).enumerated() {
      if index > 0 { out.append(",") }
      let page = layout.pages[line.page - 1]
      out.append(#"{"page":"#)
      out.append(line.page)
      write(#","x":"#, line.box.x, to: &out)
      write(#","y":"#, line.box.y, to: &out)
      write(#","width":"#, line.box.width, to: &out)
      write(#","height":"#, line.box.height, to: &out)
      write(#","pageWidth":"#, page.width, to: &out)
      write(#","pageHeight":"#, page.height, to: &out)
      out.append("}")
    }
    out.append("]")
  }

  private func write(_ key: StaticString, _ points: Double, to out: inout OutputBuffer) {
    out.append(key)
    out.append(hundredthsOf: points)
  }
}
