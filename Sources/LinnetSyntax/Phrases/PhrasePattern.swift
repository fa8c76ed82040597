/// What people say, as a line of the phrase book writes it: words, signs and slots.
///
///     @show the? first {n} @rows <of {X}>
///
/// `a/@b/{A}` is one of some pieces, `@class` one of a class of words, `?` makes what stands before it optional, `< >`
/// makes a whole stretch so, and `\\` makes a sign of what follows it. A slot in braces takes what the first letters of
/// its name say (`PhraseSlot.Kind`).
struct PhrasePattern: Sendable {
  /// One piece of a pattern.
  indirect enum Piece: Sendable {
    case word([String])
    case sign(String)
    case slot(PhraseSlot)
    case optional([Piece])
    case choice([Piece])
  }

  let pieces: [Piece]

  init(_ text: ArraySlice<UInt8>, classes: [String: [String]]) {
    var reader = Reader(bytes: Array(text), classes: classes)
    pieces = reader.pieces(isGroup: false)
  }

  private struct Reader {
    let bytes: [UInt8]
    let classes: [String: [String]]
    var place = 0

    mutating func pieces(isGroup: Bool) -> [Piece] {
      var pieces: [Piece] = []
      while place < bytes.count {
        switch bytes[place] {
        case 0x20: place += 1
        case UInt8(ascii: ">") where isGroup:
          place += 1
          return pieces
        case UInt8(ascii: "<") where opensGroup:
          place += 1
          pieces.append(.optional(self.pieces(isGroup: true)))
        case UInt8(ascii: "?"):
          place += 1
          if let last = pieces.popLast() { pieces.append(.optional([last])) }
        case UInt8(ascii: "\\") where place + 1 < bytes.count:
          pieces.append(.sign(String(decoding: [bytes[place + 1]], as: UTF8.self)))
          place += 2
        case let byte
        where Self.isLetter(byte) || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "{"):
          pieces.append(choice())
        default:
          var end = place
          while end < bytes.count, bytes[end] != 0x20, !Self.isLetter(bytes[end]),
            bytes[end] != UInt8(ascii: "{"), bytes[end] != UInt8(ascii: "@"),
            bytes[end] != UInt8(ascii: "?") || end == place,
            !(isGroup && end > place && bytes[end] == UInt8(ascii: ">"))
          {
            end += 1
          }
          let units = PhraseUnit.units(of: bytes[place..<max(end, place + 1)])
          for unit in units { pieces.append(.sign(unit.small)) }
          place = max(end, place + 1)
        }
      }
      return pieces
    }

    /// Reads a word, class or slot, and what else may stand in its place.
    private mutating func choice() -> Piece {
      var choices = [atom()]
      while place + 1 < bytes.count, bytes[place] == UInt8(ascii: "/") {
        let next = bytes[place + 1]
        place += 1
        if Self.isLetter(next) || next == UInt8(ascii: "@") || next == UInt8(ascii: "{") {
          choices.append(atom())
        } else {
          place += 1
          choices.append(.sign(String(decoding: [next], as: UTF8.self)))
        }
      }
      var words: [String] = []
      for case .word(let some) in choices { words += some }
      choices.removeAll { if case .word = $0 { true } else { false } }
      if choices.isEmpty { return .word(words) }
      if words.isEmpty, choices.count == 1 { return choices[0] }
      return .choice(choices + (words.isEmpty ? [] : [.word(words)]))
    }

    private mutating func atom() -> Piece {
      switch bytes[place] {
      case UInt8(ascii: "{"):
        let end = bytes[place...].firstIndex(of: UInt8(ascii: "}")) ?? bytes.count
        let name = String(decoding: bytes[min(place + 1, end)..<end], as: UTF8.self)
        place = min(end + 1, bytes.count)
        return .slot(PhraseSlot(name))
      case UInt8(ascii: "@"):
        place += 1
        return .word(classes[word()] ?? [])
      default: return .word([word()])
      }
    }

    private var opensGroup: Bool {
      guard place + 1 < bytes.count else { return false }
      let next = bytes[place + 1]
      return Self.isLetter(next) || next == UInt8(ascii: "{") || next == UInt8(ascii: "@")
        || next == UInt8(ascii: "(") || next == UInt8(ascii: ",") || next == UInt8(ascii: ".")
    }

    private mutating func word() -> String {
      let start = place
      while place < bytes.count,
        Self.isLetter(bytes[place]) || bytes[place] >= 0x30 && bytes[place] <= 0x39
          || bytes[place] == 0x27
      {
        place += 1
      }
      return String(decoding: bytes[start..<place], as: UTF8.self).lowercased()
    }

    static func isLetter(_ byte: UInt8) -> Bool {
      byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte == 0x5F || byte >= 0x80
    }
  }
}

/// A slot of a pattern, which takes what people put in.
struct PhraseSlot: Sendable, Equatable {
  /// What a slot takes, by the first letters of its name.
  enum Kind: Sendable {
    /// `X`: a table that there is, or a word such as `data` for it.
    case table
    /// `A`, `B`, `C`: a column, also as `X.a`, `X["a"]`, `X$a`, or in several words.
    case column
    /// `As`, `Gs`: columns, between commas or `and`, perhaps in brackets.
    case columns
    /// `Os`: columns with their order: `mass desc, year`.
    case orders
    /// `n`, `m`: a number in digits or as a word.
    case number
    /// `ns`: several numbers.
    case numbers
    /// `v`, `w`: a number, a text, or a word that is meant as text.
    case value
    /// `Q`, `R`: a question about rows.
    case question
    /// `E`: a calculation, in which columns belong to their table.
    case expression
    /// `S`: a calculation in a step, where columns stand alone.
    case formula
    /// `F`: the name of a file, with or without quotes.
    case file
    /// `N`: a new name.
    case name
    /// `fn`: a function, also by a name it has elsewhere.
    case function
    /// `word`: any single word.
    case word
    /// `cell`: a cell of a sheet, such as `A1`.
    case cell
    /// `rest`: anything, as written.
    case rest
  }

  let name: String
  let kind: Kind

  init(_ name: String) {
    self.name = name
    let letters = name.utf8.filter { $0 < 0x30 || $0 > 0x39 }
    switch String(decoding: letters, as: UTF8.self) {
    case "X", "Y": kind = .table
    case "A", "B", "C": kind = .column
    case "As", "Gs": kind = .columns
    case "Os": kind = .orders
    case "n", "m": kind = .number
    case "ns": kind = .numbers
    case "v", "w": kind = .value
    case "Q", "R": kind = .question
    case "E": kind = .expression
    case "S": kind = .formula
    case "F": kind = .file
    case "N": kind = .name
    case "fn": kind = .function
    case "word": kind = .word
    case "cell": kind = .cell
    default: kind = .rest
    }
  }

  /// The most units that it takes.
  var most: Int {
    switch kind {
    case .name, .function, .word, .cell, .table: 1
    case .number: 2
    case .column: 6
    case .value: 4
    case .file: 12
    case .columns, .orders, .numbers, .question, .expression, .formula, .rest: 60
    }
  }
}
