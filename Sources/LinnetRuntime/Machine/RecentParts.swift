/// Parts of histograms and columns that were worked out lately, so that a loop over `h.counts[i]` makes the
/// list of counts once.
///
/// It is emptied at each collection: until then neither the objects nor their parts can go.
struct RecentParts {
  private struct Entry {
    var owner: ObjectIdentifier
    var name: String
    var value: Value
  }

  private static let most = 8
  private var entries: [Entry] = []
  /// The place of the entry that goes next.
  private var oldest = 0

  /// The part of an object, when it was asked for lately.
  func find(_ owner: AnyObject, _ name: String) -> Value? {
    let owner = ObjectIdentifier(owner)
    for entry in entries where entry.owner == owner && entry.name == name { return entry.value }
    return nil
  }

  /// Forgets the parts of an object, which has changed.
  mutating func forget(_ owner: ObjectIdentifier) {
    if entries.isEmpty { return }
    entries.removeAll { $0.owner == owner }
    oldest = 0
  }

  /// Keeps a part that is a list or column; it now has a second place.
  mutating func keep(_ value: Value, of owner: AnyObject, _ name: String) {
    guard case .object(let ref) = value else { return }
    ref.header.pointee.isShared = true
    let entry = Entry(owner: ObjectIdentifier(owner), name: name, value: value)
    if entries.count < Self.most {
      entries.append(entry)
    } else {
      entries[oldest] = entry
      oldest = (oldest + 1) % Self.most
    }
  }
}
