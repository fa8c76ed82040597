import LinnetSyntax

/// Functions of the language that are written in the language, read when a program first names one of them.
public final class MachineLibrary: Sendable {
  /// A text with some of the functions.
  public struct File: Sendable {
    /// The text.
    public let source: Source
    /// The functions that it defines.
    public let names: [String]
    /// Those of them that in a formula about rows see the whole column, or that of the row's group.
    public let ofWholeColumns: [String]

    /// Makes a file.
    public init(source: Source, names: [String], ofWholeColumns: [String]) {
      self.source = source
      self.names = names
      self.ofWholeColumns = ofWholeColumns
    }
  }

  let files: [File]
  /// The words that programs are read with, these functions among them.
  public let vocabulary: Vocabulary
  let ofWholeColumns: Set<String>
  private let places: [String: Int]

  /// Makes a library; no two functions have one name.
  public init(_ files: [File]) {
    self.files = files
    ofWholeColumns = Set(files.flatMap { $0.ofWholeColumns })
    var places: [String: Int] = [:]
    for (place, file) in files.enumerated() { for name in file.names { places[name] = place } }
    self.places = places
    vocabulary = Vocabulary.standard.adding(functions: places.keys)
  }

  /// Reads a program with the words of the language and of this library.
  public func read(
    _ source: Source, knownNames: Set<String> = [], nesting: Int = 200, scene: PhraseScene? = nil
  ) -> Reading {
    Parser.read(
      source, vocabulary: vocabulary, knownNames: knownNames, nesting: nesting, scene: scene)
  }

  /// What a line that failed means in other words; nil when no phrase fits.
  ///
  /// With `isSure` only phrases for whole lines count.
  public func advice(
    on span: Span, in source: Source, instead mistake: Mistake, scene: PhraseScene,
    isSure: Bool = false
  ) -> Mistake? {
    PhraseBook.advice(
      on: span, in: source, instead: mistake, vocabulary: vocabulary, scene: scene, isSure: isSure)
  }

  /// The names of all functions, in no order.
  public var names: Dictionary<String, Int>.Keys { places.keys }

  /// The file that defines a function; nil when none does.
  func file(of name: String) -> Int? { places[name] }
}

extension Machine {
  /// Whether a function in a formula about rows sees whole columns.
  func seesWholeColumns(_ name: String, _ function: Value) -> Bool {
    guard let library, library.ofWholeColumns.contains(name), let slot = globalSlots[name],
      case .object(let original) = originals[slot], case .object(let ref) = function
    else { return false }
    return ref == original
  }

  /// Takes in the library's functions that a program names.
  func defineLibrary(_ names: Set<String>) throws(Mistake) {
    guard let library else { return }
    for name in names.sorted() {
      guard let place = library.file(of: name), !libraryFilesDefined.contains(place) else {
        continue
      }
      libraryFilesDefined.insert(place)
      let source = library.files[place].source
      let reading = library.read(source)
      if let mistake = reading.mistakes.first { throw mistake }
      try defineLibrary(reading.tree, source: source)
    }
  }
}
