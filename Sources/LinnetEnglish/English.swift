/// Everything that is said to people in English, as text.
///
/// The files lie beside this one, a folder a kind: they are what a translator translates. How they are written
/// stands in the README here. Nothing in them is read before it is needed.
public enum English {
  /// The mistakes and notes, a file a room.
  public static let mistakes: [[UInt8]] = [
    PackageResources.reading_md, PackageResources.other_languages_md, PackageResources.values_md,
    PackageResources.datasets_md, PackageResources.files_md, PackageResources.running_md,
    PackageResources.machine_md, PackageResources.functions_md, PackageResources.columns_md,
    PackageResources.steps_md, PackageResources.tables_md, PackageResources.pictures_md,
    PackageResources.command_md,
  ]

  /// Help on the words of the grammar, in the order in which a lesson would meet them.
  public static let grammar = PackageResources.grammar_md

  /// What other languages and people call a word of this one: the word, a colon, the others.
  public static let elsewhere = PackageResources.elsewhere_txt

  /// Turns of phrase, each with the line that it means.
  public static let phrases = PackageResources.phrases_txt

  /// Numbers and the words people write for them.
  public static let numbers = PackageResources.numbers_txt

  /// What a guided lesson says: a key, a colon, the sentence.
  public static let lesson = PackageResources.lesson_txt

  /// What the teacher's tools say about a class: a key, a colon, the sentence.
  public static let classroom = PackageResources.classroom_txt
}
