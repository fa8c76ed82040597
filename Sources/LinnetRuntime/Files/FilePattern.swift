/// File names with `*` and `?` in the last part, as in `runs/*.csv`.
enum FilePattern {
  /// True when a path stands for many files.
  static func isPattern(_ path: String) -> Bool {
    split(path).name.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
  }

  /// The folder of a path with its closing slash, and the name in it.
  static func split(_ path: String) -> (folder: String, name: String) {
    let bytes = Array(path.utf8)
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return ("", path) }
    return (
      String(decoding: bytes[...slash], as: UTF8.self),
      String(decoding: bytes[(slash + 1)...], as: UTF8.self)
    )
  }

  /// The paths of the names that fit a pattern, in the order of their letters.
  static func matches(_ pattern: String, among names: [String]) -> [String] {
    let (folder, wanted) = split(pattern)
    let mask = Array(wanted.utf8)
    return names.filter { fits(Array($0.utf8), mask) && $0.utf8.first != UInt8(ascii: ".") }
      .sorted()
      .map { folder + $0 }
  }

  /// Matches with one step back to the last `*`, so that no pattern takes long.
  private static func fits(_ name: [UInt8], _ mask: [UInt8]) -> Bool {
    var place = 0
    var at = 0
    var star: (mask: Int, name: Int)?
    while place < name.count {
      if at < mask.count, mask[at] == UInt8(ascii: "*") {
        star = (at, place)
        at += 1
      } else if at < mask.count, mask[at] == UInt8(ascii: "?") || mask[at] == name[place] {
        at += 1
        place += 1
      } else if let last = star {
        at = last.mask + 1
        place = last.name + 1
        star = (last.mask, last.name + 1)
      } else {
        return false
      }
    }
    while at < mask.count, mask[at] == UInt8(ascii: "*") { at += 1 }
    return at == mask.count
  }
}
