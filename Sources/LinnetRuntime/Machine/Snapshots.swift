import LinnetSyntax

/// Going back to how the names were.
extension Machine {
  /// All globals at one moment, kept alive until released, so that a session can go back.
  public struct Snapshot {
    let number: Int
    let values: [Value]
    let lastShown: Value?
  }

  /// What all snapshots may keep alive that nothing else does; beyond it the oldest are let go.
  var snapshotRoom: Int { min(256 << 20, limits.memory / 4) }

  /// Keeps the values of all globals; costs a copy of the table, not of the values.
  public func snapshot() -> Snapshot {
    var values: [Value] = []
    values.reserveCapacity(slotNames.count)
    for slot in 0..<slotNames.count {
      if case .object(let ref) = globals[slot] { ref.header.pointee.isShared = true }
      values.append(globals[slot])
    }
    snapshotCount += 1
    let snapshot = Snapshot(number: snapshotCount, values: values, lastShown: lastShown)
    snapshots.append(snapshot)
    return snapshot
  }

  /// Goes back to a snapshot, names stored since are forgotten; false when it has been let go.
  public func restore(_ snapshot: Snapshot) -> Bool {
    guard snapshots.contains(where: { $0.number == snapshot.number }) else { return false }
    for slot in 0..<slotNames.count {
      globals[slot] = slot < snapshot.values.count ? snapshot.values[slot] : originals[slot]
    }
    lastShown = snapshot.lastShown
    return true
  }

  /// Lets the oldest snapshots go, so that only the newest `count` stay alive.
  public func keepSnapshots(_ count: Int) {
    if snapshots.count > count { snapshots.removeFirst(snapshots.count - count) }
  }

  /// Marks what the snapshots keep alive, the newest first, and lets those go that no longer fit into their room.
  func markSnapshots() {
    var held = 0
    for place in snapshots.indices.reversed() {
      held += markHeld(by: snapshots[place])
      // The newest stays whatever it takes: it is what the last line can be undone with.
      if held > snapshotRoom {
        snapshots.removeFirst(place < snapshots.count - 1 ? place + 1 : place)
        return
      }
    }
  }
}

extension Machine {
  /// True when a name holds the same as at a snapshot, or nothing then and now.
  public func isUnchanged(_ name: String, since snapshot: Snapshot) throws(Mistake) -> Bool {
    guard let slot = slotNames.firstIndex(of: name), slot < snapshot.values.count else {
      return getGlobal(name) == nil
    }
    return try same(globals[slot], snapshot.values[slot])
  }
}
