/// Reads a formula from the part of TeX that lessons use.
///
/// `formula = { atom [scripts] }`; an atom is a letter, a number, a sign, a group in braces, or a command with its
/// inputs. Never fails: a brace that is missing is thought of, and a command that is not known is kept as text.
struct FormulaReader {
  private let letters: [Character]
  private var place = 0
  private var depth = 0

  /// Groups inside groups beyond this many are shown as they are written.
  private static let deepest = 60

  /// Reads a formula.
  static func read(_ tex: String) -> Formula.Part {
    var reader = FormulaReader(letters: Array(tex))
    var parts: [Formula.Part] = []
    while true {
      parts += reader.parts { _ in false }
      guard let stray = reader.next else { break }
      // A closing brace that nothing opened.
      reader.place += 1
      parts.append(.unknown(String(stray)))
    }
    return row(parts)
  }

  private init(letters: [Character]) { self.letters = letters }

  private var next: Character? { place < letters.count ? letters[place] : nil }

  private static func row(_ parts: [Formula.Part]) -> Formula.Part {
    parts.count == 1 ? parts[0] : .row(parts)
  }

  /// The command that begins here, without its backslash; nil when none does.
  private var command: String? {
    guard next == "\\", place + 1 < letters.count else { return nil }
    var end = place + 1
    while end < letters.count, letters[end].isASCII, letters[end].isLetter { end += 1 }
    if end == place + 1 { end += 1 }
    return String(letters[place + 1..<end])
  }

  /// Parts up to a closing brace or to what `ends` knows.
  private mutating func parts(until ends: (FormulaReader) -> Bool) -> [Formula.Part] {
    var parts: [Formula.Part] = []
    while let letter = next, letter != "}", !ends(self) {
      if letter == "^" || letter == "_" || letter == "'" || letter == "’" {
        // A second script of the same kind is no formula of TeX; its sign is shown.
        if case .scripts = parts.last {
          place += 1
          parts.append(.unknown(String(letter)))
          continue
        }
        let base = parts.popLast() ?? .row([])
        parts.append(scripts(on: base))
      } else if letter.isWhitespace {
        place += 1
      } else {
        parts.append(atom())
      }
    }
    return parts
  }

  // MARK: Scripts

  private mutating func scripts(on base: Formula.Part) -> Formula.Part {
    var lower: Formula.Part?
    var upper: Formula.Part?
    while let letter = next {
      if letter == "'" || letter == "’" {
        place += 1
        upper = joined(upper, .sign("′", .ordinary))
      } else if letter == "^", isNothingButPrime(upper) {
        place += 1
        let script = argument()
        upper = joined(upper, script)
      } else if letter == "_", lower == nil {
        place += 1
        lower = argument()
      } else if letter.isWhitespace, let after = firstAfterSpaces(), "^_".contains(after) {
        place += 1
      } else {
        break
      }
    }
    return .scripts(base, lower: lower, upper: upper)
  }

  private func isNothingButPrime(_ part: Formula.Part?) -> Bool {
    switch part {
    case nil, .sign("′", _): true
    default: false
    }
  }

  private func joined(_ first: Formula.Part?, _ second: Formula.Part) -> Formula.Part {
    guard let first else { return second }
    if case .row(let parts) = first { return .row(parts + [second]) }
    return .row([first, second])
  }

  private func firstAfterSpaces() -> Character? {
    letters[place...].first { !$0.isWhitespace }
  }

  /// What a command or a script applies to: a group, a command or one letter.
  private mutating func argument() -> Formula.Part {
    while next?.isWhitespace == true { place += 1 }
    guard let letter = next, letter != "}", letter != "^", letter != "_" else { return .row([]) }
    if letter.isNumber {
      place += 1
      return .number(String(letter))
    }
    return atom()
  }

  // MARK: Atoms

  private mutating func atom() -> Formula.Part {
    guard let letter = next else { return .row([]) }
    if depth >= FormulaReader.deepest {
      let rest = String(letters[place...])
      place = letters.count
      return .unknown(rest)
    }
    depth += 1
    defer { depth -= 1 }
    if letter == "{" { return group() }
    if let command { return read(command) }
    place += 1
    if letter.isASCII, letter.isNumber || letter == "." && next?.isNumber == true {
      return number(from: letter)
    }
    return FormulaReader.single(letter)
  }

  private mutating func group() -> Formula.Part {
    place += 1
    let inner = parts { _ in false }
    if next == "}" { place += 1 }
    return .row(inner)
  }

  private mutating func number(from first: Character) -> Formula.Part {
    var text = String(first)
    while let letter = next {
      if letter.isASCII, letter.isNumber {
        text.append(letter)
        place += 1
      } else if letter == ".", place + 1 < letters.count, letters[place + 1].isNumber {
        text.append(letter)
        place += 1
      } else if letters[place...].starts(with: "{,}") {
        text.append(",")
        place += 3
      } else {
        break
      }
    }
    return .number(text)
  }

  private static func single(_ letter: Character) -> Formula.Part {
    switch letter {
    case "-": return .sign("−", .binary)
    case "+", "−", "±", "×", "·", "÷": return .sign(String(letter), .binary)
    case "*": return .sign("∗", .binary)
    case "=", "<", ">", "≤", "≥", "≈", "≠", "→": return .sign(String(letter), .relation)
    case ":": return .sign(":", .relation)
    case ",", ";": return .sign(String(letter), .punctuation)
    case "(", "[": return .sign(String(letter), .opening)
    case ")", "]": return .sign(String(letter), .closing)
    case "~": return .space(0.333)
    // Where columns would begin, were these rows.
    case "&": return .space(0.333)
    default: break
    }
    if letter.isLetter { return .letter(String(letter), .slanted) }
    return letter.isNumber ? .number(String(letter)) : .sign(String(letter), .ordinary)
  }

