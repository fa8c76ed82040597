/// The names of months and days in the languages of most open data.
enum MonthNames {
  /// Beginnings of names in small letters, each with its month; longer ones first where one begins another.
  private static let names: [(letters: [UInt8], month: Int)] = {
    let rows: [(String, Int)] = [
      ("jan", 1), ("ene", 1), ("gen", 1), ("jän", 1), ("feb", 2), ("fév", 2), ("fev", 2),
      ("mar", 3), ("mär", 3),
      ("mrz", 3), ("maa", 3), ("mrt", 3), ("apr", 4), ("avr", 4), ("abr", 4), ("may", 5),
      ("mai", 5), ("mag", 5),
      ("mei", 5), ("jun", 6), ("juin", 6), ("giu", 6), ("jul", 7), ("juil", 7), ("lug", 7),
      ("aug", 8), ("aoû", 8), ("aou", 8), ("ago", 8), ("sep", 9), ("set", 9), ("oct", 10),
      ("okt", 10), ("out", 10),
      ("ott", 10), ("nov", 11), ("dec", 12), ("dez", 12), ("déc", 12), ("dic", 12),
    ]
    return rows.map { (Array($0.0.utf8), $0.1) }
  }()

  /// The whole names, so that `Marble 2024` is no month.
  private static let whole: [(String, Int)] = [
    ("january", 1), ("februar", 2), ("february", 2), ("march", 3), ("april", 4), ("june", 6),
    ("july", 7),
    ("august", 8), ("sept", 9), ("september", 9), ("october", 10), ("november", 11),
    ("december", 12),
    ("januar", 1), ("jänner", 1), ("märz", 3), ("juni", 6), ("juli", 7), ("oktober", 10),
    ("dezember", 12),
    ("janvier", 1), ("janv", 1), ("février", 2), ("févr", 2), ("mars", 3), ("avril", 4),
    ("juin", 6),
    ("juillet", 7), ("juil", 7), ("août", 8), ("septembre", 9), ("octobre", 10), ("novembre", 11),
    ("décembre", 12), ("enero", 1), ("febrero", 2), ("marzo", 3), ("abril", 4), ("mayo", 5),
    ("junio", 6),
    ("julio", 7), ("agosto", 8), ("septiembre", 9), ("octubre", 10), ("noviembre", 11),
    ("diciembre", 12),
    ("gennaio", 1), ("febbraio", 2), ("aprile", 4), ("maggio", 5), ("giugno", 6), ("luglio", 7),
    ("settembre", 9), ("ottobre", 10), ("dicembre", 12), ("januari", 1), ("februari", 2),
    ("maart", 3),
    ("augustus", 8), ("janeiro", 1), ("fevereiro", 2), ("março", 3), ("maio", 5), ("junho", 6),
    ("julho", 7),
    ("setembro", 9), ("outubro", 10), ("novembro", 11), ("dezembro", 12),
  ]
  private static let wholeNames: [(letters: [UInt8], month: Int)] = whole.map {
    (Array($0.0.utf8), $0.1)
  }

  /// The month that a word names, 1 to 12; nil when it names none.
  static func month(_ bytes: UnsafeBufferPointer<UInt8>, _ part: Range<Int>) -> Int? {
    let list = part.count <= 4 ? [names, wholeNames] : [wholeNames]
    for names in list {
      for name in names where equal(name.letters, bytes, part) { return name.month }
    }
    return nil
  }

  /// True for `Mon` and `Monday`.
  static func isWeekday(_ bytes: UnsafeBufferPointer<UInt8>, _ part: Range<Int>) -> Bool {
    for day in DateText.weekdays {
      let letters = Array(day.lowercased().utf8)
      if equal(letters, bytes, part)
        || part.count == 3 && equal(Array(letters.prefix(3)), bytes, part)
      {
        return true
      }
    }
    return false
  }

  /// True for the letters of `1st`, `2nd`, `3rd`, `4th`.
  static func isOrdinal(_ first: UInt8, _ second: UInt8) -> Bool {
    switch (first | 32, second | 32) {
    case (UInt8(ascii: "s"), UInt8(ascii: "t")), (UInt8(ascii: "n"), UInt8(ascii: "d")),
      (UInt8(ascii: "r"), UInt8(ascii: "d")), (UInt8(ascii: "t"), UInt8(ascii: "h")):
      true
    default: false
    }
  }

  /// Compares without heed of capital letters, also of the umlauts that stand in names of months.
  private static func equal(
    _ letters: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ part: Range<Int>
  ) -> Bool {
    guard letters.count == part.count else { return false }
    for (step, letter) in letters.enumerated() {
      let byte = bytes[part.lowerBound + step]
      let small =
        byte < 0x80 ? byte | 32 : byte >= 0x80 && byte < 0xA0 && letter >= 0xA0 ? byte + 32 : byte
      if small != letter { return false }
    }
    return true
  }
}
