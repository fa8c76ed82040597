import Linnet
import LinnetHost
import LinnetLesson

/// Lessons in the language that a person asks for, from `i18n/LANGUAGE.po` beside the lesson.
enum LessonLanguage {
  /// A lesson's file laid out in a language.
  struct Laid {
    /// The text, every line on its line.
    var text: String
    /// The document of it, which results name by the digest of the file as written.
    var document: LessonDocument
    /// What is to be said when the language asked for is not there.
    var remark: String?
  }

  /// Lays a lesson out in a language; without a wish in that of this computer, where the lesson has it.
  static func lay(_ text: String, path: String, name: String, wish: String?) -> Laid {
    let document = LessonDocument(reading: text, name: name)
    let own = document.property("language") ?? "en"
    let offered = Lesson.list(document.property("translations") ?? "")
    func file(_ language: String) -> String {
      FileBytes.join(FileBytes.folder(of: path), "i18n/\(language).po")
    }
    func laid(_ language: String) -> Laid? {
      guard isName(language),
        case .success(let bytes) = FileBytes.read(file(language), limit: 16 << 20)
      else { return nil }
      let catalogue = LessonCatalogue(reading: bytes)
      let translated = catalogue.translated(text)
      var other = LessonDocument(reading: text, name: name, in: catalogue)
      if let place = other.frontMatter.firstIndex(where: { $0.key == "language" }) {
        other.frontMatter[place].value = language
      }
      return Laid(text: translated, document: other)
    }
    guard let wish else {
      let home = String((Terminal.environment("LANG") ?? "").prefix { $0 != "_" && $0 != "." })
      if home != own, offered.contains(home), let other = laid(home) { return other }
      return Laid(text: text, document: document)
    }
    if wish == own { return Laid(text: text, document: document) }
    if let other = laid(wish) { return other }
    let known = [own] + offered.filter { isName($0) && laid($0) != nil }
    return Laid(
      text: text, document: document,
      remark:
        "There is no `\(file(wish))`, so this lesson comes in the language it was written in. "
        + "It has: " + known.joined(separator: ", ") + ".")
  }

  /// True for `fi`, `pt-BR`, `fr@informal`: nothing that leads to another folder.
  private static func isName(_ language: String) -> Bool {
    !language.isEmpty
      && language.utf8.allSatisfy {
        $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z")
          || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "_")
      }
  }
}
