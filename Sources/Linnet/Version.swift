/// Which Linnet this is.
public enum Version {
  /// The version as people see it.
  public static let text = "0.1.0"
}
