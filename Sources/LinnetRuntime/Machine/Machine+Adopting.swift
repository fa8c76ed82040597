import LinnetData
import LinnetSyntax

/// Taking over values of another session, to try a line with them.
extension Machine {
  /// Copies what can be copied of another machine's variables; gives the names of the others.
  ///
  /// Tables, columns, numbers, texts, short lists of those and functions of the program's own are copied; columns are
  /// shared, as they never change.
  public func adopt(_ other: Machine) -> Set<String> {
    var left: Set<String> = []
    for (name, value) in other.ownGlobals {
      guard let copy = copy(of: value, from: other, depth: 0) else {
        left.insert(name)
        continue
      }
      do throws(Mistake) { try setGlobal(name, copy) } catch { left.insert(name) }
    }
    return left
  }

  private func copy(of value: Value, from other: Machine, depth: Int) -> Value? {
    guard case .object(let ref) = value else { return value }
    switch ref.kind {
    case .text: return other.string(value).map { makeText($0) }
    case .dataset: return other.dataset(value).map { makeDataset($0) }
    case .column: return other.column(value).map { makeColumn($0) }
    case .list:
      guard depth < 3, let theirs = other.items(of: value), theirs.count <= 200 else { return nil }
      var items: [Value] = []
      for one in theirs {
        guard let item = copy(of: one, from: other, depth: depth + 1) else { return nil }
        items.append(item)
      }
      return makeList(items)
    default: return nil
    }
  }
}
