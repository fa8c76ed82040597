import LinnetText

/// One variable of a session, for a list.
public struct Variable: Sendable {
  /// Its name.
  public var name: String
  /// What it holds, in one line: `10 583 rows, 8 columns: pt1, eta1, …`.
  public var description: String
}

extension Session {
  /// The variables and functions of the program, by name.
  public var variables: [Variable] {
    machine.globalNames.sorted().compactMap { name in
      guard name != "it", let value = machine.getGlobal(name) else { return nil }
      return Variable(name: name, description: describe(value))
    }
  }

  /// Lets go of a variable or function; one stored over a built-in is the built-in again.
  ///
  /// False when the program has stored nothing under the name.
  public func forget(_ name: String) -> Bool {
    name != "it" && machine.remove(name)
  }

  /// What a value is, in one line.
  func describe(_ value: Value) -> String {
    if let dataset = machine.dataset(value) {
      let names = dataset.names.joined(separator: ", ")
      let columns = DigitGrouping.counted(dataset.names.count, "column")
      return "\(DigitGrouping.counted(dataset.count, "row")), \(columns): \(names)"
    }
    if let column = machine.column(value) { return Session.describe(column) }
    if let items = machine.itemCount(value) {
      return "list of \(DigitGrouping.grouped(items)): " + oneLine(machine.text(of: value))
    }
    if let body = machine.functionBody(value) {
      let names = body.parameters.map { $0.standard == nil ? $0.name : $0.name + ":" }
      let comment = body.comment.split(separator: "\n").first.map { ", " + $0 } ?? ""
      return "function of (\(names.joined(separator: ", ")))\(comment)"
    }
    return oneLine(machine.text(of: value))
  }

  /// What a column is, in one line.
  static func describe(_ column: Column) -> String {
    let kind =
      switch column.storage {
      case .decimal, .whole: "numbers"
      case .truth: "true or false"
      case .text: "words"
      case .date: "dates"
      case .vector: "four-vectors"
      case .list: "lists"
      case .record: "records"
      case .measurement: "measurements"
      }
    let unit = column.unit.isEmpty ? "" : " in \(column.unit)"
    return "column of \(DigitGrouping.counted(column.count, "row")), \(kind)\(unit)"
  }

  private func oneLine(_ text: String) -> String {
    var line = ""
    for (place, character) in text.enumerated() {
      if place == 120 { return line + "…" }
      line.append(character == "\n" ? " " : character)
    }
    return line
  }
}
