/// Columns of equal length, each with a name: an immutable table for everyone but its only holder, who may
/// set a column in place.
///
/// It can be handed to other threads: who changes it is the only one who holds it.
public final class Dataset: @unchecked Sendable {
  /// The names of the columns, in order; no two alike.
  @exclusivity(unchecked) public private(set) var names: [String]
  /// The columns, in the same order.
  @exclusivity(unchecked) public private(set) var columns: [Column]
  /// The number of rows.
  @exclusivity(unchecked) public private(set) var count: Int
  /// Where it came from, for example a file's name; empty when made by a program.
  public let origin: String
  /// Columns that earlier steps left out, so that a message can say where; the newest last.
  public let leftOut: [LeftOut]
  /// The columns that the newest step put in, which a table too wide for its place shows in any case; it may
  /// name some that are gone.
  @exclusivity(unchecked) public private(set) var newest: [String]
  /// What `describe` found out, where this dataset is its answer; it is shown in place of the cells.
  public let summary: DatasetSummary?
  /// The names of all columns that there would be if the program asked for them, for messages; empty when
  /// none is left unread.
  @exclusivity(unchecked) private var known: [String]
  /// The place of each name.
  @exclusivity(unchecked) private var places: [String: Int]

  /// A column that a step left out.
  public struct LeftOut: Sendable {
    /// The column's name.
    public var name: String
    /// The step as written, for example `select M`.
    public var step: String
    /// The line of the step.
    public var line: Int

    /// Makes a note of a column left out.
    public init(name: String, step: String, line: Int) {
      self.name = name
      self.step = step
      self.line = line
    }
  }

  /// Makes a dataset; names and columns pair up and the columns are of equal length.
  public convenience init(
    names: [String], columns: [Column], count: Int? = nil, origin: String = "",
    leftOut: [LeftOut] = [], known: [String] = [], newest: [String] = [],
    summary: DatasetSummary? = nil
  ) {
    var places: [String: Int] = [:]
    places.reserveCapacity(names.count)
    for (place, name) in names.enumerated() { places[name] = place }
    self.init(
      names: names, columns: columns, count: count ?? columns.first?.count ?? 0, origin: origin,
      leftOut: leftOut, known: known, newest: newest, places: places, summary: summary)
  }

  private init(
    names: [String], columns: [Column], count: Int, origin: String, leftOut: [LeftOut],
    known: [String], newest: [String], places: [String: Int], summary: DatasetSummary? = nil
  ) {
    precondition(names.count == columns.count, "one name for each column")
    self.names = names
    self.columns = columns
    self.count = count
    self.origin = origin
    self.leftOut = Self.recent(leftOut)
    self.summary = summary
    self.known = known
    self.newest = newest
    self.places = places
  }

  /// The newest notes of columns left out, one a name: a loop that makes and leaves out columns must not
  /// remember every turn.
  private static func recent(_ all: [LeftOut]) -> [LeftOut] {
    guard all.count > 128 else { return all }
    var seen: Set<String> = []
    let newest = all.reversed().filter { seen.insert($0.name).inserted }
    return newest.prefix(64).reversed()
  }

  /// The names of the columns and of those that were not read, in order, for messages.
  public var knownNames: [String] { known.isEmpty ? names : known }

  /// The names to pass on to a dataset with some names more or less than this one.
  public func known(with more: [String] = [], without less: [String] = []) -> [String] {
    if known.isEmpty { return [] }
    let (gone, there) = (Set(less), Set(known))
    return known.filter { !gone.contains($0) } + more.filter { !there.contains($0) }
  }

  /// The column with a name, or nil.
  public func column(_ name: String) -> Column? {
    guard let place = places[name] else { return nil }
    return columns[place]
  }

  /// The place of a name among the columns, from 0, or nil.
  public func place(of name: String) -> Int? { places[name] }

  /// A dataset with one column more, or one column replaced in its place.
  public func setting(_ name: String, to column: Column) -> Dataset {
    let changed = Dataset(
      names: names, columns: columns, count: count, origin: origin, leftOut: leftOut, known: known,
      newest: newest, places: places)
    changed.put(name, column)
    return changed
  }

  /// Sets a column where the dataset is held; false, and nothing done, when somebody else holds it too.
  public static func setInPlace(
    _ name: String, to column: Column, in dataset: inout Dataset
  ) -> Bool {
    guard isKnownUniquelyReferenced(&dataset), dataset.summary == nil else { return false }
    dataset.put(name, column)
    return true
  }

  /// Sets a cell, its row counted from 0, where the dataset is held; false, and nothing done, when somebody
  /// else holds it or the column too, or the item is of another kind than the column.
  public static func setInPlace(
    _ name: String, row: Int, to item: Item, in dataset: inout Dataset
  ) -> Bool {
    guard isKnownUniquelyReferenced(&dataset), dataset.summary == nil,
      let place = dataset.places[name]
    else { return false }
    return Column.setInPlace(row, to: item, in: &dataset.columns[place])
  }

  /// Says which columns a step put in, in a dataset that nobody else holds yet.
  public static func mark(newest names: [String], in dataset: inout Dataset) {
    guard isKnownUniquelyReferenced(&dataset) else { return }
    dataset.newest = names
  }

  private func put(_ name: String, _ column: Column) {
    newest = [name]
    if let place = places[name] {
      columns[place] = column
    } else {
      if !known.isEmpty, !known.contains(name) { known.append(name) }
      places[name] = names.count
      names.append(name)
      columns.append(column)
    }
    if columns.count == 1 { count = column.count }
  }
}
