/// What the cells of a file prove about its decimal mark: a file has one.
struct MarkProof {
  /// Columns that prove a point, and a comma.
  private var points = 0
  private var commas = 0
  /// Columns in which points stand where only the commas between the fields say what they are.
  private var weakPoints = 0
  /// The mark that a person named.
  private let said: UInt8?
  /// True where semicolons stand between the fields: who separates so often writes decimal commas.
  private let hasSemicolons: Bool
  /// True where commas stand between the fields: then a point can only be the decimal mark.
  private let hasCommas: Bool

  init(said: UInt8?, separator: UInt8) {
    self.said = said
    hasSemicolons = separator == UInt8(ascii: ";")
    hasCommas = separator == UInt8(ascii: ",") || separator == SeparatorFinder.none
  }

  private static let point = UInt8(ascii: ".")
  private static let comma = UInt8(ascii: ",")

  /// Takes what the cells of a column prove.
  mutating func add(_ tally: WordTally) {
    guard tally.mayBeNumbers else { return }
    if tally.onlyPoint > tally.onlyComma {
      points += 1
    } else if tally.onlyComma > tally.onlyPoint {
      commas += 1
    } else if hasCommas, tally.openPoints > 0, tally.openCommas == 0 {
      weakPoints += 1
    }
  }

  /// Columns that speak for a point: where nothing proves either mark, the separators do.
  private var speakForPoint: Int { points == 0 && commas == 0 ? weakPoints : points }

  /// Takes a column whose numbers are known to have a point.
  mutating func addPoint() { points += 1 }

  /// Takes a column whose numbers are known to have a comma.
  mutating func addComma() { commas += 1 }

  /// True when a comma is proven somewhere.
  var hasComma: Bool { commas > 0 }

  /// True when nothing is known and points may be marks of thousands.
  var leavesPointsOpen: Bool { said == nil && points == 0 && !hasCommas }

  /// The decimal mark of a column, and whether something proves it.
  func mark(of tally: WordTally) -> (mark: UInt8, isProven: Bool) {
    if let said { return (said, true) }
    if tally.onlyPoint != tally.onlyComma {
      return (tally.onlyPoint > tally.onlyComma ? Self.point : Self.comma, true)
    }
    if tally.openPoints + tally.openCommas == 0 {
      return (commas > points ? Self.comma : Self.point, true)
    }
    let points = speakForPoint
    if points != commas, points == 0 || commas == 0 {
      return (points > commas ? Self.point : Self.comma, true)
    }
    if points > 0 { return (Self.point, false) }
    let isAlone = tally.openPoints + tally.openCommas == 1 && tally.weighed == 1
    if tally.openPoints == 0 { return (isAlone ? Self.comma : Self.point, isAlone) }
    if tally.openCommas == 0 {
      let areThousands = hasSemicolons && !isAlone
      return (areThousands ? Self.comma : Self.point, hasCommas || isAlone)
    }
    return (Self.point, false)
  }
}
