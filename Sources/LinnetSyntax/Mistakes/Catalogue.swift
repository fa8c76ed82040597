import LinnetEnglish

/// Every mistake and note of a language that people speak, read from its texts.
///
/// Sentences hold named slots in braces, `{name}`. An entry may have several wordings; the first whose
/// slots all have a value is used, so a suggestion is a slot that may be left out. How the texts are written
/// stands in `LinnetEnglish/README.md`; making a catalogue only finds where the entries begin.
public struct Catalogue: Sendable {
  /// Where an entry stands.
  private struct Place {
    var code: MistakeCode
    var text: Int
    var lines: Range<Int>
    var kind: Kind
    var isFoundByReading: Bool
  }

  private var texts: [[UInt8]]
  private var places: [Place]
  private var byCode: [MistakeCode: Int]

  /// The catalogue that is used where no other is given.
  public static let standard = Catalogue(English.mistakes)

  /// Finds the entries of some texts; what they lack is taken from `base`.
  public init(_ added: [[UInt8]], over base: Catalogue? = nil) {
    texts = base?.texts ?? []
    places = base?.places ?? []
    byCode = base?.byCode ?? [:]
    for text in added {
      texts.append(text)
      find(in: text)
    }
  }

  /// The codes, in the order of the texts.
  public var codes: [MistakeCode] { places.map { $0.code } }

  /// The entry of a code; nil for a code that a host made up.
  public func entry(_ code: MistakeCode) -> Entry? {
    guard let index = byCode[code] else { return nil }
    let place = places[index]
    return Entry(
      code: code, kind: place.kind, isFoundByReading: place.isFoundByReading,
      text: texts[place.text][place.lines])
  }

  /// All entries, in the order of the texts.
  public var entries: [Entry] { codes.compactMap { entry($0) } }

  /// Whether a code ends a run; nil for a code that a host made up.
  public func kind(_ code: MistakeCode) -> Kind? { byCode[code].map { places[$0].kind } }

  /// Whether a run ends or goes on.
  public enum Kind: UInt8, Sendable {
    /// The run ends.
    case mistake
    /// The run goes on.
    case note
  }

  /// Finds the headings of the text added last.
  private mutating func find(in text: [UInt8]) {
    var open: Place?
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: 0x0A) ?? text.count
      if text[start...].starts(with: "# ".utf8) {
        close(open, at: start)
        open = heading(text[(start + 2)..<end], next: min(end + 1, text.count))
      }
      start = end + 1
    }
    close(open, at: text.count)
  }

  /// Takes in an entry; one with the same code that is there already gives way.
  private mutating func close(_ open: Place?, at end: Int) {
    guard var place = open else { return }
    place.lines = place.lines.lowerBound..<end
    if let known = byCode[place.code] {
      places[known] = place
    } else {
      byCode[place.code] = places.count
      places.append(place)
    }
  }

  /// What a heading says: `unknown-column (note, while reading)`.
  private func heading(_ line: ArraySlice<UInt8>, next: Int) -> Place {
    let code = line.prefix { $0 != 0x20 }
    let marks = String(decoding: line.dropFirst(code.count), as: UTF8.self)
      .split { $0 == " " || $0 == "(" || $0 == ")" || $0 == "," }
    return Place(
      code: MistakeCode(String(decoding: code, as: UTF8.self)), text: texts.count - 1,
      lines: next..<next, kind: marks.first == "note" ? .note : .mistake,
      isFoundByReading: marks.last == "reading")
  }
}
