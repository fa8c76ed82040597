import Linnet

/// Everyone's number for one question, put together: the class's own histogram.
///
/// Only what lies within three widths of the middle half is in the picture, the mean and the spread; how many lie
/// further out is said, and nobody is named. Numbers in other units than most have are left out and counted.
public struct ClassPool: Sendable {
  /// The question.
  public let id: String
  /// The numbers in the picture, in the order of the class.
  public let numbers: [Double]
  /// The unit most wrote; empty when none did.
  public let unit: String
  /// How many numbers lie too far away.
  public let far: Int
  /// How many are in another unit.
  public let otherUnits: Int
  /// How many handed in without a number.
  public let without: Int

  /// Puts the numbers of a class together.
  public init(_ id: String, _ roll: ClassRoll) {
    self.id = id
    var read: [(number: Double, unit: String)] = []
    var without = 0
    for student in roll.students {
      if let task = student.task(id), ClassPool.isPooled(task.kind),
        let found = AnswerReader.number(in: task.answer),
        found.number.isFinite
      {
        read.append((found.number, ClassPool.unit(in: found.unit)))
      } else {
        without += 1
      }
    }
    let unit = ClassPool.commonest(read.map { $0.unit }.filter { !$0.isEmpty })
    let ours = read.filter {
      $0.unit.isEmpty || AnswerReader.folded($0.unit) == AnswerReader.folded(unit)
    }
    let range = ClassPool.near(ours.map { $0.number })
    numbers = ours.map { $0.number }.filter { range.contains($0) }
    self.unit = unit
    self.without = without
    far = ours.count - numbers.count
    otherUnits = read.count - ours.count
  }

