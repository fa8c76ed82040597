import LinnetSyntax

@testable import Linnet

/// The ways in which a machine may run a program; all must show the same.
enum MachineRoad: CaseIterable {
  /// As a file: nobody reads its variables afterwards.
  case whole
  /// As lines of a session.
  case session
  /// Collecting at every opportunity.
  case collecting
  /// Never changing cells, items and letters where they are.
  case copying

  /// The lines that a program shows, and `!! code` where a mistake ended it.
  func run(_ program: String) -> [String] {
    var lines: [String] = []
    let session = Engine(limits: .untrusted).session { event in
      if case .text(let line) = event { lines.append(line) }
    }
    session.isInteractive = self == .session
    session.runsOneProgram = self == .whole
    session.machine.copiesAlways = self == .copying
    session.machine.collectsAlways = self == .collecting
    do throws(Mistake) { try session.run(program) } catch {
      lines.append("!! \(error.code.text)")
    }
    return lines
  }
}
