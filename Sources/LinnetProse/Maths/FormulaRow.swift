/// Parts side by side, and what each of them needs to know of its neighbours.
struct FormulaRow {
  /// The parts, without empty ones; a row within the row is opened up.
  let parts: [Formula.Part]

  /// Looks at a part as a row.
  init(_ part: Formula.Part) {
    if case .row(let parts) = part {
      self.parts = parts.flatMap { part -> [Formula.Part] in
        if case .row = part { FormulaRow(part).parts } else { [part] }
      }
    } else {
      parts = [part]
    }
  }

  /// What a part does, seen from its neighbours.
  enum Neighbour {
    case nothing
    case binary
    case relation
    case punctuation
    case opening
    case closing
    case function
    case large
    case fraction
    case space
    case other
  }

  /// What stands at a place; nothing beyond the ends.
  func neighbour(_ place: Int) -> Neighbour {
    guard parts.indices.contains(place) else { return .nothing }
    return FormulaRow.neighbour(parts[place])
  }

  private static func neighbour(_ part: Formula.Part) -> Neighbour {
    switch part {
    case .sign(_, .binary): .binary
    case .sign(_, .relation): .relation
    case .sign(_, .punctuation): .punctuation
    case .sign(_, .opening): .opening
    case .sign(_, .closing): .closing
    case .sign(_, .large): .large
    case .fence: .opening
    case .function: .function
    case .fraction: .fraction
    case .space, .newLine: .space
    case .scripts(let base, _, _): base == .row([]) ? .other : neighbour(base)
    default: .other
    }
  }

  /// True for a sign such as a minus that belongs to what follows it alone.
  func isUnary(_ place: Int) -> Bool {
    guard neighbour(place) == .binary else { return false }
    switch neighbour(place - 1) {
    case .nothing, .binary, .relation, .punctuation, .large: return true
    case .opening: if case .fence = parts[place - 1] { return false } else { return true }
    case .space: return place == 1
    default: return false
    }
  }

  /// True when signs stand between parts, so that brackets are needed where the row becomes one thing.
  var isSum: Bool {
    parts.indices.contains {
      (neighbour($0) == .binary && !isUnary($0)) || neighbour($0) == .relation
    }
  }
}
