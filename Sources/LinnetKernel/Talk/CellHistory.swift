/// The cells that ran, for those who look back.
struct CellHistory {
  /// How many are kept.
  private static let most = 10_000

  /// One cell that ran.
  private struct Entry {
    var count: Int
    var code: String
    var result: String?
  }

  private var entries: [Entry] = []

  /// Notes a cell and the text of its result.
  mutating func add(_ count: Int, _ code: String, _ result: String?) {
    entries.append(Entry(count: count, code: code, result: result))
    if entries.count > 2 * CellHistory.most {
      entries.removeFirst(entries.count - CellHistory.most)
    }
  }

  /// Answers a `history_request`.
  func reply(_ content: JSON) -> JSON {
    let withResult = content["output"]?.asTruth ?? false
    var found: [Entry]
    switch content["hist_access_type"]?.asText {
    case "tail": found = Array(entries.suffix(CellHistory.number(content["n"])))
    case "range":
      // Only this run's cells are there: 0 is the current session, as is its number.
      let session = content["session"]?.asWhole ?? 0
      let start = content["start"]?.asWhole ?? 1
      let stop = content["stop"]?.asWhole ?? .max
      found =
        session == 0 || session == 1
        ? entries.filter { $0.count >= start && $0.count < stop } : []
    case "search":
      let pattern = Array((content["pattern"]?.asText ?? "*").unicodeScalars)
      found = entries.filter { CellHistory.matches(Array($0.code.unicodeScalars), pattern) }
      if content["unique"]?.asTruth ?? false {
        var seen: Set<String> = []
        found = found.reversed().filter { seen.insert($0.code).inserted }.reversed()
      }
      found = Array(found.suffix(CellHistory.number(content["n"])))
    default: found = []
    }
    return [
      "status": "ok",
      "history": .list(
        found.map { entry in
          [
            1, .number(Double(entry.count)),
            withResult
              ? [.text(entry.code), entry.result.map { JSON.text($0) } ?? .null]
              : .text(entry.code),
          ]
        }),
    ]
  }

  private static func number(_ count: JSON?) -> Int { max(0, min(count?.asWhole ?? most, most)) }

  /// Whether a text fits a pattern in which `*` is anything and `?` one letter.
  ///
  /// Takes no longer than the product of both lengths.
  static func matches(_ text: [Unicode.Scalar], _ pattern: [Unicode.Scalar]) -> Bool {
    var (place, sign) = (0, 0)
    var star: (sign: Int, place: Int)?
    while place < text.count {
      if sign < pattern.count, pattern[sign] == "*" {
        star = (sign, place)
        sign += 1
      } else if sign < pattern.count, pattern[sign] == "?" || pattern[sign] == text[place] {
        sign += 1
        place += 1
      } else if let back = star {
        star = (back.sign, back.place + 1)
        sign = back.sign + 1
        place = back.place + 1
      } else {
        return false
      }
    }
    while sign < pattern.count, pattern[sign] == "*" { sign += 1 }
    return sign == pattern.count
  }
}
