/// Tells whether a text can stand in a program as a name.
public enum LinnetName {
  /// True for a letter or `_` with letters, digits and `_` behind it, that is no word of the grammar.
  public static func isName(_ text: String) -> Bool {
    var isFirst = true
    for scalar in text.unicodeScalars {
      let fits = isFirst ? Letters.startsName(scalar.value) : Letters.continuesName(scalar.value)
      guard fits else { return false }
      isFirst = false
    }
    return !isFirst && !Vocabulary.reserved.contains(text)
  }
}
