import Glibc

/// Lines of a plain stream, without an editor.
final class LineInput {
  /// Lines of standard input; used by one thread, the one that runs programs.
  nonisolated(unsafe) static let standard = LineInput(0)

  private let file: Int32
  private var buffer: [UInt8] = []
  private var isAtEnd = false

  /// Makes a reader of an open file.
  init(_ file: Int32) { self.file = file }

  /// The next line without its line break, unless Ctrl-C or the end comes first.
  func line(_ signals: Signals? = nil) -> Typed {
    while true {
      if let end = buffer.firstIndex(of: 0x0A) {
        var line = buffer[..<end]
        if line.last == 0x0D { line.removeLast() }
        let text = String(decoding: line, as: UTF8.self)
        buffer.removeSubrange(...end)
        return .line(text)
      }
      if isAtEnd {
        guard !buffer.isEmpty else { return .ended }
        defer { buffer = [] }
        return .line(String(decoding: buffer, as: UTF8.self))
      }
      if let signals {
        var waits = [
          pollfd(fd: file, events: Int16(POLLIN), revents: 0),
          pollfd(fd: signals.pipeEnd, events: Int16(POLLIN), revents: 0),
        ]
        if poll(&waits, 2, -1) < 0 { continue }
        if waits[1].revents != 0, signals.drain().contains(Signals.interruptByte) {
          return .stopped
        }
        if waits[0].revents == 0 { continue }
      }
      var piece = [UInt8](repeating: 0, count: 1 << 14)
      let count = read(file, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { isAtEnd = true } else { buffer += piece[..<count] }
    }
  }

  /// All that is left.
  func rest() -> [UInt8] {
    var all = buffer
    while !isAtEnd {
      var piece = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(file, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { isAtEnd = true } else { all += piece[..<count] }
    }
    buffer = []
    return all
  }
}
