extension Lexer {
  /// How many texts may stand inside each other; each one is looked through once more.
  static var deepestText: Int { 30 }

  /// Reads a text in quotes.
  ///
  ///     text = quote {character | "{" pipeline "}"} quote
  ///
  /// The closing quote is looked for ahead, on the same line, so that a forgotten one is noticed where
  /// the text starts.
  mutating func text(_ quote: UInt32, _ length: Int) {
    let start = offset
    guard texts.count < Self.deepestText, let end = closingQuote(quote, from: offset + length)
    else {
      add(.unclosedText, start, start + length)
      skipToLineEnd()
      return
    }
    add(.textOpen, start, start + length)
    offset = start + length
    texts.append(OpenText(quote: quote, end: end, depth: open.count))
    continueText()
  }

  /// Reads pieces of the innermost text up to its closing quote or its next `{`.
  mutating func continueText() {
    guard let text = texts.last else { return }
    let start = offset
    while offset < text.end {
      let byte = bytes[offset]
      if byte == 0x5C {
        offset += 2
      } else if byte == 0x7B {
        if self.byte(1) == 0x7B {
          offset += 2
          continue
        }
        if start < offset { add(.textPiece, start, offset) }
        if closesFill(before: text.end) {
          add(.fillOpen, offset, offset + 1)
          texts[texts.count - 1].depth = open.count
          offset += 1
        } else {
          add(.unclosedFill, offset, offset + 1)
          texts.removeLast()
          skipToLineEnd()
        }
        return
      } else {
        offset += 1
      }
    }
    offset = text.end
    if start < offset { add(.textPiece, start, offset) }
    let (_, length) = Letters.decode(bytes, offset)
    add(.textClose, offset, offset + length)
    offset += length
    texts.removeLast()
  }

  private func closesFill(before end: Int) -> Bool {
    var place = offset + 1
    while place < end {
      if bytes[place] == 0x7D { return true }
      place += 1
    }
    return false
  }

  private mutating func skipToLineEnd() {
    while offset < bytes.count {
      let (code, length) = Letters.decode(bytes, offset)
      if Letters.isLineEnd(code) { return }
      offset += length
    }
  }

  /// The offset of the quote that closes a text, or nil when the line ends first.
  ///
  /// Quotes of another shape close the text only when the right one is missing, as in `"Z mass”`.
  /// Quotes inside `{…}` belong to the calculation there.
  private mutating func closingQuote(_ quote: UInt32, from start: Int) -> Int? {
    var place = start
    var spare: Int?
    var inner: [UInt32] = []
    var curlyDepth = 0
    // A bracket that is never closed must not hide the closing quote: the first one seen is kept.
    var first: Int?
    let limit = texts.last?.end ?? bytes.count
    let isHopeless = withoutPartner.quote == quote && start < withoutPartner.end
    while place < limit {
      if isHopeless, let place = first ?? spare { return place }
      let (code, length) = Letters.decode(bytes, place)
      if Letters.isLineEnd(code) { break }
      if code == 0x5C {
        place += 1 + (place + 1 < limit ? Letters.decode(bytes, place + 1).length : 0)
        continue
      }
      if let nested = inner.last, nested != 0x7B {
        // Inside a text inside `{…}`.
        if Self.closes(nested, code) {
          inner.removeLast()
        } else if code == 0x7B {
          if place + 1 < limit, bytes[place + 1] == 0x7B {
            place += 1
          } else if inner.count < 2 * Self.deepestText {
            inner.append(0x7B)
          }
        }
      } else if inner.last == 0x7B {
        if Self.closes(quote, code), first == nil { first = place }
        if code == 0x7D {
          inner.removeLast()
        } else if code == 0x7B {
          if inner.count < 2 * Self.deepestText { inner.append(0x7B) }
        } else if Self.isQuote(code), inner.count < 2 * Self.deepestText {
          inner.append(code)
        }
      } else if code == 0x7B {
        if place + 1 < limit, bytes[place + 1] == 0x7B {
          place += 1
        } else {
          inner.append(0x7B)
        }
      } else if Self.closes(quote, code) {
        return place
      } else if Self.nestsInside(quote, code) {
        curlyDepth += 1
      } else if Self.isSpare(quote, code) {
        if curlyDepth > 0 { curlyDepth -= 1 } else if spare == nil { spare = place }
      }
      place += length
    }
    withoutPartner = (quote, place)
    return first ?? spare
  }

  private static func isQuote(_ code: UInt32) -> Bool {
    switch code {
    case 0x22, 0x27, 0x201C, 0x201E, 0x2018, 0x201A, 0xAB: return true
    default: return false
    }
  }

  /// True when the second character is the proper partner of the first.
  private static func closes(_ quote: UInt32, _ code: UInt32) -> Bool {
    switch quote {
    case 0x22: return code == 0x22
    case 0x27: return code == 0x27
    case 0x201C, 0x201D, 0x201F: return code == 0x201D
    case 0x201E: return code == 0x201C || code == 0x201D
    case 0x2018, 0x2019, 0x201B: return code == 0x2019
    case 0x201A: return code == 0x2018 || code == 0x2019
    case 0xAB: return code == 0xBB
    case 0xBB: return code == 0xAB || code == 0xBB
    case 0x300C: return code == 0x300D
    default: return false
    }
  }

  private static func nestsInside(_ quote: UInt32, _ code: UInt32) -> Bool {
    quote == 0x22 && (code == 0x201C || code == 0x201E) || quote == 0x27 && code == 0x2018
  }

  /// True when the second character may close the first because the proper partner is missing.
  private static func isSpare(_ quote: UInt32, _ code: UInt32) -> Bool {
    switch quote {
    case 0x22: return code == 0x201D || code == 0x201F
    case 0x201C, 0x201D, 0x201E, 0x201F: return code == 0x22 || code == 0x201C
    case 0x27: return code == 0x2019
    case 0x2018, 0x2019, 0x201A, 0x201B: return code == 0x27
    default: return false
    }
  }
}
