import LinnetText

/// What single words of a line mean among the tables, names and functions that there are.
struct PhraseWords {
  let vocabulary: Vocabulary
  let tables: [PhraseScene.Table]
  let names: Set<String>
  let book: PhraseBook
  let budget = PhraseBudget()

  init(_ vocabulary: Vocabulary, _ scene: PhraseScene) {
    self.vocabulary = vocabulary
    tables = scene.tables
    names = scene.names
    book = .standard
  }

  // MARK: Names

  /// True for a name that holds something.
  func isKnown(_ name: String) -> Bool { names.contains(name) || table(name) != nil }

  func table(_ name: String) -> PhraseScene.Table? { tables.last { $0.name == name } }

  /// The table that a word names, itself or with a word such as `data`.
  func table(_ unit: PhraseUnit) -> PhraseScene.Table? {
    guard unit.kind == .word else { return nil }
    if let table = table(unit.text) { return table }
    if names.contains(unit.text) { return nil }
    if let table = tables.last(where: { $0.name.lowercased() == unit.small }) { return table }
    return book.isOne(of: "table", unit) ? tables.last : nil
  }

  /// The step that a word names, perhaps in the words of another language; nil for all others.
  func step(_ unit: PhraseUnit) -> String? {
    guard unit.kind == .word, !isKnown(unit.text) else { return nil }
    if vocabulary.command(unit.small)?.isStep == true { return unit.small }
    guard let ours = Vocabulary.elsewhere[unit.small], vocabulary.command(ours)?.isStep == true
    else { return nil }
    return ours
  }

  /// The function that a word names, perhaps in other words; nil for all others.
  func function(_ unit: PhraseUnit) -> String? {
    guard unit.kind == .word || unit.kind == .text else { return nil }
    if unit.kind == .text {
      return unit.small.utf8.contains(0x20) ? nil : function(PhraseUnit(.word, unit.small))
    }
    if vocabulary.functions.contains(unit.text) { return unit.text }
    if isKnown(unit.text) { return nil }
    if vocabulary.functions.contains(unit.small) { return unit.small }
    // Of the commands only this one gives a number.
    let ours = Vocabulary.elsewhere[unit.small] ?? unit.small
    return vocabulary.functions.contains(ours) || ours == "count" ? ours : nil
  }

  /// A number in digits; nil for a word that is none.
  func number(_ units: ArraySlice<PhraseUnit>) -> String? {
    guard let first = units.first, let last = units.last else { return nil }
    if units.count == 2 {
      return first.isSign("-") && last.kind == .number ? "-" + last.text : nil
    }
    if first.kind == .number { return first.text }
    return first.kind == .word ? Vocabulary.numberWords[first.small] : nil
  }

  // MARK: Slots

