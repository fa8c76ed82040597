/// Takes formulas out of Markdown before stars and underlines in them mean something else.
///
/// Each formula gives way to one character of Unicode's private plane 15, which Markdown takes for a letter.
/// What looked like a formula but turns out to stand in code or in an address is put back as it was
/// (`source(of:)`). Characters of that plane in the text itself are kept in the same way, so nothing is lost.
///
/// The rules are those of Pandoc and GitHub: `$` opens before a letter that is no space and closes after one, not
/// before a digit, so that `$5 or $10` stays money; `$$…$$` may go over several lines, but no empty one.
struct MathsKeeper {
  /// What stands behind a character of plane 15.
  enum Kept {
    /// A formula, and how it was written.
    case formula(String, isDisplayed: Bool, source: String)
    /// A character of the text.
    case character(String)
    /// A further line of the formula before it.
    case moreLines(source: String)
  }

  private(set) var kept: [Kept] = []
  private var output: [UInt8] = []
  private let bytes: [UInt8]
  private var lastMarks: [Int: Int] = [:]
  /// Where the line begins that has been come to, and how far its beginning was looked for.
  private var lineStart = 0
  private var scanned = 0

  private static let dollar = UInt8(ascii: "$")
  private static let tick = UInt8(ascii: "`")
  private static let backslash = UInt8(ascii: "\\")
  private static let newline: UInt8 = 0x0A

  /// Takes the formulas out of Markdown.
  init(_ markdown: String) {
    bytes = Array(markdown.utf8)
    output.reserveCapacity(bytes.count)
    takeOut()
  }

  /// The Markdown with a letter in place of each formula, as long in lines as it was.
  var markdown: String { String(decoding: output, as: UTF8.self) }

  /// What a character stands for; nil when it stands for itself.
  func kept(_ scalar: Unicode.Scalar) -> Kept? {
    guard scalar.value >= 0xF0000, Int(scalar.value) - 0xF0000 < kept.count else { return nil }
    return kept[Int(scalar.value) - 0xF0000]
  }

