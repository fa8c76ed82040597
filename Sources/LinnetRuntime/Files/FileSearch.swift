import LinnetSyntax

/// Looks for the file that somebody meant who named one there is not.
///
/// It sees what the host lets a program see, and no more of that than a moment allows.
struct FileSearch {
  private let host: Host
  /// How many names are looked at, and how many folders deep.
  private static let most = (names: 3000, depth: 5)

  init(_ host: Host) { self.host = host }

  /// The path of the file that a path probably means; nil when nothing is like it.
  ///
  /// The folder of the path comes first, then the folders around the program: the same name, in other letters or
  /// with another ending, then the nearest spelling.
  func nearest(_ path: String) -> String? {
    let (folder, name) = FilePattern.split(path)
    let beside = host.names(besides: path)
    let below = filesBelow()
    // The very name in a folder below is nearer than another one beside.
    if !beside.contains(where: { $0.lowercased() == name.lowercased() }),
      let same = below.first(where: { FilePattern.split($0).name == name })
    {
      return same
    }
    if let near = Spelling.nearest(name, among: beside) { return folder + near }
    if let alike = beside.first(where: { Self.isAlike($0, name) }) { return folder + alike }
    let wanted = name.lowercased()
    func first(where fits: (String) -> Bool) -> String? {
      below.first { fits(FilePattern.split($0).name) }
    }
    if let same = first(where: { $0.lowercased() == wanted }) { return same }
    let names = below.map { FilePattern.split($0).name }
    if let near = Spelling.nearest(name, among: names) { return first { $0 == near } }
    return first { Self.isAlike($0, name) }
  }

  /// Whether two names differ in their ending alone: `penguins` and `penguins.csv`.
  private static func isAlike(_ first: String, _ second: String) -> Bool {
    let stem = stem(of: second)
    return !stem.isEmpty && self.stem(of: first) == stem && FileFormat.unpacked(first) != nil
  }

  private static func stem(of name: String) -> String {
    name.lowercased().split(separator: ".").first.map { String($0) } ?? ""
  }

  /// The files below the folder of the program, those in fewer folders first.
  private func filesBelow() -> [String] {
    var files: [String] = []
    var seen = 0
    var open = [(folder: "", depth: 0)]
    var next = 0
    while next < open.count, seen < Self.most.names {
      let (folder, depth) = open[next]
      next += 1
      for name in host.names(besides: folder + ".").sorted() where name.utf8.first != 0x2E {
        seen += 1
        if seen > Self.most.names { break }
        // What ends as data do is a file; of all else the host is asked what is in it.
        if FileFormat.unpacked(name) != nil {
          files.append(folder + name)
        } else if depth < Self.most.depth {
          open.append((folder + name + "/", depth + 1))
        }
      }
    }
    return files
  }
}
