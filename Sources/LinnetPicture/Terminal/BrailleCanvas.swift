/// Dots in braille patterns: two across and four down in each terminal cell (Unicode block 2800).
struct BrailleCanvas {
  let columns: Int
  let rows: Int
  private var bits: [UInt8]
  private var counts: [Int32]
  private var paints: [Paint?]

  init(columns: Int, rows: Int) {
    self.columns = max(columns, 1)
    self.rows = max(rows, 1)
    bits = [UInt8](repeating: 0, count: self.columns * self.rows)
    counts = [Int32](repeating: 0, count: self.columns * self.rows)
    paints = [Paint?](repeating: nil, count: self.columns * self.rows)
  }

  /// Sets a dot; places from 0 to 1, upwards; others are left out.
  mutating func dot(_ x: Double, _ y: Double, _ paint: Paint?) {
    guard x >= 0, x <= 1, y >= 0, y <= 1 else { return }
    set(
      min(Int(x * Double(columns * 2)), columns * 2 - 1),
      rows * 4 - 1 - min(Int(y * Double(rows * 4)), rows * 4 - 1), paint)
  }

  private mutating func set(_ column: Int, _ row: Int, _ paint: Paint?) {
    guard column >= 0, column < columns * 2, row >= 0, row < rows * 4 else { return }
    let patterns: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    let cell = row / 4 * columns + column / 2
    bits[cell] |= patterns[row % 4 * 2 + column % 2]
    // The colour with most dots in the cell wins: a vote that one colour can take from another.
    if paints[cell] == paint {
      counts[cell] &+= 1
    } else if counts[cell] == 0 {
      paints[cell] = paint
      counts[cell] = 1
    } else {
      counts[cell] -= 1
    }
  }

  /// Draws a straight piece; places may lie a little outside.
  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ paint: Paint?
  ) {
    let width = Double(columns * 2)
    let height = Double(rows * 4)
    let steps = max(
      1, min(4000, Int(max(abs(x2 - x1) * width, abs(y2 - y1) * height).rounded(.up))))
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      dot(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share, paint)
    }
  }

  /// The pattern and colour of a cell; nil where there is no dot.
  func cell(_ row: Int, _ column: Int) -> (text: String, paint: Paint?)? {
    let index = row * columns + column
    guard bits[index] != 0, let scalar = Unicode.Scalar(0x2800 + UInt32(bits[index])) else {
      return nil
    }
    return (String(scalar), paints[index])
  }
}
