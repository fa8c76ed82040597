extension Native {
  /// All built-in functions: those of this folder, of the rows and of the pictures.
  ///
  /// No two have one name. Verbs are listed apart, in `Verb.all`; a word may be both.
  public static let all: [Native] =
    numbers + probabilities + statistics + orders + lists + gathering + texts + shaping + dates
    + randoms + vectors + records + functions + talk + controls + rows + pictures
}

extension Native {
  /// Names that hold a number from the start; a program may store over them.
  static let constants: [(name: String, value: Double)] = [("pi", .pi)]
}
