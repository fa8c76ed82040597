import LinnetData
import LinnetSyntax
import LinnetText

/// What is said about the decisions that were taken while a file was read: one note, in every host.
extension Loading {
  /// How many decisions are told at most; the others are counted.
  private static let most = 4

  /// Tells what changed the table, unless the file before was read in the same way.
  func tellDecisions(_ decisions: [ReadingDecision]) {
    for case .noNames(let first) in decisions {
      context.note(Mistake("no-header", ["file": name, "name": first]))
    }
    let told = decisions.filter { decision in
      if case .noNames = decision { return false }
      return decision != .backslashes
    }
    guard !told.isEmpty else { return }
    let text = Self.sentence(told)
    if text == lastReading(replacedBy: text) { return }
    context.note(Mistake("how-read", ["file": name, "decisions": text]))
  }

  /// Remembers what was told, so that a hundred files of one kind are told about once.
  private func lastReading(replacedBy text: String) -> String? {
    defer { context.lastReading = text }
    return isOneOfMany ? context.lastReading : nil
  }

  /// The decisions as part of a sentence.
  static func sentence(_ decisions: [ReadingDecision]) -> String {
    let left = decisions.compactMap { leftOut($0) }
    var parts: [String] = []
    if !left.isEmpty { parts.append("I left out " + listed(left)) }
    var told: Set<String> = []
    for decision in decisions {
      guard leftOut(decision) == nil else { continue }
      // What was decided in the same way for several columns is told of the first.
      let kind = Self.kind(decision)
      guard kind.isEmpty || told.insert(kind).inserted else { continue }
      let more = kind.isEmpty ? 0 : decisions.filter { Self.kind($0) == kind }.count - 1
      let others =
        more == 0 ? "" : more == 1 ? " (and 1 more column)" : " (and \(more) more columns)"
      let text = phrase(decision, others)
      if !text.isEmpty, !parts.contains(text) { parts.append(text) }
    }
    guard parts.count > most else { return parts.joined(separator: "; ") }
    let rest = parts.count - most
    return parts.prefix(most).joined(separator: "; ")
      + (rest == 1 ? "; and 1 thing more like these" : "; and \(rest) things more like these")
  }

  private static func listed(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  private static func counted(_ count: Int, _ one: String, _ many: String) -> String {
    count == 1 ? "1 \(one)" : "\(DigitGrouping.grouped(count)) \(many)"
  }

  /// What was left out; nil for other decisions.
  private static func leftOut(_ decision: ReadingDecision) -> String? {
    switch decision {
    case .linesAbove(let count):
      counted(count, "line", "lines") + " above the names (`header:` chooses another line)"
    case .linesBelow(let count): counted(count, "line", "lines") + " below the table"
    case .comments(let count): counted(count, "comment line", "comment lines")
    case .emptyColumns(let count): counted(count, "empty column", "empty columns")
    case .emptyRows(let count): counted(count, "empty row", "empty rows")
    case .rowNumbers: "the row numbers in front"
    default: nil
    }
  }

  /// What kind of decision about a column it is; empty for decisions about the file.
  private static func kind(_ decision: ReadingDecision) -> String {
    switch decision {
    case .thousands: "thousands"
    case .gapWords(_, _, let word): "gap " + word
    case .flags: "flags"
    case .negatives: "negatives"
    case .limits: "limits"
    case .codes: "codes"
    case .dates(_, _, _, let order): "dates " + order
    case .universalTime: "time"
    case .unclearDates: "unclear"
    case .bothMarks: "marks"
    case .openPoints: "points"
    case .farOff(_, _, let number): "far " + number
    default: ""
    }
  }

  private static func phrase(_ decision: ReadingDecision, _ others: String) -> String {
    switch decision {
    case .extraColumn(let name): "the last column has no name, so I called it `\(name)`"
    case .units: "the second row holds the units"
    case .joinedNames: "two rows of names are joined"
    case .positions: "the columns stand under each other (`widths:` says otherwise)"
    case .decimalComma: "numbers have a decimal comma (`decimal: \".\"` says otherwise)"
    case .thousands(let column, let sample, let shown):
      "`\(sample)` in `\(column)`\(others) is \(shown) (`decimal:` says otherwise)"
    case .moreMisfits(let count):
      "cells of \(counted(count, "more column", "more columns")) did not fit either and became gaps"
    case .openPoints(let column, let sample):
      "the point in `\(sample)` of `\(column)`\(others) begins the decimals (`decimal: \",\"` says otherwise)"
    case .unfitDates: "no column is written as `dates:` says"
    case .bothMarks(let column, let sample):
      "`\(column)`\(others) stays text, for some of its numbers have a decimal comma and some a point (`\(sample)`)"
    case .gapWords(let column, let count, let word):
      "`\(word)` in `\(column)`\(others) is a gap (\(counted(count, "cell", "cells")); `missing:` says otherwise)"
    case .flags(let column, let count, let sample):
      "\(counted(count, "number", "numbers")) in `\(column)`\(others) had signs behind, such as `\(sample)`, which I left out"
    case .negatives(let column, let sample): "`\(sample)` in `\(column)`\(others) is negative"
    case .limits(let column, let count, let sample):
      "\(counted(count, "cell", "cells")) of `\(column)`\(others) such as `\(sample)` became gaps"
    case .codes(let column, let sample):
      LinnetName.isName(column)
        ? "`\(column)`\(others) stays text because of `\(sample)` (`kinds: record(\(column): \"number\")` says otherwise)"
        : "`\(column)`\(others) stays text because of `\(sample)`"
    case .dates(let column, let sample, let shown, let order):
      "`\(sample)` in `\(column)`\(others) is the date \(shown)"
        + (order.isEmpty ? "" : ", read as \(order) (`dates:` says otherwise)")
    case .universalTime(let column): "times of `\(column)`\(others) are in universal time"
    case .unclearDates(let column, let sample):
      "`\(column)`\(others) stays text: for `\(sample)` say `dates: \"day/month/year\"` or `dates: \"month/day/year\"`"
    case .farOff(let column, let count, let number):
      "\(counted(count, "cell", "cells")) of `\(column)`\(others) \(count == 1 ? "holds" : "hold") \(number), far from the others; if it means no value, write `missing: \(number)`"
    case .encoding(let name): "letters are read as \(name) (`encoding:` says otherwise)"
    default: ""
    }
  }
}
