import Linnet
import LinnetText

/// What a notebook server has to know to start the kernel: the file `kernel.json`.
public struct KernelSpec: Sendable {
  /// The name of the folder, which notebooks remember.
  public var name = "linnet"
  /// What the person reads in the list of kernels.
  public var displayName = "Linnet"
  /// The command that is started; servers put their own folder for `{resource_dir}`.
  public var command: String
  /// Words for `linnet kernel run`, such as `--memory 512MB`.
  public var words: [String] = []

  /// Makes a description of the kernel that a command is.
  public init(command: String) { self.command = command }

  /// The file's text.
  var text: String {
    let arguments = [command, "kernel", "run"] + words + ["{connection_file}"]
    let lines = arguments.map { "    \(quoted($0))" }.joined(separator: ",\n")
    return """
      {
        "argv": [
      \(lines)
        ],
        "display_name": \(quoted(displayName)),
        "language": "linnet",
        "interrupt_mode": "message",
        "kernel_protocol_version": \(quoted(Envelope.version)),
        "metadata": {"debugger": false}
      }

      """
  }

  private func quoted(_ text: String) -> String {
    var bytes: [UInt8] = []
    JSON.write(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// True for a name that servers accept as a folder.
  public static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 100 && name != "." && name != ".."
      && name.utf8.allSatisfy { byte in
        byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte >= 0x30 && byte <= 0x39
          || [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-")].contains(byte)
      }
  }
}
