/// Why a JSON file cannot be read; the place is where the scanner stands.
enum JsonProblem: Error {
  /// Something else should stand here.
  case wants(Wanted)
  /// A comma with nothing behind it; the scanner stands at the bracket.
  case commaBeforeEnd
  /// A sign behind a backslash, or half of a pair, that JSON does not know.
  case letter
  /// A text without its closing quote; the scanner stands where the text begins.
  case openText
  /// Too many brackets inside each other.
  case deep
  /// One name twice in one record; the scanner stands behind it.
  case twice
  /// The table would be nearly nothing but gaps.
  case mostlyGaps
  /// The person stopped the reading.
  case stopped

  /// What may stand in a place.
  enum Wanted {
    case value, name, colon, digits, commaOrBracket, commaOrBrace, end

    var text: String {
      switch self {
      case .value: "a value"
      case .name: "a name in double quotes"
      case .colon: "`:`"
      case .digits: "a digit"
      case .commaOrBracket: "`,` or `]`"
      case .commaOrBrace: "`,` or `}`"
      case .end: "the end of the file"
      }
    }
  }
}

extension JsonParser {
  /// The problem as a mistake with its line.
  func mistake(_ problem: JsonProblem, _ origin: String) -> DataMistake {
    var slots = ["path": origin, "line": "\(line(of: cursor))"]
    switch problem {
    case .stopped: return DataMistake("stopped")
    case .mostlyGaps: return DataMistake("json-mostly-gaps", ["path": origin])
    case .deep:
      slots["limit"] = "\(Self.deepest)"
      return DataMistake("json-too-deep", slots)
    case .openText: return DataMistake("json-open-text", slots)
    case .letter:
      slots["found"] = shown(cursor)
      return DataMistake("json-letter", slots)
    case .twice:
      slots["name"] = lastName
      return DataMistake("json-name-twice", slots)
    case .commaBeforeEnd:
      slots["closer"] = shown(cursor)
      return DataMistake("broken-json", slots)
    case .wants(let wanted):
      // At its end a file is cut off, whatever should come.
      if cursor >= end || wanted == .value && stopOfWord(cursor) >= end {
        return DataMistake("json-cut-off", slots)
      }
      let byte = cursor.pointee
      if byte == UInt8(ascii: "'") {
        slots["quote"] = "'"
      } else if byte == UInt8(ascii: "#") || byte == UInt8(ascii: "/") {
        slots["comment"] = shown(cursor)
      } else {
        slots["found"] = shown(cursor)
        slots["wanted"] = wanted.text
        switch shown(cursor) {
        case "True", "TRUE": slots["near"] = "true"
        case "False", "FALSE": slots["near"] = "false"
        case "None", "NULL", "Null", "nil", "NA", "nan", "undefined": slots["near"] = "null"
        default: break
        }
      }
      return DataMistake("broken-json", slots)
    }
  }

  /// The line of a place, counted from 1.
  func line(of place: UnsafePointer<UInt8>) -> Int {
    var line = 1
    var at = start
    while at < place, at < end {
      if at.pointee == 0x0A || at.pointee == 0x0D && (at + 1).pointee != 0x0A { line += 1 }
      at += 1
    }
    return line
  }

  /// Where the word at a place ends; the place itself when there is none.
  private func stopOfWord(_ place: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var stop = place
    while stop < end {
      let byte = stop.pointee
      guard
        byte &- 48 <= 9 || byte | 32 >= 97 && byte | 32 <= 122 || byte == 95 || byte >= 0x80
      else { break }
      stop += 1
    }
    return stop
  }

  /// The word or sign at a place, not more than a few letters of it.
  private func shown(_ place: UnsafePointer<UInt8>) -> String {
    guard place < end else { return "" }
    let byte = place.pointee
    if byte < 0x20 { return "\\u00\(byte >> 4)\(String(byte & 15, radix: 16))" }
    var stop = byte == UInt8(ascii: "\\") ? stopOfWord(place + 1) : stopOfWord(place)
    if stop == place { stop += 1 }
    if stop - place > 12 {
      stop = place + 12
      // A letter of several bytes stays whole.
      while stop < end, stop.pointee & 0xC0 == 0x80 { stop += 1 }
    }
    return String(decoding: UnsafeBufferPointer(start: place, count: stop - place), as: UTF8.self)
  }
}
