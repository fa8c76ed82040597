import Linnet

/// What a student did, event by event: one line of JSON each, only ever added to.
///
/// A file of such lines can be cut anywhere, by a power cut say, and all whole lines before the cut still count. Every
/// line carries a digest of its content and of the line before: a changed, moved or missing line shows. That is
/// evidence, not protection; whoever can write the file can also work out the digests.
///
/// ```
/// {"n":1,"do":"begin","lesson":"z-boson","version":"1","chain":"5be3…","at":"2026-11-29T21:40:12Z"}
/// {"n":2,"do":"check","id":"charge","code":"…","outcome":"right","points":2,"chain":"09f1…"}
/// ```
/// The time stands outside the digest, so that it may be left out of what is handed in.
public struct LessonLog: Sendable {
  /// The events in order.
  public private(set) var events: [LessonEvent] = []
  /// True when a line's digest does not fit: something was changed by hand.
  public private(set) var isChanged = false
  /// How many lines could not be read; one, at the end, is what a power cut leaves.
  public private(set) var unreadLines = 0
  /// True when the text did not end with a line's end, so that the next line must begin with one.
  public private(set) var endsInside = false
  /// The digest of the last event.
  public private(set) var chain = LessonLog.origin

  /// What the first event's digest builds on.
  private static let origin = "linnet"

  /// An empty log.
  public init() {}

  /// Reads lines; those that are damaged are counted and passed over.
  public init(reading bytes: [UInt8]) {
    endsInside = !bytes.isEmpty && bytes.last != 0x0A
    for line in bytes.split(separator: 0x0A) {
      guard let value = JSON(Array(line)), let event = LessonEvent(value) else {
        unreadLines += 1
        continue
      }
      // Writing may have been cut and done again: the same event twice is one.
      if event.number <= events.count {
        isChanged = isChanged || event.chain != events[max(0, event.number - 1)].chain
        continue
      }
      let expected = LessonLog.digest(event, after: chain)
      if event.chain != expected || event.number != events.count + 1 { isChanged = true }
      events.append(event)
      chain = event.chain
    }
  }

  /// Adds an event and answers with its line, ready to be appended to the file, with its line end.
  @discardableResult
  public mutating func add(_ event: LessonEvent, at time: String? = nil) -> String {
    var event = event
    event.number = events.count + 1
    event.time = time
    event.chain = LessonLog.digest(event, after: chain)
    events.append(event)
    chain = event.chain
    let start = endsInside ? "\n" : ""
    endsInside = false
    return start + String(decoding: event.json.encoded, as: UTF8.self) + "\n"
  }

  /// 32 hexadecimal digits of the SHA-256 of the digest before and the event without time and digest.
  private static func digest(_ event: LessonEvent, after chain: String) -> String {
    String(SHA256.hex(of: Array(chain.utf8) + event.content.encoded).prefix(32))
  }
}

/// One thing a student did.
public struct LessonEvent: Sendable {
  /// Its place in the log, from 1.
  public internal(set) var number = 0
  /// What was done.
  public var deed: Deed
  /// Everything else, by name, in the order in which it is written.
  public var members: [JSON.Member]
  /// When, as the host tells the time; nil when it does not.
  public internal(set) var time: String?
  /// The digest that ties it to what was before.
  public internal(set) var chain = ""

  /// What can be done.
  public enum Deed: String, Sendable {
    /// The lesson was opened for the first time.
    case begin
    /// A step was entered.
    case step
    /// Code was run.
    case code
    /// An exercise was checked.
    case check
    /// A question was answered.
    case answer
    /// A hint was shown.
    case hint
    /// The solution was shown.
    case solution
    /// Something was left out.
    case skip
    /// The variables were brought back.
    case restore
    /// Something was noted for oneself.
    case note
    /// A file was written, so that it may be replaced later.
    case wrote
    /// The lesson was finished.
    case finish
  }

  /// Makes an event; it gets its number, time and digest when it is added to a log.
  public init(_ deed: Deed, _ members: [JSON.Member] = []) {
    self.deed = deed
    self.members = members
  }

  /// Reads an event; nil for JSON that is none.
  public init?(_ value: JSON) {
    guard let members = value.asObject, let number = value["n"]?.asWhole, number >= 1,
      let word = value["do"]?.asText, let deed = Deed(rawValue: word),
      let chain = value["chain"]?.asText
    else { return nil }
    self.number = number
    self.deed = deed
    self.chain = chain
    time = value["at"]?.asText
    self.members = members.filter { !["n", "do", "chain", "at"].contains($0.name) }
  }

  /// What the digest is made of; a note to oneself is not, so that it need not be handed in.
  var content: JSON { deed == .note ? head([]) : head(members) }

  private func head(_ members: [JSON.Member]) -> JSON {
    .object(
      [JSON.Member("n", .number(Double(number))), JSON.Member("do", .text(deed.rawValue))] + members
    )
  }

  /// The whole event.
  public var json: JSON {
    guard case .object(var all) = head(members) else { return content }
    all.append(JSON.Member("chain", .text(chain)))
    if let time { all.append(JSON.Member("at", .text(time))) }
    return .object(all)
  }

  /// A member's text.
  public func text(_ name: String) -> String { JSON.object(members)[name]?.asText ?? "" }

  /// A member's number.
  public func number(_ name: String) -> Int { JSON.object(members)[name]?.asWhole ?? 0 }

  /// True for a member that is true.
  public func truth(_ name: String) -> Bool { JSON.object(members)[name]?.asTruth ?? false }

  /// The exercise, question or step that it is about.
  public var id: String { text("id") }
}
