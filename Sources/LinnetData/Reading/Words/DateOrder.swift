/// Which of two numbers before a year is the day.
public enum DateOrder: Sendable {
  case dayFirst, monthFirst, yearFirst

  /// The order of the words `day`, `month` and `year` in a text; nil when one lacks.
  public init?(_ text: String) {
    let bytes = Array(text.lowercased().utf8)
    func place(_ word: String) -> Int? {
      let letters = Array(word.utf8)
      guard bytes.count >= letters.count else { return nil }
      return (0...(bytes.count - letters.count)).first { start in
        bytes[start..<(start + letters.count)].elementsEqual(letters)
      }
    }
    guard let day = place("day"), let month = place("month"), let year = place("year") else {
      return nil
    }
    if year < month, month < day {
      self = .yearFirst
    } else if day < month, month < year {
      self = .dayFirst
    } else if month < day, day < year {
      self = .monthFirst
    } else {
      return nil
    }
  }
}
