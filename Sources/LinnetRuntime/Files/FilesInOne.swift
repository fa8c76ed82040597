import LinnetData
import LinnetSyntax

/// The tables of several files that become one, below each other.
struct FilesInOne {
  private let context: Context
  private var parts: [Dataset] = []
  /// How many files stand in each part.
  private var waiting: [Int] = []
  private var kinds: [String: ColumnKind] = [:]
  /// The unit of a column, and the file where it was first seen.
  private var units: [String: (unit: String, file: String)] = [:]
  private var last = ""

  init(_ context: Context) { self.context = context }

  /// Takes the table of the next file; with `isNamed` a column says which file a row is from.
  ///
  /// Throws `append-kinds` and what `append` throws, with the name of the file.
  mutating func append(_ table: Dataset, from file: String, isNamed: Bool) throws(Mistake) {
    try fits(table, file)
    last = file
    parts.append(isNamed ? table.naming(file: file) : table)
    // Two by two, so that no row is copied often: 8, 4, 2, 1 files together wait for their like.
    var turn = parts.count - 1
    var files = 1
    while turn > 0, waiting.last == files {
      parts[turn - 1] = try joined(parts[turn - 1], parts[turn])
      parts.removeLast()
      waiting.removeLast()
      files *= 2
      turn -= 1
    }
    waiting.append(files)
  }

  /// All of them; there is at least one.
  ///
  /// Throws what `append` throws, with the name of the last file.
  mutating func whole(origin: String) throws(Mistake) -> Dataset {
    var all = parts.popLast() ?? Dataset(names: [], columns: [])
    while let before = parts.popLast() { all = try joined(before, all) }
    return Dataset(names: all.names, columns: all.columns, count: all.count, origin: origin)
  }

  private func joined(_ first: Dataset, _ second: Dataset) throws(Mistake) -> Dataset {
    do throws(DataMistake) {
      return try first.appending(second)
    } catch {
      var mistake = context.mistake(error)
      mistake.slots["file"] = last
      throw mistake
    }
  }

  /// Throws `different-units`, and `append-kinds` when a column of a file holds another kind of values than those before it.
  private mutating func fits(_ part: Dataset, _ file: String) throws(Mistake) {
    for (name, column) in zip(part.names, part.columns) {
      if !column.unit.isEmpty, part.count > 0 {
        if let known = units[name], known.unit != column.unit {
          throw Mistake(
            "different-units",
            [
              "name": name, "first": known.unit, "second": column.unit, "file": known.file,
              "other": file,
            ])
        }
        if units[name] == nil { units[name] = (column.unit, file) }
      }
      switch column.kind {
      case .number, .text, .date, .truth: break
      default: continue
      }
      if let known = kinds[name] {
        guard known != column.kind, column.gapCount < column.count else { continue }
        var mistake = Mistake(
          "append-kinds",
          ["name": name, "first": known.plural, "second": column.kind.plural, "file": file])
        if LinnetName.isName(name) { mistake.slots["key"] = name }
        throw mistake
      } else if column.gapCount < column.count {
        kinds[name] = column.kind
      }
    }
  }
}

extension Dataset {
  /// The dataset with a column `file` that holds the name of the file its rows came from.
  ///
  /// Where the file itself has such a column, the new one is `file_2`.
  func naming(file path: String) -> Dataset {
    var name = "file"
    var number = 2
    while place(of: name) != nil {
      name = "file_\(number)"
      number += 1
    }
    let codes = [Int32](repeating: 0, count: count)
    return setting(name, to: Column(.text(codes: codes, words: [FilePattern.split(path).name])))
  }
}
