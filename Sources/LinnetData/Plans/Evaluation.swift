import CLinnetKernels

/// Lays out the steps of a plan for some results and runs them.
struct Evaluation {
  let steps: [PlanStep]
  let inputs: [Column]
  let tables: [[Double]]
  let truthTables: [[UInt8]]
  let closures: [@Sendable (Double) -> Double]
  let workers: Workers
  let poll: ((Int) -> Bool)?

  /// The values of one result.
  enum Values {
    case decimals([Double])
    case truths([UInt8])
  }

  /// Works out steps of one domain together over `count` rows.
  ///
  /// Throws `stopped` when the poll says so.
  func run(_ roots: [Int32], count: Int, made: inout GapCounts) throws(DataMistake) -> [Values] {
    var used = [Bool](repeating: false, count: steps.count)
    for root in roots { used[Int(root)] = true }
    for step in steps.indices.reversed() where used[step] {
      for operand in steps[step].operands { used[Int(operand)] = true }
    }
    let order = steps.indices.filter { used[$0] }
    var results = roots.map { root -> Values in
      steps[Int(root)].givesTruth(inputs) ? .truths([]) : .decimals([])
    }
    var stopped = false
    let columns = order.filter { steps[$0].code == .input }.map { Int(steps[$0].payload) }
    var bases = [UnsafeMutableRawPointer?](repeating: nil, count: inputs.count)
    pin(columns, 0, &bases) { bases in
      var outputs: [UnsafeMutableRawPointer?] = []
      makeOutputs(&results, 0, count, &outputs) { outputs in
        var program = layOut(order, roots, bases, outputs, count)
        borrowTables(&program)
        stopped = !runPieces(program, count, &made)
        returnTables(program)
      }
    }
    if stopped { throw DataMistake("stopped") }
    return results
  }

  /// Holds the arrays of input columns in place while `body` runs.
  private func pin(
    _ columns: [Int], _ index: Int, _ bases: inout [UnsafeMutableRawPointer?],
    _ body: ([UnsafeMutableRawPointer?]) -> Void
  ) {
    guard index < columns.count else { return body(bases) }
    func go<T>(_ values: [T], _ bases: inout [UnsafeMutableRawPointer?]) {
      values.withUnsafeBufferPointer { buffer in
        bases[columns[index]] = UnsafeMutableRawPointer(
          mutating: UnsafeRawPointer(buffer.baseAddress))
        pin(columns, index + 1, &bases, body)
      }
    }
    switch inputs[columns[index]].storage {
    case .decimal(let values): go(values, &bases)
    case .whole(let values), .date(let values): go(values, &bases)
    case .truth(let values): go(values, &bases)
    case .text(let codes, _): go(codes, &bases)
    default: pin(columns, index + 1, &bases, body)
    }
  }

