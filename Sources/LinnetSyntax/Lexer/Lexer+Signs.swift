extension Lexer {
  /// Reads a sign in any of its spellings.
  mutating func sign(_ code: UInt32, _ length: Int) {
    // Full-width signs of East Asian keyboards stand for the plain ones.
    let plain = code >= 0xFF01 && code <= 0xFF5E ? code - 0xFEE0 : code
    let start = offset
    if plain < 0x80 {
      let next = length == 1 ? byte(1) : 0
      let third = length == 1 ? byte(2) : 0
      let (kind, size) = plainSign(UInt8(plain), next, third)
      offset += size == 1 ? length : size
      return bracketed(kind, start)
    }
    offset += length
    add(Self.otherSign(plain), start, offset)
    if tokens[tokens.count - 1].kind == .superscript { superscripts(from: start) }
  }

  /// The kind of a sign that starts with an ASCII character, and how many characters it takes.
  private func plainSign(_ sign: UInt8, _ next: UInt8, _ third: UInt8) -> (Token.Kind, Int) {
    let isEqualNext = next == 0x3D
    switch sign {
    case 0x2B:  // +
      if next == 0x2D { return (.plusMinus, 2) }
      if next == 0x2F, third == 0x2D { return (.plusMinus, 3) }
      return isEqualNext ? (.stepSign, 2) : (.plus, 1)
    case 0x2D:  // -
      if next == 0x3E { return (.arrow, 2) }
      return isEqualNext ? (.stepSign, 2) : (.minus, 1)
    case 0x2A:  // *
      if next == 0x2A { return third == 0x3D ? (.stepSign, 3) : (.power, 2) }
      return isEqualNext ? (.stepSign, 2) : (.times, 1)
    case 0x2F:  // /
      if next == 0x2F || next == 0x2A { return third == 0x3D ? (.stepSign, 3) : (.slashSlash, 2) }
      return isEqualNext ? (.stepSign, 2) : (.divide, 1)
    case 0x5E: return isEqualNext ? (.stepSign, 2) : (.power, 1)
    case 0x3D:  // =
      if isEqualNext { return (.equalEqual, third == 0x3D ? 3 : 2) }
      if next == 0x3E { return (.fatArrow, 2) }
      if next == 0x3C { return (.lessOrEqual, 2) }
      return (.equal, 1)
    case 0x3C:  // <
      if isEqualNext { return (.lessOrEqual, 2) }
      if next == 0x3E { return (.notEqual, 2) }
      if next == 0x2D, third == 0x20, offset > 0, bytes[offset - 1] == 0x20 {
        return (.leftArrow, 2)
      }
      return (.less, 1)
    case 0x3E:  // >
      if isEqualNext { return (.greaterOrEqual, 2) }
      return next == 0x3E && third == 0x3E ? (.prompt, 3) : (.greater, 1)
    case 0x21: return isEqualNext ? (.notEqual, third == 0x3D ? 3 : 2) : (.bang, 1)
    case 0x28: return (.openRound, 1)
    case 0x29: return (.closeRound, 1)
    case 0x5B: return (.openSquare, 1)
    case 0x5D: return (.closeSquare, 1)
    case 0x7B: return (.openCurly, 1)
    case 0x7D: return (.closeCurly, 1)
    case 0x2C: return (.comma, 1)
    case 0x3A: return isEqualNext ? (.equal, 2) : (.colon, 1)
    case 0x3B: return (.newline, 1)
    case 0x2E:
      if next == 0x2E { return (.dots, third == 0x2E ? 3 : 2) }
      return (.dot, 1)
    case 0x25:
      if next == 0x3E, third == 0x25 { return (.pipeSign, 3) }
      return (.percent, 1)
    case 0x26: return (.ampersand, next == 0x26 ? 2 : 1)
    case 0x7C:
      if next == 0x3E { return (.pipeSign, 2) }
      return (.bar, next == 0x7C ? 2 : 1)
    default: return (.unknown, 1)
    }
  }

  /// The kind of a sign outside ASCII.
  private static func otherSign(_ code: UInt32) -> Token.Kind {
    switch code {
    case 0x2212, 0x2013, 0x2014, 0x2010, 0x2011: return .minus
    case 0xD7, 0xB7, 0x22C5, 0x2217, 0x2219, 0x2022, 0x2715, 0x2716: return .times
    case 0xF7, 0x2215, 0x2044: return .divide
    case 0x2264, 0x2A7D: return .lessOrEqual
    case 0x2265, 0x2A7E: return .greaterOrEqual
    case 0x2260: return .notEqual
    case 0xB1: return .plusMinus
    case 0x221A: return .root
    case 0x2192: return .arrow
    case 0x2026: return .dots
    case 0xB2, 0xB3, 0xB9, 0x2070, 0x2074...0x2079, 0x207B: return .superscript
    default: return .unknown
    }
  }

  /// Makes one token of a row of raised digits such as `¹²` or `⁻¹`.
  private mutating func superscripts(from start: Int) {
    while offset < bytes.count {
      let (code, length) = Letters.decode(bytes, offset)
      guard Self.otherSign(code) == .superscript else { break }
      offset += length
    }
    tokens[tokens.count - 1] = Token(.superscript, start, offset)
  }

  /// Adds a sign and, for a bracket, remembers or finds its partner.
  private mutating func bracketed(_ kind: Token.Kind, _ start: Int) {
    switch kind {
    case .openRound, .openSquare, .openCurly:
      open.append(Int32(tokens.count))
    case .closeCurly where !texts.isEmpty:
      let depth = texts[texts.count - 1].depth
      if open.count > depth { open.removeLast(open.count - depth) }
      add(.fillClose, start, offset)
      return continueText()
    case .closeRound, .closeSquare, .closeCurly:
      if let partner = open.popLast() { partners[Int(partner)] = Int32(tokens.count) }
    case .newline where tokens.last?.kind == .newline:
      return
    default: break
    }
    add(kind, start, offset)
  }
}
