/// The shifts of a measurement by rising source, as a balanced tree that measurements share.
///
/// A sum of many measurements grows by one source at a time and in any order; a list of shifts would be
/// copied for each. Here a sum takes over the larger tree but for the path to what is new, so adding m
/// shifts to n takes about m log(n / m) steps. Trees are balanced by weight (Adams 1992; bounds of
/// Hirai and Yamamoto 2011), keep runs of shifts in their leaves (as Dhulipala et al. 2022 do) and never change
/// once made.
final class ShiftTree: Sendable {
  /// All shifts of a leaf; of a branch the one shift between its sides.
  let run: [Measurement.Shift]
  /// The sides of a branch: both are there.
  let sides: Sides?
  /// How many shifts the tree has, at least one.
  let count: Int
  /// The sum of the squares of all weights, added up along the tree.
  let squares: Double

  /// What lies before and after the shift of a branch.
  struct Sides: Sendable {
    let before: ShiftTree
    let after: ShiftTree
  }

  /// A tree of no more shifts than this is one leaf.
  private static let longestRun = 48

  private init(leaf run: [Measurement.Shift]) {
    self.run = run
    sides = nil
    count = run.count
    var sum = 0.0
    for shift in run { sum += shift.weight * shift.weight }
    squares = sum
  }

  private init(_ before: ShiftTree, _ shift: Measurement.Shift, _ after: ShiftTree) {
    run = [shift]
    sides = Sides(before: before, after: after)
    count = before.count + 1 + after.count
    squares = before.squares + shift.weight * shift.weight + after.squares
  }

  /// About how many bytes the object takes, without its sides.
  var ownBytes: Int { (sides == nil ? 112 : 144) + run.count * 16 }

  /// About how many bytes a tree of so many shifts takes.
  static func bytes(_ count: Int) -> Int { count == 0 ? 0 : 112 + count * 20 }

  /// About how many bytes the path to one shift of a tree takes.
  static func pathBytes(_ count: Int) -> Int {
    var depth = 0
    while longestRun << depth < count { depth += 1 }
    return 112 + min(count, longestRun) * 16 + depth * 160
  }

  @inline(__always) static func count(_ tree: ShiftTree?) -> Int { tree?.count ?? 0 }

  /// The tree of shifts whose sources rise.
  static func make(_ shifts: ArraySlice<Measurement.Shift>) -> ShiftTree? {
    guard shifts.count > longestRun else {
      return shifts.isEmpty ? nil : ShiftTree(leaf: Array(shifts))
    }
    let middle = shifts.startIndex + shifts.count / 2
    guard let before = make(shifts[..<middle]), let after = make(shifts[(middle + 1)...]) else {
      return nil
    }
    return ShiftTree(before, shifts[middle], after)
  }

  /// Calls `visit` with each shift, by rising source.
  static func visit(_ tree: ShiftTree?, _ body: (Measurement.Shift) -> Void) {
    guard let tree else { return }
    visit(tree.sides?.before, body)
    for shift in tree.run { body(shift) }
    visit(tree.sides?.after, body)
  }

  /// The shift in the middle of a tree and what lies before and after it.
  private var parts: (before: ShiftTree?, shift: Measurement.Shift, after: ShiftTree?) {
    if let sides { return (sides.before, run[0], sides.after) }
    let middle = run.count / 2
    return (Self.make(run[..<middle]), run[middle], Self.make(run[(middle + 1)...]))
  }

  /// All shifts times a factor; what becomes 0 is left out.
  static func scaled(_ tree: ShiftTree?, by factor: Double) -> ShiftTree? {
    guard let tree, factor != 1 else { return tree }
    if factor == 0 { return nil }
    guard let sides = tree.sides else {
      var run: [Measurement.Shift] = []
      run.reserveCapacity(tree.count)
      for shift in tree.run where shift.weight * factor != 0 {
        run.append(.init(source: shift.source, weight: shift.weight * factor))
      }
      return make(run[...])
    }
    let before = scaled(sides.before, by: factor)
    let after = scaled(sides.after, by: factor)
    let weight = tree.run[0].weight * factor
    if weight == 0 { return both(before, after) }
    return joined(before, .init(source: tree.run[0].source, weight: weight), after)
  }

  /// The shifts of two trees; where both know a source its weights are added, and left out when that is 0.
  static func union(_ one: ShiftTree?, _ other: ShiftTree?) -> ShiftTree? {
    guard let one else { return other }
    guard let other else { return one }
    if one.sides == nil, other.sides == nil { return make(merged(one.run, other.run)[...]) }
    let (small, large) = one.count < other.count ? (one, other) : (other, one)
    let parts = large.parts
    let (before, found, after) = split(small, at: parts.shift.source)
    let left = union(before, parts.before)
    let right = union(after, parts.after)
    let weight = parts.shift.weight + (found ?? 0)
    if weight == 0 { return both(left, right) }
    return joined(left, .init(source: parts.shift.source, weight: weight), right)
  }

