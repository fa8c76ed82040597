import Linnet
import LinnetText

/// What a kernel says about itself.
enum KernelInfo {
  /// The content of `kernel_info_reply`.
  static func reply(_ options: KernelOptions) -> JSON {
    [
      "status": "ok", "protocol_version": .text(Envelope.version), "implementation": "linnet",
      "implementation_version": .text(Version.text),
      "banner": .text("Linnet \(Version.text), a tiny language for lessons with real data."),
      "language_info": language(options), "help_links": [], "supported_features": [],
      "debugger": false,
    ]
  }

  /// How editors are to colour and store what is typed.
  ///
  /// The highlighting extension registers the name; where it is not installed, the media type still means colours that
  /// nearly fit: of the languages that editors know, Julia's blocks, comments and texts are the most like ours, and it
  /// takes names for nothing else.
  private static func language(_ options: KernelOptions) -> JSON {
    [
      "name": "linnet", "version": .text(Version.text), "mimetype": "text/x-linnet",
      "file_extension": ".linnet", "pygments_lexer": .text(options.lexer ?? "julia"),
      "codemirror_mode": ["name": "linnet", "mime": "text/x-julia"],
      "nbconvert_exporter": "script",
    ]
  }
}