  /// True when units can fill a kind of slot, as far as can be said without knowing the table.
  func mayFill(_ kind: PhraseSlot.Kind, _ units: ArraySlice<PhraseUnit>) -> Bool {
    guard let first = units.first, let last = units.last else { return false }
    switch kind {
    case .table: return table(first) != nil
    case .column: return columnWords(units) != nil
    case .number: return number(units) != nil
    case .name: return first.kind == .word || first.kind == .text
    case .word: return first.kind == .word
    case .function: return function(first) != nil
    case .cell:
      let letters = first.text.utf8.prefix { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
      let digits = first.text.utf8.dropFirst(letters.count)
      return first.kind == .word && letters.count <= 2 && digits.count <= 4
        && digits.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    case .value:
      if units.count == 1 { return first.kind != .sign }
      if units.count == 2, first.isSign("-") { return last.kind == .number }
      return units.allSatisfy { $0.kind == .word }
    case .file:
      if units.count == 1 { return first.kind != .sign }
      return first.kind == .word
        && units.dropFirst().allSatisfy { $0.isAttached && $0.kind != .text }
    case .numbers:
      return units.allSatisfy {
        $0.kind == .number || $0.isSign(",") || $0.isSign("-") || book.isOne(of: "and", $0)
          || Vocabulary.numberWords[$0.small] != nil
      } && last.kind != .sign
    case .columns, .orders, .question, .expression, .formula, .rest: return true
    }
  }

  /// A column as written: its words, and the table that it is said to belong to; nil for what names no column.
  func columnWords(_ units: ArraySlice<PhraseUnit>) -> (owner: PhraseScene.Table?, words: [String])?
  {
    guard let first = units.first else { return nil }
    let start = units.startIndex
    if units.count >= 3, let owner = table(first) {
      let sign = units[start + 1]
      if sign.isSign(".") || sign.isSign("$") {
        let rest = units[(start + 2)...]
        guard rest.allSatisfy({ $0.kind == .word }) else { return nil }
        return (owner, rest.map { $0.text })
      }
      if sign.isSign("["), units[units.endIndex - 1].isSign("]") {
        var inside = units[(start + 2)..<(units.endIndex - 1)]
        if inside.first?.isSign("[") == true, inside.last?.isSign("]") == true {
          inside = inside.dropFirst().dropLast()
        }
        // `birds[, "mass"]`, `birds.loc[:, "mass"]`.
        if inside.first?.isSign(",") == true { inside = inside.dropFirst() }
        guard inside.count == 1, let name = inside.first, name.kind == .text || name.kind == .word
        else { return nil }
        return (owner, [name.kind == .text ? name.small : name.text])
      }
    }
    if units.count == 1, first.kind == .text { return (nil, [first.small]) }
    guard units.count <= 4, units.allSatisfy({ $0.kind == .word || $0.kind == .number }),
      first.kind == .word, units.count == 1 || !Vocabulary.isReserved(first.small)
    else { return nil }
    return (nil, units.map { $0.text })
  }

  // MARK: Columns

  /// The column of a table that some words name; nil when none or several could be meant.
  ///
  /// Exactly, with other capitals or spaces, as a part of its name (`mass` for `body_mass_g`), or misspelt.
  func column(_ words: [String], of table: PhraseScene.Table) -> String? {
    guard let columns = table.columns else {
      return words.count == 1 ? words[0] : words.joined(separator: "_")
    }
    if words.count == 1, columns.contains(words[0]) { return words[0] }
    let wanted = Self.folded(words.joined(separator: ""))
    guard !wanted.isEmpty else { return nil }
    if let same = columns.first(where: { Self.folded($0) == wanted }) { return same }
    let parts = words.flatMap { Self.parts($0) }
    let like = columns.filter { Self.holds(Self.parts($0), parts) }
    if like.count == 1 { return like[0] }
    if !like.isEmpty { return nil }
    // `bodymass`, without what stands between the words.
    let begun = wanted.count >= 4 ? columns.filter { Self.folded($0).starts(with: wanted) } : []
    if begun.count == 1 { return begun[0] }
    return Spelling.nearest(words.joined(separator: "_"), among: columns)
  }

  /// Letters and digits alone, in small letters.
  private static func folded(_ name: String) -> [UInt8] {
    name.lowercased().utf8.filter {
      $0 >= 0x80 || $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39
    }
  }

  private static func parts(_ name: String) -> [[UInt8]] {
    var parts: [[UInt8]] = [[]]
    for byte in name.lowercased().utf8 {
      if byte >= 0x80 || byte >= 0x61 && byte <= 0x7A || byte >= 0x30 && byte <= 0x39 {
        parts[parts.count - 1].append(byte)
      } else {
        parts.append([])
      }
    }
    return parts.filter { !$0.isEmpty }
  }

  /// True when all wanted parts are among the others, with or without the `s` of several.
  private static func holds(_ parts: [[UInt8]], _ wanted: [[UInt8]]) -> Bool {
    !wanted.isEmpty
      && wanted.allSatisfy { one in
        parts.contains { part in
          part == one || one.count > 3 && one == part + [0x73]
            || part.count > 3 && part == one + [0x73]
            || one.count >= 4 && part.count > one.count && part.starts(with: one)
        }
      }
  }

  /// A column as it is written behind its table: `birds.mass`, `birds["body mass"]`.
  static func part(_ column: String, of table: String) -> String {
    isPlain(column) ? "\(table).\(column)" : "\(table)[\(PhraseUnit.quoted(column))]"
  }

  /// A column as it is written in a step: `mass`, `row["body mass"]`.
  static func bare(_ column: String) -> String {
    isPlain(column) ? column : "row[\(PhraseUnit.quoted(column))]"
  }

  static func isPlain(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard !bytes.isEmpty, !Vocabulary.isReserved(name) else { return false }
    var place = 0
    while place < bytes.count {
      let (code, length) = Letters.decode(bytes, place)
      guard place == 0 ? Letters.startsName(code) : Letters.continuesName(code) else {
        return false
      }
      place += length
    }
    return true
  }
}

/// How much may be tried for one line, all its questions inside questions together.
final class PhraseBudget {
  /// Steps of holding words against patterns.
  var turns = 300_000
  /// Lines that are tried.
  var attempts = 60
}
