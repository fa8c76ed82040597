import LinnetText

/// One variable of a session, for a list.
public struct Variable: Sendable {
  /// Its name.
  public var name: String
  /// What it holds, in one line: `10 583 rows, 8 columns: pt1, eta1, …`.
  public var description: String
  /// What kind of value it is: `number`, `dataset`.
  public var kind: String
  /// What it holds besides its kind, in one line, its size first.
  public var contents: String
}

extension Session {
  /// The variables and functions of the program, by name.
  public var variables: [Variable] {
    machine.globalNames.sorted().compactMap { name in
      guard name != "it", let value = machine.getGlobal(name) else { return nil }
      return Variable(
        name: name, description: describe(value), kind: kind(of: value), contents: contents(value))
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
      return "list of \(DigitGrouping.grouped(items)): " + oneLine(value)
    }
    if let body = machine.functionBody(value) {
      let names = body.parameters.map { $0.standard == nil ? $0.name : $0.name + ":" }
      let comment = body.comment.split(separator: "\n").first.map { ", " + $0 } ?? ""
      return "function of (\(names.joined(separator: ", ")))\(comment)"
    }
    return oneLine(value)
  }

  /// What a kind of value is called: `number`, `dataset`.
  private func kind(of value: Value) -> String {
    let name = machine.kindName(of: value)
    return name.hasPrefix("a ") ? String(name.dropFirst(2)) : name
  }

  /// What a value holds besides its kind, its size first.
  private func contents(_ value: Value) -> String {
    if machine.dataset(value) != nil { return describe(value) }
    if let column = machine.column(value) {
      return String(Session.describe(column).dropFirst("column of ".utf8.count))
    }
    if let items = machine.itemCount(value) {
      return DigitGrouping.counted(items, "item") + ": " + oneLine(value)
    }
    if machine.functionBody(value) != nil {
      return String(describe(value).dropFirst("function of ".utf8.count))
    }
    return oneLine(value)
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

  private func oneLine(_ value: Value) -> String {
    var line = ""
    for (place, character) in machine.beginning(of: value, bytes: 640).enumerated() {
      if place == 120 { return line + "…" }
      line.append(character == "\n" ? " " : character)
    }
    return line
  }
}
