import CLinnetSystem
import Glibc

/// Goes to what a path leads to beneath one folder, one name after another, and never leaves that folder.
///
/// A path is bytes: only the byte of `/` divides it, whatever letters a person would see. Each folder is
/// opened inside the one before, never through a link, so nothing can be exchanged between looking and
/// opening. Links are read and walked by hand, as long as they stay inside; `..` goes back to the folder
/// that was passed, and not above the first one.
struct FolderWalk {
  /// What one try at the last name of a path gave.
  enum Step<Found> {
    /// What was wanted.
    case found(Found)
    /// The name is a link, to be followed.
    case link
    /// It did not work.
    case failed(FileProblem)
  }

  /// An open folder.
  final class Folder {
    /// The system's number for it.
    let file: Int32

    init(_ file: Int32) { self.file = file }

    deinit { if file >= 0 { close(file) } }
  }

  /// How many links a path may lead through.
  private static let mostLinks = 40
  /// The longest path, in bytes, as in the system's own calls.
  private static let longestPath = 4096

  private let root: Folder
  /// The root's own paths, as it was named and without links, in names; links and paths that begin so lead inside.
  private let rootNames: [[[UInt8]]]
  private var folder: Folder
  /// The names of the folders passed, without links.
  private var passed: [[UInt8]] = []
  private var links = 0
  /// The last name tried, as it is spelled on the disk.
  private(set) var reached: [UInt8] = []

  /// Starts in a folder.
  static func start(in root: String) -> Result<FolderWalk, FileProblem> {
    let file = open(root, linnet_folder_flags() & ~O_NOFOLLOW)
    guard file >= 0 else { return .failure(FileProblem(errno: errno)) }
    var named: [[[UInt8]]] = []
    for path in [FileBytes.real(root), root] {
      if let path, path.utf8.first == slash { named.append(names(of: Array(path.utf8))) }
    }
    return .success(FolderWalk(Folder(file), named))
  }

  private init(_ root: Folder, _ rootNames: [[[UInt8]]]) {
    self.root = root
    self.rootNames = rootNames
    folder = root
  }

  private static let slash = UInt8(ascii: "/")
  private static let back = Array("..".utf8)

  /// The names in a path, without empty ones and `.`.
  private static func names(of path: [UInt8]) -> [[UInt8]] {
    path.split(separator: slash).filter { !$0.elementsEqual(".".utf8) }.map { Array($0) }
  }

  /// True when a path can only be a folder: nothing, or with `/` or `/.` at its end.
  private static func isFolder(_ path: [UInt8]) -> Bool {
    guard let last = path.split(separator: slash, omittingEmptySubsequences: false).last else {
      return true
    }
    return last.isEmpty || last.elementsEqual(".".utf8)
  }

  /// Walks to a file and tries what is wanted with its folder and name.
  ///
  /// `last` must not follow a link. It may be called several times, for links are followed and a name that
  /// changes its kind meanwhile is looked at again. Another path goes on from the folder that was reached.
  /// Problems: `outside`, `isFolder` for a path that ends in a folder, and those of opening.
  mutating func reach<Found>(
    _ path: [UInt8], _ last: (_ folder: Int32, _ name: [UInt8]) -> Step<Found>
  ) -> Result<Found, FileProblem> {
    guard path.count < FolderWalk.longestPath else { return .failure(.other(ENAMETOOLONG)) }
    guard !path.contains(0) else { return .failure(.noName) }
    var pending: [[UInt8]] = []
    var mustBeFolder = false
    if let problem = turn(to: path, &pending, &mustBeFolder) { return .failure(problem) }
    while let name = pending.popLast() {
      if name == FolderWalk.back {
        if let problem = goBack() { return .failure(problem) }
        continue
      }
      guard pending.isEmpty, !mustBeFolder else {
        switch enter(name) {
        case .found(let next):
          folder = next
          passed.append(name)
        case .link:
          if let problem = follow(name, &pending, &mustBeFolder) { return .failure(problem) }
        case .failed(let problem): return .failure(outside(pending) ?? problem)
        }
        continue
      }
      reached = name
      var step = last(folder.file, name)
      if case .failed(.notThere) = step,
        let spelled = FileBytes.spelling(of: name, in: folder.file)
      {
        reached = spelled
        step = last(folder.file, spelled)
      }
      switch step {
      case .found(let found): return .success(found)
      case .link:
        if let problem = follow(name, &pending, &mustBeFolder) { return .failure(problem) }
      case .failed(let problem): return .failure(problem)
      }
    }
    return .failure(.isFolder)
  }

  /// Walks to a folder, and gives it.
  mutating func reachFolder(_ path: [UInt8]) -> Result<Folder, FileProblem> {
    let inside = Array((path.isEmpty ? "." : "/.").utf8)
    switch reach(path + inside, { _, _ in Step<Int>.failed(.notThere) }) {
    case .failure(.isFolder), .success: return .success(folder)
    case .failure(let problem): return .failure(problem)
    }
  }

  /// A problem when a path that was not there leads out by its words alone.
  private func outside(_ pending: [[UInt8]]) -> FileProblem? {
    // The name that was not there counts as a folder.
    var depth = passed.count + 1
    for name in pending.reversed() {
      depth += name == FolderWalk.back ? -1 : 1
      if depth < 0 { return .outside }
    }
    return nil
  }

  /// Puts the names of a path, or of a link, in front of what is still to be walked.
  private mutating func turn(
    to path: [UInt8], _ pending: inout [[UInt8]], _ mustBeFolder: inout Bool
  ) -> FileProblem? {
    if pending.isEmpty, FolderWalk.isFolder(path) { mustBeFolder = true }
    var names = FolderWalk.names(of: path)[...]
    if path.first == FolderWalk.slash {
      guard let start = rootNames.first(where: { names.starts(with: $0) }) else { return .outside }
      names = names.dropFirst(start.count)
      folder = root
      passed = []
    }
    pending += names.reversed()
    return nil
  }

  private mutating func goBack() -> FileProblem? {
    guard passed.popLast() != nil else { return .outside }
    // From the root again: what lies above a folder may have been exchanged.
    folder = root
    for name in passed {
      guard case .found(let next) = enter(name) else { return .notThere }
      folder = next
    }
    return nil
  }

  private func enter(_ name: [UInt8]) -> Step<Folder> {
    let file = FileBytes.withName(name) { openat(folder.file, $0, linnet_folder_flags()) }
    if file >= 0 { return .found(Folder(file)) }
    let number = errno
    if number == ELOOP || number == ENOTDIR, FileBytes.link(name, in: folder.file) != nil {
      return .link
    }
    return .failed(FileProblem(errno: number))
  }

  private mutating func follow(
    _ name: [UInt8], _ pending: inout [[UInt8]], _ mustBeFolder: inout Bool
  ) -> FileProblem? {
    links += 1
    guard links <= FolderWalk.mostLinks else { return .other(ELOOP) }
    guard let target = FileBytes.link(name, in: folder.file) else {
      // No link any more: looked at again.
      pending.append(name)
      return nil
    }
    guard !target.isEmpty, target.count < FolderWalk.longestPath else { return .notThere }
    return turn(to: target, &pending, &mustBeFolder)
  }
}
