import LinnetData
import LinnetSyntax
import LinnetText

/// What is said about a file that is loaded, or cannot be.
extension Loading {
  /// Does reading work, and turns what is wrong into a mistake of the language.
  func told<Result>(_ work: () throws(DataMistake) -> Result) throws(Mistake) -> Result {
    do throws(DataMistake) {
      return try work()
    } catch {
      if let mistake = watch.mistake { throw mistake }
      throw mistake(error)
    }
  }

  /// The mistake of the language for what a reader says.
  private func mistake(_ error: DataMistake) -> Mistake {
    if error.code == "unknown-column" {
      let columns = (error.slots["columns"] ?? "").split(separator: "\n").map { String($0) }
      return RowMistakes.unknownColumn(
        error.slots["name"] ?? "", among: columns, at: nil, in: nil)
    }
    var mistake = context.mistake(error)
    mistake.slots["path"] = path
    switch error.code {
    case "format-not-yet": mistake.slots["formats"] = FileFormat.readNames
    case "unknown-table":
      // The nearest name, or all of them.
      let names = (error.slots["tables"] ?? "").split(separator: "\n").map { String($0) }
      mistake.slots["tables"] = names.isEmpty ? nil : Context.listed(names)
      mistake.slots["near"] = Spelling.nearest(error.slots["name"] ?? "", among: names)
    default: break
    }
    return mistake
  }

  /// Hands on the remarks of the reader, and one line about what was read.
  func tell(_ table: LoadedTable) {
    for remark in table.notes {
      var note = context.mistake(remark)
      note.slots["file"] = name
      context.note(note)
    }
    let farOff = options.missingIsSaid ? [] : FarOff.decisions(table.dataset)
    tellDecisions(table.decisions + farOff)
    context.account(summary(table))
  }

  /// One line about what was read and what was decided on the way.
  private func summary(_ table: LoadedTable) -> String {
    let columns = table.handedOn?.columns ?? table.dataset.names.count
    let all = columns + table.unread.count
    var text = "loaded \(context.rows(table.handedOn?.rows ?? table.dataset.count)) and "
    if columns < all { text += "\(DigitGrouping.grouped(columns)) of " }
    text += all == 1 ? "1 column" : "\(DigitGrouping.grouped(all)) columns"
    text += " from \(name)"
    switch table.separator {
    case UInt8(ascii: ","), 0x1F: break
    case UInt8(ascii: "\t"): text += ", separated by tabs"
    case UInt8(ascii: " "): text += ", separated by spaces"
    default: text += ", separated by `\(String(decoding: [table.separator], as: UTF8.self))`"
    }
    if !table.part.isEmpty { text += ", its part `\(table.part)`" }
    if !table.leftOut.isEmpty {
      let names = table.leftOut.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
      text += ", without \(names)" + (table.leftOut.count > 3 ? " and others" : "")
    }
    for remark in table.remarks { text += ", \(remark)" }
    if table.hadSpacedNames { text += ", spaces around names taken away" }
    if table.gaps > 0 {
      text += table.gaps == 1 ? ", 1 gap" : ", \(DigitGrouping.grouped(table.gaps)) gaps"
    }
    return text
  }
}
