import Linnet

/// Marks the answer to a question: a number, an option, words, a guess.
public struct AnswerReader {
  private let words: LessonWords

  /// Makes a reader.
  public init(words: LessonWords = .english) { self.words = words }

  /// Marks an answer as it was typed; options are named by their numbers from 1.
  public func verdict(_ question: Lesson.Question, _ answer: String) -> Verdict {
    let answer = answer.trimmedWhole
    if answer.isEmpty { return Verdict(.empty, words.say("empty-answer")) }
    switch question.kind {
    case .number(let answers, let within, let unit):
      return number(answer, answers, within, unit)
    case .choice(let options): return choice(answer, options, isOne: true)
    case .choices(let options): return choice(answer, options, isOne: false)
    case .text(let accepted): return text(answer, accepted)
    case .prediction(let options):
      guard !options.isEmpty else { return Verdict(.recorded, words.say("recorded")) }
      guard let chosen = AnswerReader.chosen(answer, of: options.count), chosen.count == 1 else {
        return noOption(options)
      }
      let feedback = options[chosen[0]].feedback
      return Verdict(.recorded, feedback.isEmpty ? words.say("recorded") : feedback)
    }
  }

  // MARK: Numbers

  private func number(
    _ answer: String, _ answers: [Double], _ within: Lesson.Tolerance, _ unit: String
  ) -> Verdict {
    guard let (given, givenUnit, digits) = AnswerReader.number(in: answer) else {
      let example = answers.first.map { AnswerReader.example(near: $0) } ?? "12.5"
      return Verdict(.empty, words.say("no-number", ["given": answer, "example": example]))
    }
    if !givenUnit.isEmpty, !unit.isEmpty, givenUnit != unit,
      AnswerReader.plain(givenUnit) != AnswerReader.plain(unit)
    {
      return Verdict(.wrong, words.say("wrong-unit", ["given": givenUnit, "unit": unit]))
    }
    if answers.contains(where: { AnswerReader.fits(given, $0, within, digits) }) {
      return Verdict(.right, words.say("right"))
    }
    let shown = NumberText.shown(given)
    if answers.contains(where: { AnswerReader.fits(-given, $0, within, digits) }) {
      return Verdict(.wrong, words.say("wrong-number-sign"))
    }
    let isClose = answers.contains { abs(given - $0) <= abs($0) * 0.01 && $0 != 0 }
    return Verdict(
      .wrong, words.say(isClose ? "wrong-number-close" : "wrong-number", ["given": shown]))
  }

  /// True when a number is near enough to an answer.
  static func fits(
    _ given: Double, _ answer: Double, _ within: Lesson.Tolerance, _ digits: Int
  ) -> Bool {
    let slack: Double
    switch within {
    case .absolute(let value): slack = value
    case .relative(let part): slack = abs(answer) * part
    // A whole number is exact; of another the digits that were typed must be right, at least three of them.
    case .exact:
      slack =
        answer == answer.rounded()
        ? 0 : max(abs(answer) * 1e-6, digits >= 3 ? 0.5 * AnswerReader.unit(of: given, digits) : 0)
    }
    // The last bit of a calculation is nobody's fault.
    return abs(given - answer) <= slack + 1e-12 * abs(answer)
  }

  /// The size of one step in the last of so many digits.
  private static func unit(of number: Double, _ digits: Int) -> Double {
    var step = 1.0
    let size = abs(number)
    guard size > 0, size.isFinite else { return 0 }
    while step * 10 <= size { step *= 10 }
    while step > size { step /= 10 }
    for _ in 1..<max(digits, 1) { step /= 10 }
    return step
  }

  /// A number that looks like the answer and is none.
  private static func example(near answer: Double) -> String {
    answer == answer.rounded() ? "120" : "12.5"
  }

