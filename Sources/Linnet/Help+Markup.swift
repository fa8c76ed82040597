import LinnetData

extension Help {
  /// Stand-in until merged.
  public func markdown() -> String { "```\n" + text() + "\n```" }
  /// Stand-in.
  public func html() -> String { "<pre>\(HTMLText.escaped(text()))</pre>" }
}