  // MARK: Commands

  private mutating func read(_ command: String) -> Formula.Part {
    place += 1 + command.count
    if let space = FormulaSymbols.spaces[command] { return .space(space) }
    if let accent = FormulaSymbols.accents[command] { return .accent(argument(), accent) }
    if FormulaSymbols.silent.contains(command) { return .row([]) }
    switch command {
    case "frac", "dfrac", "tfrac", "cfrac":
      let top = argument()
      return .fraction(top, argument())
    case "binom", "dbinom", "tbinom":
      let top = argument()
      return .choices(top, argument())
    case "sqrt":
      let index = bracketed()
      return .root(argument(), index: index)
    case "text", "textrm", "textnormal", "mbox", "textit", "operatorname", "mathop":
      let name = words()
      return command.hasPrefix("op") ? .function(name) : .word(name, .upright)
    case "textbf": return .word(words(), .bold)
    case "mathrm", "mathsf", "mathtt", "rm", "mathup": return faced(.upright)
    case "mathbf", "boldsymbol", "bm", "mathbb": return faced(.bold)
    case "mathit", "mathcal", "mathnormal", "mathfrak", "mathscr": return argument()
    case "left": return fence()
    case "begin": return environment()
    case "\\", "newline", "cr": return .newLine
    case "not":
      let sign = argument()
      if case .sign(let text, let role) = sign { return .sign(text + "\u{338}", role) }
      return .row([.unknown("\\not"), sign])
    default: return FormulaSymbols.part(command) ?? .unknown("\\" + command)
    }
  }

  private mutating func bracketed() -> Formula.Part? {
    guard next == "[" else { return nil }
    place += 1
    let inner = parts { $0.next == "]" }
    if next == "]" { place += 1 }
    return FormulaReader.row(inner)
  }

  /// The text of a group, spaces and all.
  private mutating func words() -> String {
    while next?.isWhitespace == true { place += 1 }
    guard next == "{" else {
      guard let letter = next, letter != "}" else { return "" }
      place += 1
      return String(letter)
    }
    place += 1
    var text = ""
    var open = 1
    while let letter = next {
      place += 1
      if letter == "\\", let escaped = next, "{}$%&#_".contains(escaped) {
        text.append(escaped)
        place += 1
        continue
      }
      if letter == "{" { open += 1 }
      if letter == "}" { open -= 1 }
      if open == 0 { break }
      if letter != "{", letter != "}" { text.append(letter == "~" ? " " : letter) }
    }
    return text
  }

  /// A group whose letters are upright or bold; letters alone make one word.
  private mutating func faced(_ face: Formula.Face) -> Formula.Part {
    func plain(_ part: Formula.Part) -> String? {
      switch part {
      case .letter(let letter, _): letter
      case .number(let number): number
      case .row(let parts):
        parts.reduce("") { text, part in text.flatMap { all in plain(part).map { all + $0 } } }
      default: nil
      }
    }
    func changed(_ part: Formula.Part) -> Formula.Part {
      switch part {
      case .letter(let letter, _): .letter(letter, face)
      case .row(let parts): .row(parts.map(changed))
      case .scripts(let base, let lower, let upper):
        .scripts(changed(base), lower: lower.map(changed), upper: upper.map(changed))
      default: part
      }
    }
    let inner = argument()
    if let word = plain(inner), word.count > 1 { return .word(word, face) }
    return changed(inner)
  }

  // MARK: Brackets and rows

  private mutating func bracket() -> String {
    while next?.isWhitespace == true { place += 1 }
    let written: String
    if let command {
      written = "\\" + command
    } else if let next {
      written = String(next)
    } else {
      return ""
    }
    place += written.count
    return FormulaSymbols.brackets[written] ?? written
  }

  private mutating func fence() -> Formula.Part {
    let opening = bracket()
    let inner = parts { $0.command == "right" }
    guard command == "right" else {
      return .row([.sign(opening, .opening)] + inner)
    }
    place += "\\right".count
    return .fence(opening, FormulaReader.row(inner), bracket())
  }

  private static let environments: [String: (String, String)] = [
    "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "vmatrix": ("|", "|"),
    "cases": ("{", ""), "aligned": ("", ""), "align": ("", ""), "align*": ("", ""),
    "gathered": ("", ""), "split": ("", ""), "array": ("", ""), "smallmatrix": ("", ""),
  ]

  private mutating func environment() -> Formula.Part {
    let name = words()
    guard let brackets = FormulaReader.environments[name] else {
      return .unknown("\\begin{\(name)}")
    }
    // `array` says how its columns are aligned, which a reader sees anyway.
    if name == "array" { _ = words() }
    var rows: [[Formula.Part]] = [[]]
    while place < letters.count {
      let inner = parts { $0.next == "&" || $0.command == "\\" || $0.command == "end" }
      rows[rows.count - 1].append(FormulaReader.row(inner))
      if next == "&" {
        place += 1
      } else if command == "\\" {
        place += 2
        rows.append([])
      } else if command == "end" {
        place += "\\end".count
        _ = words()
        break
      } else if next == "}" {
        break
      }
    }
    rows.removeAll { $0.allSatisfy { $0 == .row([]) } }
    return .fence(brackets.0, .grid(rows), brackets.1)
  }
}
