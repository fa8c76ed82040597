import Linnet

/// Something a teacher should know about what was handed in.
///
/// Nothing is dropped in silence: a file that does not count, or that counts with a doubt, has a remark.
public struct ClassRemark: Sendable, Equatable {
  /// Which sentence.
  public var key: String
  /// What fills its slots.
  public var slots: [String: String]

  /// Makes a remark.
  public init(_ key: String, _ slots: [String: String] = [:]) {
    self.key = key
    self.slots = slots
  }

  /// The remarks with those that say the same of several students made one, which names them all.
  public static func together(_ remarks: [ClassRemark]) -> [ClassRemark] {
    var places: [String: Int] = [:]
    var groups: [(remark: ClassRemark, names: [String])] = []
    for remark in remarks {
      guard let name = remark.slots["name"], let task = remark.slots["task"] else {
        groups.append((remark, []))
        continue
      }
      var key = remark.key + "\n" + task
      for slot in ["said", "claimed", "points"] { key += "\n" + (remark.slots[slot] ?? "") }
      if let place = places[key] {
        groups[place].names.append(name)
      } else {
        places[key] = groups.count
        groups.append((remark, [name]))
      }
    }
    return groups.map { group in
      var remark = group.remark
      if !group.names.isEmpty { remark.slots["name"] = PlainWord.list(group.names, most: 40) }
      return remark
    }
  }

  /// The remark in words.
  public func text(_ words: LessonWords = .classroom) -> String { words.say(key, slots) }
}
