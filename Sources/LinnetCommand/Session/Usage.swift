import Glibc
import Linnet
import LinnetHost

/// What the command says when it is used wrongly.
enum Usage {
  /// Why a program could not be read, with the file that was perhaps meant.
  static func cannotRead(_ path: String, _ problem: FileProblem) -> String {
    switch problem {
    case .notThere:
      let folder = FileBytes.folder(of: path)
      let prefix = path.contains("/") ? FileBytes.join(folder, "") : ""
      let name = String(path.dropFirst(prefix.count))
      let names = FileBytes.names(in: folder).filter {
        $0.hasSuffix(".linnet") || $0.hasSuffix(".lesson") || $0.hasSuffix(".lesson.md")
      }
      let meant =
        names.contains(name + ".linnet") ? name + ".linnet" : Spelling.nearest(name, among: names)
      let suggestion = meant.map { " Did you mean `\(prefix)\($0)`?" } ?? ""
      return "There is no file `\(path)`.\(suggestion)"
    case .isFolder: return "`\(path)` is a folder; give me a program in it."
    default: return "I cannot read `\(path)`: \(problem.reason)."
    }
  }
}
