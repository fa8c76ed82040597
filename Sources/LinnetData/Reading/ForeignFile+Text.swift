/// Web pages and other texts between tags.
extension ForeignFile {
  /// How pages of the web begin; whatever capitals they are written with.
  private static let pageTags: Set<String> = [
    "html", "head", "body", "script", "style", "title", "meta", "link", "table", "div", "center",
    "iframe", "font", "span", "form",
  ]

  static func byText(_ bytes: [UInt8]) -> ForeignFile? {
    let head = TextEncoding.head(of: bytes)
    var place = head.firstIndex { $0 > 0x20 } ?? head.count
    if head[place...].starts(with: "%PDF-".utf8) { return document("a PDF document") }
    if head.starts(with: "MIME-Version:".utf8) || head.starts(with: "From: <Saved by".utf8) {
      return page(hasTable: false)
    }
    var wasXml = false
    // Remarks and declarations may stand before the first tag.
    while head[place...].starts(with: "<!--".utf8) || head[place...].starts(with: "<?".utf8) {
      if head[place...].starts(with: "<?xml".utf8) { wasXml = true }
      let isRemark = head[place + 1] == UInt8(ascii: "!")
      let closer = Array((isRemark ? "-->" : "?>").utf8)
      var end = place + 2
      while end < head.count, !head[end...].starts(with: closer) { end += 1 }
      guard end < head.count else { return wasXml || isRemark ? markup("an XML file") : nil }
      place = end + closer.count
      while place < head.count, head[place] <= 0x20 { place += 1 }
    }
    guard place < head.count, head[place] == UInt8(ascii: "<") else {
      return wasXml ? markup("an XML file") : nil
    }
    if lower(head, place + 1, 8) == "!doctype" {
      var word = place + 9
      while word < head.count, head[word] <= 0x20 { word += 1 }
      if lower(head, word, 3) == "svg" { return picture("an SVG drawing") }
      return lower(head, word, 4) == "html"
        ? page(hasTable: holdsTable(bytes)) : markup("an XML file")
    }
    return byTag(bytes, head, place, wasXml)
  }

  /// What begins with a tag.
  private static func byTag(
    _ bytes: [UInt8], _ head: [UInt8], _ place: Int, _ wasXml: Bool
  ) -> ForeignFile? {
    var end = place + 1
    while end < head.count, isPartOfName(head[end]) { end += 1 }
    guard end > place + 1, end < head.count else { return wasXml ? markup("an XML file") : nil }
    let next = head[end]
    // `<5,7` and `<a@b.c>` are no tags.
    guard wasXml || next == UInt8(ascii: ">") || next == UInt8(ascii: "/") || next <= 0x20 else {
      return nil
    }
    let name = String(decoding: head[(place + 1)..<end], as: UTF8.self).lowercased()
    let isClosed = closes(head[(place + 1)..<end], bytes)
    if name == "svg" { return picture("an SVG drawing") }
    if pageTags.contains(name), wasXml || isClosed || isTagged(head, end) {
      return page(hasTable: holdsTable(bytes))
    }
    if name == "workbook" || name == "office:document" {
      return spreadsheet("a spreadsheet written as XML")
    }
    if name == "kml" || name == "gpx" { return markup("a map file (\(name.uppercased()))") }
    if name == "rss" || name == "feed" { return markup("a list of news (\(name.uppercased()))") }
    // Names of columns may stand in such brackets too, as in `<DATE>,<OPEN>`.
    return wasXml || isClosed ? markup("an XML file") : nil
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    byte | 32 >= 97 && byte | 32 <= 122 || byte &- 48 <= 9 || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  /// True when another tag follows the first one, with nothing or with words between.
  private static func isTagged(_ head: [UInt8], _ end: Int) -> Bool {
    guard let closer = head[end...].firstIndex(of: UInt8(ascii: ">")) else { return true }
    var place = closer + 1
    while place < head.count, head[place] <= 0x20 { place += 1 }
    return place >= head.count || head[place] == UInt8(ascii: "<")
  }

  /// True when a text ends with the closing tag of a name.
  private static func closes(_ name: ArraySlice<UInt8>, _ bytes: [UInt8]) -> Bool {
    let tail = bytes.suffix(400).filter { $0 != 0 }
    let closer = Array("</".utf8) + name
    guard let last = tail.last(where: { $0 > 0x20 }), last == UInt8(ascii: ">"),
      tail.count >= closer.count
    else { return false }
    return (0...(tail.count - closer.count)).contains { tail[$0...].starts(with: closer) }
  }

  /// True when a page holds a table, as far as its first megabyte shows.
  private static func holdsTable(_ bytes: [UInt8]) -> Bool {
    let mark = Array("<table".utf8)
    let text = bytes.prefix(1 << 20).filter { $0 != 0 }
    var place = 0
    while place + mark.count <= text.count {
      if text[place] == mark[0] {
        var step = 1
        while step < mark.count, text[place + step] | 32 == mark[step] { step += 1 }
        if step == mark.count { return true }
      }
      place += 1
    }
    return false
  }

  /// So many letters from a place on, in small letters.
  private static func lower(_ head: [UInt8], _ place: Int, _ count: Int) -> String {
    guard place < head.count else { return "" }
    let letters = head[place..<min(place + count, head.count)]
    return String(decoding: letters, as: UTF8.self).lowercased()
  }
}