  /// A text as it was written, formulas and all.
  func source(of text: String) -> String {
    guard text.utf8.contains(0xF3) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch kept(scalar) {
      case .formula(_, _, let source), .moreLines(let source): result += source
      case .character(let text): result += text
      case nil: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  // MARK: Lines

  private mutating func takeOut() {
    var place = 0
    var fence: (mark: UInt8, length: Int)?
    var stretch: Int?
    while place < bytes.count {
      var end = place
      while end < bytes.count, bytes[end] != MathsKeeper.newline { end += 1 }
      let next = min(end + 1, bytes.count)
      let start = contentStart(place, end)
      let run = fenceRun(start, end)
      if let open = fence {
        copy(place, next)
        if let run, run.mark == open.mark, run.length >= open.length, run.isBare { fence = nil }
      } else if let run {
        if let from = stretch { takeOut(from, place) }
        stretch = nil
        copy(place, next)
        fence = (run.mark, run.length)
      } else if start == end {
        if let from = stretch { takeOut(from, place) }
        stretch = nil
        copy(place, next)
      } else if stretch == nil {
        stretch = place
      }
      place = next
    }
    if let from = stretch { takeOut(from, bytes.count) }
  }

  /// Where a line begins behind spaces and the signs of quotations.
  private func contentStart(_ start: Int, _ end: Int) -> Int {
    var place = start
    while place < end, [0x20, 0x09, 0x0D, UInt8(ascii: ">")].contains(bytes[place]) { place += 1 }
    return place
  }

  /// The marks that begin or end a block of code.
  private func fenceRun(_ start: Int, _ end: Int) -> (mark: UInt8, length: Int, isBare: Bool)? {
    var start = start
    // A fence may begin an item of a list.
    if start + 1 < end, [0x2D, 0x2A, 0x2B].contains(bytes[start]), bytes[start + 1] == 0x20 {
      start = contentStart(start + 1, end)
    }
    guard start < end, bytes[start] == MathsKeeper.tick || bytes[start] == UInt8(ascii: "~") else {
      return nil
    }
    let mark = bytes[start]
    var place = start
    while place < end, bytes[place] == mark { place += 1 }
    guard place - start >= 3 else { return nil }
    if mark == MathsKeeper.tick, bytes[place..<end].contains(mark) { return nil }
    let isBare = bytes[place..<end].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    return (mark, place - start, isBare)
  }

  // MARK: Within lines that belong together

  private mutating func takeOut(_ start: Int, _ end: Int) {
    var place = start
    var copied = start
    lastMarks = lastMarks(start, end)
    lineStart = start
    scanned = start
    while place < end {
      switch bytes[place] {
      case MathsKeeper.backslash: place += 2
      case MathsKeeper.tick: place = afterCode(place, end)
      case MathsKeeper.dollar:
        while scanned < place {
          if bytes[scanned] == MathsKeeper.newline { lineStart = scanned + 1 }
          scanned += 1
        }
        guard let found = formula(place, from: start, end), kept.count < 0xFE00,
          bytes[found.content].count(where: { $0 == MathsKeeper.newline }) < 0x100
        else {
          while place < end, bytes[place] == MathsKeeper.dollar { place += 1 }
          continue
        }
        copy(copied, place)
        keep(found, place)
        place = found.end
        copied = place
      default: place += 1
      }
    }
    copy(copied, end)
  }

  /// The place behind code that begins here, or behind its marks when it never ends.
  private func afterCode(_ start: Int, _ end: Int) -> Int {
    var length = 0
    while start + length < end, bytes[start + length] == MathsKeeper.tick { length += 1 }
    // Without marks that could end it nothing is looked for, or long texts would take very long.
    guard let last = lastMarks[length], last > start else { return start + length }
    var place = start + length
    while place < end {
      guard bytes[place] == MathsKeeper.tick else {
        place += 1
        continue
      }
      var run = 0
      while place + run < end, bytes[place + run] == MathsKeeper.tick { run += 1 }
      place += run
      if run == length { return place }
    }
    return start + length
  }

  /// Where marks of code of each length stand last.
  private func lastMarks(_ start: Int, _ end: Int) -> [Int: Int] {
    var last: [Int: Int] = [:]
    var place = start
    while place < end {
      let first = place
      while place < end, bytes[place] == MathsKeeper.tick { place += 1 }
      if place > first { last[place - first] = first } else { place += 1 }
    }
    return last
  }

  private struct Found {
    var content: Range<Int>
    var end: Int
    var isDisplayed: Bool
  }

  private func formula(_ start: Int, from first: Int, _ end: Int) -> Found? {
    let at = { (place: Int) -> UInt8 in place < end ? bytes[place] : 0x20 }
    if at(start + 1) == MathsKeeper.dollar {
      var place = start + 2
      while place + 1 < end {
        if bytes[place] == MathsKeeper.backslash {
          place += 2
        } else if bytes[place] == MathsKeeper.dollar, bytes[place + 1] == MathsKeeper.dollar {
          let content = start + 2..<place
          let isBlank = bytes[content].allSatisfy { $0 <= 0x20 }
          return isBlank ? nil : Found(content: content, end: place + 2, isDisplayed: true)
        } else {
          place += 1
        }
      }
      return nil
    }
    if start > first, isWordByte(bytes[start - 1]) { return nil }
    // GitHub's way to have dollars and stars in a formula: $`…`$
    if at(start + 1) == MathsKeeper.tick {
      var place = start + 2
      while place + 1 < min(end, start + 1000), bytes[place] != MathsKeeper.newline {
        if bytes[place] == MathsKeeper.tick, bytes[place + 1] == MathsKeeper.dollar {
          return Found(content: start + 2..<place, end: place + 2, isDisplayed: false)
        }
        place += 1
      }
      return nil
    }
    guard at(start + 1) > 0x20 else { return nil }
    let isInTable = bytes[contentStart(lineStart, start)] == UInt8(ascii: "|")
    var place = start + 1
    while place < end {
      switch bytes[place] {
      case MathsKeeper.backslash: place += 1
      case MathsKeeper.tick: return nil
      case MathsKeeper.newline where isInTable: return nil
      case MathsKeeper.dollar:
        let after = at(place + 1)
        let closes = bytes[place - 1] > 0x20 && !(0x30...0x39).contains(after)
        guard closes else { return nil }
        return Found(content: start + 1..<place, end: place + 1, isDisplayed: false)
      default: break
      }
      place += 1
    }
    return nil
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == MathsKeeper.dollar
  }

  // MARK: What is kept

  private mutating func keep(_ found: Found, _ start: Int) {
    var tex: [UInt8] = []
    var lines: [(prefix: Range<Int>, from: Int)] = []
    var place = found.content.lowerBound
    while place < found.content.upperBound {
      tex.append(bytes[place])
      place += 1
      guard tex.last == MathsKeeper.newline else { continue }
      let content = min(contentStart(place, found.content.upperBound), found.content.upperBound)
      lines.append((place..<content, content))
      place = content
    }
    let ends = lines.dropFirst().map { $0.prefix.lowerBound } + [found.end]
    let firstEnd = lines.first?.prefix.lowerBound ?? found.end
    put(
      .formula(
        String(decoding: tex, as: UTF8.self), isDisplayed: found.isDisplayed,
        source: text(start, lines.isEmpty ? firstEnd : firstEnd - 1)))
    for (line, end) in zip(lines, ends) {
      output.append(MathsKeeper.newline)
      output += bytes[line.prefix]
      let isLast = end == found.end
      put(.moreLines(source: text(line.from, isLast ? end : end - 1)))
    }
  }

  private func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }

  private mutating func put(_ thing: Kept) {
    let code = 0xF0000 + kept.count
    kept.append(thing)
    output += [
      0xF3, UInt8(0x80 | (code >> 12) & 0x3F), UInt8(0x80 | (code >> 6) & 0x3F),
      UInt8(0x80 | code & 0x3F),
    ]
  }

  /// Copies text as it is, but for characters of plane 15.
  private mutating func copy(_ start: Int, _ end: Int) {
    var place = start
    while place < end {
      if bytes[place] == 0xF3, place + 3 < bytes.count, bytes[place + 1] >= 0xB0 {
        if kept.count < 0xFFF0 {
          put(.character(text(place, place + 4)))
        } else {
          output += [0xEF, 0xBF, 0xBD]
        }
        place += 4
      } else {
        output.append(bytes[place])
        place += 1
      }
    }
  }
}