  /// Makes one array a result and runs `body` while all of them may be written.
  private func makeOutputs(
    _ results: inout [Values], _ index: Int, _ count: Int,
    _ outputs: inout [UnsafeMutableRawPointer?], _ body: ([UnsafeMutableRawPointer?]) -> Void
  ) {
    guard index < results.count else { return body(outputs) }
    switch results[index] {
    case .decimals:
      let values = [Double](unsafeUninitializedCapacity: count) { buffer, filled in
        linnet_will_fill(buffer.baseAddress, count &* 8)
        outputs.append(UnsafeMutableRawPointer(buffer.baseAddress))
        makeOutputs(&results, index + 1, count, &outputs, body)
        filled = count
      }
      results[index] = .decimals(values)
    case .truths:
      let values = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        linnet_will_fill(buffer.baseAddress, count)
        outputs.append(UnsafeMutableRawPointer(buffer.baseAddress))
        makeOutputs(&results, index + 1, count, &outputs, body)
        filled = count
      }
      results[index] = .truths(values)
    }
  }

  /// Turns steps into instructions and gives each result a place.
  private func layOut(
    _ order: [Int], _ roots: [Int32], _ bases: [UnsafeMutableRawPointer?],
    _ outputs: [UnsafeMutableRawPointer?], _ count: Int
  ) -> BlockProgram {
    var program = BlockProgram(rows: count)
    program.closures = closures
    var lastUse = [Int](repeating: -1, count: steps.count)
    for step in order { for operand in steps[step].operands { lastUse[Int(operand)] = step } }
    var places = [BlockProgram.Place](repeating: BlockProgram.Place(), count: steps.count)
    var free: [Int] = []
    var resultOf = [Int](repeating: -1, count: steps.count)
    for (result, root) in roots.enumerated().reversed() { resultOf[Int(root)] = result }
    for step in order {
      let plan = steps[step]
      let isTruth = plan.givesTruth(inputs)
      var instruction = BlockProgram.Instruction(
        code: plan.code, function: plan.function, isQuiet: plan.isQuiet,
        out: BlockProgram.Place(), inputs: plan.operands.map { places[Int($0)] })
      var readsInPlace = false
      if plan.code == .input {
        let column = Int(plan.payload)
        var stride = 8
        switch inputs[column].storage {
        case .decimal: readsInPlace = true
        case .truth:
          instruction.source = .truth
          stride = 1
          readsInPlace = true
        case .text:
          instruction.source = .codes
          stride = 4
        default: instruction.source = .whole
        }
        instruction.inputs = [BlockProgram.Place(base: bases[column], stride: stride)]
      }
      if plan.code == .constant { instruction.constant = Double(bitPattern: plan.payload) }
      if plan.code == .constantTruth { instruction.constant = Double(plan.payload) }
      if case let result = resultOf[step], result >= 0 {
        places[step] = BlockProgram.Place(base: outputs[result], stride: isTruth ? 1 : 8)
        instruction.out = places[step]
        program.instructions.append(instruction)
      } else if readsInPlace {
        places[step] = instruction.inputs[0]
      } else {
        let isConstant = plan.code == .constant || plan.code == .constantTruth
        var register = program.registers
        if !isConstant, let old = free.popLast() {
          register = old
        } else {
          program.registers += 1
        }
        places[step] = BlockProgram.Place(offset: register * program.registerBytes)
        instruction.out = places[step]
        if isConstant {
          program.constants.append(instruction)
        } else {
          program.instructions.append(instruction)
        }
      }
      // Registers whose last reader this was may be written again, from the next step on.
      for operand in Set(plan.operands) where lastUse[Int(operand)] == step {
        let code = steps[Int(operand)].code
        if places[Int(operand)].base == nil, code != .constant, code != .constantTruth {
          free.append(places[Int(operand)].offset / program.registerBytes)
        }
      }
    }
    return program
  }

  private func borrowTables(_ program: inout BlockProgram) {
    for table in tables {
      let copy = UnsafeMutablePointer<Double>.allocate(capacity: max(table.count, 1))
      for (index, value) in table.enumerated() { copy[index] = value }
      program.tables.append(copy)
      program.tableCounts.append(table.count)
    }
    for table in truthTables {
      let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(table.count, 1))
      for (index, value) in table.enumerated() { copy[index] = value }
      program.truthTables.append(copy)
      program.truthTableCounts.append(table.count)
    }
  }

  private func returnTables(_ program: BlockProgram) {
    for table in program.tables { table?.deallocate() }
    for table in program.truthTables { table?.deallocate() }
  }

  /// Runs all pieces; false when the poll stopped them.
  private func runPieces(_ program: BlockProgram, _ count: Int, _ made: inout GapCounts) -> Bool {
    let pieceRows = BlockProgram.blocksInPiece * blockRows
    let pieces = (count + pieceRows - 1) / pieceRows
    let width = max(1, min(workers.width, pieces))
    let bytes = max(program.registers, 1) * program.registerBytes
    let scratch = UnsafeMutableRawPointer.allocate(byteCount: bytes * width, alignment: 64)
    let counts = UnsafeMutablePointer<GapCounts>.allocate(capacity: width)
    counts.initialize(repeating: GapCounts(), count: width)
    defer {
      for worker in 0..<width {
        made.divisions += counts[worker].divisions
        made.others += counts[worker].others
      }
      scratch.deallocate()
      counts.deallocate()
    }
    let shared = Shared(program: program, scratch: scratch, counts: counts)
    var piece = 0
    while piece < pieces {
      if let poll {
        let rows = min(pieceRows * width, count - piece * pieceRows)
        guard poll(rows * max(program.instructions.count, 1)) else { return false }
      }
      let batch = min(width, pieces - piece)
      let first = piece
      workers.run(count: batch) { worker in
        let start = (first + worker) * pieceRows
        shared.program.run(
          rows: start..<min(start + pieceRows, count),
          scratch: shared.scratch + worker * bytes, counts: shared.counts + worker)
      }
      piece += batch
    }
    return true
  }

  /// What the threads of one evaluation share; each writes only into its own part.
  private struct Shared: @unchecked Sendable {
    let program: BlockProgram
    let scratch: UnsafeMutableRawPointer
    let counts: UnsafeMutablePointer<GapCounts>
  }
}
