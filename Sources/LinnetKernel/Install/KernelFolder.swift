import Glibc
import LinnetHost
import LinnetText

/// The folder in which notebook servers find the kernel.
public struct KernelFolder: Sendable {
  /// Where it lies.
  public let path: String

  /// Why something cannot be done, as a sentence.
  public struct Problem: Error {
    /// The sentence.
    public var sentence: String
  }

  /// The places that servers look at.
  public enum Place: Sendable, Equatable {
    /// For the person who types: their own Jupyter folder.
    case user
    /// Below a folder, as `PREFIX/share/jupyter`.
    case prefix(String)
    /// In the environment of Python that is active.
    case environment
  }

  /// The folder of a kernel's name at a place.
  public init(_ place: Place, name: String) throws(Problem) {
    let base: String
    switch place {
    case .user: base = try KernelFolder.userData()
    case .prefix(let prefix): base = prefix + "/share/jupyter"
    case .environment:
      guard
        let prefix = KernelFolder.variable("VIRTUAL_ENV")
          ?? KernelFolder.variable("CONDA_PREFIX")
      else {
        throw Problem(
          sentence: "No environment of Python is active here. Activate one, or use "
            + "`--prefix FOLDER` or `--user`.")
      }
      base = prefix + "/share/jupyter"
    }
    path = base + "/kernels/" + name
  }

  private static func userData() throws(Problem) -> String {
    if let folder = variable("JUPYTER_DATA_DIR") { return folder }
    guard let home = variable("HOME") else {
      throw Problem(sentence: "I do not know where your home folder is; use `--prefix FOLDER`.")
    }
    #if os(macOS)
    return home + "/Library/Jupyter"
    #else
    return (variable("XDG_DATA_HOME") ?? home + "/.local/share") + "/jupyter"
    #endif
  }

  private static func variable(_ name: String) -> String? {
    guard let text = getenv(name).map({ String(cString: $0) }), !text.isEmpty else { return nil }
    return text
  }

  // MARK: Installing

  /// The files of a kernel.
  private static let files = ["kernel.json", "logo-svg.svg", "logo-32x32.png", "logo-64x64.png"]

  /// Writes the files; what another kernel of this name has there stays as it is.
  public func install(_ spec: KernelSpec) throws(Problem) {
    if case .success(let bytes) = FileBytes.read(path + "/kernel.json"), !KernelFolder.isOurs(bytes)
    {
      throw Problem(
        sentence: "`\(path)` holds another kernel. Give this one a name of its own with `--name`.")
    }
    try makeFolders()
    let contents: [[UInt8]] = [
      Array(spec.text.utf8), PackageResources.logo_svg_svg, PackageResources.logo_32x32_png,
      PackageResources.logo_64x64_png,
    ]
    for (name, bytes) in zip(KernelFolder.files, contents) {
      if case .failure(let problem) = FileBytes.write(bytes, to: "\(path)/\(name)") {
        throw Problem(sentence: "I cannot write `\(path)/\(name)`: \(problem.reason).")
      }
    }
  }

  /// Takes the files away, and the folder if nothing else is in it; false when the kernel is not there.
  public func uninstall() throws(Problem) -> Bool {
    guard case .success(let bytes) = FileBytes.read(path + "/kernel.json") else { return false }
    guard KernelFolder.isOurs(bytes) else {
      throw Problem(sentence: "`\(path)` holds another kernel, so I leave it.")
    }
    for name in KernelFolder.files where unlink("\(path)/\(name)") != 0 && errno != ENOENT {
      let reason = String(cString: strerror(errno)).lowercased()
      throw Problem(sentence: "I cannot remove `\(path)/\(name)`: \(reason).")
    }
    rmdir(path)
    return true
  }

  /// True for a `kernel.json` that starts Linnet.
  private static func isOurs(_ bytes: [UInt8]) -> Bool {
    guard let arguments = JSON(bytes)?["argv"]?.asList, arguments.count >= 3 else { return false }
    return arguments[1] == "kernel" && arguments[2] == "run"
  }

  private func makeFolders() throws(Problem) {
    var ends = path.utf8.indices.dropFirst().filter { path.utf8[$0] == UInt8(ascii: "/") }
    ends.append(path.endIndex)
    for end in ends {
      let folder = String(path[..<end])
      if mkdir(folder, 0o755) != 0, errno != EEXIST {
        let reason = String(cString: strerror(errno)).lowercased()
        throw Problem(sentence: "I cannot make the folder `\(folder)`: \(reason).")
      }
    }
  }
}
