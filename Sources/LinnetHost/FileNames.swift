import Glibc

/// Names of files as the bytes they are.
extension FileBytes {
  /// Calls a function of the system with a name, which must not hold a zero.
  static func withName<Answer>(_ name: [UInt8], _ body: (UnsafePointer<CChar>) -> Answer) -> Answer
  {
    (name.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { letters in
      // Never empty, for the closing zero is there.
      guard let start = letters.baseAddress else { return body("") }
      return body(start)
    }
  }

  /// What a link in a folder says; nil when the name is no link.
  static func link(_ name: [UInt8], in folder: Int32) -> [UInt8]? {
    var room = [CChar](repeating: 0, count: 4097)
    let count = withName(name) { readlinkat(folder, $0, &room, room.count) }
    return count < 0 ? nil : room.prefix(count).map { UInt8(bitPattern: $0) }
  }

  /// The names in an open folder, in no order, without `.` and `..`.
  static func rawNames(in folder: Int32) -> [[UInt8]] {
    let file = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else { return [] }
    guard let list = fdopendir(file) else {
      close(file)
      return []
    }
    defer { closedir(list) }
    var names: [[UInt8]] = []
    while let entry = readdir(list) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if !name.elementsEqual(".".utf8), !name.elementsEqual("..".utf8) { names.append(name) }
    }
    return names
  }

  /// The bytes of a name that is not written in UTF-8, given the way `names` shows it; nil when there is
  /// not exactly one.
  static func spelling(of name: [UInt8], in folder: Int32) -> [UInt8]? {
    let mark: [UInt8] = [0xEF, 0xBF, 0xBD]
    guard name.indices.contains(where: { name[$0...].starts(with: mark) }) else { return nil }
    let found = rawNames(in: folder).filter {
      String(decoding: $0, as: UTF8.self).utf8.elementsEqual(name)
    }
    return found.count == 1 ? found[0] : nil
  }

  /// The folder of a path and the name in it, as bytes.
  static func parts(of path: [UInt8]) -> (folder: [UInt8], name: [UInt8]) {
    guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return ([], path) }
    return (Array(path[...slash]), Array(path[(slash + 1)...]))
  }
}
