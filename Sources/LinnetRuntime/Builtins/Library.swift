/// The words of the language that are functions or verbs, for help and completion.
public enum Library {
  /// The built-in functions.
  public static var natives: [Native] { Native.all }

  /// The verbs of pipelines, sorted by name.
  public static var verbs: [(name: String, summary: String, examples: [String])] {
    Verb.all.values.map { (name: $0.name, summary: $0.summary, examples: $0.examples) }
      .sorted { $0.name < $1.name }
  }

  /// The options that every picture has.
  public static var pictureOptions: [String] { PictureOptions.names }

  /// True for the name of a built-in function or a verb.
  public static func isWord(_ name: String) -> Bool {
    Verb.all[name] != nil || Native.all.contains { $0.name == name }
  }
}
