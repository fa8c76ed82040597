/// Turns the words of a header into column names and units.
public enum HeaderNames {
  /// Names without units, no two alike, and the unit of each.
  ///
  /// A unit that would leave two columns with one name stays part of the names.
  static func clean(_ texts: [String]) -> (names: [String], units: [String]) {
    var names: [String] = []
    var units: [String] = []
    for (place, text) in texts.enumerated() {
      let line = oneLine(text)
      if line.isEmpty {
        names.append("column_\(place + 1)")
        units.append("")
      } else {
        let (name, unit) = split(line)
        names.append(name)
        units.append(unit)
      }
    }
    var uses: [String: Int] = [:]
    for name in names { uses[name, default: 0] += 1 }
    for place in names.indices where !units[place].isEmpty && uses[names[place], default: 0] > 1 {
      names[place] = oneLine(texts[place])
      units[place] = ""
    }
    return (unique(names), units)
  }

  /// The names with `_2`, `_3`, … behind those that came before.
  public static func unique(_ names: [String]) -> [String] {
    var taken = Set(names)
    var seen: Set<String> = []
    // Where to go on counting for a name that stands there again and again.
    var next: [String: Int] = [:]
    return names.map { name in
      if seen.insert(name).inserted { return name }
      var number = next[name] ?? 2
      while taken.contains("\(name)_\(number)") { number += 1 }
      next[name] = number + 1
      let fresh = "\(name)_\(number)"
      taken.insert(fresh)
      seen.insert(fresh)
      return fresh
    }
  }

  /// The places of the columns that a person asked for, in that order, each once.
  ///
  /// What is no name may be one of `written`: the names as the file has them. Errors: `unknown-column`.
  static func places(of asked: [String], among names: [String], written: [String] = [])
    throws(DataMistake) -> [Int]
  {
    var known: [String: Int] = [:]
    for (place, name) in names.enumerated() where known[name] == nil { known[name] = place }
    for (place, name) in written.enumerated() where known[name] == nil { known[name] = place }
    var seen: Set<Int> = []
    var places: [Int] = []
    for name in asked {
      guard let place = known[name] else {
        throw DataMistake(
          "unknown-column", ["name": name, "columns": names.joined(separator: "\n")])
      }
      if seen.insert(place).inserted { places.append(place) }
    }
    return places
  }

  private static func oneLine(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      let isBreak = byte == 0x0A || byte == 0x0D || byte == 0x09
      if isBreak || byte == 0x20 {
        if let last = bytes.last, last != 0x20 { bytes.append(0x20) }
      } else {
        bytes.append(byte)
      }
    }
    while bytes.last == 0x20 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `Pressure (hPa)` and `pt [GeV]` taken apart; other texts stay whole.
  static func split(_ text: String) -> (name: String, unit: String) {
    let bytes = Array(text.utf8)
    guard let last = bytes.last, last == UInt8(ascii: ")") || last == UInt8(ascii: "]") else {
      return (text, "")
    }
    let opener = last == UInt8(ascii: ")") ? UInt8(ascii: "(") : UInt8(ascii: "[")
    var depth = 0
    var place = bytes.count - 1
    while place >= 0 {
      if bytes[place] == last { depth += 1 }
      if bytes[place] == opener {
        depth -= 1
        if depth == 0 { break }
      }
      place -= 1
    }
    guard place > 0 else { return (text, "") }
    let inside = Array(bytes[(place + 1)..<(bytes.count - 1)])
    var stop = place
    while stop > 0, bytes[stop - 1] == 0x20 { stop -= 1 }
    guard stop > 0, looksLikeUnit(inside, isApart: stop < place || opener == UInt8(ascii: "["))
    else { return (text, "") }
    return (
      String(decoding: bytes[..<stop], as: UTF8.self), String(decoding: inside, as: UTF8.self)
    )
  }

  /// A unit is short and has no long number; straight behind a word it must be a well-known one.
  private static func looksLikeUnit(_ bytes: [UInt8], isApart: Bool) -> Bool {
    guard !bytes.isEmpty, bytes.count <= 32 else { return false }
    var run = 0
    var hasOther = false
    for byte in bytes {
      run = byte &- 48 <= 9 ? run + 1 : 0
      if byte &- 48 > 9 { hasOther = true }
      if run >= 4 { return false }
    }
    guard hasOther else { return false }
    let text = String(decoding: bytes, as: UTF8.self)
    return isApart || wellKnown.contains(text)
  }

  /// True for a unit that is known by its sign.
  static func isWellKnownUnit(_ text: String) -> Bool { wellKnown.contains(text) }

  private static let wellKnown: Set<String> = [
    "TeV", "GeV", "MeV", "keV", "eV", "GeV/c", "GeV/c2", "GeV/c^2", "MeV/c", "MeV/c2", "/pb",
    "/fb", "/nb", "/ub", "pb", "fb", "pb-1", "fb-1", "m", "cm", "mm", "um", "µm", "nm", "km", "kg",
    "g", "mg", "t", "s", "ms", "us", "µs", "ns", "min", "h", "d", "Hz", "kHz", "MHz", "GHz", "V",
    "mV", "kV", "A", "mA", "W", "kW", "MW", "J", "kJ", "K", "C", "°C", "degC", "F", "°F", "Pa",
    "hPa", "kPa", "bar", "mbar", "N", "T", "%", "m/s", "km/h", "m/s2", "m/s^2", "rad", "deg", "°",
    "l", "L", "ml", "mL", "mol", "ppm", "EUR", "€", "$", "USD", "kWh", "dB", "lx", "mm/h",
  ]
}