  /// The number, what stands behind it, and how many digits it has: `91,2 GeV`, `10 583`, `1.5e3`.
  public static func number(in text: String) -> (number: Double, unit: String, digits: Int)? {
    let bytes = Array(text.utf8)
    // What a person writes before the number is passed over: `m = 91.2`, `about 90`.
    var start = 0
    while start < bytes.count, !isDigit(bytes[start]) { start += 1 }
    guard start < bytes.count else { return nil }
    if start > 0, bytes[start - 1] == UInt8(ascii: ".") || bytes[start - 1] == UInt8(ascii: ",") {
      start -= 1
    }
    let before = String(decoding: bytes[..<start], as: UTF8.self)
    let isNegative = before.trimmed.hasSuffix("-") || before.trimmed.hasSuffix("\u{2212}")
    var end = start
    var digits: [UInt8] = []
    var marks: [UInt8] = []
    while end < bytes.count {
      let byte = bytes[end]
      if isDigit(byte) {
        digits.append(byte)
      } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ","), end + 1 < bytes.count,
        isDigit(bytes[end + 1])
      {
        marks.append(byte)
        digits.append(byte)
      } else if let length = space(bytes, end), isGroup(bytes, end + length) {
        end += length
        continue
      } else if byte | 0x20 == UInt8(ascii: "e"), exponent(bytes, end) != nil {
        let stop = exponent(bytes, end) ?? end
        digits += bytes[end..<stop]
        end = stop
        break
      } else {
        break
      }
      end += 1
    }
    guard let plain = withPoint(digits, marks),
      let size = DecimalReader.shared.number(plain)
    else { return nil }
    let unit = String(decoding: bytes[end...], as: UTF8.self).trimmed
    let significant = plain.prefix { $0 | 0x20 != UInt8(ascii: "e") }
      .drop { $0 == 0x30 || $0 == UInt8(ascii: ".") }.filter { isDigit($0) }.count
    return (isNegative ? -size : size, unit, significant)
  }

  /// Digits with a point where the decimals begin; nil where two readings are possible and neither is sure.
  private static func withPoint(_ digits: [UInt8], _ marks: [UInt8]) -> [UInt8]? {
    guard let last = marks.last else { return digits }
    let point = UInt8(ascii: ".")
    let others = marks.dropLast()
    // `10,583,000` and `10.583.000`: the same mark again and again makes groups.
    if others.contains(last) {
      return others.allSatisfy { $0 == last } ? digits.filter { $0 != last } : nil
    }
    var result: [UInt8] = []
    var seen = 0
    for byte in digits {
      if byte == last || others.contains(byte) {
        seen += 1
        if seen == marks.count { result.append(point) }
      } else {
        result.append(byte)
      }
    }
    return result
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  /// The length of a space between groups of digits; nil when there is none.
  private static func space(_ bytes: [UInt8], _ place: Int) -> Int? {
    if bytes[place] == 0x20 || bytes[place] == UInt8(ascii: "'") { return 1 }
    if bytes[place] == 0xC2, place + 1 < bytes.count, bytes[place + 1] == 0xA0 { return 2 }
    if bytes[place] == 0xE2, place + 2 < bytes.count, bytes[place + 1] == 0x80,
      bytes[place + 2] == 0xAF || bytes[place + 2] == 0x89 || bytes[place + 2] == 0x99
    {
      return 3
    }
    return nil
  }

  /// True when exactly three digits stand at a place.
  private static func isGroup(_ bytes: [UInt8], _ place: Int) -> Bool {
    guard place + 3 <= bytes.count, bytes[place..<place + 3].allSatisfy(isDigit) else {
      return false
    }
    return place + 3 == bytes.count || !isDigit(bytes[place + 3])
  }

  /// The end of `e3`, `e-3`; nil when there is none.
  private static func exponent(_ bytes: [UInt8], _ place: Int) -> Int? {
    var end = place + 1
    if end < bytes.count, bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: "+") {
      end += 1
    }
    let first = end
    while end < bytes.count, isDigit(bytes[end]) { end += 1 }
    return end > first ? end : nil
  }

  // MARK: Options and words

  private func choice(_ answer: String, _ options: [Lesson.Option], isOne: Bool) -> Verdict {
    guard let chosen = AnswerReader.chosen(answer, of: options.count) else {
      return noOption(options)
    }
    if isOne {
      guard chosen.count == 1 else { return Verdict(.empty, words.say("one-option")) }
      let option = options[chosen[0]]
      let said = words.say(option.isRight ? "right" : "wrong-choice")
      return Verdict(
        option.isRight ? .right : .wrong,
        option.feedback.isEmpty
          ? said : option.isRight ? said + " " + option.feedback : option.feedback)
    }
    let isRight = options.indices.allSatisfy { options[$0].isRight == chosen.contains($0) }
    if isRight { return Verdict(.right, words.say("right")) }
    let feedback = chosen.first { !options[$0].isRight && !options[$0].feedback.isEmpty }
    return Verdict(.wrong, feedback.map { options[$0].feedback } ?? words.say("wrong-choices"))
  }

  private func noOption(_ options: [Lesson.Option]) -> Verdict {
    let names = options.indices.map { "`\($0 + 1)`" }.joined(separator: ", ")
    return Verdict(.empty, words.say("no-option", ["options": names]))
  }

  /// The places of the options that an answer names: `2`, `b`, `1 3`, `a, c`; nil when it names another.
  public static func chosen(_ answer: String, of count: Int) -> [Int]? {
    var places: [Int] = []
    let separators: [UInt8] = [0x20, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ")")]
    for word in answer.utf8.split(whereSeparator: { separators.contains($0) }) {
      let text = String(Substring(word))
      var place = Lesson.whole(text).map { $0 - 1 }
      if place == nil, word.count == 1, let letter = word.first {
        place = Int(letter | 0x20) - Int(UInt8(ascii: "a"))
      }
      guard let place, place >= 0, place < count else { return nil }
      if !places.contains(place) { places.append(place) }
    }
    return places.isEmpty ? nil : places.sorted()
  }

  private func text(_ answer: String, _ accepted: [String]) -> Verdict {
    guard !accepted.isEmpty else { return Verdict(.recorded, words.say("recorded-teacher")) }
    let given = AnswerReader.folded(answer)
    return accepted.contains { AnswerReader.folded($0) == given }
      ? Verdict(.right, words.say("right")) : Verdict(.wrong, words.say("wrong-text"))
  }

  /// A text without capitals and accents.
  static func plain(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let base = LetterFolding.base(of: scalar.value)
      if let first = Unicode.Scalar(base.first), base.first > 0 { plain.append(first) }
      if let second = Unicode.Scalar(base.second), base.second > 0 { plain.append(second) }
    }
    return String(plain)
  }

  /// A text without capitals, accents, double spaces, quotes around it and a full stop at its end.
  static func folded(_ text: String) -> String {
    var text = text.trimmedWhole
    while let last = text.utf8.last, last == UInt8(ascii: ".") || last == UInt8(ascii: "!") {
      text = String(text.dropLast())
    }
    let words = AnswerReader.plain(Lesson.unquoted(text)).utf8.split(separator: 0x20)
    return words.map { String(Substring($0)) }.joined(separator: " ")
  }
}

extension String {
  /// The text without spaces, tabs and line ends at both ends.
  var trimmedWhole: String {
    let bytes = Array(utf8)
    let spaces: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
    guard let start = bytes.firstIndex(where: { !spaces.contains($0) }),
      let end = bytes.lastIndex(where: { !spaces.contains($0) })
    else { return "" }
    return String(decoding: bytes[start...end], as: UTF8.self)
  }
}