  /// Two runs as one.
  private static func merged(
    _ one: [Measurement.Shift], _ other: [Measurement.Shift]
  ) -> [Measurement.Shift] {
    var result: [Measurement.Shift] = []
    result.reserveCapacity(one.count + other.count)
    var i = 0
    var j = 0
    while i < one.count, j < other.count {
      if one[i].source < other[j].source {
        result.append(one[i])
        i += 1
      } else if other[j].source < one[i].source {
        result.append(other[j])
        j += 1
      } else {
        let weight = one[i].weight + other[j].weight
        if weight != 0 { result.append(.init(source: one[i].source, weight: weight)) }
        i += 1
        j += 1
      }
    }
    result.append(contentsOf: one[i...])
    result.append(contentsOf: other[j...])
    return result
  }

  /// What lies before a source, the weight of this source, and what lies after it.
  private static func split(
    _ tree: ShiftTree?, at source: UInt64
  ) -> (ShiftTree?, Double?, ShiftTree?) {
    guard let tree else { return (nil, nil, nil) }
    guard let sides = tree.sides else {
      var place = 0
      while place < tree.count, tree.run[place].source < source { place += 1 }
      if place == tree.count { return (tree, nil, nil) }
      let isThere = tree.run[place].source == source
      if place == 0, !isThere { return (nil, nil, tree) }
      return (
        make(tree.run[..<place]), isThere ? tree.run[place].weight : nil,
        make(tree.run[(isThere ? place + 1 : place)...])
      )
    }
    let shift = tree.run[0]
    if source == shift.source { return (sides.before, shift.weight, sides.after) }
    if source < shift.source {
      let (before, found, after) = split(sides.before, at: source)
      return (before, found, joined(after, shift, sides.after))
    }
    let (before, found, after) = split(sides.after, at: source)
    return (joined(sides.before, shift, before), found, after)
  }

  /// Two trees of any size with a shift between them.
  private static func joined(
    _ before: ShiftTree?, _ shift: Measurement.Shift, _ after: ShiftTree?
  ) -> ShiftTree {
    guard let before, let after, count(before) + count(after) >= longestRun else {
      return small(before, shift, after)
    }
    if isTooHeavy(after, for: before) {
      let parts = after.parts
      return balanced(joined(before, shift, parts.before), parts.shift, parts.after)
    }
    if isTooHeavy(before, for: after) {
      let parts = before.parts
      return balanced(parts.before, parts.shift, joined(parts.after, shift, after))
    }
    return ShiftTree(before, shift, after)
  }

  /// Two trees with a shift between them where one is empty or both fit into one leaf.
  private static func small(
    _ before: ShiftTree?, _ shift: Measurement.Shift, _ after: ShiftTree?
  ) -> ShiftTree {
    if count(before) + count(after) < longestRun {
      var run: [Measurement.Shift] = []
      run.reserveCapacity(count(before) + 1 + count(after))
      visit(before) { run.append($0) }
      run.append(shift)
      visit(after) { run.append($0) }
      return ShiftTree(leaf: run)
    }
    // One side is empty: the shift is the first or the last of the other.
    if let before {
      let parts = before.parts
      return balanced(parts.before, parts.shift, joined(parts.after, shift, nil))
    }
    guard let after else { return ShiftTree(leaf: [shift]) }
    let parts = after.parts
    return balanced(joined(nil, shift, parts.before), parts.shift, parts.after)
  }

  /// Two trees without a shift between them.
  private static func both(_ before: ShiftTree?, _ after: ShiftTree?) -> ShiftTree? {
    guard let before else { return after }
    guard let after else { return before }
    let (first, rest) = withoutFirst(after)
    return joined(before, first, rest)
  }

  private static func withoutFirst(_ tree: ShiftTree) -> (Measurement.Shift, ShiftTree?) {
    guard let sides = tree.sides else { return (tree.run[0], make(tree.run[1...])) }
    let (first, rest) = withoutFirst(sides.before)
    return (first, joined(rest, tree.run[0], sides.after))
  }

  private static func isTooHeavy(_ tree: ShiftTree?, for other: ShiftTree?) -> Bool {
    count(tree) + 1 > 3 * (count(other) + 1)
  }

  /// A tree whose sides are at most a little out of balance, turned until they are in balance.
  private static func balanced(
    _ before: ShiftTree?, _ shift: Measurement.Shift, _ after: ShiftTree?
  ) -> ShiftTree {
    guard let before, let after, count(before) + count(after) >= longestRun else {
      return small(before, shift, after)
    }
    if isTooHeavy(after, for: before) {
      let outer = after.parts
      if let inner = outer.before, count(inner) + 1 >= 2 * (count(outer.after) + 1) {
        let middle = inner.parts
        return joined(
          joined(before, shift, middle.before), middle.shift,
          joined(middle.after, outer.shift, outer.after))
      }
      return joined(joined(before, shift, outer.before), outer.shift, outer.after)
    }
    if isTooHeavy(before, for: after) {
      let outer = before.parts
      if let inner = outer.after, count(inner) + 1 >= 2 * (count(outer.before) + 1) {
        let middle = inner.parts
        return joined(
          joined(outer.before, outer.shift, middle.before), middle.shift,
          joined(middle.after, shift, after))
      }
      return joined(outer.before, outer.shift, joined(outer.after, shift, after))
    }
    return ShiftTree(before, shift, after)
  }
}
