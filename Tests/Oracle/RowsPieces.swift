import LinnetData
import LinnetSyntax

@testable import Linnet

/// A case whose table is a long file, read piece by piece while the steps run.
struct RowsPieces {
  let rowsCase: RowsCase
  let count: Int

  /// The columns that a file of separated values holds as they are.
  private static let plain: Set<String> = ["x", "y", "t", "u", "when"]

  /// The case with so many rows; nil for formulas about other columns or about all rows.
  init?(_ rowsCase: RowsCase, count: Int) {
    let used = rowsCase.formula.columns
    guard !used.isEmpty, !rowsCase.formula.isAboutAllRows, used.allSatisfy(Self.plain.contains)
    else { return nil }
    // A column of gaps alone tells nobody what it would hold.
    for column in rowsCase.columns where used.contains(column.name) {
      if column.cells.prefix(rowsCase.count).allSatisfy({ $0 == "missing" }) { return nil }
    }
    self.rowsCase = rowsCase
    self.count = count
  }

  /// The file: the table's rows again and again, with rows that are counted on.
  var file: String {
    let used = rowsCase.columns.filter { rowsCase.formula.columns.contains($0.name) }
    var lines = [(["n"] + used.map(\.name)).joined(separator: ",")]
    for row in 0..<count {
      let cells = used.map { column in
        let cell = column.cells[row % rowsCase.count]
        if cell == "missing" { return "" }
        let bare = cell.hasPrefix("date(") ? String(cell.dropFirst(5).dropLast()) : cell
        return bare.filter { $0 != "\"" }
      }
      lines.append((["\(row + 1)"] + cells).joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// How the file begins, for who reads of a difference.
  private var head: String {
    "# t.csv has \(count) rows and begins so:\n"
      + file.split(separator: "\n").prefix(rowsCase.count + 1).map { "#   \($0)\n" }.joined()
  }

  /// The program with a step behind `load`, which shows a line for each row.
  func program(_ step: String, shows column: String) -> String {
    let around = rowsCase.prelude.split(separator: "\n").dropFirst().joined(separator: "\n")
    return around
      + "\nd = load \"t.csv\" then \(step)\nfor each item in d.\(column)\n  show item\nend\n"
  }

  /// The first difference from the referee, in pieces or as a whole; nil when there is none.
  func difference() -> RowsDifference? {
    let words = rowsCase.formula.text()
    guard let referee = RowsReferee(rowsCase) else { return nil }
    var judge = referee
    judge.rows = (0..<count).map { referee.rows[$0 % rowsCase.count] }
    for isInPieces in [true, false] {
      let road = isInPieces ? "piece by piece" : "a long table"
      let added = program("add r = \(words)", shows: "r")
      if let problem = judge.judge(run(added, isInPieces)) {
        return RowsDifference(road: road, words: problem, program: head + added)
      }
      guard rowsCase.formula.kind == .truth else { continue }
      let kept = program("keep \(words)", shows: "n")
      if let problem = judge.judge(kept: run(kept, isInPieces), isDrop: false) {
        return RowsDifference(road: road, words: problem, program: head + kept)
      }
    }
    return nil
  }

  private func run(_ program: String, _ isInPieces: Bool) -> [String] {
    var lines: [String] = []
    let session = Engine().session(host: OneFile(file, isInPieces: isInPieces)) { event in
      if case .text(let line) = event { lines.append(line) }
    }
    session.machine.windowBytes = 2048
    session.runsOneProgram = true
    do throws(Mistake) { try session.run(program) } catch {
      lines.append("!! \(error.code.text)")
    }
    return lines
  }
}

/// A host with one file, which it hands out as a whole or piece by piece.
private final class OneFile: LinnetRuntime.Host {
  private let bytes: [UInt8]
  private let isInPieces: Bool

  init(_ text: String, isInPieces: Bool) {
    bytes = Array(text.utf8)
    self.isInPieces = isInPieces
    super.init()
  }

  override func read(_ path: String) throws(Mistake) -> [UInt8] { bytes }

  override func source(_ path: String) -> ByteSource? { isInPieces ? Pieces(bytes) : nil }

  private final class Pieces: ByteSource, @unchecked Sendable {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
      super.init(size: bytes.count)
    }

    override func rewind() -> Bool {
      place = 0
      return true
    }

    override func read(into room: UnsafeMutableRawBufferPointer) -> Int {
      let count = min(room.count, bytes.count - place)
      room.copyBytes(from: bytes[place..<(place + count)])
      place += count
      return count
    }
  }
}
