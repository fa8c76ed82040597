import CLinnetKernels

/// The steps behind some results, laid out to run over one block of rows after another.
///
/// Each step writes into one of a few scratch registers that stay in the processor's cache; results go
/// straight to their arrays.
struct BlockProgram {
  /// Where a step reads or writes: in scratch memory, or in an array at the row of the block.
  struct Place {
    /// The start of the array; nil for scratch.
    var base: UnsafeMutableRawPointer?
    /// The offset in scratch, in bytes.
    var offset = 0
    /// Bytes a row; 0 in scratch.
    var stride = 0

    @inline(__always)
    func at(_ row: Int, _ scratch: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
      guard let base else { return scratch + offset }
      return base + row &* stride
    }
  }
  struct Instruction {
    var code: PlanStep.Code
    var function: Int32
    var isQuiet: Bool
    var out: Place
    var inputs: [Place]
    /// What an input column holds, for its conversion.
    var source: Source = .decimal
    var constant = 0.0
  }
  enum Source {
    case decimal
    case whole
    case codes
    case truth
  }

  /// How many rows are worked out at a time: all of a small table, so that its scratch memory is small too.
  let rowsAtOnce: Int
  /// Bytes of one scratch register.
  let registerBytes: Int
  /// Blocks in one piece of work for a thread, whatever the number of threads.
  static let blocksInPiece = 32

  var instructions: [Instruction] = []
  /// Constants, written once into scratch before the first block.
  var constants: [Instruction] = []
  var registers = 0
  var tables: [UnsafeMutablePointer<Double>?] = []
  var tableCounts: [Int] = []
  var truthTables: [UnsafeMutablePointer<UInt8>?] = []
  var truthTableCounts: [Int] = []
  var closures: [@Sendable (Double) -> Double] = []

  /// Makes a program without steps for so many rows.
  init(rows: Int) {
    rowsAtOnce = min(max(rows, 1), blockRows)
    registerBytes = (rowsAtOnce * 8 + 63) & ~63
  }

  /// Runs one piece: some blocks from a first row on.
  func run(
    rows: Range<Int>, scratch: UnsafeMutableRawPointer, counts: UnsafeMutablePointer<GapCounts>
  ) {
    for constant in constants { run(constant, 0, rowsAtOnce, scratch, counts) }
    var row = rows.lowerBound
    while row < rows.upperBound {
      let size = min(rowsAtOnce, rows.upperBound - row)
      for instruction in instructions { run(instruction, row, size, scratch, counts) }
      row += size
    }
  }

  @inline(__always)
  private func run(
    _ instruction: Instruction, _ row: Int, _ size: Int, _ scratch: UnsafeMutableRawPointer,
    _ counts: UnsafeMutablePointer<GapCounts>
  ) {
    let place = instruction.out.at(row, scratch)
    let out = place.assumingMemoryBound(to: Double.self)
    let truths = place.assumingMemoryBound(to: UInt8.self)
    func input(_ index: Int) -> UnsafeMutableRawPointer {
      instruction.inputs[index].at(row, scratch)
    }
    func number(_ index: Int) -> UnsafeMutablePointer<Double> {
      input(index).assumingMemoryBound(to: Double.self)
    }
    func truth(_ index: Int) -> UnsafeMutablePointer<UInt8> {
      input(index).assumingMemoryBound(to: UInt8.self)
    }
    switch instruction.code {
    case .input:
      switch instruction.source {
      case .decimal: out.update(from: number(0), count: size)
      case .truth: truths.update(from: truth(0), count: size)
      case .whole: linnet_from_whole(out, input(0).assumingMemoryBound(to: Int64.self), size)
      case .codes: linnet_from_codes(out, input(0).assumingMemoryBound(to: Int32.self), size)
      }
    case .constant: out.update(repeating: instruction.constant, count: size)
    case .constantTruth: truths.update(repeating: UInt8(instruction.constant), count: size)
    case .unary:
      let made = linnet_unary(instruction.function, out, number(0), size)
      if made > 0, !instruction.isQuiet { counts.pointee.others += made }
    case .binary:
      let made = linnet_binary(instruction.function, out, number(0), number(1), size)
      if made > 0, !instruction.isQuiet {
        switch Int(instruction.function) {
        case LINNET_DIVIDE, LINNET_MODULO, LINNET_WHOLE_DIVIDE: counts.pointee.divisions += made
        default: counts.pointee.others += made
        }
      }
    case .compare: linnet_compare(instruction.function, truths, number(0), number(1), size)
    case .and: linnet_and(truths, truth(0), truth(1), size)
    case .or: linnet_or(truths, truth(0), truth(1), size)
    case .not: linnet_not(truths, truth(0), size)
    case .same: linnet_same(truths, truth(0), truth(1), instruction.function, size)
    case .choose: linnet_choose(out, truth(0), number(1), number(2), size)
    case .chooseTruth: linnet_choose_truth(truths, truth(0), truth(1), truth(2), size)
    case .isGap: linnet_is_gap(truths, number(0), size)
    case .isGapTruth: linnet_is_gap_truth(truths, truth(0), size)
    case .fromTruth: linnet_from_truth(out, truth(0), size)
    case .lookUp:
      let table = Int(instruction.function)
      linnet_look_up(out, number(0), tables[table], tableCounts[table], size)
    case .lookUpTruth:
      let table = Int(instruction.function)
      linnet_look_up_truth(truths, number(0), truthTables[table], truthTableCounts[table], size)
    case .product:
      withUnsafeTemporaryAllocation(of: UnsafePointer<Double>?.self, capacity: 8) { parts in
        for index in 0..<8 { parts[index] = UnsafePointer(number(index)) }
        guard let first = parts.baseAddress else { return }
        linnet_product(out, first, first + 4, size)
      }
    case .shiftDate:
      linnet_shift_dates(
        out, number(0), number(1), Double(DateValue.earliest), Double(DateValue.end - 1), size)
    case .map:
      let values = number(0)
      let closure = closures[Int(instruction.function)]
      for index in 0..<size { out[index] = closure(values[index]) }
    }
  }
}
