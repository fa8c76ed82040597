import LinnetText

/// The cells that ran, for those who look back.
struct CellHistory {
  /// How many are kept, and how many bytes of code and results.
  private static let most = 10_000
  private static let mostBytes = 8 << 20
  /// How much of a result is kept; nobody looks back at more.
  private static let mostOfResult = 2000

  /// One cell that ran.
  private struct Entry {
    var count: Int
    var code: String
    var result: String?

    /// How many bytes it takes, roughly.
    var size: Int { code.utf8.count + (result?.utf8.count ?? 0) + 64 }
  }

  private var entries: [Entry] = []
  private var bytes = 0

  /// Notes a cell and the text of its result.
  mutating func add(_ count: Int, _ code: String, _ result: String?) {
    let short = result.map { result in
      result.utf8.count <= CellHistory.mostOfResult
        ? result : String(result.unicodeScalars.prefix(CellHistory.mostOfResult)) + "…"
    }
    let entry = Entry(count: count, code: code, result: short)
    entries.append(entry)
    bytes += entry.size
    guard bytes > CellHistory.mostBytes || entries.count > 2 * CellHistory.most else { return }
    // Half of it goes at once, so that this is seldom.
    var kept = 0
    var left = entries.endIndex
    while left > 0, entries.count - left < CellHistory.most,
      left == entries.endIndex || kept + entries[left - 1].size <= CellHistory.mostBytes / 2
    {
      left -= 1
      kept += entries[left].size
    }
    entries.removeFirst(left)
    bytes = kept
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
