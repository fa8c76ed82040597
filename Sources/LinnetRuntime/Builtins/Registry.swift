extension Native {
  /// All built-in functions: those of this folder, of the rows and of the pictures.
  ///
  /// No two have one name. Verbs are listed apart, in `Verb.all`; a word may be both.
  static let all: [Native] = rows + pictures
}