  /// What stands right behind a number, without a full stop or comma.
  private static func unit(in rest: String) -> String {
    let marks = [UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";")]
    var word = Array(PlainWord.clean(rest).utf8.prefix { $0 != 0x20 })
    while let last = word.last, marks.contains(last) { word.removeLast() }
    return PlainWord.clean(String(decoding: word, as: UTF8.self), most: 20)
  }

  /// True for what is answered with a number, a guess or words; options have numbers that are none.
  public static func isPooled(_ kind: String) -> Bool {
    !["exercise", "choice", "choices"].contains(kind)
  }

  private static func commonest(_ units: [String]) -> String {
    var counts: [String: Int] = [:]
    for unit in units { counts[AnswerReader.folded(unit), default: 0] += 1 }
    // As the first of them wrote it.
    var best = ("", 0)
    for unit in units {
      let count = counts[AnswerReader.folded(unit)] ?? 0
      if count > best.1 { best = (unit, count) }
    }
    return best.0
  }

  /// Three widths of the middle half on both sides of it.
  ///
  /// J. W. Tukey's outer fences ("Exploratory Data Analysis", 1977), with a least width.
  private static func near(_ numbers: [Double]) -> ClosedRange<Double> {
    let sorted = numbers.sorted()
    guard sorted.count > 4, let middle = PlainWord.median(sorted) else {
      return -Double.infinity...Double.infinity
    }
    func quartile(_ part: Double) -> Double {
      let place = part * Double(sorted.count - 1)
      let below = sorted[Int(place)]
      let above = sorted[min(Int(place) + 1, sorted.count - 1)]
      return below + (above - below) * (place - place.rounded(.down))
    }
    let low = quartile(0.25)
    let high = quartile(0.75)
    // Where the class agrees closely, the size of the number gives the scale: a wrong window is no slip of the pen.
    let width = max(high - low, abs(middle) * 0.02, 1e-300)
    return low - 3 * width...high + 3 * width
  }

  /// The mean; nil without numbers.
  public var mean: Double? {
    numbers.isEmpty ? nil : numbers.reduce(0) { $0 + $1 / Double(numbers.count) }
  }

  /// The standard deviation, for n − 1; nil for fewer than two numbers.
  public var spread: Double? {
    guard let mean, numbers.count > 1 else { return nil }
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(numbers.count - 1)).squareRoot()
  }

  /// The decimals of two digits of the spread; nil where that is no ordinary number.
  private var decimals: Int? {
    guard var size = spread, size > 1e-9, size < 1e9 else { return nil }
    var places = 1
    while size >= 10, places > 0 {
      size /= 10
      places -= 1
    }
    while size < 1 {
      size *= 10
      places += 1
    }
    return places
  }

  /// How many, mean, spread, and what was left out, in whole sentences.
  public func sentences(_ words: LessonWords = .classroom) -> [String] {
    guard let mean else { return [words.say("pool-none", ["id": id])] }
    let places = decimals
    func shown(_ number: Double) -> String {
      let text =
        places.map { NumberText.fixed(number, digits: $0) } ?? NumberText.shown(number, digits: 6)
      return text + (unit.isEmpty ? "" : " " + unit)
    }
    var said: [String] = []
    if let spread {
      said.append(
        words.say(
          "pool-numbers",
          ["count": String(numbers.count), "mean": shown(mean), "spread": shown(spread)]))
    } else {
      said.append(words.say("pool-one", ["mean": shown(mean)]))
    }
    if far > 0 {
      said.append(words.say(far == 1 ? "pool-far-one" : "pool-far", ["count": String(far)]))
    }
    if otherUnits > 0 {
      let slots = ["count": String(otherUnits), "unit": unit]
      said.append(words.say(otherUnits == 1 ? "pool-unit-one" : "pool-unit", slots))
    }
    if without > 0 {
      said.append(
        words.say("pool-without", ["count": LessonWords.counted(without, "student")]))
    }
    return said
  }

  // MARK: Picture

  /// Where the bins begin and end, at round numbers, and how many there are.
  ///
  /// With a wish for a count of bins, the whole range is divided by it.
  public func edges(bins asked: Int? = nil) -> (from: Double, to: Double, bins: Int) {
    let low = numbers.min() ?? 0
    let high = numbers.max() ?? 1
    let width = high > low ? high - low : max(abs(low) * 0.1, 1)
    let root = Double(max(numbers.count, 1)).squareRoot()
    let wanted = Double(min(max(Int((2 * root).rounded(.up)), 8), 40))
    let step = ClassPool.round(above: width / wanted)
    var first = (low / step).rounded(.down)
    var last = (high / step).rounded(.down) + 1
    // A division may end a hair below a whole number.
    if ClassPool.times(first + 1, step) <= low { first += 1 }
    if ClassPool.times(last, step) <= high { last += 1 }
    // A little room at both sides, so that nobody's bar leans on the frame.
    let room: Double = high == low ? 4 : 1
    if asked == nil || high == low {
      first -= room
      last += room
    }
    return (
      ClassPool.times(first, step), ClassPool.times(last, step), asked ?? Int(last - first)
    )
  }

  /// The smallest of 1, 2 and 5 times a power of ten that is not below a number.
  private static func round(above number: Double) -> Double {
    guard number > 1e-300, number < 1e300 else { return 1 }
    var power = 1.0
    while power > number { power /= 10 }
    while power * 10 <= number { power *= 10 }
    for factor in [1.0, 2, 5] where factor * power >= number { return factor * power }
    return 10 * power
  }

  /// A multiple of a small step without the dust of its division: 0.3, not 0.30000000000000004.
  private static func times(_ count: Double, _ step: Double) -> Double {
    step < 1 ? count / (1 / step).rounded() : count * step
  }

  /// The histogram as Linnet draws it; nil without numbers.
  public func picture(bins: Int? = nil) throws(Mistake) -> Picture? {
    guard !numbers.isEmpty else { return nil }
    let host = PoolHost()
    let session = Engine(limits: .lesson).session(host: host)
    let edges = edges(bins: bins)
    try session.set("numbers", numbers)
    try session.set("low", edges.from)
    try session.set("high", edges.to)
    try session.set("count_of_bins", edges.bins)
    try session.set("heading", id)
    try session.set("below", unit.isEmpty ? id : "\(id) [\(unit)]")
    try session.run(
      """
      plot histogram(numbers, bins: count_of_bins, from: low, to: high), title: heading, x: below, y: "students"
      """)
    return host.picture
  }
}

/// Keeps the picture that is drawn.
private final class PoolHost: Host {
  private(set) var picture: Picture?

  override func receive(_ event: Event) {
    if case .picture(let picture) = event { self.picture = picture }
  }
}
