import Linnet
import LinnetHost
import LinnetLesson

/// A lesson in the language that a person asked for.
enum LessonLanguage {
  /// Why a lesson cannot be given in a language.
  struct Missing: Error {
    let sentence: String
  }

  /// The document of a lesson that lies at a path, in a language; its own without one.
  static func document(_ text: String, path: String, language: String?) throws(Missing)
    -> LessonDocument
  {
    let own = LessonDocument(reading: text, name: path)
    guard let language, language != own.property("language") else { return own }
    let folder = FileBytes.join(FileBytes.folder(of: path), "i18n")
    if !language.isEmpty, !language.contains("/"),
      case .success(let bytes) = FileBytes.read(
        FileBytes.join(folder, language + ".po"), limit: 64 << 20)
    {
      return LessonDocument(reading: text, name: path, in: LessonCatalogue(reading: bytes))
    }
    var known = FileBytes.names(in: folder).filter { $0.hasSuffix(".po") }.map {
      String($0.dropLast(3))
    }.sorted()
    if let language = own.property("language") { known.insert(language, at: 0) }
    let list = known.isEmpty ? "" : " It is there in: \(known.joined(separator: ", "))."
    throw Missing(sentence: "`\(path)` is not there in the language `\(language)`.\(list)")
  }
}
